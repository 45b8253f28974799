"""One map in two or three sentences: the spread, the whole, what is not shown."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from indicators.model import Indicator, Kind, Reason, Status
from indicators.texts import _, ngettext
from lagesbild.words import value_text


def headline(table: pd.DataFrame, indicator: Indicator, whole: pd.Series | None) -> str:
    """Write two or three sentences about one indicator in one period.

    Parameters
    ----------
    table : DataFrame with `value`, `denominator`, `status`, `reason`, a row each area
        Published figures only, so that nothing withheld can show through.
    indicator : Indicator
    whole : Series or None
        The municipality's own row, if there is one.

    Returns
    -------
    str
        The spread, the municipality, and how many areas are not shown. Never a rank.
    """
    return " ".join([*spread_sentences(table, indicator, whole), *_not_shown(table)])


def _not_shown(table: pd.DataFrame) -> Iterator[str]:
    withheld = int((table["status"] == Status.SUPPRESSED).sum())
    if withheld:
        yield ngettext(
            "{count} område visas inte, för att skydda små grupper.",
            "{count} områden visas inte, för att skydda små grupper.",
            withheld,
        ).format(count=withheld)
    missing = table["status"] == Status.MISSING
    sums = int((missing & (table["reason"] == Reason.NOT_ADDITIVE)).sum())
    if sums:
        yield ngettext(
            "För {count} område kan inget gemensamt tal räknas fram.",
            "För {count} områden kan inget gemensamt tal räknas fram.",
            sums,
        ).format(count=sums)
    unknown = int(missing.sum()) - sums
    if unknown and (table["status"] == Status.OK).any():
        yield ngettext(
            "För {count} område saknas uppgift.",
            "För {count} områden saknas uppgift.",
            unknown,
        ).format(count=unknown)


def spread_sentences(
    table: pd.DataFrame, indicator: Indicator, whole: pd.Series | None
) -> list[str]:
    """Say between which values the areas lie, and what the whole has."""
    shown = table[table["status"] == Status.OK]
    sentences = [_spread(shown, len(table), indicator)]
    if whole is not None and whole["status"] == Status.OK:
        sentences.append(
            _("I hela kommunen är värdet {value}.").format(
                value=_text(whole, indicator)
            )
        )
    return sentences


def _text(row: pd.Series, indicator: Indicator) -> str:
    return value_text(row["value"], indicator, row["denominator"])


def _spread(shown: pd.DataFrame, areas: int, indicator: Indicator) -> str:
    if shown.empty:
        return _("Det finns inga värden att visa för områdena.")
    ordered = shown.sort_values("value", kind="stable")
    lowest, highest = (_text(ordered.iloc[i], indicator) for i in (0, -1))
    if len(shown) == 1:
        return _of_one(lowest, areas)
    if lowest == highest:
        return _alike(lowest, len(shown))
    if len(shown) == 2:
        return _("I de två områden som visas är värdet {lowest} och {highest}.").format(
            lowest=lowest, highest=highest
        )
    middle = _text(ordered.iloc[(len(ordered) - 1) // 2], indicator)
    return _between(indicator.kind).format(
        count=len(shown), lowest=lowest, highest=highest, middle=middle
    )


def _of_one(value: str, areas: int) -> str:
    if areas == 1:
        return _("Området har värdet {value}.").format(value=value)
    return _("Ett av {areas} områden har ett värde: {value}.").format(
        areas=areas, value=value
    )


def _alike(value: str, count: int) -> str:
    if count == 2:
        return _("Värdet är {value} i båda områdena som visas.").format(value=value)
    return _("Värdet är {value} i alla {count} områden som visas.").format(
        value=value, count=count
    )


def _between(kind: Kind) -> str:
    if kind is Kind.COUNT:
        return _(
            "I de {count} områden som visas ligger värdet mellan {lowest} och "
            "{highest}. I minst hälften av dem är det {middle} eller färre."
        )
    return _(
        "I de {count} områden som visas ligger värdet mellan {lowest} och {highest}. "
        "I minst hälften av dem är det {middle} eller lägre."
    )
