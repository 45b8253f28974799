"""What can't be said of a figure: made from the figure itself and its definition."""

from __future__ import annotations

from indicators.model import INEXACT, Direction, Indicator, Kind, Reason, Status
from indicators.numbers import format_number
from indicators.statistics import Comparison, Course, Trend, Verdict, Why
from indicators.texts import _
from lagesbild.portrait.measures import Row, Shared
from lagesbild.sentences.counts import is_shown
from lagesbild.sentences.time import trend_sentence
from lagesbild.sentences.together import only_together
from lagesbild.verdicts import reason_text
from lagesbild.words import alike_sentence, crowded_sentence

FEW = 100  # persons: below this a single one is more than a percentage point


def limits(
    row: Row,
    indicator: Indicator,
    comparison: Comparison,
    trend: Trend,
    shared: Shared | None = None,
    compared: int = 1,
) -> list[str]:
    """List what a figure doesn't tell, the most important first.

    `compared` is how many areas are compared with the municipality at once.

    Returns
    -------
    list of str
        Whole sentences; the definition's own caveats come last.
    """
    said = [
        _absent(row) if shared is None else only_together(shared.names),
        _few(row, indicator),
        cannot_compare(row, comparison, compared),
        _unsure(row, comparison),
        trend_sentence(trend) if trend.course is Course.NOT_COMPUTED else "",
        _siblings(row, indicator),
        _direction(indicator),
        *(str(caveat) for caveat in indicator.caveats),
    ]
    return [text for text in said if text]


def _absent(row: Row) -> str:
    if is_shown(row):
        return ""
    if row["status"] == Status.SUPPRESSED:
        return _(
            "Talet visas inte: få personer ligger bakom det, eller bakom ett tal i ett "
            "annat område."
        )
    return _("Det finns ingen uppgift för området.")


def _few(row: Row, indicator: Indicator) -> str:
    people = float(row["denominator"])
    if not is_shown(row) or not people < FEW or indicator.kind is not Kind.SHARE:
        return ""
    return _(
        "Bara {people} {who} ligger bakom talet. Var och en av dem motsvarar {points} "
        "procentenheter, så en liten skillnad säger ingenting."
    ).format(
        people=format_number(people),
        who=indicator.people or _("personer"),
        points=format_number(100 / people, 0 if people <= 10 else 1),
    )


def cannot_compare(row: Row, comparison: Comparison, compared: int = 1) -> str:
    """Say what can't be told of a figure beside the municipality's, and why not."""
    if comparison.verdict is not Verdict.SAME or not is_shown(row):
        return ""
    if comparison.clear_alone:
        return crowded_sentence(_("hela kommunen"), compared)
    return alike_sentence(_("hela kommunen"))


def _siblings(row: Row, indicator: Indicator) -> str:
    """State the assumption that is made where persons of a home share the answer."""
    if indicator.cluster == 1 or not is_shown(row):
        return ""
    return _(
        "Syskon bor ihop och har ofta samma svar. När vi räknar ut hur säkert talet "
        "är, och om en skillnad är tydlig, låter vi därför 100 {people} räknas som "
        "{homes} hem. Det är ett antagande."
    ).format(
        people=indicator.people or _("personer"),
        homes=format_number(100 / indicator.cluster),
    )


def _unsure(row: Row, comparison: Comparison) -> str:
    if is_shown(row) and row["reason"] in INEXACT:
        return _inexact(row["reason"])
    if is_shown(row) and comparison.reason in (Why.NO_COUNTS, Why.NO_SPREAD):
        return _("Det går inte att säga hur säkert talet är: {why}.").format(
            why=reason_text(comparison.reason)
        )
    return ""


def _inexact(reason: str) -> str:
    """Say that a figure is rounded: asked of itself, since others may be as well."""
    if reason == Reason.APPROXIMATE:
        return _(
            "Källan säger bara ungefär hur stort talet är. Därför går det inte att "
            "säga hur säkert det är."
        )
    return _(
        "Talet är inte exakt: små antal är avrundade, för att skydda små grupper. "
        "Därför går det inte att säga hur säkert det är."
    )


def _direction(indicator: Indicator) -> str:
    if indicator.direction is not Direction.NEUTRAL:
        return ""
    return _(
        "Det går inte att säga om ett högre tal är bättre eller sämre: måttet är "
        "varken bra eller dåligt i sig."
    )
