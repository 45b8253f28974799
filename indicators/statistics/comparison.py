"""What can be told apart: an area from its municipality, or two figures.

An area is part of its municipality, so it is compared with the rest of it, which is the
same question and the two are independent. Tests are exact, and where all areas of a map
are compared at once Holm's correction keeps the chance of even one false *clearly* at
5 % for the whole map.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from indicators.model import Indicator, Kind
from indicators.statistics.counts import BARE, Counts, Row, read
from indicators.statistics.exact import holm, two_rates, two_shares
from indicators.statistics.fixed import against_fixed
from indicators.statistics.intervals import Limits, Side, difference
from indicators.statistics.quantiles import CONFIDENCE, Floats, p_of, two_sided
from indicators.statistics.results import (
    Comparison,
    Interval,
    Why,
    judged,
    not_compared,
)

Relation = Literal["separate", "part", "fixed"]


def compare(
    a: Row,
    b: Row,
    indicator: Indicator,
    *,
    relation: Relation = "separate",
) -> Comparison:
    """Compare one published figure with another.

    Parameters
    ----------
    a, b : mapping with `numerator`, `denominator`, `value` and `status`
    indicator : Indicator
        Of both; compare only what is defined alike.
    relation : "separate", "part" or "fixed"
        `separate`: other persons, or another period (the same persons in both make the
        comparison more careful, not less). `part`: `a` is an area within `b`.
        `fixed`: `b` stands for so many that its own chance can be left out, such as the
        country; its counts need not be known.
    """
    if relation == "fixed":
        return against_fixed(a, b, indicator)
    first, second = read(a, indicator), read(b, indicator)
    if isinstance(first, Why):
        return not_compared(first)
    if isinstance(second, Why):
        return not_compared(_of_benchmark(second))
    as_parts = relation == "part"
    if as_parts and (why := _why_not_part(first, second, indicator.kind)):
        return not_compared(why)
    return _compared([first], second, indicator, as_parts=as_parts)[0]


def compare_with_whole(
    table: pd.DataFrame, whole: pd.Series | None, indicator: Indicator
) -> list[Comparison]:
    """Compare every area of a map with the municipality that it is part of.

    Parameters
    ----------
    table : DataFrame with `numerator`, `denominator`, `value`, `status`
        One row for each area: one indicator in one period, as published.
    whole : Series or None
        The municipality's own published row.
    indicator : Indicator

    Returns
    -------
    list of Comparison
        One for each row, in order. `p` and `verdict` are corrected for how many areas
        are compared (Holm); `difference` is to the municipality.
    """
    columns = ("numerator", "denominator", "value", "status")
    rows = zip(*(table[name].tolist() for name in columns), strict=True)
    found = [read(dict(zip(columns, row, strict=True)), indicator) for row in rows]
    against = Why.NO_BENCHMARK if whole is None else read(whole, indicator)
    if isinstance(against, Why):
        why = _of_benchmark(BARE.get(indicator.kind, against))
        return [not_compared(one if isinstance(one, Why) else why) for one in found]
    reasons = [
        one if isinstance(one, Why) else _why_not_part(one, against, indicator.kind)
        for one in found
    ]
    usable = [
        one
        for one, why in zip(found, reasons, strict=True)
        if isinstance(one, Counts) and not why
    ]
    compared = iter(_compared(usable, against, indicator, as_parts=True))
    return [not_compared(why) if why else next(compared) for why in reasons]


def _of_benchmark(why: Why) -> Why:
    gone = why in (Why.WITHHELD, Why.MISSING)
    return Why.NO_BENCHMARK if gone else why


def _why_not_part(one: Counts, other: Counts, kind: Kind) -> Why:
    """Say why `one` can't be part of `other`."""
    rest = other.people - one.people
    if rest == 0:
        return Why.SAME_AREA
    if rest < 0:
        return Why.NOT_A_PART
    if kind is Kind.MEAN:
        return Why.NONE
    most = rest if kind is Kind.SHARE else np.inf
    fits = other.high >= one.low and other.low - one.high <= most
    return Why.NONE if fits else Why.NOT_A_PART


def _compared(
    many: Sequence[Counts], other: Counts, indicator: Indicator, *, as_parts: bool
) -> list[Comparison]:
    """Compare each of `many` with `other`, or with what is left of it."""
    own = np.array([(one.low, one.high, one.people) for one in many], float)
    a = Side(*own.reshape(-1, 3).T)
    b = Side(*(np.full(len(many), x) for x in (other.low, other.high, other.people)))
    scale = np.full(len(many), indicator.multiplier)
    if as_parts:
        b = _rest(a, b, indicator.kind)
        # a - whole = (a - rest) times the part of all persons that the rest is
        scale = scale * b.people / (a.people + b.people)
    measure = _means if indicator.kind is Kind.MEAN else _counts
    apart, limits, p = measure(a, b, indicator)
    return _written(apart * scale, [x * scale for x in limits], holm(p))


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
    corners = [(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    if np.array_equal(a.low, a.high) and np.array_equal(b.low, b.high):
        corners = corners[:1]
    found = np.array([test(x, a.people, y, b.people) for x, y in corners])
    ways = np.array([np.sign(x * b.people - y * a.people) for x, y in corners])
    same_way = (ways == ways[0]).all(axis=0)
    return np.where(same_way, found.max(axis=0), 1.0)


def _whole(side: Side) -> Side:
    """Round to whole numbers, which exact tests need: 100 siblings are 50 homes."""
    people = np.maximum(np.rint(side.people), 1.0)
    return Side(np.rint(side.low), np.rint(side.high), people)


def _written(apart: Floats, limits: Sequence[Floats], p: Floats) -> list[Comparison]:
    return [
        Comparison(
            judged(one, d), "", float(one), float(d), Interval(float(low), float(high))
        )
        for d, low, high, one in zip(apart, *limits, p, strict=True)
    ]
