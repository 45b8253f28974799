"""How far apart areas are, and the difference as a number of persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.model import Indicator, Kind
from indicators.numbers import format_number, with_unit
from indicators.statistics import Gap, Interval
from indicators.texts import _
from lagesbild.sentences.counts import about, in_order
from lagesbild.verdicts import reason_text


def fewer_sentence(
    found: tuple[int, Interval] | None, indicator: Indicator, area: str
) -> str:
    """Say how many fewer (or more) persons the municipality's share would mean.

    Parameters
    ----------
    found : (about how many, interval) or None
        From `indicators.statistics.fewer_persons`; positive is fewer, negative more.
    """
    if found is None:
        return ""
    count, interval = found
    if not count or interval.low <= 0 <= interval.high:
        return ""  # may as well be nobody: then nothing is said
    template = (
        _(
            "Om andelen i {area} vore som i hela kommunen skulle det gälla ungefär "
            "{count} färre {people} (troligen mellan {low} och {high} färre)."
        )
        if count > 0
        else _(
            "Om andelen i {area} vore som i hela kommunen skulle det gälla ungefär "
            "{count} fler {people} (troligen mellan {low} och {high} fler)."
        )
    )
    low, high = sorted(abs(edge) for edge in (interval.low, interval.high))
    return template.format(
        area=area,
        count=about(abs(count)),
        people=indicator.people or _("personer"),
        low=about(low),
        high=about(high),
    )


def gap_sentence(gap: Gap, indicator: Indicator, names: Mapping[str, str]) -> str:
    """Say how far apart the highest and the lowest group of areas are."""
    if gap.reason or gap.absolute is None:
        why = reason_text(gap.reason)
        return _("Skillnaden mellan områdena räknas inte ut: {why}.").format(
            why=why[:1].lower() + why[1:]
        )
    text = _ends(gap).format(
        high=_listed(gap.highest, names),
        low=_listed(gap.lowest, names),
        gap=_difference(gap.absolute, indicator),
        between=_between(gap.interval, indicator),
    )
    if gap.interval is not None and gap.interval.low <= 0 <= gap.interval.high:
        chance = _("Skillnaden kan vara slump.")
        return f"{text} {chance}"
    if gap.relative is not None:
        times = _(
            "Talet är {times} gånger så högt där det är högst som där det är lägst."
        ).format(times=format_number(gap.relative, 1))
        text = f"{text} {times}"
    return text


def _ends(gap: Gap) -> str:
    """Give the sentence that names both ends: one area each, or some."""
    if len(gap.highest) == len(gap.lowest) == 1:
        return _(
            "Mellan det område där talet är högst ({high}) och det där det är lägst "
            "({low}) skiljer det {gap}{between}."
        )
    return _(
        "Mellan de områden där talet är högst ({high}) och de där det är lägst ({low}) "
        "skiljer det {gap}{between}."
    )


def _difference(value: float, indicator: Indicator) -> str:
    number = format_number(value, indicator.decimals)
    if indicator.kind is Kind.SHARE:
        return _("{number} procentenheter").format(number=number)
    return with_unit(number, str(indicator.unit))


def _between(interval: Interval | None, indicator: Indicator) -> str:
    if interval is None:
        return ""
    return _(" (troligen mellan {low} och {high})").format(
        low=format_number(interval.low, indicator.decimals),
        high=_difference(interval.high, indicator),
    )


def _listed(codes: tuple[Any, ...], names: Mapping[str, str]) -> str:
    return ", ".join(in_order(names[code] for code in codes))
