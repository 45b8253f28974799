"""Two sides beside each other, many times at once: the arithmetic of comparisons.

Tests are exact, and where a published figure allows several counts the least clear of
them decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from indicators.model import Indicator, Kind
from indicators.statistics.counts import Counts
from indicators.statistics.exact import holm, two_rates, two_shares
from indicators.statistics.intervals import Limits, Side, difference
from indicators.statistics.quantiles import CONFIDENCE, Floats, p_of, two_sided
from indicators.statistics.results import Comparison, Interval, judged

MOST_COUNTS = 32  # to try on a side; a share of 32 000 persons, to a tenth


def compared(
    many: Sequence[Counts],
    others: Sequence[Counts],
    indicator: Indicator,
    *,
    as_parts: bool,
) -> list[Comparison]:
    """Compare each of `many` with its other, or with what is left of it without it.

    They are corrected for being many (Holm), whatever they have in common.
    """
    a, b = _side(many), _side(others)
    scale = np.full(len(many), indicator.multiplier)
    if as_parts:
        b = _rest(a, b, indicator.kind)
        # a - whole = (a - rest) times the part of all persons that the rest is
        scale = scale * b.people / (a.people + b.people)
    measure = _means if indicator.kind is Kind.MEAN else _counts
    apart, limits, p = measure(a, b, indicator)
    return _written(apart * scale, [x * scale for x in limits], p)


def _side(many: Sequence[Counts]) -> Side:
    numbers = np.array([(one.low, one.high, one.people) for one in many], float)
    return Side(*numbers.reshape(-1, 3).T)


def _rest(a: Side, whole: Side, kind: Kind) -> Side:
    people = whole.people - a.people
    if kind is Kind.MEAN:
        low = (whole.low * whole.people - a.high * a.people) / people
        return Side(
            low, (whole.high * whole.people - a.low * a.people) / people, people
        )
    most = people if kind is Kind.SHARE else np.inf
    low = np.clip(whole.low - a.high, 0, most)
    return Side(low, np.clip(whole.high - a.low, low, most), people)


def _counts(a: Side, b: Side, indicator: Indicator) -> tuple[Floats, Limits, Floats]:
    middle, limits = difference(a, b, two_sided(CONFIDENCE), indicator.kind)
    test = two_shares if indicator.kind is Kind.SHARE else two_rates
    return middle, limits, _least_clear(a, b, test)


def _means(a: Side, b: Side, indicator: Indicator) -> tuple[Floats, Limits, Floats]:
    error = float(indicator.spread or 0) * np.sqrt(1 / a.people + 1 / b.people)
    low, high = a.low - b.high, a.high - b.low
    nearest = np.where(low * high <= 0, 0.0, np.minimum(abs(low), abs(high)))
    half = two_sided(CONFIDENCE) * error
    return (low + high) / 2, Limits(low - half, high + half), p_of(nearest / error)


def _least_clear(
    a: Side, b: Side, test: Callable[[Floats, Floats, Floats, Floats], Floats]
) -> Floats:
    """Give the largest p of all counts that the published figures allow."""
    a, b = _whole(a), _whole(b)
    pairs = _at_the_edge(a, b)
    found = np.array([test(x, a.people, y, b.people) for x, y in pairs])
    ways = np.array([np.sign(x * b.people - y * a.people) for x, y in pairs])
    same_way = (ways == ways[0]).all(axis=0)
    return np.where(same_way, found.max(axis=0), 1.0)


def _at_the_edge(a: Side, b: Side) -> list[tuple[Floats, Floats]]:
    """Pair the counts that are allowed on one side with the extreme ones of the other.

    The extreme ones of both are not enough: from one count to the next the p of an
    exact test goes up a little now and then, where on the whole it goes down.
    """
    if np.array_equal(a.low, a.high) and np.array_equal(b.low, b.high):
        return [(a.low, b.low)]
    return [
        *((x, y) for x in _allowed(a) for y in (b.low, b.high)),
        *((x, y) for x in (a.low, a.high) for y in _allowed(b)),
    ]


def _allowed(side: Side) -> list[Floats]:
    """Give the counts from the lowest to the highest; of very many some in between."""
    count = int(min((side.high - side.low).max(), MOST_COUNTS))
    return [
        np.rint(side.low + (side.high - side.low) * at / max(count, 1))
        for at in range(count + 1)
    ]


def _whole(side: Side) -> Side:
    """Round to whole numbers, which exact tests need: 100 siblings are 50 homes."""
    people = np.maximum(np.rint(side.people), 1.0)
    return Side(np.rint(side.low), np.rint(side.high), people)


def _written(
    apart: Floats, limits: Sequence[Floats], alone: Floats
) -> list[Comparison]:
    return [
        Comparison(
            judged(p, d), "", float(p), float(d), Interval(float(low), float(high)),
            float(one),
        )
        for d, low, high, p, one in zip(apart, *limits, holm(alone), alone, strict=True)
    ]  # fmt: skip
