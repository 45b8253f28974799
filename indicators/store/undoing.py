"""Take any release back: its rows are as they were before it, all else stays.

A release that was made earlier can be undone without those made since, as long as
they have not changed the same rows. Nothing is overwritten: an undo is a release too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.errors import ReleaseError
from indicators.store.adding import Tables, add_release, draft_release, put_blob
from indicators.store.chain import Release, SourceFile, chain, sha256
from indicators.store.engine import Store
from indicators.store.past import Past, names_in
from indicators.store.rows import clash, put_back, written
from indicators.texts import _


def undo(store: Store, number: int, *, who: str, reason: str) -> Release:
    """Publish again what a release has changed, row by row, as it was before.

    Raises
    ------
    ReleaseError
        If there is no such release, it is undone already, or later ones that are not
        undone themselves have changed the same rows; it names them in the order in
        which to undo them.
    """
    if not reason.strip():
        raise ReleaseError(_("Skriv varför du ångrar. Ingenting har ändrats."))
    about = draft_release(who=who, message=reason, kind="undo", undoes=number)
    with store.writing() as connection:
        made = chain(connection)
        require_among(made, number)
        _require_in_force(made, number)
        past = Past(connection, made)
        _require_free(past, number)
        tables = tuple(_tables(past, number))
        files = tuple(_proofs(past, tables))
        about = replace(about, tables=tables, files=files)
        return add_release(connection, made, about)


def undone_by(made: Sequence[Release]) -> dict[int, int]:
    """Tell which releases do not hold any longer, and which undo each was undone by.

    An undo that was undone itself undoes nothing: what it took back holds again.
    """
    found: dict[int, int] = {}
    for release in sorted(made, key=lambda one: one.number, reverse=True):
        if release.undoes is not None and release.number not in found:
            found[release.undoes] = release.number
    return found


def require_among(made: Sequence[Release], number: int) -> None:
    """Raise `ReleaseError` if there is no release of that number."""
    if not 1 <= number <= len(made):
        raise ReleaseError(_("Det finns ingen publicering {n}.").format(n=number))


def _require_in_force(made: Sequence[Release], number: int) -> None:
    undone = undone_by(made)
    if number in undone:
        raise ReleaseError(
            _(
                "Publicering {n} är redan ångrad, av {by}. Ingenting har ändrats."
            ).format(n=number, by=undone[number])
        )


def _require_free(past: Past, number: int) -> None:
    """Raise if later releases have to be undone before this one, and say which."""
    order = _order(past, number)
    if len(order) > 1:
        raise ReleaseError(
            _(
                "Publicering {n} kan inte ångras än, för samma tal har ändrats "
                "efteråt. Ångra i den här ordningen: {order}. Ingenting har ändrats."
            ).format(n=number, order=", ".join(map(str, order)))
        )


def _order(past: Past, number: int) -> list[int]:
    """Give what to undo, one after the other, up to a release.

    It is tried out on a history that goes on: to undo an undo puts in force again what
    it had taken back, which may then stand in the way itself.
    """
    made, todo, done = list(past.made), [number], []
    while todo:
        later = _in_the_way(past, made, todo[-1])
        if later:
            todo.append(later[-1])
            continue
        number = todo.pop()
        done.append(number)
        made.append(replace(made[number - 1], number=len(made) + 1, undoes=number))
        past.suppose(len(made), number)
    return done


def _in_the_way(past: Past, made: Sequence[Release], number: int) -> list[int]:
    """Name the later releases that have changed the same rows and hold.

    A later release and the undo of it cancel out: neither stands in the way.
    """
    undone, names = undone_by(made), names_in(made[number - 1])
    return [
        release.number
        for release in made[number:]
        if release.number not in undone
        and (release.undoes is None or release.undoes < number)
        and names_in(release) & names
        and clash(past.touched(number), past.touched(release.number))
    ]


def _tables(past: Past, number: int) -> Iterator[tuple[str, str | None, int]]:
    """Give for each indicator of a release what is in force once it is undone.

    Where nothing came after it, that is the very table of before. Otherwise rows of
    published tables are put together, so that nobody can learn anything from the new
    one: each of its rows was public, and is in the ledger that all protection is
    tried against. No figure is worked out here that was not.
    """
    newest = len(past.made)
    for name in sorted(names_in(past.made[number - 1])):
        before, now = past.rows(name, number - 1), past.rows(name, newest)
        table = past.table(name, number - 1)
        since = past.table(name, newest) != past.table(name, number)
        if since and before is not None and now is not None:
            rows = put_back(now, before, past.touched(number)[name])
            table = (None, 0)
            if rows or past.table(name, number - 1)[0] is not None:
                content = written(rows)
                table = (sha256(content), len(rows))
                put_blob(past.connection, content, sha256(content))
        yield (name, *table)


def _proofs(past: Past, tables: Tables) -> Iterator[SourceFile]:
    """Name what goes along with tables that were put together: their proof, the groups.

    The proof is the one made last: it was made against all that had been published,
    and so holds for any selection of those rows. Its name ends with its indicator.
    """
    known = {blob for release in past.made for _name, blob, _rows in release.tables}
    made = [name for name, blob, _rows in tables if blob and blob not in known]
    groups = {past.makeup(name, len(past.made)) for name in made}
    yield from (file for file in groups if file is not None)
    for name in made:
        published = [r for r in past.made if r.undoes is None and name in names_in(r)]
        yield from (f for f in published[-1].files if f.name.endswith(f":{name}"))
