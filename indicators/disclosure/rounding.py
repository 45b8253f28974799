"""Small counts rounded to nothing or to a base, and all sums made from those.

Nobody can say of such a count more than that it is 0 to one below the base, or 1 to
the base. Which are rounded up is drawn by a secret: were it known how, it would tell
more.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from indicators.disclosure.carriers import carriers
from indicators.disclosure.model import Bools, Carriers, Ints
from indicators.disclosure.names import CELL, listed
from indicators.disclosure.policy import Rule
from indicators.disclosure.statements import truth
from indicators.disclosure.structure import Structure, Sums
from indicators.model import COLUMNS, Kind, Status


def rounded_table(
    observations: pd.DataFrame, sums: Sums, rule: Rule, base: int, secret: bytes
) -> pd.DataFrame | None:
    """Give the table with small counts rounded; None where that would not protect.

    It does where the base is at least the threshold, where no wider interval is asked
    for, where everybody is in some part of every whole, and where there are so many
    behind each figure that few inside are not few outside too.
    """
    people = observations["denominator"].to_numpy(float)
    is_ok = (observations["status"] == Status.OK).to_numpy()
    if (
        rule.kind not in (Kind.SHARE, Kind.COUNT)
        or base < rule.count
        or rule.width > rule.count
        or (is_ok & (people < max(2 * base, rule.base))).any()
        or (rule.kind is Kind.SHARE and not np.isfinite(people[is_ok]).all())
    ):
        return None
    made, _changed, _most = round_small(observations, sums, rule, base, secret)
    count = made["count"].to_numpy(float)
    if (is_ok & (count < 0)).any():
        return None  # some part of a sum isn't known
    if rule.kind is Kind.SHARE:
        value = np.where(people >= 1000, np.round(100 * count / people, 1),
                         np.round(100 * count / people))  # fmt: skip
    else:
        value = count
    has = observations["numerator"].notna().to_numpy()
    numbers = {
        "numerator": np.where(is_ok & (has | (rule.kind is Kind.SHARE)), count, np.nan),
        "denominator": np.where(is_ok, people, np.nan),
        "value": np.where(is_ok, value, np.nan),
    }
    return observations[COLUMNS].assign(**numbers)


def round_small(
    observations: pd.DataFrame, sums: Sums, rule: Rule, base: int, secret: bytes = b""
) -> tuple[pd.DataFrame, int, int]:
    """Round the smallest parts' counts below `base`, and add everything up anew.

    A count below the base becomes 0 or the base, each with the chance that keeps it
    right on average; where a rounded part is nobody's, so are the sums.

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
    if rule.kind is Kind.COUNT:
        cells["added"] = observations["value"].to_numpy(float)
    known = carriers(cells, Structure(sums), rule)
    order = known.names.find(observations)
    value = np.full(len(known.cells), -1)
    value[order] = count
    leaf = _leaves(known) & (value >= 0)
    names = ["\x1f".join(name) for name in listed(known.cells[leaf])]
    rounded = value.copy()
    rounded[leaf] = _drawn(value[leaf], base, names, secret)
    if rule.kind is not Kind.COUNT:
        outside = (known.people[leaf] - rounded[leaf]).astype(np.int64)
        rounded[leaf] += outside - _drawn(outside, base, names, secret)
    _add_up(known, value, rounded)
    change = np.abs(rounded - value)[order]
    table = observations[CELL].assign(count=rounded[order])
    return table, int((change > 0).sum()), int(change.max(initial=0))


def _leaves(known: Carriers) -> Bools:
    leaf = np.ones(len(known.cells), bool)
    rows = known.rows
    is_sum = rows.weight[rows.start[:-1]] < 0
    leaf[known.cell[rows.column[rows.start[:-1]][is_sum]]] = False
    return leaf


def _add_up(known: Carriers, value: Ints, rounded: Ints) -> None:
    """Give each whole the sum of its parts, from the smallest up."""
    inside = ~known.outside[known.rows.column[known.rows.start[:-1]]]
    is_sum = known.rows.weight[known.rows.start[:-1]] < 0
    rows = known.rows.take(np.flatnonzero(is_sum & inside))
    whole = known.cell[rows.column[rows.start[:-1]]]
    part = rows.row
    inner = np.arange(len(rows.column)) != rows.start[:-1][part]
    part, cell = part[inner], known.cell[rows.column[inner]]
    for _level in range(5):
        total = np.bincount(part, rounded[cell], len(rows))
        lacks = np.bincount(part, rounded[cell] < 0, len(rows)) > 0
        rounded[whole] = np.where((value[whole] >= 0) & ~lacks, total, -1)


def _drawn(count: Ints, base: int, names: list[str], secret: bytes) -> Ints:
    """Round what is below the base up or down by a draw, the sum within one base.

    Systematic sampling in an order that nobody can know: a count c is rounded up with
    the chance c / base, and any that is neither 0 nor the base can end up either way.
    """
    result = count.copy()
    small = np.flatnonzero((count > 0) & (count < base))
    if not len(small):
        return result
    draws = [_draw(names[at], secret) for at in small.tolist()]
    order = small[np.argsort(draws, kind="stable")]
    start = _draw("start", secret)
    passed = np.floor(np.cumsum(count[order]) / base + start)
    up = np.diff(passed, prepend=np.floor(start)) > 0
    result[order] = np.where(up, base, 0)
    return result


def _draw(name: str, secret: bytes) -> float:
    digest = hashlib.blake2b(name.encode(), key=secret[:64], digest_size=6).digest()
    return int.from_bytes(digest) / 2**48
