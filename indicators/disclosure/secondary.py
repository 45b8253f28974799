"""Withhold further cells until every small count is undetermined, at the least loss.

Every cell's protection comes with a *world*: another whole-number table that agrees
with
all that stays shown. A cell is protected when two worlds differ enough in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from indicators.disclosure.exact import optimum
from indicators.disclosure.model import Bools, Floats, Ints, Rows, blocks
from indicators.disclosure.shift import Block

World = tuple[Ints, Ints]  # columns, and how far from the true table each is
AGAIN = 0.8  # the cost of withholding what was withheld the period before
MOST_COLUMNS = 100  # what the exact method manages


@dataclass(frozen=True)
class Task:
    """What to protect, and what it costs.

    Per column: `value`, the limits `low` and `high` that hold when its cell is withheld
    and `shown_low` and `shown_high` when it is shown, and the width to reach in `need`
    (0 for none), never more than the `most` it can be. Per cell: the `cost` of
    withholding it, whether it `is_withheld` from the start, and the
    same cell in the period `before` (-1 if there is none): withheld again it costs
    less, so that the pattern is stable.
    """

    rows: Rows
    cell: Ints
    value: Ints
    low: Ints
    high: Ints
    shown_low: Ints
    shown_high: Ints
    need: Ints
    most: Ints
    cost: Floats
    is_withheld: Bools
    before: Ints

    def price(self, cells: Ints, withheld: Bools) -> Floats:
        """Give the cost of cells when others are withheld already."""
        again = (self.before[cells] >= 0) & withheld[self.before[cells]]
        return np.where(again, AGAIN, 1.0) * self.cost[cells]


@dataclass(frozen=True)
class Pattern:
    """The cells to withhold, the worlds that prove it, and the columns that failed."""

    is_withheld: Bools
    worlds: tuple[World, ...]
    failed: tuple[int, ...] = ()


def parts_of(task: Task) -> Ints:
    """Tell apart the blocks that can be protected one by one."""
    fixed = task.low == task.high
    pairs = blocks(task.rows, len(task.value), fixed)
    first = np.full(len(task.cost), len(task.value))
    np.minimum.at(first, task.cell, pairs)
    while True:  # the columns of a cell are withheld together
        joined = first[task.cell]
        lowest = np.arange(len(task.value))
        np.minimum.at(lowest, pairs, joined)
        after = np.minimum(lowest[pairs], joined)
        np.minimum.at(first, task.cell, after)
        if np.array_equal(after, pairs):
            return pairs
        pairs = after


def suppress(task: Task, exact: int = 0, seen: Seen | None = None) -> Pattern:
    """Find a cheap set of cells to withhold.

    Parameters
    ----------
    exact : int
        Look for the minimum in blocks where at most so many counts are to be protected.
    seen : Seen, optional
        Remembers the blocks that are solved, for a next call with more needs.
    """
    label = parts_of(task)
    withheld = task.is_withheld.copy()
    worlds: list[World] = []
    failed: list[int] = []
    seen = {} if seen is None else seen
    for columns, rows in _split(task, label):
        price = task.price(np.unique(task.cell[columns]), withheld)
        key = (int(columns[0]), task.need[columns].tobytes() + price.tobytes())
        if key not in seen:
            seen[key] = _protect(task, columns, rows, exact, withheld)
        cells, found, lost = seen[key]
        withheld[cells] = True
        worlds += found
        failed += lost
    return Pattern(withheld, tuple(worlds), tuple(sorted(failed)))


Answer = tuple[Ints, list[World], list[int]]
Seen = dict[tuple[int, bytes], Answer]


def _split(task: Task, label: Ints) -> Iterable[tuple[Ints, Ints]]:
    """Give columns and rows of each block in which something is to be protected."""
    order = np.argsort(label, kind="stable")
    edges = np.searchsorted(label[order], np.arange(len(label) + 1))
    fixed = task.low == task.high
    open_entry = ~fixed[task.rows.column]
    of_row = np.full(len(task.rows), -1)
    of_row[task.rows.row[open_entry]] = label[task.rows.column[open_entry]]
    rows = np.argsort(of_row, kind="stable")
    row_edges = np.searchsorted(of_row[rows], np.arange(len(label) + 1))
    for block in np.unique(label[task.need > 0]).tolist():
        yield (
            order[edges[block] : edges[block + 1]],
            rows[row_edges[block] : row_edges[block + 1]],
        )


def _protect(
    task: Task, columns: Ints, rows: Ints, exact: int, withheld: Bools
) -> Answer:
    """Protect one block; its rows may also speak of columns that can't move."""
    part = task.rows.take(rows)
    every = np.union1d(columns, part.column)
    local = np.searchsorted(every, part.column)
    cells, unit = np.unique(task.cell[every], return_inverse=True)
    low, high = task.low[every], task.high[every]
    block = Block(
        Rows(part.start, local, part.weight, part.low, part.high),
        task.value[every], low, high,
        task.shown_low[every], task.shown_high[every],
        task.need[every], unit, task.price(cells, withheld),
        task.is_withheld[cells].copy(),
    )  # fmt: skip
    lost = block.protect()
    if not lost:
        block.clean_up()
        small = len(every) <= MOST_COLUMNS and (block.need > 0).sum() <= exact
        if small and block.extra.size:
            optimum(block)
    worlds = [_sparse(every, world) for world in block.worlds]
    return cells[block.withheld], worlds, [int(every[at]) for at in lost]


def _sparse(columns: Ints, world: Ints) -> World:
    at = np.flatnonzero(world)
    return columns[at], world[at]
