"""The analyst's commands: list, undo, verify, back up and restore.

Publishing is in `lagesbild.publish_files`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from indicators.disclosure.export import audit_export
from indicators.errors import DisclosureError, IndicatorFileError, ReleaseError
from indicators.published import officials, policy_of
from indicators.store import Release
from indicators.store.backup import backup, leaving, restore
from indicators.store.releases import history, newest
from indicators.store.verify import Verified, verify
from indicators.texts import _, ngettext
from lagesbild.export import areas_table
from lagesbild.publishing import Desk, user_name
from lagesbild.tables import read_export
from lagesbild.workspace import Workspace


def is_yes(answer: str) -> bool:
    """Understand what somebody answered to a question."""
    return answer.strip().lower() in ("j", "ja", "y", "yes")


def list_releases(workspace: Path) -> str:
    """Write the history, newest first, one line for each release."""
    desk = Desk(Workspace(workspace))
    desk.import_shipped()
    return "\n".join(release_line(release) for release in history(desk.store))


def release_line(release: Release) -> str:
    """Write a release on one line, with tabs between its parts."""
    names = ", ".join(indicator for indicator, _blob, _rows in release.tables)
    undone = (
        _(" (ångrar {number})").format(number=release.undoes) if release.undoes else ""
    )
    moment = release.created_at[:16].replace("T", " ")
    return (
        f"{release.number}\t{moment}\t{release.who}\t{release.message}{undone}\t{names}"
    )


def undo_release(workspace: Path, number: int | None, reason: str) -> str:
    """Take a release back, the newest if none is named."""
    desk = Desk(Workspace(workspace))
    desk.import_shipped()
    latest, _hash = newest(desk.store)
    if latest == 0:
        raise ReleaseError(_("Det finns ingenting att ångra."))
    return release_line(desk.undo(latest if number is None else number, reason=reason))


def audit_published(workspace: Path, folder: Path | None, *, as_json: bool) -> int:
    """Attack everything that was published, as somebody would who has only that.

    Parameters
    ----------
    workspace : Path
        Whose rules apply, and whose releases to attack.
    folder : Path, optional
        An export to attack instead.
    as_json : bool

    Returns
    -------
    int
        0 if no small count can be worked out, else `DisclosureError`'s exit code.
    """
    place = Workspace(workspace)
    desk = Desk(place)
    if folder is not None:
        table, areas = read_export(folder)
        ledger: list[pd.DataFrame] = []
    else:
        table = desk.published()
        areas = areas_table(place.geographies, place.divisions())
        ledger = [old for tables in desk.ledger().values() for old in tables]
    policy = policy_of(place.config.thresholds)
    rules = {name: policy.rule(one) for name, one in place.indicators.items()}
    report = audit_export(
        table,
        areas,
        rules,
        ledger=ledger,
        atoms=place.atoms(),
        further_sums=place.further_sums(),
        others=officials([table, *ledger], place.indicators, policy),
    )
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))  # noqa: T201
    elif report.is_safe:
        print(_("Inget litet antal går att räkna ut ur det som är publicerat."))  # noqa: T201
    else:
        print(  # noqa: T201
            _("Det går att räkna ut små antal. Kör med --json för att se var."),
            file=sys.stderr,
        )
    return 0 if report.is_safe else DisclosureError.exit_code


def verify_store(workspace: Path, expected: str | None = None) -> str:
    """Check everything stored against its hashes.

    `expected` is a hash that was written down outside: it must still be in the chain,
    which shows that nothing has been cut off at its end.
    """
    store = Desk(Workspace(workspace)).store
    return _checked(verify(store, expected_newest=expected))


def backup_store(workspace: Path, file: Path) -> str:
    """Write a copy of the store that is whole, while it is in use."""
    return _checked(backup(Desk(Workspace(workspace)).store, file))


def restore_store(workspace: Path, file: Path, *, yes: bool) -> int:
    """Put a copy in the place of the store; the old one is kept beside it.

    Returns
    -------
    int
        0, or, where newer releases would leave and nobody said yes to that,
        `IndicatorFileError`'s exit code; nothing has changed then.
    """
    place = Desk(Workspace(workspace)).place()
    numbers = leaving(place, file)
    if numbers:
        print(_leaving(numbers), file=sys.stderr)  # noqa: T201
        if not (yes or _agreed()):
            print(_not_restored(), file=sys.stderr)  # noqa: T201
            return IndicatorFileError.exit_code
    found = restore(place, file, who=user_name())
    print(_checked(found))  # noqa: T201
    if found.kept is not None:
        print(_("Lagret som det var finns kvar: {file}").format(file=found.kept))  # noqa: T201
    return 0


def _leaving(numbers: Sequence[int]) -> str:
    return ngettext(
        "{count} publicering finns inte i kopian och försvinner ur historiken och från "
        "kartan: {numbers}.",
        "{count} publiceringar finns inte i kopian och försvinner ur historiken och "
        "från kartan: {numbers}.",
        len(numbers),
    ).format(count=len(numbers), numbers=", ".join(map(str, numbers)))


def _agreed() -> bool:
    question = _("Återställa ändå? (ja/nej) ")
    return sys.stdin.isatty() and is_yes(input(question))


def _not_restored() -> str:
    return _("Ingenting har ändrats. Lägg till --yes för att återställa ändå.")


def _checked(found: Verified) -> str:
    return ngettext(
        "{count} publicering, allt stämmer. Senaste kontrollsumma: {hash}",
        "{count} publiceringar, allt stämmer. Senaste kontrollsumma: {hash}",
        found.releases,
    ).format(count=found.releases, hash=found.newest)
