"""From columns to observations, one set of columns and one indicator at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.model import COLUMNS, Indicator, Kind
from indicators.reading.agree import (
    ask_about_fractions,
    check_agreement,
    prefer_counts,
)
from indicators.reading.columns import Distinct
from indicators.reading.combine import Slice, combine, require_columns
from indicators.reading.counts import require_counts
from indicators.reading.declared import declare, declared_in
from indicators.reading.headers import MEASURES, Role
from indicators.reading.keys import Keys, Table
from indicators.reading.layout import Measure
from indicators.reading.markers import source_of
from indicators.reading.measures import (
    REASONS,
    STATUSES,
    Numbers,
    context_of,
    read_numbers,
    style,
)
from indicators.reading.numbers import Style
from indicators.reading.places import Column
from indicators.reading.result import no_observations

ORDER = "order"
MEASURE_HEADERS = [f"{role}_header" for role in MEASURES]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Observer:
    """What it takes to read the measures of a table."""

    table: Table
    keys: Keys
    indicators: Mapping[str, Indicator]
    source: str | None

    def observe(self) -> tuple[pd.DataFrame, pd.DataFrame, str]:
        """Give the observations, where each stands, and the decimal mark."""
        styles = self._styles()
        marks = "".join(sorted({style.mark for style in styles.values()}))
        parts = [
            self._framed(part, measure, rows, number)
            for number, measure in enumerate(self.table.layout.measures)
            for name, rows in self._rows(measure)
            if (part := self._slice(name, measure, styles, rows))
        ]
        if not parts:
            places = pd.DataFrame(columns=["row", *MEASURE_HEADERS])
            return no_observations(), places, marks
        every = pd.concat(parts).sort_values(["row", ORDER], ignore_index=True)
        return every[COLUMNS], every[["row", *MEASURE_HEADERS]], marks

    def _rows(self, measure: Measure) -> Iterator[tuple[str, Rows]]:
        """Give the rows of each indicator in these columns."""
        names = self.keys.indicator
        if measure.indicator:
            names = self.table.same(measure.indicator)
        for name in dict.fromkeys(names):
            if name:
                yield name, np.flatnonzero(names == name)

    def _styles(self) -> dict[tuple[str, Role], Style]:
        """Settle how numbers are written, over all periods of the same measure."""
        together: dict[tuple[str, Role], list[int]] = {}
        for measure in self.table.layout.measures:
            for role, at in measure.columns.items():
                together.setdefault((measure.indicator, role), []).append(at)
        named = set(self.keys.indicator) - {""}
        tidy = self.table.layout.tidy  # it has no thousands apart
        return {
            (name, role): style(
                [self.table.body.columns[at] for at in columns],
                shares=tidy
                or (role is Role.VALUE and self._are_shares({name} if name else named)),
            )
            for (name, role), columns in together.items()
        }

    def _are_shares(self, names: Iterable[str]) -> bool:
        return all(self.indicators[name].kind is Kind.SHARE for name in names)

    def _slice(
        self,
        name: str,
        measure: Measure,
        styles: Mapping[tuple[str, Role], Style],
        rows: Rows,
    ) -> Slice | None:
        indicator = self.indicators[name]
        where = np.asarray(self.table.body.rows, dtype=np.intp)[rows]
        columns = {
            role: self._numbers(
                indicator, measure, role, styles[measure.indicator, role], rows
            )
            for role in MEASURES
            if role in measure.columns
        }
        part = Slice(indicator, where, columns, self.table.findings)
        either = measure.columns.get(Role.NUMERATOR) in self.table.layout.either
        if not require_columns(part, either=either):
            return None
        combine(part)
        self._settle(part, rows)
        return part

    def _settle(self, part: Slice, rows: Rows) -> None:
        """Let status, counts and value agree; our own form means what it says."""
        declared = declared_in(self.table)
        if declared:
            declare(part, declared.of(rows))
        check_agreement(part)
        if not declared:
            ask_about_fractions(part)
            prefer_counts(part)
            require_counts(part, self.table.layout)

    def _numbers(
        self,
        indicator: Indicator,
        measure: Measure,
        role: Role,
        style: Style,
        rows: Rows,
    ) -> Numbers:
        at = measure.columns[role]
        cells = self.table.body.columns[at]
        if len(rows) < len(cells):
            cells = tuple(cells[i] for i in rows)
        distinct = Distinct.of(cells)
        context = context_of(
            indicator,
            role,
            self.source or source_of(indicator),
            style,
            distinct.texts,
            alone=Role.NUMERATOR not in measure.columns,
        )
        where = [self.table.body.rows[i] for i in rows]
        column = Column(self.table.layout.name(at), where)
        return read_numbers(distinct, context, column, self.table.findings)

    def _framed(
        self, part: Slice, measure: Measure, rows: Rows, number: int
    ) -> pd.DataFrame:
        keys = self.keys
        period = self.table.same(measure.period) if measure.period else keys.period
        return pd.DataFrame(
            {
                "indicator": part.indicator.id,
                "period": period[rows],
                "group": keys.group[rows],
                "geography": keys.geography[rows],
                "area_code": keys.area_code[rows],
                "numerator": part.numerator,
                "denominator": part.denominator,
                "value": part.value,
                "status": np.array([str(s) for s in STATUSES], object)[part.status],
                "reason": np.array([str(r) for r in REASONS], object)[part.reason],
                "row": part.rows,
                ORDER: number,
                **{f"{role}_header": part.header(role) for role in MEASURES},
            }
        )
