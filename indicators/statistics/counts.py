"""The counts behind a published row: exactly, or between which two.

What is published may be rounded, to whole per cent for instance, and may lack the count
itself. Then all counts that would be shown like this are kept in mind, and whatever is
computed must hold for every one of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from indicators.disclosure.policy import WHOLE_PERCENT_BELOW
from indicators.model import INEXACT, Indicator, Kind, Protection, Reason, Status
from indicators.statistics.results import Why

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"
_NUDGE = 1e-6  # what is shown as 12.5 is 12.5, whatever the computer makes of it
BARE = {Kind.COUNT: Why.COUNT, Kind.INDEX: Why.INDEX}


@dataclass(frozen=True)
class Counts:
    """How many of how many: `low` to `high` of `people`.

    For a mean `low` and `high` are limits of the mean itself. Where siblings share an
    answer these are homes rather than children, and need not be whole numbers.
    """

    low: float
    high: float
    people: float

    def value(self, indicator: Indicator) -> float:
        """Give the figure in the indicator's unit: the middle of what it can be."""
        middle = (self.low + self.high) / 2
        if indicator.kind is Kind.MEAN:
            return middle
        return middle / self.people * indicator.multiplier


def step(indicator: Indicator, people: float) -> float:
    """Tell how closely a value over so many persons is shown."""
    if indicator.protection is not Protection.NONE:
        if indicator.kind is Kind.SHARE:
            return 0.1 if people >= WHOLE_PERCENT_BELOW else 1.0
        if indicator.kind is Kind.MEAN:
            return 1.0
    return float(10.0 ** -max(indicator.decimals, 0))


def read(row: Row, indicator: Indicator) -> Counts | Why:
    """Read the counts behind a published row, or why they can't be known.

    Parameters
    ----------
    row : mapping with `numerator`, `denominator`, `value` and `status`
        Perhaps also `reason`: then a sum that can't be made is told from the unknown,
        and rounded counts from exact ones.
    indicator : Indicator
    """
    if row["status"] != Status.OK:
        return _absent(row)
    if indicator.kind in BARE:
        return BARE[indicator.kind]
    if row.get("reason") in INEXACT:
        return Why.ROUNDED  # of a sum nobody knows how many roundings are in it
    people, value = float(row["denominator"]), float(row["value"])
    if math.isnan(people):
        return Why.NO_COUNTS
    if people <= 0:
        return Why.TOO_FEW
    if indicator.kind is Kind.MEAN:
        return _mean(value, people, indicator)
    return _counted(float(row["numerator"]), value, people, indicator)


def _absent(row: Row) -> Why:
    if row["status"] == Status.SUPPRESSED:
        return Why.WITHHELD
    summed = row.get("reason") == Reason.NOT_ADDITIVE
    return Why.NOT_ADDITIVE if summed else Why.MISSING


def _mean(value: float, people: float, indicator: Indicator) -> Counts | Why:
    if indicator.spread is None:
        return Why.NO_SPREAD
    if math.isnan(value):
        return Why.MISSING
    half = step(indicator, people) / 2
    return Counts(value - half, value + half, people / indicator.cluster)


def _counted(
    numerator: float, value: float, people: float, indicator: Indicator
) -> Counts | Why:
    if math.isnan(numerator):
        if math.isnan(value):
            return Why.NO_COUNTS
        half, per_unit = step(indicator, people) / 2, people / indicator.multiplier
        low = math.ceil((value - half) * per_unit - _NUDGE)
        high = math.floor((value + half) * per_unit + _NUDGE)
        if low > high:  # between two whole numbers: the nearest on each side
            low, high = high, low
    else:
        low, high = math.floor(numerator + _NUDGE), math.ceil(numerator - _NUDGE)
    most = people if indicator.kind is Kind.SHARE else math.inf
    low = max(low, 0)
    if low > most or high < low:
        return Why.NO_COUNTS  # more than there are: not a count of these persons
    shared = indicator.cluster
    return Counts(low / shared, min(high, most) / shared, people / shared)
