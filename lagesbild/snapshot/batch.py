"""A snapshot of every area group in one go: resumable, and the same as one by one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from indicators.texts import _
from lagesbild.config import GROUPS
from lagesbild.errors import SnapshotError
from lagesbild.export import make_folder
from lagesbild.snapshot.crew import Crew, Order, Piece, Writer, alone, several
from lagesbild.snapshot.making import Freezer
from lagesbild.snapshot.manifest import check
from lagesbild.snapshot.plan import Plan, plan_of
from lagesbild.snapshot.scope import Area
from lagesbild.snapshot.whole import write_whole

WORTH = 8  # areas for each process: it takes seconds to start, an area a third of one


@dataclass(frozen=True)
class Done:
    """One area of a batch, when its files are there."""

    number: int
    of: int
    area: Area
    file: Path
    was_there: bool


def batch(
    freezer: Freezer,
    folder: Path,
    *,
    title: str,
    keys: Sequence[str] = (),
    language: str = "sv",
    writers: Mapping[str, Writer] | None = None,
    areas: Sequence[Area] = (),
    crew: Crew | None = None,
) -> Iterator[Done]:
    """Make and keep a snapshot of each area, and write it to a folder.

    Started again in the same folder it goes on where it was, with the release, the
    moment and the name that it began with.

    Parameters
    ----------
    freezer : Freezer
    folder : Path
        Is made; a batch begun there is gone on with.
    title : str
    keys : sequence of str
        `indicator/period`; empty for the latest of each.
    language : str
        The one spoken.
    writers : mapping from file ending to Writer, optional
        What else to make of the same content, such as a PDF. With more than one
        process they have to be such that they can be sent there.
    areas : sequence of (level, area code)
        Every area group if none is named.
    crew : Crew, optional
        Who makes them; as many processes as are worth their start if none is given.

    Yields
    ------
    Done
        After each area.

    Raises
    ------
    SnapshotError
        If the folder has another batch, or there are no areas.
    """
    make_folder(folder)
    chosen = tuple(areas) or tuple(_groups(freezer))
    plan = plan_of(freezer, folder, title, tuple(keys), language, chosen)
    made_too = writers or {}
    missing = [one for one in plan.areas if not _is_there(folder, one, made_too)]
    fixed = Freezer(freezer.workspace, plan.release)
    left = set(missing)
    orders = [_order(plan, area, made_too) for area in missing]
    with nullcontext(crew) if crew else _crew(fixed, len(missing)) as makers:
        pieces = makers(orders)
        for number, area in enumerate(plan.areas, start=1):
            was_there = area not in left
            if not was_there:
                _keep(fixed, next(pieces), _file(folder, area))
            yield Done(number, len(plan.areas), area, _file(folder, area), was_there)


def _crew(freezer: Freezer, count: int) -> AbstractContextManager[Crew]:
    processes = min(os.cpu_count() or 1, count // WORTH)
    if processes < 2:
        return nullcontext(alone(freezer))
    freezer.desk  # noqa: B018  what the workspace ships is imported once, here
    return several(freezer.workspace.root, freezer.release.number, processes)


def _order(plan: Plan, area: Area, writers: Mapping[str, Writer]) -> Order:
    return Order(
        title=plan.title,
        area=area,
        keys=plan.keys,
        who=plan.who,
        when=plan.when,
        language=plan.language,
        writers=tuple(writers.items()),
    )


def _file(folder: Path, area: Area) -> Path:
    return folder / f"{area[1]}.html"


def _is_there(folder: Path, area: Area, writers: Mapping[str, Writer]) -> bool:
    file = _file(folder, area)
    return all(_is_whole(file.with_suffix(e)) for e in (".html", *writers))


def _groups(freezer: Freezer) -> list[Area]:
    groups = freezer.workspace.config.groups
    if not groups:
        raise SnapshotError(
            _("Arbetsytan har inga områdesgrupper. Lägg till dem i lagesbild.toml.")
        )
    return [(GROUPS, group.id) for group in groups]


def _is_whole(file: Path) -> bool:
    if not file.is_file():
        return False
    if file.suffix != ".html":
        return file.stat().st_size > 0  # it was written whole or not at all
    try:
        check(file.read_bytes())
    except SnapshotError:
        return False
    return True


def _keep(freezer: Freezer, piece: Piece, file: Path) -> None:
    freezer.put(piece.row, piece.file)
    for ending, content in piece.others:
        write_whole(file.with_suffix(ending), content)
    write_whole(file, piece.file)  # last: when it is there, all of the area is
