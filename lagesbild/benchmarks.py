"""All that the areas of a level can be held against, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from indicators.model import TOTAL, Status
from indicators.statistics import (
    Comparison,
    Verdict,
    Why,
    compare_each,
    earlier,
    per_year,
)
from indicators.statistics.results import judged
from lagesbild.atlas import Atlas
from lagesbild.beside import (
    MUNICIPALITY,
    Benchmark,
    Beside,
    Earlier,
    Groups,
    Municipality,
    OneArea,
    OneRow,
    Row,
)
from lagesbild.config import BENCHMARKS, GROUPS
from lagesbild.sentences.counts import by_name
from lagesbild.series import Series

MOST_AREAS = 50  # of a level, for each of them to be something to compare with


@dataclass(frozen=True)
class Benchmarks:
    """All that the areas of one level can be held against."""

    atlas: Atlas
    level: str
    _tested: dict[tuple[str, str], list[Comparison]] = field(default_factory=dict)

    def compare(
        self, one: Benchmark, series: Series, beside: Beside
    ) -> list[Comparison]:
        """Compare all areas of a map at once; once, whatever the language."""
        if one.id == MUNICIPALITY:
            return series.comparisons
        found = self._compared(one, series, beside)
        if not isinstance(one, OneArea):
            return found
        place = list(series.codes).index(one.code)
        return [
            self._careful(code, place, tested, series)
            for code, tested in zip(series.codes, found, strict=True)
        ]

    def _compared(
        self, one: Benchmark, series: Series, beside: Beside | None = None
    ) -> list[Comparison]:
        key = (one.id, series.key)
        if key not in self._tested:
            held = beside or one.hold(series)
            self._tested[key] = compare_each(
                series.table, held.rows, series.indicator, relation=held.relation
            )
        return self._tested[key]

    def _careful(
        self, code: str, place: int, found: Comparison, series: Series
    ) -> Comparison:
        """Say of two areas the same whichever is asked about: what is less clear.

        How many are compared at once differs, and so does the correction for it.
        """
        if found.p is None or code not in self._by_code:
            return found
        p = self._compared(self._by_code[code], series)[place].p
        if p is None or p <= found.p:
            return found
        return replace(found, p=p, verdict=judged(p, found.difference or 0.0))

    @cached_property
    def known(self) -> list[Benchmark]:
        """What there is to choose, the municipality first; empty if nothing is."""
        base = self.atlas.workspace.config.geography
        if not self._compares:
            return []
        found: list[Benchmark] = [Municipality()]
        if self.level == base and self._groups is not None:
            found.append(self._groups)
        if any(self._has_earlier(one) for one in self._series.values()):
            found.append(Earlier(self._series))
        return [*found, *self._configured(), *self._by_code.values()]

    @property
    def _compares(self) -> bool:
        """Whether the map has a view of certainty: it is there for the municipality."""
        return any(
            one.verdict is not Verdict.NOT_COMPARED
            for series in self._series.values()
            for one in series.comparisons
        )

    @cached_property
    def _series(self) -> dict[str, Series]:
        return {one.key: one for one in self.atlas.series(self.level)}

    @cached_property
    def _names(self) -> dict[str, str]:
        areas = self.atlas.levels[self.level].areas
        return dict(zip(areas["area_code"], areas["name"], strict=True))

    def _has_earlier(self, one: Series) -> bool:
        start = f"{one.indicator.id}/"
        periods = [k.removeprefix(start) for k in self._series if k.startswith(start)]
        return not isinstance(earlier(one.period, periods), Why)

    @cached_property
    def _groups(self) -> Groups | None:
        groups = self.atlas.workspace.config.groups
        if not groups or GROUPS not in self.atlas.levels:
            return None
        group_of: dict[str, str] = {}
        for group in groups:
            for code in group.areas:
                group_of.setdefault(code, group.id)
        series = {one.key: one for one in self.atlas.series(GROUPS)}
        return Groups({one.id: one.name for one in groups}, group_of, series)

    def _configured(self) -> list[Benchmark]:
        """Give the benchmarks of the configuration that have figures at all."""
        rows = self.atlas.published
        rows = rows[(rows["geography"] == BENCHMARKS) & (rows["group"] == TOTAL)]
        rows = per_year(rows, self.atlas.indicators)
        by_code: dict[str, dict[str, Row]] = {}
        for row in rows.to_dict("records"):
            if row["status"] != Status.MISSING:
                key = f"{row['indicator']}/{row['period']}"
                by_code.setdefault(row["area_code"], {})[key] = row
        return [
            OneRow(one, by_code[one.code])
            for one in self.atlas.workspace.config.benchmarks
            if by_code.get(one.code, {}).keys() & self._series.keys()
        ]

    @cached_property
    def _by_code(self) -> dict[str, OneArea]:
        return {one.code: one for one in self._areas()}

    def _areas(self) -> list[OneArea]:
        if len(self._names) > MOST_AREAS:
            return []
        parts = {
            group.id: frozenset(group.areas)
            for group in self.atlas.workspace.config.groups
            if self.level == GROUPS
        }
        own: frozenset[str] = frozenset()
        return [
            OneArea(
                code,
                name,
                frozenset(
                    other for other in parts if parts[other] & parts.get(code, own)
                ),
            )
            for code, name in sorted(
                self._names.items(), key=lambda pair: by_name(pair[1])
            )
        ]
