"""Narrow the limits of counts by the sums they are in: what anybody does first."""

from __future__ import annotations

import numpy as np

from indicators.disclosure.model import Ints, Rows

ROUNDS = 200


class ContradictionError(Exception):
    """No table at all agrees with the statements."""


def propagate(rows: Rows, low: Ints, high: Ints) -> tuple[Ints, Ints, bool]:
    """Narrow the limits by every sum until nothing changes; tell whether that came."""
    low, high = low.copy(), high.copy()
    rows = rows.take(
        np.unique(rows.row[(low < high)[rows.column]])
    )  # the rest is known
    row, column, plus = rows.row, rows.column, rows.weight > 0
    for _round in range(ROUNDS if len(rows) else 0):
        least = np.where(plus, low[column], -high[column])
        most = np.where(plus, high[column], -low[column])
        top = (rows.high - np.add.reduceat(least, rows.start[:-1]))[row] + least
        bottom = (rows.low - np.add.reduceat(most, rows.start[:-1]))[row] + most
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, column, np.where(plus, bottom, -top))
        np.minimum.at(new_high, column, np.where(plus, top, -bottom))
        if (new_low > new_high).any():
            raise ContradictionError
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            return low, high, True
        low, high = new_low, new_high
    if (low > high).any():
        raise ContradictionError
    return low, high, not len(rows)
