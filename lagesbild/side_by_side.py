"""What the page Jämför hands to the browser, which draws it all from the packs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.model import Indicator, Kind
from indicators.texts import language
from lagesbild.compare_words import MOST_IN_GAP, compare_words
from lagesbild.prepared import Level, Prepared
from lagesbild.words import map_words, table_words

FROM_ZERO = (Kind.SHARE, Kind.RATE, Kind.COUNT)


def page_data(
    prepared: Prepared, addresses: Mapping[str, Mapping[str, str]], **chosen: str
) -> dict[str, Any]:
    """Collect words, levels and definitions for the page.

    Parameters
    ----------
    prepared : Prepared
    addresses : mapping from level to `document`, `pack` and `pooled`
        Where the browser fetches them.
    chosen : str
        What to begin with: `tab`, `indicator`, `second`, `level`, `area`, `period`,
        `period2`, `pool` and `zoom`; empty where nothing was chosen.
    """
    return {
        "language": language(),
        "words": {**map_words(), **table_words(), **compare_words()},
        "levels": [
            {
                "id": level.id,
                "name": str(level.name),
                **addresses[level.id],
                "gaps": prepared.gaps(level.id),
                "pools": prepared.pools(level.id)["measures"],
                "gap_told": len(level.codes) <= MOST_IN_GAP,
            }
            for level in comparable_levels(prepared)
        ],
        "measures": {one.id: _measure(one) for one in prepared.indicators.values()},
        "start": chosen,
    }


def comparable_levels(prepared: Prepared) -> list[Level]:
    """List the levels with at least two areas to put beside each other."""
    return [level for level in prepared.levels.values() if len(level.codes) > 1]


def first_measure(prepared: Prepared) -> str:
    """Choose what to begin with: the map's measure, or one with more to see.

    The first view is over time: of one period, or where most values are withheld, it
    would show little. Where a gap between areas is told, enough of them are shown.
    """
    names = [prepared.config.start, *prepared.indicators]
    for level in comparable_levels(prepared):
        gaps = prepared.gaps(level.id)
        for name in names:
            told = [one for one in gaps.get(name, []) if one["number"] is not None]
            if len(told) > 1:
                return name
    return prepared.config.start


def _measure(indicator: Indicator) -> dict[str, Any]:
    return {
        "short": str(indicator.short),
        "zero": indicator.kind in FROM_ZERO,
        "count": indicator.kind is Kind.COUNT,
        "breaks": list(indicator.breaks),
    }
