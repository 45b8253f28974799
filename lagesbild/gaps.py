"""The gap between the highest and the lowest third of the areas, period by period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from indicators.model import Indicator, Kind
from indicators.numbers import format_number, with_unit
from indicators.statistics import Gap, Interval, gap
from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.compare_words import MOST_IN_GAP
from lagesbild.config import GROUPS
from lagesbild.portrait.measures import measures
from lagesbild.sentences.gap import gap_sentence, times_told
from lagesbild.series import Series

ENDS = ("highest", "lowest", "apart", "between")
CELLS = ("counted", *ENDS, "times", "times_between")


def gap_tables(atlas: Atlas, level: str) -> dict[str, list[dict[str, Any]]]:
    """Tell the gap of every indicator at a level, in the language spoken now.

    Returns
    -------
    dict from indicator to list of dict
        One for each period, oldest first: `sentence`, `number` (the difference, None
        where there is none to tell), `low` and `high` (what it is likely between),
        `other_areas` (whether others are counted than in the period before, so that no
        line may join the two), and the texts of the table. Computed from what is
        published. Empty where the areas are too many to be named, and for area groups
        that overlap: their persons would be counted several times over, and the
        difference would seem surer than it is.
    """
    areas = atlas.levels[level].areas
    if len(areas) > MOST_IN_GAP or (level == GROUPS and _overlap(atlas)):
        return {}
    names = dict(zip(areas["area_code"], areas["name"], strict=True))
    return {
        measure.indicator.id: _points(measure.series, names)
        for measure in measures(atlas.series(level))
    }


def _overlap(atlas: Atlas) -> bool:
    """Tell whether any area is in two of the area groups."""
    groups = atlas.workspace.config.groups
    members = [code for group in groups for code in set(group.areas)]
    return len(members) > len(set(members))


def _points(series: Sequence[Series], names: Mapping[str, str]) -> list[dict[str, Any]]:
    found = [gap(one.table, one.indicator) for one in series]
    before = [None, *found]
    return [
        _point(one, now, then, names)
        for one, now, then in zip(series, found, before, strict=False)
    ]


def _point(
    one: Series, found: Gap, before: Gap | None, names: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "period": one.period,
        "other_areas": before is not None and found.counted != before.counted,
        "sentence": gap_sentence(found, one.indicator, names),
        "number": found.absolute,
        "low": found.interval.low if found.interval else None,
        "high": found.interval.high if found.interval else None,
        **_texts(found, one),
    }


def _texts(found: Gap, one: Series) -> dict[str, str]:
    """Write the cells of the table; all empty where there is no gap to tell."""
    if found.absolute is None or found.high_value is None or found.low_value is None:
        return dict.fromkeys(CELLS, "")
    indicator = one.indicator
    decimals, unit = indicator.decimals, str(indicator.unit)
    times, times_between = times_told(found) or (None, None)
    return {
        "counted": _("{count} av {all}").format(
            count=len(found.counted), all=len(one.codes)
        ),
        "highest": with_unit(format_number(found.high_value, decimals), unit),
        "lowest": with_unit(format_number(found.low_value, decimals), unit),
        "apart": _apart(found.absolute, indicator),
        "between": _from_to(
            found.interval, decimals, lambda high: _apart(high, indicator)
        ),
        "times": "" if times is None else format_number(times, 1),
        "times_between": _from_to(
            times_between, 1, lambda high: format_number(high, 1)
        ),
    }


def _from_to(
    interval: Interval | None, decimals: int, last: Callable[[float], str]
) -> str:
    if interval is None:
        return ""
    low, high = format_number(interval.low, decimals), last(interval.high)
    return _("{low} till {high}").format(low=low, high=high)


def _apart(value: float, indicator: Indicator) -> str:
    number = format_number(value, indicator.decimals)
    if indicator.kind is Kind.SHARE:
        return _("{number} procentenheter").format(number=number)
    return with_unit(number, str(indicator.unit))
