"""Which way a figure goes, in words; and why nothing can be said, where nothing can."""

from __future__ import annotations

from indicators.statistics import Course, Trend, Why
from indicators.texts import _
from lagesbild.verdicts import reason_text


def trend_sentence(trend: Trend) -> str:
    """Say which way an indicator has gone over the periods that were tested."""
    if trend.reason == Why.COUNT:
        return _(
            "Utvecklingen prövas inte: ett antal följer hur många som bor i området."
        )
    if trend.course is Course.NOT_COMPUTED:
        return _("Om utvecklingen går det inte att säga något: {why}.").format(
            why=_why(trend.reason)
        )
    first, last = (trend.periods[0], trend.periods[-1]) if trend.periods else ("", "")
    text = {
        Course.RISING: _("Talet har stigit från {first} till {last}."),
        Course.FALLING: _("Talet har sjunkit från {first} till {last}."),
        Course.STEADY: _steady(trend),
    }[trend.course]
    return text.format(first=first, last=last, why=_why(trend.reason))


def _steady(trend: Trend) -> str:
    """Say that there is no way it goes; a figure may still have swung to and fro."""
    if trend.reason:
        return _(
            "Från {first} till {last} går det inte att säga om talet stiger eller "
            "sjunker: {why}."
        )
    return _(
        "Från {first} till {last} syns ingen utveckling åt ett håll som går att skilja "
        "från slump."
    )


def _why(reason: str) -> str:
    """Say why, for a row of periods: it is enough that one of them is not shown."""
    return {
        Why.WITHHELD.value: _(
            "minst ett av talen visas inte, för att skydda små grupper"
        ),
        Why.MISSING.value: _("minst ett av talen saknas"),
    }.get(reason) or reason_text(reason)
