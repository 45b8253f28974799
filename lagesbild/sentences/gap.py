"""How far apart areas are, and the difference as a number of persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from indicators.model import Indicator, Kind
from indicators.numbers import format_number, with_unit
from indicators.statistics import Gap, Interval, Why
from indicators.texts import _, ngettext
from lagesbild.sentences.counts import in_order, number_word
from lagesbild.verdicts import reason_text


def fewer_sentence(
    found: tuple[int, Interval] | None, indicator: Indicator, area: str
) -> str:
    """Say how many fewer (or more) persons the municipality's share would mean.

    Parameters
    ----------
    found : (about how many, interval) or None
        From `indicators.statistics.fewer_persons`; positive is fewer, negative more.
        Written as it is: it is rounded, and rounded again it could say too much.
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
        count=format_number(abs(count)),
        people=indicator.people or _("personer"),
        low=format_number(low),
        high=format_number(high),
    )


def gap_sentence(gap: Gap, indicator: Indicator, names: Mapping[str, str]) -> str:
    """Say how far apart the highest and the lowest group of areas are.

    Where some areas are left out, so that the thirds are thirds of the others, that is
    said first and last.
    """
    if gap.reason or gap.absolute is None:
        why = _why_none(gap)
        return _("Skillnaden mellan områdena räknas inte ut: {why}.").format(
            why=why[:1].lower() + why[1:]
        )
    text = _ends(gap).format(
        counted=len(gap.counted),
        upper=number_word(len(gap.highest)),
        lower=number_word(len(gap.lowest)),
        high=_listed(gap.highest, names),
        low=_listed(gap.lowest, names),
        gap=_difference(gap.absolute, indicator),
        between=_between(gap.interval, indicator),
    )
    return " ".join([text, *_times(gap), *_left_out(gap)])


def _why_none(gap: Gap) -> str:
    """Say why there is no gap; two reasons are of the areas, not of a figure."""
    if gap.reason == Why.WITHHELD:
        return _("för få områden visas, för att skydda små grupper")
    if gap.reason == Why.TOO_FEW and Why.TOO_FEW not in gap.left_out:
        return _("det behövs minst tre områden")
    return reason_text(gap.reason)


def times_told(gap: Gap) -> tuple[float, Interval] | None:
    """Give how many times as much it is, with its interval, if that may be said.

    The difference and the ratio are estimated in ways of their own, so that for few
    persons one of them may leave chance out and the other not. Whoever reads both would
    be told two things: the ratio is told where neither could be chance.
    """
    if gap.relative is None or gap.relative_interval is None or _may_be_chance(gap):
        return None
    if gap.relative_interval.low < 1:
        return None
    return gap.relative, gap.relative_interval


def _may_be_chance(gap: Gap) -> bool:
    return gap.interval is not None and 0 in gap.interval


def _times(gap: Gap) -> list[str]:
    """Say how many times as much it is, unless it may be chance."""
    if gap.high_value == gap.low_value:
        return []
    if _may_be_chance(gap):
        return [_("Skillnaden kan vara slump.")]
    if (told := times_told(gap)) is None:
        return []
    times, between = told
    text = _(
        "Talet är {times} gånger så högt där det är högst som där det är lägst "
        "(troligen mellan {low} och {high} gånger)."
    )
    return [
        text.format(
            times=format_number(times, 1),
            low=format_number(between.low, 1),
            high=format_number(between.high, 1),
        )
    ]


def _left_out(gap: Gap) -> list[str]:
    """Say how many areas are not among those compared, for each reason."""
    return [
        ngettext(
            "{count} område räknas inte med: {why}.",
            "{count} områden räknas inte med: {why}.",
            count,
        ).format(count=count, why=reason_text(why))
        for why, count in Counter(gap.left_out).most_common()
    ]


def _ends(gap: Gap) -> str:
    """Give the sentence about both ends, which are named where that says something.

    A third that is one area would be the best and the worst; a difference that may be
    chance, or areas as high as others in the next third, are picked by chance.
    """
    if gap.high_value == gap.low_value:
        return _("Talet är lika i de {counted} områden som räknas med.")
    if not _may_be_named(gap):
        return _unnamed(gap)
    if gap.left_out:
        return _(
            "Av de {counted} områden som räknas med är talet högst i {upper} ({high}) "
            "och lägst i {lower} ({low}). Mellan dem skiljer det {gap}{between}."
        )
    return _(
        "Mellan de områden där talet är högst ({high}) och de där det är lägst ({low}) "
        "skiljer det {gap}{between}."
    )


def _may_be_named(gap: Gap) -> bool:
    several = min(len(gap.highest), len(gap.lowest)) > 1
    return several and not gap.tied and not _may_be_chance(gap)


def _unnamed(gap: Gap) -> str:
    if max(len(gap.highest), len(gap.lowest)) == 1:
        return _(
            "Mellan det högsta och det lägsta talet för de {counted} områden som "
            "räknas med skiljer det {gap}{between}."
        )
    return _(
        "De {counted} områden som räknas med delas i tre efter talet. Mellan den övre "
        "och den nedre tredjedelen skiljer det {gap}{between}."
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
