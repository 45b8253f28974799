"""The proven minimum for a small block: which cells, and two worlds for each count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from indicators.disclosure.model import Ints
from indicators.disclosure.programme import NODES, as_whole, programme, solve
from indicators.disclosure.shift import Block


def optimum(block: Block) -> None:
    """Withhold the cheapest cells, if that is cheaper than what is withheld now.

    The programme has a yes-or-no for each cell that could be withheld, and two worlds
    for each column to protect, each of which may only move what is withheld.
    """
    wanted = np.flatnonzero(block.need > 0)
    free = np.flatnonzero(~block.always)
    count, sets = len(block.cell), 2 * len(wanted)
    solver = _programme(block, wanted, free)
    every = np.arange(len(free), dtype=np.int32)
    solver.changeColsCost(len(free), every, block.cost[free])
    solver.changeColsIntegrality(len(free), every, np.full(len(free), 1, np.uint8))
    solver.setOptionValue("presolve", "on")
    solver.setOptionValue("mip_max_nodes", NODES)
    answer = solve(solver)
    if answer is None:
        return
    chosen = free[answer[: len(free)] > 0.5]
    if block.cost[chosen].sum() >= block.cost[block.extra].sum() - 1e-9:
        return
    tables = as_whole(answer[len(free) :])
    if tables is not None:
        block.withhold(block.extra, False)
        block.withhold(chosen)
        block.restart(list(tables.reshape(sets, count)))


@dataclass
class _Rows:
    """The rows of a programme while they are written."""

    columns: list[Ints] = field(default_factory=list)
    weights: list[Ints] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(
        self, columns: Sequence[int] | Ints, weights: Sequence[int] | Ints,
        low: float, high: float,
    ) -> None:  # fmt: skip
        self.columns.append(np.asarray(columns))
        self.weights.append(np.asarray(weights))
        self.low.append(low)
        self.high.append(high)


def _programme(block: Block, wanted: Ints, free: Ints) -> highspy.Highs:
    count, first, sets = len(block.cell), len(free), 2 * len(wanted)
    number = np.full(len(block.cost), -1)
    number[free] = np.arange(first)
    rows = _Rows()
    for world in range(sets):
        _add_world(rows, block, number, first + world * count)
    for at, column in enumerate(wanted.tolist()):
        upper, lower = first + 2 * at * count, first + (2 * at + 1) * count
        need = float(block.need[column])
        rows.add([upper + column, lower + column], [1, -1], need, np.inf)
    start = np.cumsum([0, *map(len, rows.columns)])
    limits = (
        np.concatenate([np.zeros(first), np.tile(block.down, sets).astype(float)]),
        np.concatenate([np.ones(first), np.tile(block.up, sets).astype(float)]),
    )
    return programme(
        start, np.concatenate(rows.columns), np.concatenate(rows.weights),
        (np.array(rows.low), np.array(rows.high)), limits,
    )  # fmt: skip


def _add_world(rows: _Rows, block: Block, number: Ints, offset: int) -> None:
    """Add a table that has the same sums, and moves only where something is withheld.

    What is shown moves by at most so far, what is withheld by this much more.
    """
    for at in range(len(block.rows)):
        some = slice(block.rows.start[at], block.rows.start[at + 1])
        columns, weights = block.rows.column[some] + offset, block.rows.weight[some]
        rows.add(columns, weights, block.limits[0][at], block.limits[1][at])
    ways = (block.up, block.shown_up, 1), (block.down, block.shown_down, -1)
    for column in range(len(block.cell)):
        if (cell := number[block.cell[column]]) < 0:
            continue
        for end, shown, sign in ways:
            least = sign * min(sign * int(end[column]), sign * int(shown[column]))
            further = sign * (int(end[column]) - least)
            both = [offset + column, cell]
            rows.add(both, [sign, -further], -np.inf, float(sign * least))
