"""Work out as much as can be worked out: the audit's way to the narrowest intervals.

Shares nothing with the suppressor. Every limit in `Bounds.low` and `high` is a valid
deduction; every value in `seen_low` and `seen_high` occurs in a whole-number table that
agrees with all that is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indicators.disclosure.model import Bools, Ints, Rows
from indicators.disclosure.propagation import propagate
from indicators.disclosure.search import Search


@dataclass(frozen=True)
class Bounds:
    """Proven limits of each column, and what is known to be possible within them."""

    low: Ints
    high: Ints
    seen_low: Ints
    seen_high: Ints


def attack(rows: Rows, low: Ints, high: Ints, need: Ints) -> Bounds:
    """Find what every column can be.

    Parameters
    ----------
    need : array of int, shape (columns,)
        How wide each column must be; 0 for those that don't matter. A search stops as
        soon as a column is known to be so wide, or known not to be.
    """
    low, high, settled = propagate(rows, low, high)
    seen_low, seen_high = low.copy(), high.copy()
    for part in _components(rows, low < high):
        if settled and not _has_cycle(part, low < high):
            continue  # the limits are all reached
        Search(part, low, high, seen_low, seen_high, need).run()
    return Bounds(low, high, seen_low, seen_high)


def _components(rows: Rows, is_open: Bools) -> list[Rows]:
    """Split the sums into those that have unknown columns in common."""
    parent = np.arange(len(is_open))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = int(parent[one])
        return one

    unknown = is_open[rows.column]
    row, column = rows.row[unknown], rows.column[unknown]
    first = dict(zip(row[::-1].tolist(), column[::-1].tolist(), strict=True))
    for r, c in zip(row.tolist(), column.tolist(), strict=True):
        parent[root(c)] = root(first[r])
    members: dict[int, list[int]] = {}
    for r, c in sorted(first.items()):
        members.setdefault(root(c), []).append(r)
    return [rows.take(np.array(some)) for some in members.values()]


def _has_cycle(part: Rows, is_open: Bools) -> bool:
    unknown = is_open[part.column]
    columns = len(np.unique(part.column[unknown]))
    return int(unknown.sum()) > columns + len(part) - 1
