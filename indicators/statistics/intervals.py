"""Intervals of shares, rates and means, and of differences between two of them.

For a register that counts everybody an interval is not a sampling error: it says how
much the figure of a small group jumps by chance from one year to the next.

Sources: Wilson (1927) and Newcombe (1998) for shares and their differences; Byar's
approximation (Breslow & Day 1987) and Garwood (1936) for rates, as PHE's technical
guide has it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from indicators.model import Indicator, Kind
from indicators.statistics.counts import Counts, Row, read
from indicators.statistics.quantiles import CONFIDENCE, Floats, chi_squared, two_sided
from indicators.statistics.results import Interval

_EXACT_BELOW = 10  # events; from there on Byar's approximation is as good


class Limits(NamedTuple):
    """The lower and the upper limit of each."""

    low: Floats
    high: Floats


def wilson(k: Floats, n: Floats, z: float) -> Limits:
    """Give the score interval of shares `k` of `n`, as fractions."""
    p = k / n
    centre = p + z**2 / (2 * n)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    under = 1 + z**2 / n
    low, high = (centre - half) / under, (centre + half) / under
    return Limits(np.where(k <= 0, 0.0, low), np.where(k >= n, 1.0, high))


def events(k: Floats, z: float) -> Limits:
    """Give the interval of an expected number of events of which `k` were counted."""
    big = np.maximum(k, 1.0)
    low = big * (1 - 1 / (9 * big) - z / (3 * np.sqrt(big))) ** 3
    more = k + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    for number in np.unique(k[k < _EXACT_BELOW]):
        few = k == number
        low[few], high[few] = _garwood(float(number), z)
    return Limits(low, high)


@cache
def _garwood(k: float, z: float) -> tuple[float, float]:
    from statistics import NormalDist

    tail = NormalDist().cdf(-z)
    return chi_squared(tail, 2 * k) / 2, chi_squared(1 - tail, 2 * k + 2) / 2


def limits(low: Floats, high: Floats, people: Floats, z: float, kind: Kind) -> Limits:
    """Give the limits per person where the count is anything from `low` to `high`."""
    if kind is Kind.SHARE:
        return Limits(wilson(low, people, z).low, wilson(high, people, z).high)
    return Limits(events(low, z).low / people, events(high, z).high / people)


def interval(
    row: Row, indicator: Indicator, confidence: float = CONFIDENCE
) -> Interval | None:
    """Give the interval of a published figure in the indicator's unit.

    Parameters
    ----------
    row : mapping with `numerator`, `denominator`, `value` and `status`
        As published: rounded perhaps, and then the interval covers the rounding.
    indicator : Indicator
        A mean needs its `spread`.
    confidence : float

    Returns
    -------
    Interval or None
        None where there is no figure, or nobody knows how many are behind it.
    """
    counts = read(row, indicator)
    return within(counts, indicator, confidence) if isinstance(counts, Counts) else None


def within(counts: Counts, indicator: Indicator, confidence: float) -> Interval:
    """Give the interval of the figure that these counts stand behind."""
    z = two_sided(confidence)
    if indicator.kind is Kind.MEAN:
        half = z * float(indicator.spread or 0.0) / counts.people**0.5
        return Interval(counts.low - half, counts.high + half)
    low, high, people = np.array([[counts.low], [counts.high], [counts.people]])
    found = limits(low, high, people, z, indicator.kind)
    unit = indicator.multiplier
    return Interval(float(found.low[0]) * unit, float(found.high[0]) * unit)


class Side(NamedTuple):
    """One side of many comparisons: counts from `low` to `high` of `people`."""

    low: Floats
    high: Floats
    people: Floats


def difference(a: Side, b: Side, z: float, kind: Kind) -> tuple[Floats, Limits]:
    """Give a minus b per person, with its interval put together from both sides'.

    Newcombe's method 10 for shares; the same way for rates.
    """
    of_a, of_b = limits(*a, z, kind), limits(*b, z, kind)
    a_low, a_high, b_low, b_high = (
        x / n
        for x, n in ((a.low, a.people), (a.high, a.people),
                     (b.low, b.people), (b.high, b.people))
    )  # fmt: skip
    low = a_low - b_high - np.hypot(a_low - of_a.low, of_b.high - b_high)
    high = a_high - b_low + np.hypot(of_a.high - a_high, b_low - of_b.low)
    middle = (a_low + a_high - b_low - b_high) / 2
    return middle, Limits(low, high)
