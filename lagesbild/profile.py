"""One area, or one area group: all its indicators, with the municipality's beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.model import Indicator
from lagesbild.config import Sector


@dataclass(frozen=True)
class Line:
    """An indicator of an area in its latest period, in words."""

    indicator: Indicator
    period: str
    value: str
    base: str
    whole: str


def profile(
    pack: Mapping[str, Any], code: str, indicators: Mapping[str, Indicator]
) -> list[Line]:
    """Describe an area by the latest period of each indicator.

    Parameters
    ----------
    pack : mapping
        Of the area's level, as `lagesbild.pack` makes it, with labels.
    code : str
        The area.
    indicators : mapping from id to Indicator

    Returns
    -------
    list of Line
        One for each indicator, also where the value is withheld or missing.
    """
    place = pack["areas"].index(code)
    latest = {one["key"].partition("/")[0]: one for one in pack["series"]}
    return [
        Line(
            indicators[name],
            one["period"],
            one["labels"][place],
            one["bases"][place],
            one["whole"],
        )
        for name, one in latest.items()
    ]


def by_sector(
    lines: Sequence[Line], sectors: Sequence[Sector]
) -> list[tuple[Sector | None, list[Line]]]:
    """Sort lines into the sectors of the wheel: those with measures, in its order.

    What belongs to no sector comes last, under None.
    """
    by_id: dict[str, list[Line]] = {}
    for line in lines:
        by_id.setdefault(line.indicator.sector, []).append(line)
    found: list[tuple[Sector | None, list[Line]]] = [
        (sector, by_id.pop(sector.id)) for sector in sectors if sector.id in by_id
    ]
    others = [line for rest in by_id.values() for line in rest]
    return [*found, (None, others)] if others else found


def without_measures(lines: Sequence[Line], sectors: Sequence[Sector]) -> list[Sector]:
    """List the sectors that nothing is known about: that must be seen too."""
    known = {line.indicator.sector for line in lines}
    return [sector for sector in sectors if sector.id not in known]
