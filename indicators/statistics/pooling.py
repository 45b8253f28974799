"""Which periods may be put together, and what they give together.

Periods that share months must not be added: a moving three-year mean counts every child
up to three times and makes a trend out of nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from indicators.model import Indicator, Kind, Status
from indicators.periods import Span, span
from indicators.statistics.counts import BARE
from indicators.statistics.results import Why


@dataclass(frozen=True)
class Pooled:
    """Several periods of one area together; `row` reads like a published row.

    `row` has `numerator`, `denominator`, `value`, `status` and `reason`. If `reason`
    is not empty they can't be put together, and `row` has no numbers.
    """

    reason: str = ""
    period: str = ""
    periods: tuple[str, ...] = ()
    row: Mapping[str, Any] = field(default_factory=lambda: _row())


def overlap(a: str, b: str) -> bool:
    """Tell whether two periods share any month; what can't be read may."""
    one, other = span(a), span(b)
    if one is None or other is None:
        return True
    return one.first < other.end and other.first < one.end


def disjoint(periods: Sequence[str]) -> tuple[str, ...]:
    """Pick periods that share no month, from the newest back; oldest first."""
    kept: list[str] = []
    newest_first = sorted(periods, key=lambda p: span(p) or Span(0, 0), reverse=True)
    for period in newest_first:
        if not any(overlap(period, other) for other in kept):
            kept.append(period)
    return tuple(reversed(kept))


def since(periods: Sequence[str], breaks: Sequence[str]) -> list[str]:
    """Keep the periods from the latest break on: a break is the first of the new."""
    starts = [where.first for where in map(span, breaks) if where is not None]
    if not starts:
        return list(periods)
    return [p for p in periods if (span(p) or Span(0, 0)).first >= max(starts)]


def earlier(
    period: str, periods: Sequence[str], breaks: Sequence[str] = ()
) -> str | Why:
    """Find the latest period before one that it can be held against, or say why not.

    It is as long, begins in the same month and shares no month with it: an autumn term
    is held against the autumn before.

    Examples
    --------
    >>> earlier("HT2025", ["HT2024", "VT2025", "HT2025"])
    'HT2024'
    """
    now = span(period)
    alike = [
        (where, one)
        for one in periods
        if now and (where := span(one)) and where.end <= now.first
        if (now.first - where.first) % 12 == 0
        if where.end - where.first == now.end - now.first
    ]
    if now is None or not alike:
        return Why.NO_EARLIER
    where, found = max(alike)
    new = [start for start in map(span, breaks) if start]
    parted = any(where.first < start.first <= now.first for start in new)
    return Why.BREAK if parted else found


def pool(
    rows: pd.DataFrame,
    indicator: Indicator,
    breaks: Sequence[str] = (),
    *,
    same_persons: bool = False,
) -> Pooled:
    """Put the periods of one area together: from sums, never from averaged shares.

    Parameters
    ----------
    rows : DataFrame with `period`, `numerator`, `denominator`, `value`, `status`
        One area, the periods to put together, as published.
    indicator : Indicator
    breaks : sequence of str
        Periods with which another border or definition begins.
    same_persons : bool
        Whether mostly the same persons are counted in every period, as children in poor
        households are and pupils leaving school are not. The counts are then divided
        by the number of periods, so that nobody makes the figure more certain twice.
    """
    periods = [str(period) for period in rows["period"]]
    why = _why_not(rows, periods, indicator, breaks)
    if why:
        return Pooled(why.value, periods=tuple(periods))
    shared = len(periods) if same_persons else 1
    people = float(rows["denominator"].sum()) / shared
    if indicator.kind is Kind.MEAN:
        total = float((rows["value"] * rows["denominator"]).sum()) / shared
        row = _row(float("nan"), people, total / people)
    else:
        count = float(rows["numerator"].sum()) / shared
        row = _row(count, people, indicator.multiplier * count / people)
    return Pooled("", _named(periods), tuple(periods), row)


def _row(
    numerator: float = np.nan, denominator: float = np.nan, value: float = np.nan
) -> dict[str, Any]:
    ok = not np.isnan(value)
    status = Status.OK if ok else Status.MISSING
    return {"numerator": numerator, "denominator": denominator, "value": value,
            "status": status.value, "reason": "" if ok else "not_additive"}  # fmt: skip


def _why_not(
    rows: pd.DataFrame, periods: list[str], indicator: Indicator, breaks: Sequence[str]
) -> Why:
    if indicator.kind in BARE:
        return BARE[indicator.kind]
    if (rows["status"] == Status.SUPPRESSED).any():
        return Why.WITHHELD
    if (rows["status"] != Status.OK).any():
        return Why.MISSING
    if len(periods) < 2:
        return Why.FEW_PERIODS
    spans = sorted(span(period) or Span(0, 0) for period in periods)
    if any(b.first < a.end for a, b in pairwise(spans)):
        return Why.OVERLAP
    if len({one.end - one.first for one in spans}) > 1:
        return Why.DEFINITION  # a year and a term are not the same measure
    if len(since(periods, breaks)) not in (0, len(periods)):
        return Why.BREAK
    columns = ["denominator", "value" if indicator.kind is Kind.MEAN else "numerator"]
    if rows[columns].isna().any(axis=None):
        return Why.NO_COUNTS
    return Why.NONE if rows["denominator"].sum() > 0 else Why.TOO_FEW


def _named(periods: Sequence[str]) -> str:
    """Name several periods: `2022-2024` if they are years in a row."""
    ordered = sorted(periods, key=lambda p: span(p) or Span(0, 0))
    spans = [span(period) or Span(0, 0) for period in ordered]
    in_a_row = all(a.end == b.first for a, b in pairwise(spans))
    if in_a_row and spans[0].first % 12 == 0 and spans[-1].end % 12 == 0:
        return f"{spans[0].first // 12}-{spans[-1].end // 12 - 1}"
    return " + ".join(ordered)
