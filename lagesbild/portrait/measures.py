"""One indicator at one level: all its periods, and what was tested of the latest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from indicators.model import Indicator, Status
from indicators.statistics import Comparison, Trend, trend
from lagesbild.series import Series
from lagesbild.words import value_text

Row = Mapping[Any, Any]
MOST_TICKS = 200  # on a strip


@dataclass(frozen=True)
class Shared:
    """A figure that several areas have together, because one alone can't be shown."""

    row: Row
    names: Sequence[str]


@dataclass(frozen=True)
class Measure:
    """All published periods of an indicator at a level, oldest first."""

    series: Sequence[Series]
    _tested: dict[str, Trend] = field(default_factory=dict)

    @property
    def latest(self) -> Series:
        """The period that the portrait tells."""
        return self.series[-1]

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.latest.indicator

    @cached_property
    def rows(self) -> list[dict[str, Row]]:
        """The published rows by area code, for each period."""
        return [_by_code(one.table) for one in self.series]

    @cached_property
    def shared(self) -> list[dict[str, Shared]]:
        """Figures shared with other areas, by area code, for each period."""
        return [_shared(one) for one in self.series]

    @cached_property
    def whole(self) -> Row | None:
        """The municipality's row in the latest period."""
        row = self.latest.whole
        return None if row is None else row.to_dict()

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """Each area beside the municipality, corrected for their being many."""
        return dict(zip(self.latest.codes, self.latest.comparisons, strict=True))

    @cached_property
    def _shown(self) -> list[Row]:
        rows = [r for r in self.rows[-1].values() if r["status"] == Status.OK]
        return sorted(rows, key=lambda row: float(row["value"]))

    def spread(self) -> dict[str, Any] | None:
        """Give the values of the areas that are shown, lowest first.

        Above `MOST_TICKS` areas only so many of them, at even steps: nobody could see
        more on a strip, and each area has a portrait with all of them in it.
        """
        rows = self._shown
        if not rows:
            return None
        ends = {"lowest": rows[0], "highest": rows[-1]}
        return {
            **{end: row["value"] for end, row in ends.items()},
            **{f"{end}_text": self._written(row) for end, row in ends.items()},
            "values": [row["value"] for row in _thinned(rows)],
        }

    def _written(self, row: Row) -> str:
        return value_text(row["value"], self.indicator, row["denominator"])

    def course(self, code: str) -> Trend:
        """Test which way an area goes; once, whatever the language."""
        if code not in self._tested:
            rows = self._courses[code]
            self._tested[code] = trend(rows, self.indicator, self.indicator.breaks)
        return self._tested[code]

    @cached_property
    def _courses(self) -> dict[Any, pd.DataFrame]:
        tables = [one.table.assign(period=one.period) for one in self.series]
        together = pd.concat(tables)
        return dict(iter(together.groupby(level=0, sort=False)))


def measures(series: Sequence[Series]) -> list[Measure]:
    """Gather the series of a level by indicator, in the order they are offered."""
    by_id: dict[str, list[Series]] = {}
    for one in series:
        by_id.setdefault(one.indicator.id, []).append(one)
    return [Measure(own) for own in by_id.values()]


def _by_code(table: pd.DataFrame) -> dict[str, Row]:
    columns = {name: table[name].tolist() for name in table.columns}
    return {
        code: {name: values[place] for name, values in columns.items()}
        for place, code in enumerate(table.index)
    }


def _shared(series: Series) -> dict[str, Shared]:
    members = dict(zip(series.codes, series.members, strict=True))
    if not any(members.values()):
        return {}
    rows = _by_code(series.shown)
    return {code: Shared(rows[code], some) for code, some in members.items() if some}


def _thinned(rows: Sequence[Row]) -> Sequence[Row]:
    """Keep at most `MOST_TICKS` at even steps, the first and the last among them."""
    if len(rows) <= MOST_TICKS:
        return rows
    step = (len(rows) - 1) / (MOST_TICKS - 1)
    return [rows[round(place * step)] for place in range(MOST_TICKS)]
