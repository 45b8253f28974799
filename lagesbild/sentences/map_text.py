"""A whole map in words: every class with its areas, and what is not shown and why.

What a map shows to the eye, for a screen reader, an e-mail or the minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd

from geo.classes import class_labels
from indicators.model import Indicator, Kind, Status
from indicators.texts import _, ngettext
from lagesbild.sentences.counts import in_order
from lagesbild.sentences.headline import spread_sentences
from lagesbild.sentences.together import only_together
from lagesbild.words import absence_text, capital, kind_text, map_words, practice_mark

MOST_NAMES = 60  # areas on a map; above that a class is told by its number alone


class MapSeries(Protocol):
    """What a map shows: `lagesbild.series.Series` is one."""

    @property
    def indicator(self) -> Indicator: ...  # noqa: D102
    @property
    def period(self) -> str: ...  # noqa: D102
    @property
    def table(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def shown(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def members(self) -> list[list[str]]: ...  # noqa: D102
    @property
    def whole(self) -> pd.Series | None: ...  # noqa: D102
    @property
    def classes(self) -> str: ...  # noqa: D102


def text_of_map(
    series: MapSeries, names: Mapping[str, str], certainty: str = ""
) -> list[str]:
    """Write a map as sentences, in the order that an eye would take it in.

    Parameters
    ----------
    series : MapSeries
        Its tables have a row for each area of the map, indexed by area code.
    names : mapping from area code to name
    certainty : str
        How many areas can be told apart from the municipality, if that is known.

    Returns
    -------
    list of str
        Title; the mark of practice data; spread and the whole; each class with its
        areas by name; what is withheld or missing; source; what a map can't say.
    """
    indicator, table = series.indicator, series.shown
    title = _("Kartan visar: {measure}. {kind}, {period}.").format(
        measure=indicator.name, kind=kind_text(indicator), period=series.period
    )
    mark = practice_mark(indicator)
    source = _("Källa: {source}.").format(source=str(indicator.source).rstrip("."))
    lines = [
        title,
        f"{mark}." if mark else "",
        " ".join(spread_sentences(table, indicator, series.whole)),
        certainty,
        *_class_lines(series, names),
        *_absences(table, names),
        *(
            only_together(some)
            for some in dict.fromkeys(map(tuple, series.members))
            if some
        ),
        source,
        map_words()["standing"],
    ]
    return [line for line in lines if line]


def _class_lines(series: MapSeries, names: Mapping[str, str]) -> list[str]:
    """Tell each class, the highest first as in the legend, with its areas by name."""
    indicator = series.indicator
    if not (series.shown["status"] == Status.OK).any():
        return []
    unit = "%" if indicator.kind is Kind.SHARE else str(indicator.unit)
    labels = class_labels(indicator.class_limits, unit, indicator.decimals)
    codes = list(series.table.index)
    lines = []
    for number, label in reversed(list(enumerate(labels))):
        inside = [
            c for c, k in zip(codes, series.classes, strict=True) if k == str(number)
        ]
        lines.append(class_line(capital(label), inside, len(codes), names))
    return lines


def class_line(
    label: str, inside: Sequence[str], areas: int, names: Mapping[str, str]
) -> str:
    """Tell one row of a legend with its areas by name, out of so many `areas`."""
    if not inside:
        return _("{label}: inget område.").format(label=label)
    if len(inside) == areas == 2:
        text = _("{label}: båda områdena.")
        return text.format(label=label)
    if len(inside) == areas and areas > 1:
        return _("{label}: alla {count} områden.").format(label=label, count=areas)
    text = ngettext(
        "{label}: {count} område", "{label}: {count} områden", len(inside)
    ).format(label=label, count=len(inside))
    return f"{text}{_named(inside, areas, names)}."


def _absences(table: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Say which areas have no value, in the words that tell hidden from unknown."""
    withheld: list[str] = []
    reasons: dict[str, list[str]] = {}
    for code, status, reason in zip(
        table.index, table["status"], table["reason"], strict=True
    ):
        if status == Status.SUPPRESSED:
            withheld.append(code)
        elif status != Status.OK:
            reasons.setdefault(absence_text(status, reason), []).append(code)
    unknown = [
        class_line(text, codes, len(table), names) for text, codes in reasons.items()
    ]
    return [_withheld(withheld, len(table), names), *unknown]


def _withheld(codes: list[str], areas: int, names: Mapping[str, str]) -> str:
    if not codes:
        return ""
    if len(codes) == areas > 1:
        return _("Inget område visas, för att skydda små grupper.")
    text = ngettext(
        "{count} område visas inte, för att skydda små grupper{names}.",
        "{count} områden visas inte, för att skydda små grupper{names}.",
        len(codes),
    )
    return text.format(count=len(codes), names=_named(codes, areas, names))


def _named(codes: Sequence[str], areas: int, names: Mapping[str, str]) -> str:
    if areas > MOST_NAMES:
        return ""
    return " – " + ", ".join(in_order(names[code] for code in codes))
