"""Linear and whole-number programmes for the suppressor (the audit has its own)."""

from __future__ import annotations

import highspy
import numpy as np

from indicators.disclosure.model import Floats, Ints, Rows

NODES = 2000  # a limit in steps, not in seconds, gives the same answer on any machine
_NEAR = 1e-6
Whole = highspy.HighsVarType.kInteger


def programme(
    start: Ints, column: Ints, weight: Ints,
    rows: tuple[Floats, Floats], columns: tuple[Floats, Floats],
) -> highspy.Highs:  # fmt: skip
    """Set up a programme with limits of rows and columns, and no costs."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = len(rows[0]), len(columns[0])
    model.col_cost_ = np.zeros(model.num_col_)
    model.row_lower_, model.row_upper_ = rows
    model.col_lower_, model.col_upper_ = columns
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = start.astype(np.int32)
    model.a_matrix_.index_ = column.astype(np.int32)
    model.a_matrix_.value_ = weight.astype(float)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False), ("threads", 1), ("random_seed", 0),
        ("mip_max_nodes", NODES), ("presolve", "off"),
    ):  # fmt: skip
        solver.setOptionValue(option, value)
    solver.passModel(model)
    return solver


def of_rows(rows: Rows, low: Ints, high: Ints) -> highspy.Highs:
    """Set up the tables that obey `rows` within limits."""
    return programme(
        rows.start, rows.column, rows.weight,
        (rows.low.astype(float), rows.high.astype(float)),
        (low.astype(float), high.astype(float)),
    )  # fmt: skip


def solve(solver: highspy.Highs) -> Floats | None:
    """Solve; None if there is no solution."""
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return np.array(solver.getSolution().col_value)
    info = solver.getInfo()
    found = info.primal_solution_status == 2 and info.mip_node_count >= 0
    return np.array(solver.getSolution().col_value) if found else None


def solve_whole(solver: highspy.Highs) -> Ints | None:
    """Solve in whole numbers: by the linear programme if its answer happens to be."""
    if (answer := solve(solver)) is None:
        return None
    if (whole := as_whole(answer)) is not None:
        return whole
    count = solver.getNumCol()
    every = np.arange(count, dtype=np.int32)
    solver.changeColsIntegrality(count, every, np.full(count, 1, np.uint8))
    answer = solve(solver)
    solver.changeColsIntegrality(count, every, np.full(count, 0, np.uint8))
    return None if answer is None else as_whole(answer)


def as_whole(values: Floats) -> Ints | None:
    """Give the whole numbers that these are, if they are."""
    whole = np.rint(values)
    return whole.astype(np.int64) if np.abs(values - whole).max() < _NEAR else None
