"""The gap between the highest and the lowest third of the areas, period by period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.model import Indicator, Kind
from indicators.numbers import format_number, with_unit
from indicators.statistics import Gap, gap
from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.portrait.measures import measures
from lagesbild.sentences.gap import gap_sentence
from lagesbild.series import Series
from lagesbild.side_by_side import MOST_IN_GAP


def gap_tables(atlas: Atlas, level: str) -> dict[str, list[dict[str, Any]]]:
    """Tell the gap of every indicator at a level, in the language spoken now.

    Returns
    -------
    dict from indicator to list of dict
        One for each period, oldest first: `sentence`, `number` (the difference, None
        where there is none to tell), `low` and `high` (what it is likely between), and
        the texts of the table. Computed from what is published.
    """
    areas = atlas.levels[level].areas
    if len(areas) > MOST_IN_GAP:
        return {}
    names = dict(zip(areas["area_code"], areas["name"], strict=True))
    return {
        measure.indicator.id: [_point(one, names) for one in measure.series]
        for measure in measures(atlas.series(level))
    }


def _point(one: Series, names: Mapping[str, str]) -> dict[str, Any]:
    found = gap(one.table, one.indicator)
    return {
        "period": one.period,
        "sentence": gap_sentence(found, one.indicator, names),
        "number": found.absolute,
        "low": found.interval.low if found.interval else None,
        "high": found.interval.high if found.interval else None,
        **_texts(found, one.indicator),
    }


def _texts(found: Gap, indicator: Indicator) -> dict[str, str]:
    """Write the cells of the table; all empty where there is no gap to tell."""
    if found.absolute is None or found.high_value is None or found.low_value is None:
        return dict.fromkeys(("highest", "lowest", "apart", "between"), "")
    decimals = indicator.decimals
    unit = str(indicator.unit)
    return {
        "highest": with_unit(format_number(found.high_value, decimals), unit),
        "lowest": with_unit(format_number(found.low_value, decimals), unit),
        "apart": _apart(found.absolute, indicator),
        "between": ""
        if found.interval is None
        else _("{low} till {high}").format(
            low=format_number(found.interval.low, decimals),
            high=_apart(found.interval.high, indicator),
        ),
    }


def _apart(value: float, indicator: Indicator) -> str:
    number = format_number(value, indicator.decimals)
    if indicator.kind is Kind.SHARE:
        return _("{number} procentenheter").format(number=number)
    return with_unit(number, str(indicator.unit))
