"""Which measures to put on the wall, and whether they can be compared at all."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.model import Status
from indicators.statistics import Verdict
from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.errors import UnknownChoiceError
from lagesbild.series import Series

MOST_MAPS = 8


def wall_level(atlas: Atlas) -> str:
    """Choose the level of the maps: the areas themselves, if they have values."""
    base = atlas.workspace.config.geography
    return base if base in atlas.levels else next(iter(atlas.levels))


def chosen(atlas: Atlas, level: str, indicators: Sequence[str]) -> list[Series]:
    """Choose what was asked for, or one indicator shown of each sector.

    What can be compared comes first: of it the meeting can say where a difference is
    clear. The indicator that the map opens with comes first of its kind.
    """
    latest = {one.indicator.id: one for one in atlas.series(level)}
    for name in indicators:
        if name not in latest:
            raise UnknownChoiceError(_("Måttet"), name, list(latest))
    if indicators:
        return [latest[name] for name in indicators]
    start = atlas.workspace.config.start
    shown = [one for one in latest.values() if _has_values(one)]
    shown.sort(key=lambda one: (not is_compared(one), one.indicator.id != start))
    by_sector: dict[str, Series] = {}
    for one in shown:
        by_sector.setdefault(one.indicator.sector, one)
    return list(by_sector.values())[:MOST_MAPS]


def is_compared(one: Series) -> bool:
    """Tell whether any area can be held against the municipality."""
    return any(found.verdict is not Verdict.NOT_COMPARED for found in one.comparisons)


def _has_values(one: Series) -> bool:
    return int((one.table["status"] == Status.OK).sum()) > 1
