"""From an unprotected table to what the suppressor must do, and on to the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, reduce

import numpy as np
import pandas as pd

from indicators.disclosure.audit import Finding, Verdict, audit
from indicators.disclosure.carriers import carriers
from indicators.disclosure.completion import complete
from indicators.disclosure.costs import before, cost_of
from indicators.disclosure.earlier import earlier
from indicators.disclosure.model import (
    MOST,
    Bools,
    Carriers,
    Ints,
)
from indicators.disclosure.names import Name, listed, plain
from indicators.disclosure.openness import left_open, limits, sources
from indicators.disclosure.policy import Policy, Rule
from indicators.disclosure.primary import is_small, sensitive
from indicators.disclosure.public import public_cells
from indicators.disclosure.secondary import Pattern, Seen, Task, parts_of
from indicators.disclosure.statements import (
    ROUNDED,
    Statements,
    as_shown,
    read,
    truth,
    withhold,
)
from indicators.disclosure.structure import Structure
from indicators.disclosure.unions import Union, with_unions
from indicators.disclosure.ways import Taken
from indicators.model import Reason, Status

FEW_BLOCKS = 60  # with more, the proven minimum takes too long for everyday use


class Tasks:
    """What is to be protected of one indicator; grows by what the audit finds."""

    def __init__(
        self, observations: pd.DataFrame, rule: Rule, structure: Structure,
        ledger: Sequence[pd.DataFrame], policy: Policy, secret: bytes,
        taken: Taken | None = None,
    ) -> None:  # fmt: skip
        self.observations = observations = plain(observations)
        self.ledger = ledger = [plain(table) for table in ledger]
        self.rule, self.structure, self.taken = rule, structure, taken
        self.revision, self.secret = policy.revision, secret
        self.open = as_shown(observations, rule)
        if taken is not None and taken.rounded is not None:
            self.open = taken.rounded
        self.told = earlier(self.open, ledger, policy.revision)
        self.public = public_cells(self.open, rule, None, self.told)
        self.base = carriers(self.public, structure, rule)
        self.row_cell = self.base.names.find(observations)
        self.unions: list[Union] = []
        self.seen: Seen = {}
        self._state()
        self._set()

    def _state(self) -> None:
        """Read the true counts, and what was said of them already."""
        count = len(self.base.cells)
        stated = read(self.open, self.base, self.rule)
        self.shown = stated.low, stated.high
        said = replace(stated, low=np.zeros(count, np.int64),
                       high=np.minimum(stated.claim, MOST))  # fmt: skip
        for table in self.told:
            said = said.meet(read(table, self.base, self.rule))
        self.given = sources(
            self.open, self.told, self.ledger, self.base, self.rule,
            forgive=self.taken is not None,
        )  # fmt: skip
        self.said = reduce(Statements.meet, self.given, said)
        value = np.full(count, -1)
        value[self.row_cell] = truth(self.observations, self.rule)
        is_loose = stated.is_shown & (stated.low < stated.high)
        self.base, self.value = complete(self.base, value, said, stated, is_loose)
        self.cell_value = self.value[:count]
        few = np.zeros(count, bool)
        few[self.row_cell] = sensitive(
            self.observations, value[self.row_cell], self.rule
        )
        latent = self.base.is_latent & ~np.isnan(self.base.people)
        few |= latent & is_small(
            self.cell_value.astype(float), self.base.people, self.rule
        )
        few[self.row_cell] &= (self.observations["status"] == Status.OK).to_numpy()
        self.wanted = few
        self.withheld = few | ~stated.is_shown | _hidden_before(self.told, self.base)
        if self.taken is not None:
            self.withheld[self.row_cell[self.taken.held]] = True

    def _set(self) -> None:
        """Make the task for the suppressor."""
        more = len(self.unions)
        known = with_unions(self.base, self.unions)
        said = self.said.padded(more)
        value = _extended(self.value, known, self.base)
        low, high = limits(known, said)
        shown = Statements(*self.shown, self.said.is_shown, self.said.claim).padded(
            more
        )
        shown_low, shown_high = _columns(known, shown, value)
        wanted = np.append(self.wanted, np.ones(more, bool))
        most = np.minimum(known.upper, said.claim[known.cell])
        given = [source.padded(more) for source in self.given]
        width = left_open(known, said, given, self.rule)
        self.known = known
        self.task = Task(
            known.rows, known.cell, value,
            np.minimum(low, value), np.maximum(high, value), shown_low, shown_high,
            np.where(wanted[known.cell], width, 0), most,
            cost_of(known, value, self.secret),
            np.append(self.withheld, np.ones(more, bool)), before(known),
        )  # fmt: skip

    @property
    def is_small(self) -> bool:
        """Whether there are so few blocks that the proven minimum can be looked for."""
        label = parts_of(self.task)
        return len(np.unique(label[self.task.need > 0])) <= FEW_BLOCKS

    def withheld_rows(self, pattern: Pattern) -> Bools:
        """Tell which rows of the observations are withheld."""
        rounded = self.open["reason"].isin(list(ROUNDED)).to_numpy()
        rows: Bools = pattern.is_withheld[self.row_cell] & ~rounded
        return rows

    def table(self, pattern: Pattern) -> pd.DataFrame:
        """Give what is published."""
        return withhold(self.open, self.withheld_rows(pattern))

    def attacked(self, shown: pd.DataFrame) -> tuple[Finding, ...]:
        """Audit what would be published, before readers who know all denominators."""
        return audit(
            shown, self.structure, self.rule, self.public, self.ledger,
            self.revision, forgive=self.taken is not None,
        ).findings  # fmt: skip

    def named(self, columns: Sequence[int]) -> tuple[Finding, ...]:
        """Name the cells of columns that can't be protected."""
        names = listed(self.known.cells)
        cells = sorted({int(self.known.cell[column]) for column in columns})
        return tuple(Finding(Verdict.LEAK, names[cell]) for cell in cells)

    def add(self, findings: Sequence[Finding]) -> bool:
        """Protect also what the audit found; tell whether any of it was new."""
        is_new = False
        for finding in findings:
            is_new |= self._add_union(finding.union) if finding.union else (
                self._add_cell(finding.cell)
            )  # fmt: skip
        if is_new:
            self._set()
        return is_new

    @cached_property
    def number(self) -> dict[Name, int]:
        """Where each cell is, by name."""
        return {name: at for at, name in enumerate(listed(self.base.cells))}

    def _add_cell(self, name: Name) -> bool:
        cell = self.number.get(name)
        if cell is None or (self.wanted[cell] and self.withheld[cell]):
            return False
        self.wanted[cell] = self.withheld[cell] = True
        return True

    def _add_union(self, names: tuple[Name, ...]) -> bool:
        cells = [self.number.get(name, -1) for name in names]
        union = tuple(sorted(cells))
        if -1 in union or union in self.unions:
            return False
        self.unions.append(union)
        return True


