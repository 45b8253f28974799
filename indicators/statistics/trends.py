"""Whether a figure rises or falls: by a strict rule, or not at all.

Fingertips' rule for recent trends: the latest five periods, none of them missing or
overlapping and no break between them; a weighted regression (for shares the chi-squared
test for trend of Cochran and Armitage); chi-squared of at least 9.55, which is a chance
of 0.2 %; and, stricter than Fingertips, a slope that keeps its sign when any one of the
five is left out, and a last figure that lies on that side of the first: whoever reads
that a figure has risen from one year to another looks at those two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from indicators.model import Indicator, Kind
from indicators.periods import span
from indicators.statistics.counts import BARE, Counts, Row, read, step
from indicators.statistics.quantiles import Floats
from indicators.statistics.results import Course, Trend, Why
from indicators.statistics.succession import alike, disjoint, overlap, since

POINTS = 5
CHI_SQUARED = 9.54953570608324  # passed by chance once in 500 times (z = 3.09)


def trend(
    rows: pd.DataFrame, indicator: Indicator, breaks: Sequence[str] = ()
) -> Trend:
    """Tell the course of the latest five periods, or why it can't be told.

    Parameters
    ----------
    rows : DataFrame with `period`, `numerator`, `denominator`, `value`, `status`
        One area, all periods, oldest first, as published.
    indicator : Indicator
    breaks : sequence of str
        Periods with which another border or definition begins.
    """
    if indicator.kind in BARE:
        return _none(BARE[indicator.kind])
    periods, why = _usable([str(period) for period in rows["period"]], breaks)
    if why:
        return _none(why)
    by_period = rows.set_index(rows["period"].astype(str))
    chosen = [by_period.loc[one].to_dict() for one in periods]
    found = [read(row, indicator) for row in chosen]
    for one in found:
        if isinstance(one, Why):
            return _none(one, periods)
    starts = [where.first for where in map(span, periods) if where is not None]
    points = [one for one in found if isinstance(one, Counts)]
    told = _judged(np.array(starts) / 12, points, indicator, periods)
    return _as_seen(
        told, _written(chosen[0], indicator), _written(chosen[-1], indicator)
    )


def _usable(periods: list[str], breaks: Sequence[str]) -> tuple[tuple[str, ...], Why]:
    """Pick the latest five periods of the same sort, or say why there are not five."""
    like_the_last = alike(periods)
    whole = since(like_the_last, breaks)
    chosen = disjoint(whole)[-POINTS:]
    if len(chosen) < POINTS:
        if len(whole) < POINTS <= len(like_the_last):
            return chosen, Why.BREAK
        shared = any(overlap(a, b) for a, b in pairwise(whole))
        return chosen, Why.OVERLAP if shared else Why.FEW_PERIODS
    starts = [where.first for where in map(span, chosen) if where is not None]
    steps = {b - a for a, b in pairwise(starts)}
    if len(steps) > 1:
        return chosen, Why.MISSING  # a year is not there at all
    return chosen, Why.NONE if min(steps) >= 12 else Why.FEW_PERIODS


def _judged(
    at: Floats, points: list[Counts], indicator: Indicator, periods: tuple[str, ...]
) -> Trend:
    y, weight = weighted(points, indicator)
    slope, chi = slope_of(at, y, weight)
    if chi < CHI_SQUARED:
        return Trend(Course.STEADY, "", periods, chi)
    keep = ~np.eye(len(at), dtype=bool)
    without = [slope_of(at[one], y[one], weight[one])[0] for one in keep]
    if min(one / slope for one in without) < 1e-9:  # none, but for the computer's own
        return Trend(Course.STEADY, Why.UNSTABLE.value, periods, chi)
    if (y[-1] - y[0]) * slope <= 0:
        return Trend(Course.STEADY, Why.TWO_WAYS.value, periods, chi)
    return Trend(Course.RISING if slope > 0 else Course.FALLING, "", periods, chi)


def _as_seen(told: Trend, first: float, last: float) -> Trend:
    """Take back a rise or a fall that the figures as they are written don't show."""
    seen = {Course.RISING: last > first, Course.FALLING: last < first}
    if seen.get(told.course, True):
        return told
    return replace(told, course=Course.STEADY, reason=Why.TWO_WAYS.value)


def _written(row: Row, indicator: Indicator) -> float:
    """Give a published value as it is read: rounded to what is shown of it."""
    shown = step(indicator, float(row["denominator"]))
    places = min(round(-math.log10(shown)), max(indicator.decimals, 0))
    return round(float(row["value"]), places)


def weighted(points: list[Counts], indicator: Indicator) -> tuple[Floats, Floats]:
    """Give each point's value per person and its weight, one over its variance.

    The variance is what it would be if nothing changed; what rounding hides is added.
    """
    low, high, people = np.array([(p.low, p.high, p.people) for p in points]).T
    middle = (low + high) / 2
    if indicator.kind is Kind.MEAN:
        variance = float(indicator.spread or 0.0) ** 2 / people
        return middle, 1 / (variance + (high - low) ** 2 / 12)
    all_in_all = middle.sum() / people.sum()
    is_share = indicator.kind is Kind.SHARE
    of_one = all_in_all * (1 - all_in_all) if is_share else all_in_all
    variance = of_one / people + ((high - low) / people) ** 2 / 12
    weight = np.zeros_like(people) if of_one <= 0 else 1 / variance
    return middle / people, weight


def slope_of(x: Floats, y: Floats, weight: Floats) -> tuple[float, float]:
    """Fit a weighted line; give its slope and the chi-squared of that slope."""
    total = float(weight.sum())
    if total == 0:
        return 0.0, 0.0
    from_middle = x - float((weight * x).sum()) / total
    under = float((weight * from_middle**2).sum())
    slope = float((weight * from_middle * y).sum()) / under
    return slope, slope**2 * under


def _none(why: Why, periods: tuple[str, ...] = ()) -> Trend:
    return Trend(Course.NOT_COMPUTED, why.value, periods)
