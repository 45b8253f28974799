"""What `lagesbild snapshot` does: create, list, verify, diff, withdraw, batch."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indicators.errors import StoreError
from indicators.store import snapshots
from indicators.store.snapshots import Snapshot
from indicators.texts import _, language, ngettext
from lagesbild.errors import SnapshotError, UnknownChoiceError
from lagesbild.paper import MAKERS, as_file
from lagesbild.snapshot.diff import compare
from lagesbild.snapshot.diff_head import heading, in_order
from lagesbild.snapshot.diff_text import told
from lagesbild.snapshot.identity import as_id
from lagesbild.snapshot.manifest import open_file
from lagesbild.store_of import open_store_of

PAGE = ".html"


def create(
    workspace: Path,
    title: str,
    area: str | None,
    chosen: Sequence[str],
    out: Path | None,
    release: int | None = None,
) -> str:
    """Make a snapshot, keep it, and write it to a file if one is named."""
    from lagesbild.snapshot.making import Freezer
    from lagesbild.snapshot.scope import find_area, keys_of
    from lagesbild.workspace import Workspace

    if out is not None:
        _require_form(out.suffix)
    freezer = Freezer(Workspace(workspace), release)
    areas = [find_area(freezer.atlas, area)] if area else []
    made = freezer.freeze(title, areas, keys_of(freezer.atlas, chosen))
    kept = freezer.keep(made)
    if out is not None:
        page = snapshots.read_content(freezer.desk.store, kept.id)
        form = out.suffix
        _write(out, page if form == PAGE else as_file(made.content, form))
    return line_of(kept)


def _require_form(ending: str) -> None:
    """Refuse before anything is frozen what could not be written after that."""
    forms = [PAGE, *MAKERS]
    if ending not in forms:
        raise UnknownChoiceError(_("Filändelsen"), ending, forms)


def list_all(workspace: Path) -> str:
    """List all snapshots, newest first, one line for each."""
    return "\n".join(map(line_of, snapshots.listed(open_store_of(workspace))))


def line_of(one: Snapshot) -> str:
    """Write a snapshot as a line: id, moment, place, title, and whether withdrawn."""
    moment = one.created_at[:16].replace("T", " ")
    gone = ""
    if one.withdrawn is not None:
        gone = "\t" + _("tillbakadragen: {reason}").format(reason=one.withdrawn.reason)
    return f"{one.id}\t{moment}\t{one.place}\t{one.title}{gone}"


def verify(file: Path, workspace: Path | None = None) -> str:
    """Check a file on its own, and against the store of a workspace if it has one.

    Raises
    ------
    SnapshotError
        With the parts that were altered, or contradict its data or the store.
    """
    from lagesbild.snapshot.verdict import verdict

    return "\n".join([f"{file.name}:", *verdict(_read(file), workspace)])


def difference(workspace: Path, before: str, after: str, out: Path | None) -> str:
    """Compare two snapshots, each a file or an id; write a page if a file is named."""
    one, other = (_opened(workspace, name) for name in (before, after))
    then, now, turned = in_order(one, other)
    found = compare(then, now)
    if out is not None:
        from lagesbild.snapshot.diff_page import difference_page

        _write(out, difference_page(then, now, found, turned=turned))
    lines = heading(then, now, found, turned=turned)
    return "\n".join(lines + (told(found) if found else []))


def withdraw(workspace: Path, name: str, reason: str) -> str:
    """Withdraw a snapshot, with a reason that its link then shows."""
    from lagesbild.publishing import user_name

    store = open_store_of(workspace)
    try:
        gone = snapshots.withdraw(
            store, as_id(name) or name, who=user_name(), reason=reason
        )
    except StoreError as error:
        raise SnapshotError(str(error)) from error
    return line_of(gone)


def make_batch(
    workspace: Path,
    title: str,
    chosen: Sequence[str],
    folder: Path,
    forms: Sequence[str] = (),
) -> list[Path]:
    """Make a snapshot of every area group, and say how far it has come."""
    from lagesbild.snapshot.making import Freezer
    from lagesbild.snapshot.places import Wanted, freeze_groups
    from lagesbild.workspace import Workspace

    wanted = Wanted(title, tuple(chosen), tuple(forms), language())
    made = freeze_groups(Freezer(Workspace(workspace)), folder, wanted)
    files = []
    for done in made:
        was = _(" (fanns redan)") if done.was_there else ""
        print(f"{done.number}/{done.of} {done.area[1]}{was}", file=sys.stderr)  # noqa: T201
        files.append(done.file)
    return files


def make_batches(
    places: Path, title: str, chosen: Sequence[str], folder: Path, forms: Sequence[str]
) -> list[Path]:
    """Do the same in every workspace of a folder, and say how far it has come.

    Raises
    ------
    SnapshotError
        After all the others are done, if some workspaces could not be frozen.
    """
    from lagesbild.snapshot.places import Wanted, freeze_places, places_in

    wanted = Wanted(title, tuple(chosen), tuple(forms), language())
    found = places_in(places)
    made = []
    for number, one in enumerate(freeze_places(found, folder, wanted), start=1):
        line = f"{number}/{len(found)} {one.place} {one.problem}".rstrip()
        print(line, file=sys.stderr)  # noqa: T201
        made.append(one)
    wrong = [one.place for one in made if one.problem]
    if wrong:
        raise SnapshotError(
            ngettext(
                "{count} arbetsyta kunde inte frysas: {names}. Rätta det som är fel "
                "och kör samma kommando igen; det som är klart görs inte om.",
                "{count} arbetsytor kunde inte frysas: {names}. Rätta det som är fel "
                "och kör samma kommando igen; det som är klart görs inte om.",
                len(wrong),
            ).format(count=len(wrong), names=", ".join(wrong))
        )
    return [file for one in made for file in one.files]


def _opened(workspace: Path, one: str) -> dict[str, Any]:
    path = Path(one)
    if path.is_file():
        return open_file(_read(path))
    name = as_id(one)
    if not name:
        raise SnapshotError(
            _("{text} är varken en fil som finns eller ett id.").format(text=one)
        )
    try:
        return open_file(snapshots.read_content(open_store_of(workspace), name))
    except StoreError as error:
        raise SnapshotError(str(error)) from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SnapshotError(
            _("{file} går inte att öppna. Kontrollera namnet.").format(file=file.name)
        ) from error


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise SnapshotError(
            _("{file} går inte att skriva. Kontrollera att mappen finns.").format(
                file=file.name
            )
        ) from error
