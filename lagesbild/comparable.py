"""May these two figures be compared? Yes, with care, or no, and why.

Two areas, two periods of the same area, or an area and what it is held against:
whatever a portrait tells can be asked for, of one measure. Borders and definitions that
differ make a comparison impossible; other sources, few persons and differences that
chance can make call for care. Where the two have been tested
against each other already, that verdict stands here too: see `comparable_tested`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from indicators.model import Kind
from indicators.numbers import format_number
from indicators.texts import _
from lagesbild.comparable_tested import Settled, difference
from lagesbild.told_figure import Figure
from lagesbild.words import capital

FEW = 50  # persons: one of them is two percentage points or more


class Answer(StrEnum):
    """Whether two figures may be compared."""

    YES = "yes"
    CARE = "care"
    NO = "no"


def may_compare(
    a: Figure, b: Figure, tested: Settled | None = None
) -> tuple[Answer, list[str]]:
    """Answer whether two figures may be compared.

    Parameters
    ----------
    a, b : Figure
    tested : Settled or None
        What a test said of `a` beside `b`, if they have been tested.

    Returns
    -------
    Answer
    list of str
        The reasons, whole sentences, those that forbid first. A yes says why too.
    """
    if same := _same(a, b):
        return Answer.NO, [same]
    forbid = _FORBID if tested and tested.part else (*_FORBID, _area)
    if forbidden := [text for rule in forbid if (text := rule(a, b))]:
        return Answer.NO, forbidden
    is_tested = tested is not None and tested.verdict != "not_compared"
    care = _CARE_OF_TESTED if is_tested else _CARE
    careful = [text for rule in care if (text := rule(a, b))]
    part = ""
    if tested and tested.part:
        part = (_part if is_tested else _area)(a, b)
    clear, said = difference(a, b, tested)
    why = [*filter(None, [part]), *careful]
    if careful or not clear:
        return Answer.CARE, [*why, said]
    return Answer.YES, [part or _alike(a, b), said]


def _alike(a: Figure, b: Figure) -> str:
    if a.level != b.level:
        return _("Det är samma mått och samma källa.")
    return _("Det är samma mått, samma källa och samma slags område.")


def answer_text(answer: Answer) -> str:
    """Say the answer in a word or two."""
    return {
        Answer.YES: _("Ja"),
        Answer.CARE: _("Ja, men med försiktighet"),
        Answer.NO: _("Nej"),
    }[answer]


def _same(a: Figure, b: Figure) -> str:
    alike = a.parts == b.parts and a.period == b.period
    return _("Det är samma tal två gånger.") if alike else ""


def _definition(a: Figure, b: Figure) -> str:
    if a.elsewhere == b.elsewhere:
        return ""
    return _(
        "Andra kommuner kan räkna måttet på ett annat sätt, så talen säger inte samma "
        "sak."
    )


def _absent(a: Figure, b: Figure) -> str:
    gone = [one for one in (a, b) if not one.shown]
    return " ".join(
        _("{area}, {period}: {why}.").format(
            area=capital(one.area), period=one.period, why=one.text
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
            "{small} är en del av {large}: samma personer finns i båda talen."
        ).format(small=capital(small.area), large=large.area)
    return _("Områdena överlappar: samma personer finns i båda talen.")


def _part(a: Figure, b: Figure) -> str:
    small, large = sorted((a, b), key=lambda one: len(one.parts))
    return _(
        "{small} är en del av {large}. Jämförelsen tar hänsyn till det: {small} prövas "
        "mot resten av {large}."
    ).format(small=small.area, large=large.area)


def _number(a: Figure, b: Figure) -> str:
    if Kind.COUNT not in (a.kind, b.kind) or a.parts == b.parts:
        return ""
    return _(
        "Måttet är ett antal, och ett antal blir större där fler bor. Jämför hellre "
        "andelar."
    )


def _time(a: Figure, b: Figure) -> str:
    if a.period == b.period or not _overlap(a.months, b.months):
        return ""
    return _("Perioderna {a} och {b} överlappar: samma år finns i båda talen.").format(
        a=a.period, b=b.period
    )


def _overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is None or b is None or (a[0] < b[1] and b[0] < a[1])


def _season(a: Figure, b: Figure) -> str:
    """Forbid an autumn beside a spring, and a term beside a year."""
    if a.months is None or b.months is None or a.period == b.period:
        return ""
    alike = (b.months[0] - a.months[0]) % 12 == 0
    if alike and a.months[1] - a.months[0] == b.months[1] - b.months[0]:
        return ""
    return _(
        "{a} och {b} är olika slags perioder: de börjar inte vid samma tid på året, "
        "eller är olika långa."
    ).format(a=a.period, b=b.period)


def _break(a: Figure, b: Figure) -> str:
    if a.era == b.era:
        return ""
    first, last = sorted((a, b), key=lambda one: one.era)
    return _(
        "Mellan {a} och {b} ändrades gränsen eller definitionen. Det räknas inte på "
        "samma sätt."
    ).format(a=first.period, b=last.period)


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


Rule = Callable[[Figure, Figure], str]
_FORBID: tuple[Rule, ...] = (
    _definition,
    _absent,
    _number,
    _both,
    _time,
    _season,
    _break,
)
# A test that has been made allows for the one being larger, or part of the other.
_CARE_OF_TESTED: tuple[Rule, ...] = (_source, _size)
_CARE: tuple[Rule, ...] = (_border, *_CARE_OF_TESTED)
