"""Work out as much as can be worked out: the audit's way to the narrowest intervals.

Shares nothing with the suppressor. Every limit in `Bounds.low` and `high` is a valid
deduction; every value in `seen_low` and `seen_high` occurs in a whole-number table that
agrees with all that is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from indicators.disclosure.model import Bools, Floats, Ints, Rows

ROUNDS = 200
SECONDS = 20.0  # for one whole-number question; after that the answer is "unsure"
_NEAR = 1e-6


class ContradictionError(Exception):
    """No table at all agrees with the statements."""


@dataclass(frozen=True)
class Bounds:
    """Proven limits of each column, and what is known to be possible within them."""

    low: Ints
    high: Ints
    seen_low: Ints
    seen_high: Ints


def propagate(rows: Rows, low: Ints, high: Ints) -> tuple[Ints, Ints, bool]:
    """Narrow the limits by every sum until nothing changes; tell whether that came."""
    low, high = low.copy(), high.copy()
    rows = rows.take(
        np.unique(rows.row[(low < high)[rows.column]])
    )  # the rest is known
    row, column, plus = rows.row, rows.column, rows.weight > 0
    for _round in range(ROUNDS if len(rows) else 0):
        least = np.where(plus, low[column], -high[column])
        most = np.where(plus, high[column], -low[column])
        top = (rows.high - np.add.reduceat(least, rows.start[:-1]))[row] + least
        bottom = (rows.low - np.add.reduceat(most, rows.start[:-1]))[row] + most
        new_low, new_high = low.copy(), high.copy()
        np.maximum.at(new_low, column, np.where(plus, bottom, -top))
        np.minimum.at(new_high, column, np.where(plus, top, -bottom))
        if (new_low > new_high).any():
            raise ContradictionError
        if np.array_equal(new_low, low) and np.array_equal(new_high, high):
            return low, high, True
        low, high = new_low, new_high
    if (low > high).any():
        raise ContradictionError
    return low, high, not len(rows)


def attack(rows: Rows, low: Ints, high: Ints, need: Ints) -> Bounds:
    """Find what every column can be.

    Parameters
    ----------
    need : array of int, shape (columns,)
        How wide each column must be; 0 for those that don't matter. A search stops as
        soon as a column is known to be so wide, or known not to be.
    """
    low, high, settled = propagate(rows, low, high)
    seen_low, seen_high = low.copy(), high.copy()
    for part in _components(rows, low < high):
        if settled and not _has_cycle(part, low < high):
            continue  # the limits are all reached
        _Search(part, low, high, seen_low, seen_high, need).run()
    return Bounds(low, high, seen_low, seen_high)


def _components(rows: Rows, is_open: Bools) -> list[Rows]:
    """Split the sums into those that have unknown columns in common."""
    parent = np.arange(len(is_open))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = int(parent[one])
        return one

    unknown = is_open[rows.column]
    row, column = rows.row[unknown], rows.column[unknown]
    first = dict(zip(row[::-1].tolist(), column[::-1].tolist(), strict=True))
    for r, c in zip(row.tolist(), column.tolist(), strict=True):
        parent[root(c)] = root(first[r])
    members: dict[int, list[int]] = {}
    for r, c in sorted(first.items()):
        members.setdefault(root(c), []).append(r)
    return [rows.take(np.array(some)) for some in members.values()]


def _has_cycle(part: Rows, is_open: Bools) -> bool:
    unknown = is_open[part.column]
    columns = len(np.unique(part.column[unknown]))
    return int(unknown.sum()) > columns + len(part) - 1


class _Search:
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
