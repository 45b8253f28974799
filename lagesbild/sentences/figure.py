"""One figure of one area: how much, about how many, and beside the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.model import Indicator, Kind, Status
from indicators.numbers import format_number
from indicators.statistics import Comparison, Verdict
from indicators.texts import _
from lagesbild.sentences.counts import behind, is_shown, of, out_of
from lagesbild.verdicts import reason_text
from lagesbild.words import absence_text, value_text

Row = Mapping[Any, Any]


def level_sentence(
    row: Row,
    indicator: Indicator,
    area: str,
    period: str = "",
    whole: Row | None = None,
) -> str:
    """Say how much an area has, as a rate and a rounded count together.

    Parameters
    ----------
    row : mapping with `numerator`, `denominator`, `value`, `status`, `reason`
        As published.
    whole : mapping or None
        What it will be told beside, so that both are told out of the same number.

    Returns
    -------
    str
        One sentence, also where the value is withheld or missing.
    """
    name = str(indicator.short)
    if not is_shown(row):
        where = ", ".join(filter(None, (area, period)))
        return _("{measure}, {area}: {why}.").format(
            measure=name, area=where, why=_absence(row)
        )
    base = out_of([row, whole], indicator)
    inside = ", ".join(filter(None, (behind(row, indicator), period)))
    brackets = f" ({inside})" if inside else ""
    if (
        indicator.phrase is None
        or row["value"] <= 0
        or not (base or indicator.kind is Kind.SHARE)
    ):
        return _("{measure}: {value} i {area}{brackets}.").format(
            measure=name, value=_value(row, indicator), area=area, brackets=brackets
        )
    words = _("Bland {people} i {area} {phrase}{brackets}.")
    if base:
        words = _("Av {base} {people} i {area} {phrase}{brackets}.")
    inside = of(row, indicator, base) if base else _value(row, indicator)
    return words.format(
        base=format_number(base),
        people=indicator.people or _("personer"),
        area=area,
        phrase=str(indicator.phrase).format(n=inside),
        brackets=brackets,
    )


def comparison_sentence(
    comparison: Comparison, row: Row, whole: Row | None, indicator: Indicator
) -> str:
    """Say how an area stands beside the municipality; nothing where it isn't shown."""
    if not is_shown(row):
        return ""
    if whole is None or not is_shown(whole):
        return _("Det finns inget tal för hela kommunen att jämföra med.")
    if comparison.verdict is Verdict.NOT_COMPARED:
        return _("I hela kommunen: {whole}. Talen jämförs inte: {why}.").format(
            whole=_value(whole, indicator), why=_small(reason_text(comparison.reason))
        )
    template = _templates(indicator)[comparison.verdict]
    return template.format(whole=_beside(row, whole, indicator))


def _templates(indicator: Indicator) -> dict[Verdict, str]:
    same = _("Det går inte att skilja från hela kommunen ({whole}).")
    if indicator.phrase is not None:
        return {
            Verdict.HIGHER: _("Det är tydligt fler än i hela kommunen ({whole})."),
            Verdict.LOWER: _("Det är tydligt färre än i hela kommunen ({whole})."),
            Verdict.SAME: same,
        }
    return {
        Verdict.HIGHER: _("Det är tydligt högre än i hela kommunen ({whole})."),
        Verdict.LOWER: _("Det är tydligt lägre än i hela kommunen ({whole})."),
        Verdict.SAME: same,
    }


def _beside(row: Row, whole: Row, indicator: Indicator) -> str:
    """Write the whole's figure out of the same number; as it is where that is alike."""
    base = out_of([row, whole], indicator)
    if base and indicator.phrase is not None and row["value"] > 0:
        own, other = of(row, indicator, base), of(whole, indicator, base)
        if own != other:
            return _("{n} av {base}").format(n=other, base=format_number(base))
        return _("{own} mot {other}").format(
            own=_value(row, indicator), other=_value(whole, indicator)
        )
    return _value(whole, indicator)


def _value(row: Row, indicator: Indicator) -> str:
    text = value_text(row["value"], indicator, row["denominator"])
    if indicator.kind is Kind.RATE and not str(indicator.unit):
        return _("{value} av 1 000").format(value=text)
    return text


def _absence(row: Row) -> str:
    if row["status"] == Status.SUPPRESSED:
        return _("talet visas inte, för att skydda små grupper")
    return _small(absence_text(row["status"], row["reason"]))


def _small(text: str) -> str:
    """Begin with a small letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]
