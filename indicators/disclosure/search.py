"""Find the least and the most that counts can be where sums form cycles."""

from __future__ import annotations

import highspy
import numpy as np

from indicators.disclosure.model import Floats, Ints, Rows
from indicators.disclosure.propagation import ContradictionError

SECONDS = 20.0  # for one whole-number question; after that the answer is "unsure"
_NEAR = 1e-6


class Search:
    """The linear programmes of one component, and whole-number ones where needed."""

    def __init__(
        self, rows: Rows, low: Ints, high: Ints,
        seen_low: Ints, seen_high: Ints, need: Ints,
    ) -> None:  # fmt: skip
        self.columns, local = rows.packed()
        self.low, self.high = low, high  # shared with the caller, and narrowed
        self.seen_low, self.seen_high = seen_low, seen_high
        self.need = need
        self.solver = _solver(local, low[self.columns], high[self.columns])

    def run(self) -> None:
        """Settle every column that matters."""
        self.seen_low[self.columns] = self.high[self.columns] + 1
        self.seen_high[self.columns] = self.low[self.columns] - 1
        for at, column in enumerate(self.columns):
            if self.need[column] > 0 and self._is_undecided(column):
                self._by_lp(at, column)
        for at, column in enumerate(self.columns):
            if self.need[column] > 0 and self._is_undecided(column):
                self._by_whole_numbers(at, column)
        never = self.seen_low[self.columns] > self.seen_high[self.columns]
        for column in self.columns[never]:  # nobody asked: nothing is claimed
            self.seen_low[column] = self.seen_high[column] = self.low[column]

    def _is_undecided(self, column: int) -> bool:
        wide = self.seen_high[column] - self.seen_low[column] >= self.need[column]
        shut = self.high[column] - self.low[column] < self.need[column]
        reached = (
            self.seen_high[column] == self.high[column]
            and self.seen_low[column] == self.low[column]
        )
        return not (wide or shut or reached)

    def _by_lp(self, at: int, column: int) -> None:
        for sign in (1.0, -1.0):
            table = self._solve(at, sign)
            if table is None:
                return
            self._narrow(column, sign, float(table[at]))
            self._see(table)

    def _by_whole_numbers(self, at: int, column: int) -> None:
        _make_whole(self.solver, len(self.columns), True)
        for sign in (1.0, -1.0):
            table = self._solve(at, sign)
            if table is None:
                break
            self._see(table)
            self._narrow(column, sign, float(table[at]))
        _make_whole(self.solver, len(self.columns), False)

    def _narrow(self, column: int, sign: float, value: float) -> None:
        if sign > 0:
            least = int(np.ceil(value - _NEAR))
            self.low[column] = max(self.low[column], least)
        else:
            most = int(np.floor(value + _NEAR))
            self.high[column] = min(self.high[column], most)
        if self.low[column] > self.high[column]:
            raise ContradictionError

    def _see(self, table: Floats) -> None:
        whole = np.rint(table)
        if np.abs(table - whole).max() > _NEAR:
            return
        values = whole.astype(np.int64)
        here = self.columns
        self.seen_low[here] = np.minimum(self.seen_low[here], values)
        self.seen_high[here] = np.maximum(self.seen_high[here], values)

    def _solve(self, at: int, sign: float) -> Floats | None:
        """Minimise (sign 1) or maximise (-1) a column; None if there is no answer."""
        self.solver.changeColCost(at, sign)
        self.solver.run()
        status = self.solver.getModelStatus()
        table = np.array(self.solver.getSolution().col_value)
        self.solver.changeColCost(at, 0.0)
        if status == highspy.HighsModelStatus.kInfeasible:
            raise ContradictionError
        return table if status == highspy.HighsModelStatus.kOptimal else None


def _solver(rows: Rows, low: Ints, high: Ints) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(low), len(rows)
    model.col_cost_ = np.zeros(len(low))
    model.col_lower_, model.col_upper_ = low.astype(float), high.astype(float)
    model.row_lower_, model.row_upper_ = rows.low.astype(float), rows.high.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.start.astype(np.int32)
    model.a_matrix_.index_ = rows.column.astype(np.int32)
    model.a_matrix_.value_ = rows.weight.astype(float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("time_limit", SECONDS)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.999)
    solver.passModel(model)
    return solver


def _make_whole(solver: highspy.Highs, count: int, whole: bool) -> None:
    kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
    for column in range(count):
        solver.changeColIntegrality(column, kind)
    solver.setOptionValue("presolve", "on" if whole else "off")
