"""Short words for values, kinds and reasons: the same in map, table, page and file."""

from __future__ import annotations

import math

from indicators.model import INEXACT, Direction, Indicator, Kind, Reason, Status
from indicators.numbers import NBSP, format_number, with_unit
from indicators.texts import _


def practice_mark(indicator: Indicator) -> str:
    """Say that figures are made up, where they are; otherwise nothing."""
    if not indicator.is_practice:
        return ""
    return _("Övningsdata – påhittade siffror, inte hur det är på riktigt")


def number_text(value: float, indicator: Indicator, denominator: float) -> str:
    """Write a published value without its unit, for the map itself."""
    return format_number(value, _decimals(indicator, denominator))


def _decimals(indicator: Indicator, denominator: float) -> int:
    # A protected share is whole per cent below 1 000 persons: see indicators.published.
    coarse = indicator.protection != "none" and not denominator >= 1000
    if indicator.kind is Kind.SHARE and coarse:
        return 0
    return indicator.decimals


def value_text(value: float, indicator: Indicator, denominator: float) -> str:
    """Write a published value with its unit."""
    return with_unit(number_text(value, indicator, denominator), str(indicator.unit))


def base_text(numerator: float, denominator: float, reason: str = "") -> str:
    """Say how many persons are behind a value, where that is known.

    Where `reason` says that counts are rounded they are not told as exact.
    """
    if math.isnan(denominator):
        return ""
    count, people = format_number(numerator), format_number(denominator)
    about = reason in INEXACT
    if math.isnan(numerator):
        words = _("bygger på ungefär {people}") if about else _("bygger på {people}")
        return words.format(people=people)
    words = _("ungefär {count} av {people}") if about else _("{count} av {people}")
    return words.format(count=count, people=people).replace(" ", NBSP)


def absence_text(status: str, reason: str) -> str:
    """Say why there is no value, in words that tell hidden from unknown."""
    if status == Status.SUPPRESSED:
        return _("Visas inte: skydd av små grupper")
    return {
        Reason.NOT_ADDITIVE: _("Kan inte räknas fram för flera områden ihop"),
        Reason.NOT_APPLICABLE: _("Inte tillämpligt"),
    }.get(Reason(reason), _("Uppgift saknas"))


def kind_text(indicator: Indicator) -> str:
    """Say what sort of number it is, for the line below a title."""
    unit = str(indicator.unit)
    return {
        Kind.SHARE: _("Andel i procent"),
        Kind.RATE: _("Antal per 1 000"),
        Kind.COUNT: _("Antal {unit}").format(unit=unit).strip(),
        Kind.MEAN: _("Medelvärde, {unit}").format(unit=unit),
        Kind.INDEX: unit,
    }[indicator.kind]


def alike_sentence(beside: str) -> str:
    """Say that an area can't be told apart from something, and what that means."""
    return _(
        "Det går inte att säga om området skiljer sig från {beside}: skillnaden är "
        "inte större än vad slumpen kan ge."
    ).format(beside=beside)


def crowded_sentence(beside: str, count: int) -> str:
    """Say that a difference is not clear only because so many are compared at once."""
    return _(
        "Det går inte att säga om området skiljer sig från {beside}. {count} områden "
        "jämförs på en gång, och då krävs en större skillnad för att den ska kallas "
        "tydlig: annars skulle slumpen lätt peka ut något av dem. Där färre områden "
        "jämförs på en gång kan svaret bli ett annat."
    ).format(beside=beside, count=format_number(count))


def map_words() -> dict[str, str]:
    """Give the words of the map document in the language spoken now."""
    return {
        "withheld": _("Visas inte: skydd av små grupper"),
        "withheld_why": _("Få personer ligger bakom, här eller i ett annat område."),
        "missing": _("Uppgift saknas"),
        "legend": _("Teckenförklaring (antal områden)"),
        "legend_certainty": _("Jämfört med kommunen (antal områden)"),
        "source": _("Källa"),
        "standing": _(
            "Kartan beskriver områden, inte personer. Ett tal för ett område säger "
            "inget om hur en enskild person har det."
        ),
        "hint": _("Peka på ett område eller välj det med piltangenterna."),
        "loading": _("hämtas …"),
        "period": _("Period"),
        "indicator": _("Visa"),
        "mode": _("Visa som"),
        "level": _("Nivå"),
        "certainty": _("Säkerhet"),
        "ticks": _("Streck: ett område"),
        "marks": _("Streck: ett område. ▼ kommunen: {value}"),
        "mark": _("▼ kommunen: {value}"),
        "zoom": _("Zooma till"),
        "whole": _("Hela kartan"),
        "areas": _("Områden på kartan"),
        "zoom_in": _("Zooma in"),
        "zoom_out": _("Zooma ut"),
    }


def table_words() -> dict[str, str]:
    """Give the words of the table beside the map."""
    return {
        "area": _("Område"),
        "value": _("Värde"),
        "base": _("Bygger på"),
        "compared": _("Jämfört med kommunen"),
        "caption": _("Samma tal som på kartan"),
        "open": _("Visa tabellen"),
        "download": _("Hämta tabellen (CSV)"),
        "sort": _("Sortera efter {column}"),
        "map": _("Karta"),
        "failed": _(
            "Kartan kunde inte visas. Ladda om sidan. Talen står i tabellen här intill."
        ),
        "waiting": _("Kartan hämtas …"),
        "in_words": _("Kartan i ord"),
    }


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def definition_lines(indicator: Indicator) -> list[tuple[str, str]]:
    """Tell a definition line by line, as (label, text), in the order people ask."""
    directions = {
        Direction.HIGHER: _("Ett högre värde är bättre."),
        Direction.LOWER: _("Ett lägre värde är bättre."),
        Direction.NEUTRAL: _("Måttet är varken bra eller dåligt i sig."),
    }
    lines = [
        (_("Täljare"), indicator.numerator),
        (_("Nämnare"), indicator.denominator),
        (_("Ålder"), indicator.age_span),
        (_("Hur det läses"), directions[indicator.direction]),
        (_("Källa"), indicator.source),
        (_("Licens"), indicator.licence),
    ]
    return [(label, str(text)) for label, text in lines if text]
