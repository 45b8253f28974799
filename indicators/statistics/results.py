"""What a comparison, a trend or a gap comes out as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEVEL = 0.05  # how often at most a difference is called clear where there is none


class Verdict(StrEnum):
    """What can be said of one figure beside another."""

    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"  # cannot be told apart
    NOT_COMPARED = "not_compared"


class Why(StrEnum):
    """Why nothing was compared or computed."""

    NONE = ""
    WITHHELD = "withheld"  # one of the figures is not shown, to protect small groups
    MISSING = "missing"  # one of the figures is not known
    NOT_ADDITIVE = "not_additive"  # it can't be worked out for several areas together
    NO_BENCHMARK = "no_benchmark"  # there is nothing to compare with
    ELSEWHERE = "elsewhere"  # it is counted in other ways in other municipalities
    NO_EARLIER = "no_earlier"  # there is no earlier period of the same sort
    NO_GROUP = "no_group"  # the area is in no area group
    TOO_FEW = "too_few"  # nobody, or too few persons, behind a figure
    NO_COUNTS = "no_counts"  # the source does not say how many are behind the figure
    ROUNDED = "rounded"  # the counts are rounded: the rounding alone could differ
    NO_SPREAD = "no_spread"  # a mean, and the source does not say how persons differ
    COUNT = "count"  # numbers of persons: a large area has more of everything
    INDEX = "index"  # a value that no persons can be counted behind
    OVERLAP = "overlap"  # the same persons or years are in both
    NOT_A_PART = "not_a_part"  # the area has more than the whole it should be a part of
    SAME_AREA = "same_area"  # the area is the whole
    BREAK = "break"  # the border or the definition changed in between
    FEW_PERIODS = "few_periods"  # fewer than five periods in a row
    UNSTABLE = "unstable"  # one single period decides which way it goes
    TWO_WAYS = "two_ways"  # the line goes one way, from first to last it goes another


@dataclass(frozen=True)
class Interval:
    """From and to, in the unit of what it is an interval of."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Comparison:
    """One figure beside another.

    `difference` is the first minus the second as they are shown, and `interval` is that
    of the difference taken alone; where many areas are compared at once `verdict` and
    `p` take that into account, the interval and `alone`, the p of the difference taken
    alone, do not.
    """

    verdict: Verdict
    reason: str = ""
    p: float | None = None
    difference: float | None = None
    interval: Interval | None = None
    alone: float | None = None

    @property
    def clear_alone(self) -> bool:
        """Whether it can't be told apart only because so many are compared at once."""
        if self.verdict is not Verdict.SAME or self.alone is None:
            return False
        return judged(self.alone, self.difference or 0.0) is not Verdict.SAME


class Course(StrEnum):
    """Which way a series of periods goes."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"  # no way it goes that can be told from chance
    NOT_COMPUTED = "not_computed"


@dataclass(frozen=True)
class Trend:
    """The course over the latest periods, or the reason why there is none."""

    course: Course
    reason: str = ""
    periods: tuple[str, ...] = ()
    chi_squared: float | None = None


@dataclass(frozen=True)
class Gap:
    """How far apart the highest and the lowest group of areas are.

    `absolute` is a difference in the indicator's unit, `relative` a ratio (2.0 is twice
    as much; None where the lowest is zero). `highest` and `lowest` are area codes, and
    so is `counted`: all areas that the thirds were picked among. `left_out` has the
    reason of each of the others. `tied` says that an area outside a third has the same
    value as one in it. If `reason` is not empty there is no gap to tell.
    """

    reason: str = ""
    absolute: float | None = None
    interval: Interval | None = None
    relative: float | None = None
    relative_interval: Interval | None = None
    high_value: float | None = None
    low_value: float | None = None
    highest: tuple[str, ...] = ()
    lowest: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    left_out: tuple[Why, ...] = ()
    tied: bool = False


def judged(p: float, difference: float) -> Verdict:
    """Say which way a difference goes, if it is clear."""
    if p > LEVEL or difference == 0:
        return Verdict.SAME
    return Verdict.HIGHER if difference > 0 else Verdict.LOWER


def not_compared(reason: Why) -> Comparison:
    """Say that nothing is compared, and why."""
    return Comparison(Verdict.NOT_COMPARED, reason.value)