def _hidden_before(told: Sequence[pd.DataFrame], known: Carriers) -> Bools:
    """Tell which cells were withheld by us earlier, and never shown."""
    hidden, shown = np.zeros(len(known.cells), bool), np.zeros(len(known.cells), bool)
    for table in (t for t in told if "status" in t):
        at = known.names.find(table)
        hidden[at[(table["reason"] == Reason.PROTECTED).to_numpy()]] = True
        shown[at[(table["status"] == Status.OK).to_numpy()]] = True
    return hidden & ~shown


def _extended(value: Ints, known: Carriers, base: Carriers) -> Ints:
    """Give the unions the sums of their parts."""
    count = len(base.cell)
    extended = np.concatenate([value, np.zeros(len(known.cell) - count, np.int64)])
    rows = known.rows
    first = rows.column[rows.start[:-1]]
    for row in np.flatnonzero(first >= count):
        parts = rows.column[rows.start[row] + 1 : rows.start[row + 1]]
        extended[first[row]] = extended[parts].sum()
    return extended


def _columns(known: Carriers, shown: Statements, value: Ints) -> tuple[Ints, Ints]:
    """Give the limits of each column while its cell is shown, the true count within."""
    low, high = shown.low[known.cell], np.minimum(shown.high[known.cell], known.upper)
    out = known.outside
    total = np.zeros(len(known.cell), np.int64)
    inside = np.zeros(len(known.cells), np.int64)
    inside[known.cell[~out]] = value[~out]
    total[out] = value[out] + inside[known.cell[out]]
    low, high = np.where(out, total - high, low), np.where(out, total - low, high)
    return np.minimum(np.maximum(low, 0), value), np.maximum(high, value)
