"""What an indicator is, and the columns that every table of observations has.

A table of observations is a plain DataFrame with `COLUMNS`, one row for each indicator,
period, group, geography and area. `numerator`, `denominator` and `value` are floats,
NaN where there is none; why there is none stands in `status` and `reason`, never in
the NaN itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.texts import Text

KEY = ["indicator", "period", "group", "geography", "area_code"]
NUMBERS = ["numerator", "denominator", "value"]
COLUMNS = [*KEY, *NUMBERS, "status", "reason"]
TOTAL = "total"  # the group of everybody


class Status(StrEnum):
    """Whether an observation has a value, and if not, on whose account."""

    OK = "ok"
    SUPPRESSED = "suppressed"
    MISSING = "missing"


class Reason(StrEnum):
    """Why an observation has no value, or what is special about the one it has."""

    NONE = ""
    # ok, but
    ZERO = "zero"  # the source's mark for exactly none
    ROUNDED_ZERO = "rounded_zero"  # more than none, less than half a unit
    APPROXIMATE = "approximate"  # "cirka 340"
    ROUNDED_3 = "rounded_3"  # small counts of the whole table rounded to 0 or 3
    ROUNDED_5 = "rounded_5"  # to 0 or 5; sums are sums of rounded counts
    # missing
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    NO_ROW = "no_row"  # the file says nothing about the area
    NOT_ADDITIVE = "not_additive"  # a group of areas can't be worked out from its parts
    # suppressed
    SECRECY = "secrecy"  # withheld by the source
    SMALL_COUNT = "small_count"  # the file says "<5"
    NEARLY_ALL = "nearly_all"  # the source says "~100": a few are outside
    PROTECTED = "protected"  # withheld by our own disclosure control


# Values whose counts nobody knows exactly: they can't be tested, and are told as about.
INEXACT = (Reason.ROUNDED_3, Reason.ROUNDED_5, Reason.APPROXIMATE)


class Kind(StrEnum):
    """How the value comes about, and so whether groups of areas can be computed."""

    SHARE = "share"  # 100 × numerator / denominator
    RATE = "rate"  # 1 000 × numerator / denominator
    COUNT = "count"  # the numerator itself
    MEAN = "mean"  # a mean over the `denominator` persons
    INDEX = "index"  # a value alone


class Origin(StrEnum):
    """Where the numbers come from, and so how they are treated."""

    PUBLIC = "public"  # official open statistics, shown as published
    LOCAL = "local"  # the municipality's own, protected before use
    PRACTICE = "practice"  # made up for training, marked wherever it is shown


class Direction(StrEnum):
    """Whether more is better; never inferred, always stated in the definition."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Protection(StrEnum):
    """Which disclosure rules apply; see `indicators.disclosure.policy`."""

    NORMAL = "normal"
    PUPILS = "pupils"  # at least ten pupils behind any figure
    SENSITIVE = "sensitive"  # absence, social services
    NONE = "none"  # official statistics, shown as published


@dataclass(frozen=True)
class Indicator:
    """One measure, as its owner defined it in `indicators/<id>.toml`.

    `class_limits` are the inner limits of the map's classes, in the indicator's unit,
    ascending; they belong to the definition so that every year, area and snapshot is
    coloured alike. `lowest` and `highest` are what a value can possibly be. `people`
    and `phrase` make sentences that sound like a person wrote them; without them the
    measure's short name is used.
    """

    id: str
    name: Text
    definition: Text
    kind: Kind
    unit: Text
    direction: Direction
    sector: str
    origin: Origin
    protection: Protection
    source: Text
    class_limits: tuple[float, ...]
    short: Text
    numerator: Text | None = None
    denominator: Text | None = None
    people: Text | None = None  # who is counted, in one word: "barn"
    phrase: Text | None = None  # "bor {n} trångt", after "Av 100 barn i Moheda"
    decimals: int = 0
    lowest: float | None = None
    highest: float | None = None
    numerator_from: str = ""  # a public indicator that counts the same persons
    denominator_from: str = ""
    spread: float | None = None  # of a mean: the standard deviation between persons
    cluster: float = 1.0  # how many persons share an answer: 2 for siblings in a home
    age_span: str = ""
    source_id: str = ""
    verified: bool = True  # whether `source_id` was looked up at the source
    licence: str = ""
    caveats: tuple[Text, ...] = ()
    owner: str = ""
    reviewed: str = ""
    next_review: str = ""
    new_persons: bool = False  # whether each period counts others: those leaving school
    only_within: bool = False  # other municipalities count it in other ways
    breaks: tuple[str, ...] = ()  # periods with which a border or definition is new

    @property
    def multiplier(self) -> float:
        """What numerator / denominator is multiplied by to give the value."""
        return {Kind.SHARE: 100.0, Kind.RATE: 1000.0}.get(self.kind, 1.0)

    @property
    def is_practice(self) -> bool:
        """Whether the figures are made up and must carry their mark."""
        return self.origin is Origin.PRACTICE


@dataclass(frozen=True)
class Thresholds:
    """The workspace's own limits for small groups, never looser than the floor."""

    count: int = 5
    pupils: int = 10
    noise: int = 2  # persons that official figures from 2025 may be off
