"""What can be told apart: an area from its municipality, or two figures.

An area is part of its municipality, so it is compared with the rest of it, which is the
same question and the two are independent. Tests are exact, and where all areas of a map
are compared at once Holm's correction keeps the chance of even one false *clearly* at
5 % for the whole map, whatever they are compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import pandas as pd

from indicators.model import Indicator, Kind
from indicators.statistics.counts import BARE, Counts, Row, read
from indicators.statistics.exact import holm
from indicators.statistics.fixed import against_fixed
from indicators.statistics.results import Comparison, Why, judged, not_compared
from indicators.statistics.sides import compared

Relation = Literal["separate", "part", "fixed"]
COLUMNS = ("numerator", "denominator", "value", "status", "reason")


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
    return compared([first], [second], indicator, as_parts=as_parts)[0]


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
        As `compare_each` gives them; `difference` is to the municipality.
    """
    beside: Row | Why = Why.NO_BENCHMARK if whole is None else whole
    return compare_each(table, [beside] * len(table), indicator, relation="part")


def compare_each(
    table: pd.DataFrame,
    beside: Sequence[Row | Why],
    indicator: Indicator,
    *,
    relation: Relation = "separate",
) -> list[Comparison]:
    """Compare every area of a map with a figure of its own, all of them at once.

    Parameters
    ----------
    table : DataFrame with `numerator`, `denominator`, `value`, `status`
        One row for each area: one indicator in one period, as published.
    beside : sequence of mapping or Why
        For each area what it is held against, as published, or why there is nothing.
    relation : "separate", "part" or "fixed"
        As in `compare`, the same for all.

    Returns
    -------
    list of Comparison
        One for each row, in order. `p` and `verdict` are corrected for how many areas
        are compared (Holm).
    """
    if relation == "fixed":
        return _corrected(_against_fixed(table, beside, indicator))
    firsts = [read(row, indicator) for row in _rows(table)]
    seconds = _read_once(beside, indicator)
    as_parts = relation == "part"
    reasons = [
        _why_not(one, other, indicator.kind, as_parts=as_parts)
        for one, other in zip(firsts, seconds, strict=True)
    ]
    pairs = [
        (one, other)
        for one, other, why in zip(firsts, seconds, reasons, strict=True)
        if not why and isinstance(one, Counts) and isinstance(other, Counts)
    ]
    many, others = [one for one, _b in pairs], [other for _a, other in pairs]
    found = iter(compared(many, others, indicator, as_parts=as_parts))
    return [not_compared(why) if why else next(found) for why in reasons]


def _rows(table: pd.DataFrame) -> list[Row]:
    names = [name for name in COLUMNS if name in table]
    cells = zip(*(table[name].tolist() for name in names), strict=True)
    return [dict(zip(names, row, strict=True)) for row in cells]


def _read_once(beside: Sequence[Row | Why], indicator: Indicator) -> list[Counts | Why]:
    """Read what the areas are held against, once where many share it."""
    known: dict[int, Counts | Why] = {}
    for one in beside:
        if id(one) not in known:
            known[id(one)] = one if isinstance(one, Why) else read(one, indicator)
    return [known[id(one)] for one in beside]


def _why_not(
    one: Counts | Why, other: Counts | Why, kind: Kind, *, as_parts: bool
) -> Why:
    if isinstance(one, Why):
        return one
    if isinstance(other, Why):
        return _of_benchmark(BARE.get(kind, other))
    return _why_not_part(one, other, kind) if as_parts else Why.NONE


def _against_fixed(
    table: pd.DataFrame, beside: Sequence[Row | Why], indicator: Indicator
) -> list[Comparison]:
    found = []
    for row, other in zip(_rows(table), beside, strict=True):
        if isinstance(other, Why):
            own = read(row, indicator)
            found.append(not_compared(own if isinstance(own, Why) else other))
        else:
            found.append(against_fixed(row, other, indicator))
    return found


def _corrected(found: list[Comparison]) -> list[Comparison]:
    """Correct comparisons that were made one by one for being many."""
    tested = [one for one in found if one.p is not None]
    p = iter(holm(np.array([one.p for one in tested], float)).tolist())
    return [
        one
        if one.p is None
        else replace(one, p=(now := next(p)), verdict=judged(now, one.difference or 0))
        for one in found
    ]


def _of_benchmark(why: Why) -> Why:
    gone = why in (Why.WITHHELD, Why.MISSING, Why.NOT_ADDITIVE)
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
