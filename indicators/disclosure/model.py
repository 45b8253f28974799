"""What an attacker knows before anything is shown: cells, their limits and their sums.

A *cell* is a period, a group of persons and an area. A *column* is an unknown whole
number: the count inside (or sum above the lowest possible) of a cell and, where the
denominator isn't public, also the count outside. A *row* says that a weighted sum of
columns lies between two limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.disclosure.names import Names

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

MOST = 20_000_000  # no count of persons in Sweden is higher


@dataclass(frozen=True)
class Rows:
    """Sums in compressed rows: `low <= sum of weight * column <= high`."""

    start: Ints
    column: Ints
    weight: Ints
    low: Ints
    high: Ints

    def __len__(self) -> int:
        return len(self.low)

    @cached_property
    def row(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def sums(self, value: Ints) -> Ints:
        """Add up each row for a table of values."""
        entries = self.weight * value[self.column]
        return _at_starts(np.cumsum(entries), self.start)

    def take(self, rows: Ints) -> Rows:
        """Keep only some rows, in the given order."""
        size = np.diff(self.start)[rows]
        start = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
        entry = np.arange(start[-1]) + np.repeat(self.start[rows] - start[:-1], size)
        return Rows(
            start, self.column[entry], self.weight[entry],
            self.low[rows], self.high[rows],
        )  # fmt: skip

    def packed(self) -> tuple[Ints, Rows]:
        """Give the columns that occur, and the rows over their positions in these."""
        columns, local = np.unique(self.column, return_inverse=True)
        place = local.reshape(-1)
        return columns, Rows(self.start, place, self.weight, self.low, self.high)

    def over(self, number: Ints) -> Rows:
        """Rename the columns."""
        return Rows(self.start, number[self.column], self.weight, self.low, self.high)


@dataclass(frozen=True)
class Carriers:
    """All cells and unknowns of one indicator.

    `cells` has the columns `CELL`, `people` (the public denominator, NaN if unknown)
    and `is_latent` (a part that nobody publishes, but that sums could give
    away). `cell` is the cell of each column, and `outside` tells the columns that count
    those outside.
    """

    cells: pd.DataFrame
    cell: Ints
    outside: Bools
    upper: Ints
    rows: Rows
    scale: int = 1

    @cached_property
    def names(self) -> Names:
        """Where each cell is."""
        return Names(self.cells)

    @cached_property
    def people(self) -> Floats:
        """The denominator of each cell."""
        return self.cells["people"].to_numpy(float)

    @cached_property
    def is_latent(self) -> Bools:
        """Whether each cell is one that nobody publishes."""
        return self.cells["is_latent"].to_numpy(bool)


def _at_starts(running: Ints, start: Ints) -> Ints:
    padded = np.concatenate([[0], running])
    sums: Ints = padded[start[1:]] - padded[start[:-1]]
    return sums


def rows_of(parts: list[Rows]) -> Rows:
    """Put rows one below the other."""
    if not parts:
        none = np.zeros(0, np.int64)
        return Rows(np.zeros(1, np.int64), none, none, none, none)
    size = np.concatenate([np.diff(part.start) for part in parts])
    return Rows(
        np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
        np.concatenate([part.column for part in parts]),
        np.concatenate([part.weight for part in parts]),
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.high for part in parts]),
    )


def blocks(rows: Rows, count: int, fixed: Bools | None = None) -> Ints:
    """Tell the independent blocks apart: two columns that share a row share a number.

    Parameters
    ----------
    rows : Rows
    count : int
        The number of columns.
    fixed : array of bool, shape (count,), optional
        Columns that can't move, and so tie nothing together.

    Returns
    -------
    array of int, shape (count,)
        The lowest column of the block that each column is in.
    """
    label = np.arange(count)
    moves = np.ones(count, bool) if fixed is None else ~fixed
    keep = moves[rows.column]
    row, column = rows.row[keep], rows.column[keep]
    while True:
        lowest = np.full(len(rows), count)
        np.minimum.at(lowest, row, label[column])
        after = label.copy()
        np.minimum.at(after, column, lowest[row])
        after = after[after]
        if np.array_equal(after, label):
            return label
        label = after
