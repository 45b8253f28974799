"""What areas are held against: the municipality, a group, an earlier period, others.

Everything is taken from the published table. Each benchmark gives every area of a map
the row it is held against, or says why there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from indicators.model import Indicator
from indicators.statistics import Why, earlier
from indicators.statistics.comparison import Relation
from indicators.texts import Text, _
from lagesbild.config import Benchmark as Named
from lagesbild.series import Series

MUNICIPALITY, GROUP, EARLIER = "", "grupp", "tidigare"  # as the address says them
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Other:
    """Something that areas are held against, in words for the page about an area."""

    name: str  # after "än i": "hela kommunen", "Centrum", "samma område 2023"
    row: Row | None = None  # None where it is the area's own row of another period
    source: str = ""  # where that is another than the areas'


@dataclass(frozen=True)
class Beside:
    """A map held against something; `phrase` stands in "skilja från …"."""

    phrase: str
    rows: Sequence[Row | Why]  # for each area
    others: Sequence[Other]
    relation: Relation = "separate"
    which: Sequence[int | None] | None = None  # of `others`; the only one if left out
    before: str = ""  # the period, where each area is held against itself


class Benchmark(Protocol):
    """Something to choose."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> Text: ...  # noqa: D102
    def hold(self, series: Series) -> Beside:  # noqa: D102
        ...


@dataclass(frozen=True)
class Municipality:
    """What areas are held against unless something else is chosen."""

    id: str = MUNICIPALITY
    label: Text = field(default_factory=lambda: Text("Kommunen", "The municipality"))

    def hold(self, series: Series) -> Beside:
        """Hold every area against the whole that it is part of."""
        whole = None if series.whole is None else series.whole.to_dict()
        rows = [Why.NO_BENCHMARK if whole is None else whole] * len(series.table)
        other = Other(_("hela kommunen"), whole)
        return Beside(_("kommunen"), rows, [other], "part")


@dataclass(frozen=True)
class OneRow:
    """The county, the country, similar municipalities: one figure for all areas."""

    named: Named
    rows: Mapping[str, Row]  # by the key of the series

    @property
    def id(self) -> str:
        """Its code, in the files and in the address."""
        return self.named.code

    @property
    def label(self) -> Text:
        """Its name."""
        return self.named.name

    def hold(self, series: Series) -> Beside:
        """Hold every area against it, as the configuration says they are related."""
        row = self.rows.get(series.key)
        name, relation = str(self.label), cast(Relation, self.named.relation)
        beside = self._elsewhere(series.indicator) or row or Why.NO_BENCHMARK
        rows = [beside] * len(series.table)
        other = Other(name, row, str(self.named.source or ""))
        return Beside(name, rows, [other], relation)

    @staticmethod
    def _elsewhere(indicator: Indicator) -> Why:
        """Forbid what the definition itself warns of, however the figures came here."""
        return Why.ELSEWHERE if indicator.only_within else Why.NONE


@dataclass(frozen=True)
class OneArea:
    """Another area of the same map; whoever shares people with it isn't compared."""

    code: str
    name: str
    overlapping: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Its code."""
        return self.code

    @property
    def label(self) -> Text:
        """Its name, the same in both languages."""
        return Text(self.name)

    def hold(self, series: Series) -> Beside:
        """Hold every other area against it."""
        row = series.table.loc[self.code].to_dict()
        rows = [self._row(code, row) for code in series.table.index]
        return Beside(self.name, rows, [Other(self.name, row)])

    def _row(self, code: str, row: Row) -> Row | Why:
        if code == self.code:
            return Why.SAME_AREA
        return Why.OVERLAP if code in self.overlapping else row


@dataclass(frozen=True)
class Groups:
    """The area group that each area is in: the first named, if it is in several."""

    names: Mapping[str, str]  # by id
    group_of: Mapping[str, str]  # by area code
    series: Mapping[str, Series]  # of the area groups, by key
    id: str = GROUP
    label: Text = field(
        default_factory=lambda: Text("Områdets egen grupp", "The area's own group")
    )

    def hold(self, series: Series) -> Beside:
        """Hold every area against the group that it is part of."""
        place = {group: number for number, group in enumerate(self.names)}
        found = self.series.get(series.key)
        known = {} if found is None else found.table.to_dict("index")
        groups = [self.group_of.get(code) for code in series.table.index]
        rows = [_group_row(known, group) for group in groups]
        others = [Other(name, known.get(group)) for group, name in self.names.items()]
        which = [place[group] if group else None for group in groups]
        return Beside(_("sin områdesgrupp"), rows, others, "part", which)


def _group_row(known: Mapping[Any, Row], group: str | None) -> Row | Why:
    if group is None:
        return Why.NO_GROUP
    return known.get(group, Why.NO_BENCHMARK)


@dataclass(frozen=True)
class Earlier:
    """The same area in the period before, of the same sort."""

    series: Mapping[str, Series]  # all of the level, by key
    id: str = EARLIER
    label: Text = field(
        default_factory=lambda: Text("Förra perioden", "The period before")
    )

    def hold(self, series: Series) -> Beside:
        """Hold every area against itself; the same persons make that more careful."""
        indicator = series.indicator
        start = f"{indicator.id}/"
        periods = [k.removeprefix(start) for k in self.series if k.startswith(start)]
        before = earlier(series.period, periods, indicator.breaks)
        if isinstance(before, Why):
            phrase, name = _("en tidigare period"), _("samma område tidigare")
            return Beside(phrase, [before] * len(series.table), [Other(name)])
        phrase = _("sitt värde {period}").format(period=before)
        name = _("samma område {period}").format(period=before)
        rows = self.series[start + before].table.to_dict("records")
        return Beside(phrase, rows, [Other(name)], before=before)
