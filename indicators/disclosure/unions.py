"""What is left when all shown parts are subtracted from a whole: the parts withheld.

Nobody publishes such a union, but everybody can work it out, so it must not be a small
count either.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from indicators.disclosure.model import MOST, Bools, Carriers, Ints, Rows, rows_of

UNION = "union"  # the geography of what is left over of a whole
Union = tuple[int, ...]  # the cells withheld, ascending


def left_over(
    known: Carriers, is_withheld: Bools, low: Ints, high: Ints
) -> dict[Union, tuple[int, int]]:
    """Find the unions of at least two withheld parts that leave some part shown.

    Parameters
    ----------
    is_withheld : array of bool, shape (cells,)
        Latent cells are withheld too.
    low, high : arrays of int, shape (columns,)
        Limits of each column.

    Returns
    -------
    dict from union to (low, high)
        What the subtraction says about the count of the union.
    """
    rows = known.rows
    is_first = np.arange(len(rows.column)) == rows.start[:-1][rows.row]
    ours = _is_sum(known)[rows.row] & ~known.outside[rows.column]
    hidden = ours & ~is_first & is_withheld[known.cell[rows.column]]
    count = np.bincount(rows.row[hidden], minlength=len(rows))
    chosen = np.flatnonzero((count >= 2) & (count < np.diff(rows.start) - 1))
    sign = np.where(hidden, 0, -rows.weight)
    at_least = np.where(sign > 0, low[rows.column], -high[rows.column]) * abs(sign)
    at_most = np.where(sign > 0, high[rows.column], -low[rows.column]) * abs(sign)
    least = np.bincount(rows.row, at_least, len(rows)) + rows.low
    most = np.bincount(rows.row, at_most, len(rows)) + rows.high
    found: dict[Union, tuple[int, int]] = {}
    for row in chosen:
        some = slice(rows.start[row], rows.start[row + 1])
        union = tuple(sorted(rows.column[some][hidden[some]].tolist()))
        a, b = found.get(union, (0, MOST))
        found[union] = (max(a, int(least[row])), min(b, int(most[row])))
    return dict(sorted(found.items()))


def _is_sum(known: Carriers) -> Bools:
    """Tell the sums apart from `inside + outside = denominator`."""
    is_sum: Bools = known.rows.weight[known.rows.start[:-1]] < 0
    return is_sum


def with_unions(known: Carriers, unions: list[Union]) -> Carriers:
    """Add a latent cell for each union, and put it in the sums that it stands for."""
    if not unions:
        return known
    has_outside = dict(
        zip(known.cell[known.outside], np.flatnonzero(known.outside), strict=True)
    )
    more = _More(len(known.cell))
    whole_of = _by_part(known, unions)
    touched = sorted({row for rows in whole_of.values() for row in rows})
    old = dict(
        zip(touched, _lists(known.rows.take(np.array(touched, int))), strict=True)
    )
    new: list[Row] = []
    for number, union in enumerate(unions, start=len(known.cells)):
        column = more.put(number, known, list(union), False)
        for row in whole_of.get(union, ()):
            old[row] = _swapped(old[row], union, column)
        new.append(([column, *union], [-1] + [1] * len(union), 0, 0))
        if all(part in has_outside for part in union):
            parts = [int(has_outside[part]) for part in union]
            column = more.put(number, known, parts, True)
            new.append(([column, *parts], [-1] + [1] * len(parts), 0, 0))
    kept = np.setdiff1d(np.arange(len(known.rows)), touched)
    order = np.argsort(
        np.concatenate([kept, touched, len(known.rows) + np.arange(len(new))])
    )
    rows = rows_of([known.rows.take(kept), _packed([*old.values(), *new])])
    return replace(
        known, cells=_cells(known, unions), rows=rows.take(order),
        cell=np.concatenate([known.cell, np.array(more.cell, int)]),
        outside=np.concatenate([known.outside, np.array(more.outside, bool)]),
        upper=np.concatenate([known.upper, np.array(more.upper, int)]),
    )  # fmt: skip


Row = tuple[list[int], list[int], int, int]


@dataclass
class _More:
    """The columns that are added."""

    start: int
    cell: list[int] = field(default_factory=list)
    outside: list[bool] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)

    def put(
        self, number: int, known: Carriers, parts: list[int], is_outside: bool
    ) -> int:
        """Add the column of a cell that is the sum of columns, and give its number."""
        self.cell.append(number)
        self.outside.append(is_outside)
        self.upper.append(min(MOST, int(known.upper[parts].sum())))
        return self.start + len(self.cell) - 1


def _cells(known: Carriers, unions: list[Union]) -> pd.DataFrame:
    names = known.cells.iloc[[union[0] for union in unions]]
    added = names.assign(
        geography=UNION,
        area_code=[".".join(map(str, union)) for union in unions],
        people=[float(known.people[list(union)].sum()) for union in unions],
        is_latent=True,
    )
    return pd.concat([known.cells, added], ignore_index=True)


def _by_part(known: Carriers, unions: list[Union]) -> dict[Union, list[int]]:
    """Find the sums in which the parts of a union, and no others of it, are all."""
    rows = known.rows
    of: dict[int, list[int]] = {}
    firsts = {part for union in unions for part in union}
    is_part = np.arange(len(rows.column)) != rows.start[:-1][rows.row]
    wanted = is_part & np.isin(rows.column, list(firsts)) & _is_sum(known)[rows.row]
    for row, column in zip(rows.row[wanted], rows.column[wanted], strict=True):
        of.setdefault(int(column), []).append(int(row))
    return {
        u: sorted(set.intersection(*(set(of.get(p, ())) for p in u))) for u in unions
    }


def _swapped(row: Row, union: Union, column: int) -> Row:
    """Write the union instead of its parts, unless another union took them."""
    columns, _weights, low, high = row
    if not set(union) < set(columns[1:]):
        return row
    kept = [c for c in columns if c not in union]
    return ([*kept, column], [-1] + [1] * len(kept), low, high)


def _lists(rows: Rows) -> list[Row]:
    if not len(rows):
        return []
    columns = np.split(rows.column, rows.start[1:-1])
    weights = np.split(rows.weight, rows.start[1:-1])
    limits = zip(columns, weights, rows.low, rows.high, strict=True)
    return [(list(c), list(w), int(a), int(b)) for c, w, a, b in limits]


def _packed(rows: list[Row]) -> Rows:
    start = np.cumsum([0, *(len(row[0]) for row in rows)])

    def ints(values: list[int]) -> Ints:
        return np.array(values, np.int64)

    return rows_of([
        Rows(
            start,
            ints([c for row in rows for c in row[0]]),
            ints([w for row in rows for w in row[1]]),
            ints([row[2] for row in rows]),
            ints([row[3] for row in rows]),
        )
    ])  # fmt: skip
