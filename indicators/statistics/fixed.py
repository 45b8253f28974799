"""Compare with a figure whose own chance can be left out, such as the country's."""

from __future__ import annotations

import numpy as np

from indicators.model import INEXACT, Indicator, Kind, Status
from indicators.statistics.counts import Counts, Row, read, step
from indicators.statistics.exact import one_rate, one_share
from indicators.statistics.intervals import within
from indicators.statistics.quantiles import CONFIDENCE, p_of
from indicators.statistics.results import (
    Comparison,
    Interval,
    Why,
    judged,
    not_compared,
)
from indicators.statistics.sides import compared

MANY = 20  # times the persons of the area: then its chance is nearly all there is


def against_fixed(row: Row, benchmark: Row, indicator: Indicator) -> Comparison:
    """Compare a row with the value of a benchmark, taken as it is but for rounding.

    Where it is known to stand for too few for that, its own chance counts as well.
    """
    counts = read(row, indicator)
    if isinstance(counts, Why):
        return not_compared(counts)
    value = float(benchmark["value"])
    if benchmark["status"] != Status.OK or np.isnan(value):
        return not_compared(Why.NO_BENCHMARK)
    if benchmark.get("reason") in INEXACT:
        return not_compared(Why.ROUNDED)
    other = read(benchmark, indicator)
    if isinstance(other, Counts) and other.people < MANY * counts.people:
        return compared([counts], [other], indicator, as_parts=False)[0]
    return _beside_value(counts, value, _around(benchmark, indicator), indicator)


def _around(benchmark: Row, indicator: Indicator) -> Interval:
    """Give what a benchmark can be, where it is shown rounded."""
    value = float(benchmark["value"])
    half = step(indicator, float(benchmark["denominator"])) / 2
    is_count = indicator.kind in (Kind.SHARE, Kind.RATE)
    low = max(value - half, 0.0) if is_count else value - half
    is_share = indicator.kind is Kind.SHARE
    return Interval(low, min(value + half, 100.0) if is_share else value + half)


def _beside_value(
    counts: Counts, value: float, fixed: Interval, indicator: Indicator
) -> Comparison:
    own = within(counts, indicator, CONFIDENCE)
    apart = Interval(own.low - fixed.high, own.high - fixed.low)
    middle = counts.value(indicator) - value
    p = _mean_p(counts, fixed.low, fixed.high, indicator)
    if p is None:
        p = _count_p(counts, fixed.low, fixed.high, indicator)
    return Comparison(judged(p, middle), "", p, middle, apart, alone=p)


def _mean_p(
    counts: Counts, low: float, high: float, indicator: Indicator
) -> float | None:
    if indicator.kind is not Kind.MEAN:
        return None
    if counts.low <= high and low <= counts.high:
        return 1.0
    error = float(indicator.spread or 0.0) / counts.people**0.5
    nearest = min(abs(counts.low - high), abs(counts.high - low))
    return float(p_of(np.array([nearest / error]))[0])


def _count_p(counts: Counts, low: float, high: float, indicator: Indicator) -> float:
    corners = np.array([(k, b) for k in (counts.low, counts.high) for b in (low, high)])
    k, per_person = corners[:, 0], corners[:, 1] / indicator.multiplier
    ways = np.sign(k - per_person * counts.people)
    if not (ways == ways[0]).all():
        return 1.0
    people = np.full_like(k, max(np.rint(counts.people), 1.0))
    k = np.rint(k)
    if indicator.kind is Kind.SHARE:
        return float(one_share(np.minimum(k, people), people, per_person).max())
    return float(one_rate(k, per_person * people).max())
