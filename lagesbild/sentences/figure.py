"""One figure of one area: how much, about how many, and beside the whole."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from indicators.model import Indicator, Kind, Protection, Reason, Status
from indicators.numbers import format_number, with_unit
from indicators.statistics import Comparison, Verdict
from indicators.texts import _
from lagesbild.sentences.counts import (
    behind,
    is_none,
    is_shown,
    is_some,
    of,
    out_of,
)
from lagesbild.verdicts import reason_text
from lagesbild.words import number_text

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
        brackets = f" ({period})" if period else ""
        return _absence(row).format(area=area, measure=name, brackets=brackets)
    base = out_of([row, whole], indicator)
    inside = ", ".join(filter(None, (behind(row, indicator), period)))
    brackets = f" ({inside})" if inside else ""
    if (
        indicator.phrase is None
        or is_none(row)
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
    is_clear = comparison.verdict is not Verdict.SAME
    beside = _beside(row, whole, indicator, is_clear=is_clear)
    template = _templates(indicator)[comparison.verdict]
    return template.format(brackets=f" ({beside})" if beside else "")


def _templates(indicator: Indicator) -> dict[Verdict, str]:
    same = _("Det går inte att skilja från hela kommunen{brackets}.")
    if indicator.phrase is not None:
        return {
            Verdict.HIGHER: _("Det är tydligt fler än i hela kommunen{brackets}."),
            Verdict.LOWER: _("Det är tydligt färre än i hela kommunen{brackets}."),
            Verdict.SAME: same,
        }
    return {
        Verdict.HIGHER: _("Det är tydligt högre än i hela kommunen{brackets}."),
        Verdict.LOWER: _("Det är tydligt lägre än i hela kommunen{brackets}."),
        Verdict.SAME: same,
    }


def _beside(row: Row, whole: Row, indicator: Indicator, *, is_clear: bool) -> str:
    """Write the whole's figure out of the same number; as it is where that is alike.

    Nothing where a clear difference can't be seen in the figures as they are shown.
    """
    base = out_of([row, whole], indicator)
    is_told_so = bool(base) and indicator.phrase is not None and not is_none(row)
    if is_told_so:
        own, other = of(row, indicator, base), of(whole, indicator, base)
        text = _("{n} av {base}").format(n=other, base=format_number(base))
        if own != other or not is_clear:
            return text if own != other else _("också {own}").format(own=text)
    own, other = _value(row, indicator), _value(whole, indicator)
    if is_clear and own == other:
        own, other = _closer(row, whole, indicator)
        is_told_so = True
    if not is_told_so:
        return other
    if own == other:
        return "" if is_clear else _("också {own}").format(own=own)
    return _("{own} mot {other}").format(own=own, other=other)


def _closer(row: Row, whole: Row, indicator: Indicator) -> tuple[str, str]:
    """Write both with one more decimal, where that is public and can be known."""
    is_public = indicator.protection is Protection.NONE
    has_counts = not any(math.isnan(float(one["numerator"])) for one in (row, whole))
    more = int(is_public and has_counts)
    return _value(row, indicator, more), _value(whole, indicator, more)


def _value(row: Row, indicator: Indicator, more: int = 0) -> str:
    """Write a figure, with `more` decimals than where it stands alone."""
    zero = number_text(0.0, indicator, row["denominator"])  # "0" or "0,0"
    number = _number(row, indicator, max(len(zero) - 2, 0) + more)
    text = with_unit(number, str(indicator.unit))
    if indicator.kind is Kind.RATE and not str(indicator.unit):
        return _("{value} av 1 000").format(value=text)
    return text


def _number(row: Row, indicator: Indicator, decimals: int) -> str:
    """Write a number, but never none or all of what is neither."""
    if row.get("reason") == Reason.ROUNDED_ZERO:
        decimals = 0  # nobody knows how closely the source rounds
    text = format_number(row["value"], decimals)
    if indicator.kind not in (Kind.SHARE, Kind.RATE) or not is_some(row, indicator):
        return text
    step = 10.0**-decimals
    if text == format_number(0, decimals):
        return _("under {number}").format(number=format_number(step, decimals))
    if indicator.kind is Kind.SHARE and text == format_number(100, decimals):
        return _("över {number}").format(number=format_number(100 - step, decimals))
    return text


def _absence(row: Row) -> str:
    """Give the sentence for an area without a figure: why there is none."""
    if row["status"] == Status.SUPPRESSED:
        return _(
            "För {area} visas inte talet för ”{measure}”{brackets}, för att skydda små "
            "grupper."
        )
    if row["reason"] == Reason.NOT_ADDITIVE:
        return _(
            "För {area} kan talet för ”{measure}”{brackets} inte räknas fram: det går "
            "inte att lägga ihop för flera områden."
        )
    if row["reason"] == Reason.NOT_APPLICABLE:
        return _("För {area} är ”{measure}”{brackets} inte tillämpligt.")
    return _("För {area} saknas uppgift om ”{measure}”{brackets}.")


def _small(text: str) -> str:
    """Begin with a small letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]
