"""One area, or one area group: all its indicators, with the municipality's beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from indicators.model import Indicator, Status
from lagesbild.config import Sector
from lagesbild.pack import Series, whole_of
from lagesbild.words import absence_text, base_text, value_text


@dataclass(frozen=True)
class Line:
    """An indicator of an area in its latest period, in words."""

    indicator: Indicator
    period: str
    value: str
    base: str
    whole: str


def profile(series: Sequence[Series], code: str) -> list[Line]:
    """Describe an area by the latest period of each indicator.

    Parameters
    ----------
    series : sequence of Series
        Of the area's level, by indicator and then period, oldest first.
    code : str
        The area.

    Returns
    -------
    list of Line
        One for each indicator, also where the value is withheld or missing.
    """
    latest = {one.indicator.id: one for one in series}
    return [_line(one, one.table.loc[[code]].iloc[0]) for one in latest.values()]


def _line(one: Series, row: pd.Series) -> Line:
    shown = row["status"] == Status.OK
    value, base = absence_text(row["status"], row["reason"]), ""
    if shown:
        value = value_text(row["value"], one.indicator, row["denominator"])
        base = base_text(row["numerator"], row["denominator"])
    return Line(one.indicator, one.period, value, base, whole_of(one))


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
