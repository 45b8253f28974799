"""Releases: what was published, by whom, why, and how to take it back.

A release says for each indicator that it touches which table (blob) is in force from
then on. Nothing is overwritten: undoing a release publishes what was in force before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indicators.errors import ReleaseError
from indicators.store.adding import Change, add_release, draft_release, store_tables
from indicators.store.chain import (
    START,
    Release,
    SourceFile,
    chain,
    head,
    in_force,
    read_blob,
)
from indicators.store.engine import Store
from indicators.texts import _


def publish(
    store: Store,
    changes: Sequence[Change],
    *,
    who: str,
    message: str,
    kind: str = "publish",
    files: Sequence[SourceFile] = (),
    undoes: int | None = None,
    expected: int | None = None,
) -> Release:
    """Add a release, in one transaction: all of it or nothing.

    Parameters
    ----------
    store : Store
    changes : sequence of Change
        At most one for each indicator; those that change nothing are left out.
    who, message, kind, files, undoes
        See `Release`.
    expected : int, optional
        The newest release that the changes were made against; if there is a newer
        one, nothing is published.

    Raises
    ------
    ReleaseError
        If nothing would change, the message is empty, or somebody came before.
    """
    _require_message(message)
    _require_one_each(changes)
    about = draft_release(
        who=who, message=message, kind=kind, files=files, undoes=undoes
    )
    with store.writing() as connection:
        made = chain(connection)
        if expected is not None and len(made) != expected:
            raise ReleaseError(
                _(
                    "Någon annan har publicerat under tiden. Ingenting har ändrats. "
                    "Gör om kontrollen och försök igen."
                )
            )
        tables = store_tables(connection, changes, made)
        if not tables:
            raise ReleaseError(
                _("Filerna ändrar ingenting: samma tal är redan publicerade.")
            )
        return add_release(connection, made, replace(about, tables=tables))


def undo(store: Store, number: int, *, who: str, reason: str) -> Release:
    """Publish again what was in force before a release.

    Raises
    ------
    ReleaseError
        If there is no such release, it is undone already, or a later one that is not
        undone itself has changed the same indicators.
    """
    if not reason.strip():
        raise ReleaseError(_("Skriv varför du ångrar. Ingenting har ändrats."))
    about = draft_release(who=who, message=reason, kind="undo", undoes=number)
    with store.writing() as connection:
        made = chain(connection)
        _require_among(made, number)
        touched = [indicator for indicator, _blob, _rows in made[number - 1].tables]
        _require_untouched(made, touched, number)
        before = in_force(made, number - 1)
        for blob, _rows in (before[name] for name in touched if name in before):
            read_blob(connection, blob)
        tables = tuple((name, *before.get(name, (None, 0))) for name in touched)
        return add_release(connection, made, replace(about, tables=tables))


def undone_by(made: Sequence[Release]) -> dict[int, int]:
    """Tell which releases do not hold any longer, and which undo each was undone by.

    An undo that was undone itself undoes nothing: what it took back holds again.
    """
    found: dict[int, int] = {}
    for release in sorted(made, key=lambda one: one.number, reverse=True):
        if release.undoes is not None and release.number not in found:
            found[release.undoes] = release.number
    return found


def history(store: Store) -> list[Release]:
    """List all releases, newest first, each checked against its hash."""
    with store.reading() as connection:
        return chain(connection)[::-1]


def newest(store: Store) -> tuple[int, str]:
    """Give the number and the hash of the newest release; 0 where there is none."""
    with store.reading() as connection:
        found = head(connection)
        return (found.number, found.hash) if found else (0, START)


def current(store: Store, number: int | None = None) -> dict[str, bytes]:
    """Read the tables in force after a release (the newest if none is given).

    Returns
    -------
    dict from indicator to canonical CSV

    Raises
    ------
    ReleaseError
        If there is no such release.
    StoreDamagedError
        If a table, or what says that it is in force, is not what was published.
    """
    with store.reading() as connection:
        made = chain(connection)
        if number:
            _require_among(made, number)
        found = in_force(made, len(made) if number is None else number)
        return {name: read_blob(connection, blob) for name, (blob, _) in found.items()}


def _require_message(message: str) -> None:
    if not message.strip():
        raise ReleaseError(_("Skriv varför du publicerar. Ingenting har ändrats."))


def _require_one_each(changes: Sequence[Change]) -> None:
    names = [change.indicator for change in changes]
    if len(set(names)) != len(names):
        raise ValueError("more than one change for an indicator")


def _require_among(made: Sequence[Release], number: int) -> None:
    if not 1 <= number <= len(made):
        raise ReleaseError(_("Det finns ingen publicering {n}.").format(n=number))


def _require_untouched(
    made: Sequence[Release], touched: Sequence[str], number: int
) -> None:
    """Raise unless what a release put in force is what is in force now.

    A later release and the undo of it cancel out: neither stands in the way.
    """
    undone = undone_by(made)
    if number in undone:
        raise ReleaseError(
            _(
                "Publicering {n} är redan ångrad, av {by}. Ingenting har ändrats."
            ).format(n=number, by=undone[number])
        )
    others = [
        release.number
        for release in made[number:]
        if {name for name, *_ in release.tables} & set(touched)
        and release.number not in undone
        and (release.undoes is None or release.undoes < number)
    ]
    if others:
        raise ReleaseError(
            _(
                "Publicering {n} kan inte ångras: {later} har ändrat samma mått "
                "efteråt. Ångra den senaste först."
            ).format(n=number, later=", ".join(map(str, others)))
        )
