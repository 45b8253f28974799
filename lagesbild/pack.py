"""The pack: all series of one level as classes and labels, for the map document.

The document has the shapes and the pack has the numbers; both are made once, addressed
by their hash, and after that the page only says which series to show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo.classes import NO_DATA, WITHHELD, class_labels
from geo.geometry import SVG_UP_TO
from geo.palette import INK, PAPER, VERDICTS, colours, ink_on
from geo.picture import Caption
from indicators.model import Indicator, Kind, Status
from indicators.texts import language
from lagesbild.sentences.together import with_members
from lagesbild.sentences.told_apart import certainty
from lagesbild.series import Series, whole_of
from lagesbild.verdicts import legend_words, letters, short_words, why_not
from lagesbild.words import (
    absence_text,
    base_text,
    kind_text,
    map_words,
    number_text,
    practice_mark,
    value_text,
)

# What numbers stand on in the certainty view; hatches have a pale ground.
ON_VERDICTS = VERDICTS | {"s": PAPER, "n": PAPER}


def build_pack(
    series: Sequence[Series],
    areas: Mapping[str, str],
    *,
    level: str,
    choose: bool = False,
    show: str = "",
) -> dict[str, Any]:
    """Write series as the map document reads them.

    Parameters
    ----------
    series : sequence of Series, all of the same areas
    areas : mapping from area code to name, in map order
    level : str
        The name of the level, for the line below the title.
    choose : bool
        Whether the document is to offer a choice of indicator itself.
    show : str
        The key of the series to begin with; the last one if empty.

    Returns
    -------
    dict
        `indicators` (name, legend, colours, source …) and `series` (classes as one
        letter for each area; numbers and labels too, up to `SVG_UP_TO` areas).
    """
    indicators = list({one.indicator.id: one.indicator for one in series}.values())
    place = {indicator.id: i for i, indicator in enumerate(indicators)}
    return {
        "level": level,
        "areas": list(areas),
        "names": list(areas.values()),
        "choose": choose,
        "show": show or (series[-1].key if series else ""),
        "verdict_words": short_words(),
        "verdict_colours": VERDICTS,
        "indicators": [_indicator(indicator) for indicator in indicators],
        "series": [series_entry(one, place[one.indicator.id]) for one in series],
    }


def shades(indicator: Indicator) -> tuple[tuple[str, ...], dict[str, str]]:
    """Give the colour of each class, and the colour of text on every kind of area."""
    palette = colours(len(indicator.class_limits) + 1)
    inks = {str(i): ink_on(colour) for i, colour in enumerate(palette)}
    return palette, {**inks, WITHHELD: INK, NO_DATA: INK}


def class_words(indicator: Indicator) -> list[str]:
    """Say which values each class holds, lowest first."""
    unit = "%" if indicator.kind is Kind.SHARE else str(indicator.unit)
    return class_labels(indicator.class_limits, unit, indicator.decimals)


def caption(one: Series, level: str) -> Caption:
    """Put together the words of a picture of a series."""
    words, indicator = map_words(), one.indicator
    classes = [(str(i), text) for i, text in enumerate(class_words(indicator))]
    rows = [
        *reversed(classes),
        (WITHHELD, words["withheld"]),
        (NO_DATA, one.missing),
    ]
    counted = [
        (letter, f"{text} ({one.classes.count(letter)})") for letter, text in rows
    ]
    return Caption(
        title=str(indicator.name),
        subtitle=f"{kind_text(indicator)} · {one.period} · {level}",
        mark=practice_mark(indicator),
        legend_title=words["legend"],
        legend=counted,
        notes=(f"{words['source']}: {indicator.source}", words["standing"]),
        description=one.headline,
        language=language(),
    )


def _indicator(indicator: Indicator) -> dict[str, Any]:
    palette, inks = shades(indicator)
    return {
        "id": indicator.id,
        "name": str(indicator.name),
        "unit_words": kind_text(indicator),
        "practice": practice_mark(indicator),
        "source": str(indicator.source),
        "classes": class_words(indicator),
        "colours": palette,
        "inks": inks
        | {letter: ink_on(colour) for letter, colour in ON_VERDICTS.items()},
        "limits": list(indicator.class_limits),
        "verdicts": legend_words(indicator),
    }


def series_entry(one: Series, indicator: int) -> dict[str, Any]:
    """Write one series; `indicator` is its place among the pack's."""
    written = {
        "key": one.key,
        "indicator": indicator,
        "period": one.period,
        "classes": one.classes,
        "verdicts": letters(one.comparisons),
        "certainty": certainty(one.comparisons),
        "why_not": why_not(one.comparisons),
        "headline": one.headline,
        "whole": whole_of(one),
        "whole_number": _number_of(one.whole),
        "missing": one.missing,
    }
    return written | (labels(one) if len(one.table) <= SVG_UP_TO else {})


def _number_of(whole: pd.Series | None) -> float | None:
    if whole is None or whole["status"] != Status.OK or np.isnan(whole["value"]):
        return None
    return float(whole["value"])


def labels(one: Series) -> dict[str, list[Any]]:
    """Write the values of a series: short on the map, whole in words, and the base."""
    if len(one.table) > SVG_UP_TO:  # too much to keep, and asked for once
        return _labels(one)
    return dict(one.once("labels", lambda: _labels(one)))


def _labels(one: Series) -> dict[str, list[Any]]:
    table, indicator = one.shown, one.indicator
    rows = list(
        zip(
            table["numerator"],
            table["denominator"],
            table["value"],
            table["status"],
            table["reason"],
            strict=True,
        )
    )
    return {
        "order": [v if s == Status.OK else None for _n, _d, v, s, _r in rows],
        "numbers": [
            "" if s != Status.OK else number_text(v, indicator, d)
            for _n, d, v, s, _r in rows
        ],
        "labels": [
            absence_text(s, r)
            if s != Status.OK
            else with_members(value_text(v, indicator, d), members)
            for (_n, d, v, s, r), members in zip(rows, one.members, strict=True)
        ],
        "bases": [
            "" if s != Status.OK else base_text(n, d, r) for n, d, _v, s, r in rows
        ],
    }
