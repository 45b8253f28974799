"""What `snapshot verify` says of a file that is whole: no more than was checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators.errors import StoreError
from indicators.store import snapshots
from indicators.store.engine import Store
from indicators.texts import _, ngettext
from lagesbild.errors import SnapshotError
from lagesbild.snapshot.held import Held, hold
from lagesbild.snapshot.identity import spaced
from lagesbild.snapshot.manifest import Checked, check, unsealed
from lagesbild.snapshot.parts import MADE, MANIFEST, sha256, split
from lagesbild.store_of import open_store_of, store_place

MOST_NAMED = 6  # parts


def verdict(file: bytes, workspace: Path | None) -> list[str]:
    """Say of a file what was checked, against what, and what could not be.

    Raises
    ------
    SnapshotError
        As `check`, `hold` and `in_store` do.
    """
    found = check(file)
    held = hold(file, found.content)
    stored = in_store(workspace, found, file) if workspace is not None else ""
    return _said(found, held, stored)


def _said(found: Checked, held: Held, stored: str) -> list[str]:
    lines = [
        ngettext(
            "Filens enda del stämmer med filens egen lista.",
            "Alla {count} delar stämmer med filens egen lista.",
            found.parts,
        ).format(count=found.parts),
        *_held(held),
    ]
    if held.has_map and not stored:
        lines.append(
            _(
                "Kartan att peka i är ett eget program: bara dess tal är jämförda med "
                "filens data."
            )
        )
    lines.append(
        _("Id {id}, sigill {seal}.").format(id=spaced(found.id), seal=found.seal)
    )
    return [*lines, stored or _compare()]


def _compare() -> str:
    return _(
        "Jämför id med det som står på papper eller i arkivet: vem som helst kan göra "
        "en fil som stämmer med sig själv."
    )


def _held(held: Held) -> list[str]:
    if not held.is_written:
        return [
            _(
                "Filen är gjord av en annan version av Lägesbild, så det som visas "
                "kunde inte jämföras med filens data."
            )
        ]
    if not held.otherwise:
        return [_("Det som visas stämmer med filens data.")]
    return [
        _(
            "Talen som visas, och de texter som finns i filens data, stämmer med dem. "
            "Annat i de här delarna är skrivet på ett annat sätt än den här versionen "
            "av Lägesbild skriver, och kunde inte prövas: {parts}."
        ).format(parts=_listed(held.otherwise))
    ]


def _listed(parts: Sequence[str]) -> str:
    """Name the first parts and count the rest: another version may have written all."""
    more = len(parts) - MOST_NAMED
    if more <= 0:
        return ", ".join(parts)
    return ", ".join(parts[:MOST_NAMED]) + _(" och {count} till").format(count=more)


def in_store(workspace: Path, found: Checked, file: bytes) -> str:
    """Say how a file compares to the one of the same id in the store of a workspace.

    Empty if there is no store, or none of that id in it.

    Raises
    ------
    SnapshotError
        If that one says anything else than who made it, and when.
    """
    place = store_place(workspace)
    if isinstance(place, Path) and not place.is_file():
        return ""
    try:
        store = open_store_of(workspace)
        known = snapshots.find(store, found.id)
        if known is None:
            return ""
        if known.withdrawn is not None:
            return _("I arkivet är den tillbakadragen: {reason}").format(
                reason=known.withdrawn.reason
            )
        if known.blob == sha256(file):
            return _("Den är densamma som i arkivet, tecken för tecken.")
        return _against(store, found, file)
    except StoreError as error:
        unread = _("Arkivet kunde inte läsas: {error}").format(error=error)
        return f"{unread} {_compare()}"


def _against(store: Store, found: Checked, file: bytes) -> str:
    kept = snapshots.read_content(store, found.id)
    body, seal = unsealed(kept)
    mine, its = dict(split(unsealed(file)[0])), dict(split(body))
    names = [
        name
        for name in dict.fromkeys([*its, *mine])
        if mine.get(name) != its.get(name) and name != MANIFEST
    ]
    if names == [MADE]:
        return _(
            "I arkivet finns samma innehåll, men fryst av någon annan eller vid ett "
            "annat tillfälle (sigill {seal})."
        ).format(seal=seal)
    raise SnapshotError(
        _(
            "Filen är inte den som finns i arkivet, fast den har samma id. Delar som "
            "skiljer: {parts}. Arkivets fil har sigill {seal}. Det är den som gäller."
        ).format(parts=", ".join(names or [MANIFEST]), seal=seal)
    )
