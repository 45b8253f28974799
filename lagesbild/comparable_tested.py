"""What is known of the difference between two figures: tested already, or estimated.

Plain JSON in and out: the server that answers readers loads no tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING, Any

from indicators.model import Kind
from indicators.numbers import format_number
from indicators.texts import _
from lagesbild.config import BENCHMARKS, GROUPS, Config
from lagesbild.profile_beside import VERDICTS
from lagesbild.told_figure import Figure

if TYPE_CHECKING:
    from lagesbild.prepared import Prepared

# as `lagesbild.beside` has them, which can't be loaded without tables
MUNICIPALITY, GROUP, EARLIER = "", "grupp", "tidigare"
TURNED = {"higher": "lower", "lower": "higher"}
Place = tuple[str, str, str]  # level, area and period


@dataclass(frozen=True)
class Settled:
    """What a test said of the first of two figures beside the second."""

    verdict: str  # "higher", "lower", "same" or "not_compared"
    why: str = ""  # why it was not compared
    part: bool = False  # whether one is an area within the other
    among: int = 0  # compared at once, where only that keeps them from being told apart


def already_tested(
    prepared: Prepared, indicator: str, one: Place, other: Place
) -> Settled | None:
    """Find what a test said of a figure beside another, if what is shown has one.

    Two areas of a level in the same period, an area and its own group, what else it is
    held against (`BENCHMARKS` and its id), and an area and its period before are tested
    when what readers fetch is made: the profile tells the same.

    Returns
    -------
    Settled or None
        None where the two have not been tested against each other.
    """
    if found := _straight(prepared, indicator, one, other):
        return found
    turned = _straight(prepared, indicator, other, one)
    if turned is None:
        return None
    return replace(turned, verdict=TURNED.get(turned.verdict, turned.verdict))


def _straight(
    prepared: Prepared, indicator: str, one: Place, other: Place
) -> Settled | None:
    """Look for the first of two among areas that are held against the second."""
    level, code, period = one
    benchmark = _benchmark(prepared, one, other)
    known = prepared.levels.get(level)
    if known is None or benchmark is None or benchmark not in known.benchmarks:
        return None
    if code not in known.codes:
        return None
    told = prepared.compared(level, benchmark)
    series = told["series"].get(f"{indicator}/{period}")
    place = known.codes.index(code)
    if series is None or not _held_against(prepared, told, series, place, other):
        return None
    verdict = VERDICTS[series["verdicts"][place]]
    part = benchmark == GROUP or is_around(prepared.config, benchmark)
    why = told["reasons"][series["reasons"][place]]
    among = series["among"] if place in series["crowded"] else 0
    return Settled(verdict, why, part, among)


def _benchmark(prepared: Prepared, one: Place, other: Place) -> str | None:
    """Name what the first is to be held against for that to be the second."""
    if one[:2] == other[:2]:
        return EARLIER if one[2] != other[2] else None
    if one[2] != other[2]:
        return None
    if other[0] == BENCHMARKS:
        return other[1]
    if one[0] == prepared.config.geography and other[0] == GROUPS:
        return GROUP
    return other[1] if one[0] == other[0] else None


def is_around(config: Config, benchmark: str) -> bool:
    """Tell whether every area is within what it is held against."""
    within = {one.code for one in config.benchmarks if one.relation == "part"}
    return benchmark in {MUNICIPALITY, *within}


def _held_against(
    prepared: Prepared,
    told: Mapping[str, Any],
    series: Mapping[str, Any],
    place: int,
    other: Place,
) -> bool:
    """Tell whether it is the second figure that an area was held against."""
    if told["id"] == EARLIER:
        return bool(series["before"] == other[2])
    if told["id"] == GROUP:
        which = told["which"][place] if told["which"] else None
        return which is not None and prepared.config.groups[which].id == other[1]
    return True


def difference(a: Figure, b: Figure, tested: Settled | None) -> tuple[bool, str]:
    """Say whether two figures differ by more than chance, and how that is known.

    Returns
    -------
    bool
        Whether they clearly do.
    str
        One sentence, or two.
    """
    if Kind.COUNT in (a.kind, b.kind):
        return False, _(
            "Skillnaden prövas inte: ett antal följer hur många som bor i området."
        )
    if tested is None:
        return _estimated(a, b)
    one, other = (a.area, b.area) if a.period == b.period else (a.period, b.period)
    if tested.verdict == "not_compared":
        return False, _not_told(tested.why)
    if tested.among:
        return False, _(
            "Talet för {one} går inte att skilja från talet för {other}: {count} "
            "områden jämförs på en gång, och då krävs en större skillnad för att den "
            "ska kallas tydlig."
        ).format(one=one, other=other, count=format_number(tested.among))
    text = {
        "higher": _(
            "Talet för {one} är tydligt högre än för {other}: skillnaden är större än "
            "vad slumpen brukar ge."
        ),
        "lower": _(
            "Talet för {one} är tydligt lägre än för {other}: skillnaden är större än "
            "vad slumpen brukar ge."
        ),
        "same": _(
            "Talet för {one} går inte att skilja från talet för {other}: skillnaden är "
            "inte större än vad slumpen kan ge."
        ),
    }[tested.verdict]
    return tested.verdict != "same", text.format(one=one, other=other)


def _estimated(a: Figure, b: Figure) -> tuple[bool, str]:
    """Judge by the interval of the difference, where nothing has been tested."""
    found = interval_of_difference(a, b)
    if found is None:
        unknown = _("källan säger inte hur säkra talen är")
        return False, _not_told(a.why or b.why or unknown)
    if found[0] <= 0 <= found[1]:
        return False, _(
            "Skillnaden kan vara slump, så den bör inte ensam bära en slutsats. Det är "
            "en uppskattning: de två talen är inte prövade mot varandra."
        )
    return True, _(
        "Skillnaden ser ut att vara större än vad slumpen brukar ge. Det är en "
        "uppskattning: de två talen är inte prövade mot varandra."
    )


def _not_told(why: str) -> str:
    return _("Det går inte att säga om skillnaden är slump: {why}.").format(why=why)


def interval_of_difference(a: Figure, b: Figure) -> tuple[float, float] | None:
    """Put together the interval of a difference from those of the two figures.

    Newcombe's method 10 ("Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17, 1998), which Zou and Donner ("Construction
    of confidence limits about effect measures", Statistics in Medicine 27, 2008) show
    to hold for other measures too (MOVER). That two intervals overlap says less: then
    the difference may still be a clear one.

    Returns
    -------
    (low, high) or None
        Of the first minus the second, in the unit of the indicator; None where one of
        them has no interval.
    """
    if None in (a.number, a.low, a.high, b.number, b.low, b.high):
        return None
    p1, l1, u1 = float(a.number or 0), float(a.low or 0), float(a.high or 0)
    p2, l2, u2 = float(b.number or 0), float(b.low or 0), float(b.high or 0)
    apart = p1 - p2
    return apart - hypot(p1 - l1, u2 - p2), apart + hypot(u1 - p1, p2 - l2)
