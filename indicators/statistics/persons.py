"""A difference as a number of persons: "about 40 fewer", rounded, with its interval."""

from __future__ import annotations

import math

from indicators.model import Indicator, Kind
from indicators.statistics.comparison import compare
from indicators.statistics.counts import Row
from indicators.statistics.results import Interval

# Up to so many persons, rounded to the nearest so many.
_STEPS = ((100, 5), (500, 10), (2000, 50), (math.inf, 100))


def fewer_persons(
    row: Row, whole: Row, indicator: Indicator
) -> tuple[int, Interval] | None:
    """Say how many fewer there would be if the area had the municipality's share.

    Parameters
    ----------
    row, whole : mapping with `numerator`, `denominator`, `value` and `status`
        The area's and the municipality's published rows.
    indicator : Indicator
        A share or a rate.

    Returns
    -------
    (about, Interval) or None
        Rounded to fives or more, the interval outwards; negative where there would be
        more. None where the two can't be compared.
    """
    if indicator.kind not in (Kind.SHARE, Kind.RATE):
        return None
    found = compare(row, whole, indicator, relation="part")
    if found.difference is None or found.interval is None:
        return None
    persons = float(row["denominator"]) / indicator.multiplier
    about = found.difference * persons
    step = next(step for most, step in _STEPS if abs(about) <= most)
    low = step * math.floor(found.interval.low * persons / step)
    high = step * math.ceil(found.interval.high * persons / step)
    return step * round(about / step), Interval(float(low), float(high))
