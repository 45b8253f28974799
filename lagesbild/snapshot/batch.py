"""A snapshot of every area group in one go: resumable, and the same as one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indicators.store.files import draft_beside
from indicators.texts import _
from lagesbild.errors import SnapshotError
from lagesbild.export import make_folder
from lagesbild.publishing import user_name
from lagesbild.snapshot.making import Freezer
from lagesbild.snapshot.manifest import check
from lagesbild.snapshot.scope import Area
from lagesbild.workspace import GROUPS

PLAN = "batch.json"
Writer = Callable[[Mapping[str, Any]], bytes]


@dataclass(frozen=True)
class Done:
    """One area of a batch, when its files are there."""

    number: int
    of: int
    area: Area
    file: Path
    was_there: bool


@dataclass(frozen=True)
class Plan:
    """What a batch makes: the same when it goes on as when it began."""

    title: str
    who: str
    when: str
    release: int
    language: str
    keys: tuple[str, ...]
    areas: tuple[Area, ...]


def batch(
    freezer: Freezer,
    folder: Path,
    *,
    title: str,
    keys: Sequence[str] = (),
    language: str = "sv",
    writers: Mapping[str, Writer] | None = None,
) -> Iterator[Done]:
    """Make and keep a snapshot of each area group, and write it to a folder.

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
        What else to make of the same content, such as a PDF.

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
    plan = _plan(freezer, folder, title, tuple(keys), language)
    fixed = Freezer(freezer.workspace, plan.release)
    for number, area in enumerate(plan.areas, start=1):
        file = folder / f"{area[1]}.html"
        endings = [".html", *(writers or {})]
        was_there = all(_is_whole(file.with_suffix(e)) for e in endings)
        if not was_there:
            _make(fixed, plan, area, file, writers or {})
        yield Done(number, len(plan.areas), area, file, was_there)


def _plan(
    freezer: Freezer, folder: Path, title: str, keys: tuple[str, ...], language: str
) -> Plan:
    path = folder / PLAN
    wanted = Plan(
        title=title,
        who=user_name(),
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        release=freezer.release.number,
        language=language,
        keys=keys,
        areas=tuple(_areas(freezer)),
    )
    if not path.exists():
        _write(path, json.dumps(vars(wanted), ensure_ascii=False, indent=2).encode())
        return wanted
    begun = _read(path)
    same = ("title", "language", "keys", "areas")
    if any(getattr(begun, name) != getattr(wanted, name) for name in same):
        raise SnapshotError(
            _("I mappen {folder} finns en annan omgång. Välj en annan mapp.").format(
                folder=folder.name
            )
        )
    return begun


def _read(path: Path) -> Plan:
    try:
        told = json.loads(path.read_text("utf-8"))
        areas = tuple((str(level), str(code)) for level, code in told.pop("areas"))
        return Plan(**{**told, "keys": tuple(told["keys"]), "areas": areas})
    except (ValueError, TypeError, KeyError) as error:
        raise SnapshotError(
            _("{file} är skadad. Ta bort mappen och börja om.").format(file=PLAN)
        ) from error


def _areas(freezer: Freezer) -> list[Area]:
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


def _make(
    freezer: Freezer, plan: Plan, area: Area, file: Path, writers: Mapping[str, Writer]
) -> None:
    made = freezer.freeze(plan.title, [area], plan.keys, who=plan.who, when=plan.when)
    freezer.keep(made)
    for ending, write in writers.items():
        _write(file.with_suffix(ending), write(made.content))
    _write(file, made.file)


def _write(file: Path, content: bytes) -> None:
    with draft_beside(file) as draft:
        draft.write_bytes(content)
        draft.replace(file)
