"""How far apart the highest and the lowest group of areas are, and over time.

The groups are a third of the areas each. Since they are picked by looking at the very
figures that are compared, an ordinary interval would promise too much: under no
difference at all the highest third is still above the lowest. The interval is therefore
Scheffé's, which holds for every pair of groups that could have been picked. Groups that
were settled beforehand get the ordinary one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from indicators.model import Indicator, Kind
from indicators.statistics.counts import BARE, Counts, read
from indicators.statistics.intervals import Side, difference
from indicators.statistics.quantiles import CONFIDENCE, chi_squared, two_sided
from indicators.statistics.results import Gap, Interval, Why

PARTS = 3
_ABSENT = (Why.WITHHELD, Why.MISSING, Why.NOT_ADDITIVE)
Known = Mapping[str, Counts]


def gaps(rows: pd.DataFrame, indicator: Indicator) -> dict[str, Gap]:
    """Tell the gap of every period, with the groups picked anew in each.

    Groups picked in one year and followed would drift together, or apart, by chance
    alone; picked anew, the years can be compared.
    """
    by_period = rows.groupby("period", sort=False)
    return {str(period): gap(table, indicator) for period, table in by_period}


def gap(
    table: pd.DataFrame,
    indicator: Indicator,
    *,
    high: Sequence[str] | None = None,
    low: Sequence[str] | None = None,
    confidence: float = CONFIDENCE,
) -> Gap:
    """Tell the gap between the highest and the lowest group of areas.

    Parameters
    ----------
    table : DataFrame with `numerator`, `denominator`, `value`, `status`
        One row for each area, in one period, as published; the area code is a column
        `area_code` or the index.
    indicator : Indicator
    high, low : sequence of area codes, optional
        Groups that were settled beforehand; the first minus the second is told, also
        where it turns out negative.

    Returns
    -------
    Gap
        Of the areas that are shown with what is behind them, and only of those.
    """
    if indicator.kind in BARE:
        return Gap(BARE[indicator.kind].value)
    known, left_out = _known(table, indicator)
    if high is None or low is None:
        counted = tuple(sorted(known))
        if len(known) < PARTS:
            why = _why_too_few(len(known), left_out)
            return Gap(why.value, counted=counted, left_out=left_out)
        z = math.sqrt(chi_squared(confidence, len(known) - 1))
        upper, lower, tied = _thirds(known, indicator)
        found = _between(upper, lower, known, indicator, z)
        return replace(found, counted=counted, left_out=left_out, tied=tied)
    if why := _why_not(high, low, known):
        return Gap(why.value)
    return _between(tuple(high), tuple(low), known, indicator, two_sided(confidence))


def _known(table: pd.DataFrame, indicator: Indicator) -> tuple[Known, tuple[Why, ...]]:
    """Read the counts of the areas shown, and why each of the others has none."""
    codes = table.get("area_code", table.index)
    read_all = {
        str(code): read(row, indicator)
        for code, row in zip(codes, table.to_dict("records"), strict=True)
    }
    known = {c: one for c, one in read_all.items() if isinstance(one, Counts)}
    return known, tuple(one for one in read_all.values() if isinstance(one, Why))


def _why_too_few(known: int, left_out: Sequence[Why]) -> Why:
    """Say what keeps the areas from being three: not just what is wrong with one."""
    count = Counter(left_out)
    shown = Counter(one for one in left_out if one not in _ABSENT)
    if known + shown.total() >= PARTS:  # they are shown, and yet there is no gap
        return shown.most_common(1)[0][0]
    if known + shown.total() + count[Why.WITHHELD] >= PARTS:
        return Why.WITHHELD
    return count.most_common(1)[0][0] if count else Why.TOO_FEW


def _why_not(high: Sequence[str], low: Sequence[str], known: Known) -> Why:
    if set(high) & set(low):
        return Why.OVERLAP
    if not high or not low or not set(high) | set(low) <= known.keys():
        return Why.MISSING
    return Why.NONE


def _thirds(
    known: Known, indicator: Indicator
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Pick the upper and the lower third; tell whether others have the same value."""
    ordered = sorted(known, key=lambda code: (known[code].value(indicator), code))
    values = [known[code].value(indicator) for code in ordered]
    size = len(ordered) // PARTS
    tied = values[size - 1] == values[size] or values[-size - 1] == values[-size]
    return tuple(sorted(ordered[-size:])), tuple(sorted(ordered[:size])), tied


def _between(
    high: tuple[str, ...],
    low: tuple[str, ...],
    known: Known,
    indicator: Indicator,
    z: float,
) -> Gap:
    is_mean = indicator.kind is Kind.MEAN
    together = _mean if is_mean else _sum
    a, b = (together([known[code] for code in codes]) for codes in (high, low))
    apart = _mean_apart(a, b, indicator, z) if is_mean else _apart(a, b, indicator, z)
    upper, lower = a.value(indicator), b.value(indicator)
    ratio, of_ratio = (None, None) if is_mean else _ratio(a, b, indicator, z)
    return Gap("", upper - lower, apart, ratio, of_ratio, upper, lower, high, low)


def _sum(parts: list[Counts]) -> Counts:
    return Counts(
        sum(p.low for p in parts),
        sum(p.high for p in parts),
        sum(p.people for p in parts),
    )


def _mean(parts: list[Counts]) -> Counts:
    people = sum(p.people for p in parts)
    return Counts(
        sum(p.low * p.people for p in parts) / people,
        sum(p.high * p.people for p in parts) / people,
        people,
    )


def _apart(a: Counts, b: Counts, indicator: Indicator, z: float) -> Interval:
    _middle, limits = difference(_side(a), _side(b), z, indicator.kind)
    unit = indicator.multiplier
    return Interval(float(limits.low[0]) * unit, float(limits.high[0]) * unit)


def _side(one: Counts) -> Side:
    return Side(*(np.array([x]) for x in (one.low, one.high, one.people)))


def _mean_apart(a: Counts, b: Counts, indicator: Indicator, z: float) -> Interval:
    half = z * float(indicator.spread or 0) * math.sqrt(1 / a.people + 1 / b.people)
    return Interval(a.low - b.high - half, a.high - b.low + half)


def _ratio(
    a: Counts, b: Counts, indicator: Indicator, z: float
) -> tuple[float | None, Interval | None]:
    """Give how many times as much, with Katz's interval on the logarithm."""
    if min(a.low, b.low) <= 0:
        return None, None
    ratio = (a.low + a.high) / a.people / ((b.low + b.high) / b.people)
    few = 1 / a.low + 1 / b.low
    if indicator.kind is Kind.SHARE:
        few -= 1 / a.people + 1 / b.people
    reach = math.exp(z * math.sqrt(few))
    low = a.low / a.people / (b.high / b.people)
    high = a.high / a.people / (b.low / b.people)
    return ratio, Interval(low / reach, high * reach)
