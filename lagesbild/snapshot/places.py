"""The batches of many places: every workspace in a folder, each of them on its own.

A region, or whoever keeps the workspaces of many municipalities, freezes them all in
one go. The processes are started once; each takes one workspace after the other and
writes to its store and its folder alone: what is wrong with one stops no other.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from indicators.errors import LagesbildError
from indicators.texts import _, use_language
from lagesbild.config import FILE
from lagesbild.errors import SnapshotError, UnfinishedError
from lagesbild.paper import as_file
from lagesbild.snapshot.batch import Done, batch
from lagesbild.snapshot.crew import Crew, alone, spare_the_collector
from lagesbild.snapshot.making import Freezer
from lagesbild.snapshot.scope import keys_of
from lagesbild.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """What to make of every area group of every place."""

    title: str
    chosen: tuple[str, ...] = ()  # measures, as `scope.keys_of` takes them
    forms: tuple[str, ...] = ()
    language: str = "sv"


@dataclass(frozen=True)
class Outcome:
    """How it went with one place: its files, or what is wrong."""

    place: str
    files: tuple[Path, ...] = ()
    problem: str = ""


def places_in(folder: Path) -> list[Path]:
    """List the workspaces in a folder, by name.

    Raises
    ------
    SnapshotError
        If there are none.
    """
    found = sorted(path.parent for path in folder.glob(f"*/{FILE}"))
    if not found:
        raise SnapshotError(
            _(
                "I mappen {folder} finns ingen arbetsyta. Varje arbetsyta ska vara en "
                "mapp där, med filen {file} i."
            ).format(folder=folder.name, file=FILE)
        )
    return found


def freeze_places(
    places: Sequence[Path], folder: Path, wanted: Wanted
) -> Iterator[Outcome]:
    """Freeze every area group of every workspace, in folders called as they are.

    Started again it goes on where it was, as `batch` does in each of the folders.

    Yields
    ------
    Outcome
        For each workspace, in the order given.

    Raises
    ------
    UnfinishedError
        If a process ended without an answer, for lack of memory perhaps.
    """
    one = partial(_freeze, folder=folder, wanted=wanted)
    processes = min(os.cpu_count() or 1, len(places))
    # Not by fork: the compiler has threads of its own, which a fork would lose.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, spare_the_collector) as pool:
        try:
            yield from pool.map(one, places)
        except BrokenProcessPool as error:
            raise UnfinishedError from error


def _freeze(place: Path, folder: Path, wanted: Wanted) -> Outcome:
    use_language(wanted.language)
    try:
        return Outcome(place.name, tuple(_files(place, folder / place.name, wanted)))
    except LagesbildError as error:
        return Outcome(place.name, problem=str(error))


def _files(place: Path, folder: Path, wanted: Wanted) -> Iterator[Path]:
    freezer = Freezer(Workspace(place))
    with closing(freezer.desk):
        for done in freeze_groups(freezer, folder, wanted, crew=alone(freezer)):
            yield done.file


def freeze_groups(
    freezer: Freezer, folder: Path, wanted: Wanted, crew: Crew | None = None
) -> Iterator[Done]:
    """Freeze every area group of one place: see `batch`."""
    return batch(
        freezer,
        folder,
        title=wanted.title,
        keys=keys_of(freezer.atlas, wanted.chosen),
        language=wanted.language,
        writers={form: partial(as_file, ending=form) for form in wanted.forms},
        crew=crew,
    )
