"""Small counts rounded to nothing or to a base, and all sums made from those."""

from __future__ import annotations

import numpy as np
import pandas as pd

from indicators.disclosure.carriers import carriers
from indicators.disclosure.model import CELL, Ints
from indicators.disclosure.policy import Rule
from indicators.disclosure.statements import truth
from indicators.disclosure.structure import Structure, Sums
from indicators.model import Kind


def round_small(
    observations: pd.DataFrame, sums: Sums, rule: Rule, base: int
) -> tuple[pd.DataFrame, int, int]:
    """Round the smallest parts' counts below `base`, and add everything up anew.

    A count below the base becomes 0 or the base, so that what is rounded so far stays
    as near the truth as can be; where a rounded part is nobody's, so are the sums.

    Returns
    -------
    DataFrame with `CELL` and `count`
    int
        How many counts are not what they were.
    int
        The largest difference.
    """
    count = truth(observations, rule)
    people = observations["denominator"].to_numpy(float)
    cells = observations[CELL].assign(people=people, added=people)
    known = carriers(cells, Structure(sums), rule)
    order = pd.MultiIndex.from_frame(known.cells[CELL]).get_indexer(
        pd.MultiIndex.from_frame(observations[CELL])
    )
    value = np.full(len(known.cells), -1)
    value[order] = count
    rows = known.rows.take(np.flatnonzero(known.rows.weight[known.rows.start[:-1]] < 0))
    whole, part = rows.column[rows.start[:-1]], rows.row
    inner = np.arange(len(rows.column)) != rows.start[:-1][part]
    is_whole = np.zeros(len(known.cell), bool)
    is_whole[whole] = True
    leaf = ~is_whole[: len(value)] & (value >= 0)
    rounded = value.copy()
    rounded[leaf] = _balanced(value[leaf], base)
    if rule.kind is not Kind.COUNT:
        outside = (known.people[leaf] - rounded[leaf]).astype(np.int64)
        rounded[leaf] += outside - _balanced(outside, base)
    for _level in range(5):
        total = np.bincount(
            part[inner], rounded[known.cell[rows.column[inner]]], len(rows)
        )
        rounded[known.cell[whole]] = np.where(
            value[known.cell[whole]] >= 0, total, -1
        ).astype(np.int64)
    change = np.abs(rounded - value)[order]
    table = observations[CELL].assign(count=rounded[order])
    return table, int((change > 0).sum()), int(change.max(initial=0))


def _balanced(count: Ints, base: int) -> Ints:
    """Round what is below the base up or down, whichever keeps the sum nearest."""
    result, owed = count.copy(), 0
    for at in np.flatnonzero((count > 0) & (count < base)).tolist():
        up = 2 * (owed + count[at]) >= base
        result[at] = base if up else 0
        owed += int(count[at]) - int(result[at])
    return result
