"""May these two figures be compared? Yes, with care, or no, and why.

Two areas, or two periods of the same area: whatever a portrait tells can be asked for.
Borders, definitions and sources that differ make a comparison impossible; few persons,
overlapping intervals and changed borders make it one to be careful with.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from indicators.numbers import format_number
from indicators.texts import _

FEW = 50  # persons: one of them is two percentage points or more


class Answer(StrEnum):
    """Whether two figures may be compared."""

    YES = "yes"
    CARE = "care"
    NO = "no"


@dataclass(frozen=True)
class Figure:
    """One figure that a portrait tells, with what a comparison depends on."""

    indicator: str
    name: str
    area: str
    period: str
    level: str  # the geography, with its vintage: "deso-2025"
    level_name: str
    source: str
    definition: str
    practice: bool
    shown: bool
    text: str  # the value, or why there is none
    people: float | None
    low: float | None
    high: float | None
    months: tuple[int, int] | None  # that the period covers; the last not included
    era: int  # how many breaks of border or definition are behind it
    parts: frozenset[str]  # the small areas that it is made of


def figure(
    portrait: Mapping[str, Any],
    indicator: str,
    period: str = "",
    parts: Collection[str] = (),
) -> Figure | None:
    """Take a figure from a portrait; the latest period if none is named.

    Parameters
    ----------
    portrait : mapping
        As `lagesbild.prepared.Prepared.portrait` gives it.
    parts : collection of area codes
        What an area group is made of; the area itself if empty.

    Returns
    -------
    Figure or None
        None if the portrait has no such indicator or period.
    """
    line = next(
        (one for one in _lines(portrait) if one["indicator"] == indicator), None
    )
    if line is None:
        return None
    wanted = period or line["period"]
    point = next((p for p in line["history"] if p["period"] == wanted), None)
    if point is None:
        return None
    return Figure(
        indicator=indicator,
        name=line["name"],
        area=portrait["name"],
        period=wanted,
        level=portrait["level"],
        level_name=portrait["level_name"],
        source=line["source"],
        definition=line["definition"],
        practice=bool(line["practice"]),
        shown=point["number"] is not None,
        text=point["text"],
        people=point["people"],
        low=point["low"],
        high=point["high"],
        months=tuple(point["months"]) if point["months"] else None,
        era=point["era"],
        parts=frozenset(parts or [portrait["code"]]),
    )


def _lines(portrait: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [line for sector in portrait["sectors"] for line in sector["lines"]]


def may_compare(a: Figure, b: Figure) -> tuple[Answer, list[str]]:
    """Answer whether two figures may be compared.

    Returns
    -------
    Answer
    list of str
        The reasons, whole sentences, those that forbid first. A yes says why too.
    """
    if same := _same(a, b):
        return Answer.NO, [same]
    forbidden = [text for rule in _FORBID if (text := rule(a, b))]
    careful = [text for rule in _CARE if (text := rule(a, b))]
    if forbidden:
        return Answer.NO, forbidden
    if careful:
        return Answer.CARE, careful
    return Answer.YES, [
        _(
            "Samma mått, samma källa och samma slags område, och skillnaden är större "
            "än vad slumpen brukar ge."
        )
    ]


def answer_text(answer: Answer) -> str:
    """Say the answer in a word or two."""
    return {
        Answer.YES: _("Ja"),
        Answer.CARE: _("Ja, men med försiktighet"),
        Answer.NO: _("Nej"),
    }[answer]


def _same(a: Figure, b: Figure) -> str:
    alike = a.indicator == b.indicator and a.parts == b.parts and a.period == b.period
    return _("Det är samma tal två gånger.") if alike else ""


def _definition(a: Figure, b: Figure) -> str:
    if a.indicator == b.indicator and a.definition == b.definition:
        return ""
    return _("Det är två olika mått: de räknar inte samma sak.")


def _practice(a: Figure, b: Figure) -> str:
    if a.practice == b.practice:
        return ""
    return _("Det ena talet är övningsdata och det andra är riktigt.")


def _absent(a: Figure, b: Figure) -> str:
    gone = [one for one in (a, b) if not one.shown]
    return " ".join(
        _("{area}, {period}: {why}.").format(
            area=one.area, period=one.period, why=one.text
        )
        for one in gone
    )


def _area(a: Figure, b: Figure) -> str:
    """Forbid a part beside the whole that it is in: the same persons on both sides."""
    if a.parts == b.parts or not a.parts & b.parts:
        return ""
    small, large = sorted((a, b), key=lambda one: len(one.parts))
    if small.parts < large.parts:
        return _(
            "{small} är en del av {large}: samma personer finns i båda talen. Jämför "
            "hellre med hela kommunen, där det räknas bort."
        ).format(small=small.area, large=large.area)
    return _("Områdena överlappar: samma personer finns i båda talen.")


def _time(a: Figure, b: Figure) -> str:
    if a.period == b.period or not _overlap(a.months, b.months):
        return ""
    return _("Perioderna {a} och {b} överlappar: samma år finns i båda talen.").format(
        a=a.period, b=b.period
    )


def _overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is None or b is None or (a[0] < b[1] and b[0] < a[1])


def _break(a: Figure, b: Figure) -> str:
    if a.era == b.era or a.indicator != b.indicator:
        return ""
    return _(
        "Mellan {a} och {b} ändrades gränsen eller definitionen. Det räknas inte på "
        "samma sätt."
    ).format(a=a.period, b=b.period)


def _border(a: Figure, b: Figure) -> str:
    if a.level == b.level or a.parts == b.parts:
        return ""
    return _(
        "De är olika slags områden ({a} och {b}). Större områden har jämnare tal."
    ).format(a=a.level_name, b=b.level_name)


def _source(a: Figure, b: Figure) -> str:
    if a.source == b.source:
        return ""
    return _("Talen har olika källor: {a} och {b}.").format(a=a.source, b=b.source)


def _both(a: Figure, b: Figure) -> str:
    if a.period == b.period or a.parts == b.parts:
        return ""
    return _(
        "Talen gäller olika områden och olika perioder ({a} och {b}). Då går det inte "
        "att se vad som är vad."
    ).format(a=a.period, b=b.period)


def _size(a: Figure, b: Figure) -> str:
    few = [one for one in (a, b) if one.people is not None and one.people < FEW]
    return " ".join(
        _("Bara {people} personer ligger bakom talet för {area}, {period}.").format(
            people=format_number(one.people or 0), area=one.area, period=one.period
        )
        for one in few
    )


def _unknown(a: Figure, b: Figure) -> str:
    if None not in (a.low, b.low):
        return ""
    return _(
        "Källan säger inte hur säkra talen är, så en liten skillnad kan vara slump."
    )


def _chance(a: Figure, b: Figure) -> str:
    edges = [(one.low, one.high) for one in (a, b) if one.low is not None]
    edges.sort(key=lambda pair: pair[0] or 0.0)
    for (_low, high), (low, _high) in pairwise(edges):
        if high is not None and low is not None and low <= high:
            return _(
                "De troliga värdena överlappar: skillnaden kan vara slump, så den bör "
                "inte ensam bära en slutsats."
            )
    return ""


Rule = Callable[[Figure, Figure], str]
_FORBID: tuple[Rule, ...] = (
    _definition,
    _practice,
    _absent,
    _area,
    _time,
    _break,
)
_CARE: tuple[Rule, ...] = (_both, _border, _source, _size, _unknown, _chance)
