"""Many snapshots at once: processes that each read the tables once and share nothing.

Only the process that asked writes, to the folder and to the store: what it gets back is
the same bytes as if it had made them itself.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.store.snapshots import Snapshot
from indicators.texts import use_language
from lagesbild.snapshot.making import Freezer
from lagesbild.snapshot.scope import Area
from lagesbild.workspace import Workspace

Writer = Callable[[Mapping[str, Any]], bytes]
AHEAD = 3  # pieces of work that wait for each process: files take room while they wait


@dataclass(frozen=True)
class Order:
    """One snapshot to make, and what else to make of the same content."""

    title: str
    area: Area
    keys: tuple[str, ...]
    who: str
    when: str
    language: str
    writers: tuple[tuple[str, Writer], ...]


@dataclass(frozen=True)
class Piece:
    """A snapshot that was made and is not kept yet."""

    row: Snapshot
    file: bytes
    others: tuple[tuple[str, bytes], ...]


Crew = Callable[[Sequence[Order]], Iterator[Piece]]


def make(freezer: Freezer, order: Order) -> Piece:
    """Make one snapshot; nothing is kept."""
    use_language(order.language)
    made = freezer.freeze(
        order.title, [order.area], order.keys, who=order.who, when=order.when
    )
    others = tuple((ending, write(made.content)) for ending, write in order.writers)
    return Piece(made.row(), made.file, others)


def alone(freezer: Freezer) -> Crew:
    """Make what is asked for one after the other, in this process."""
    return lambda orders: (make(freezer, order) for order in orders)


@contextmanager
def several(root: Path, release: int, processes: int) -> Iterator[Crew]:
    """Make what is asked for in so many processes, handed over in the order asked.

    Parameters
    ----------
    root : Path
        The workspace; what it ships has been imported.
    release : int
        Which release to freeze, whatever is published meanwhile.
    processes : int
    """
    # Not by fork: the compiler has threads of its own, which a fork would lose.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, _open, (root, release))
    try:
        yield lambda orders: _handed_over(pool, orders, processes * AHEAD)
    finally:
        pool.shutdown(cancel_futures=True)


def _handed_over(
    pool: ProcessPoolExecutor, orders: Sequence[Order], ahead: int
) -> Iterator[Piece]:
    waiting: deque[Future[Piece]] = deque()
    for order in orders:
        waiting.append(pool.submit(_make, order))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_freezer: Freezer  # of a process of the crew


def _open(root: Path, release: int) -> None:
    global _freezer
    spare_the_collector()
    _freezer = Freezer(Workspace(root), release)


def spare_the_collector() -> None:
    """Keep what is imported for good: to look through it again takes a tenth longer."""
    gc.collect()
    gc.freeze()


def _make(order: Order) -> Piece:
    return make(_freezer, order)
