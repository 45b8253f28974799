"""The proven minimum for a small block: which cells, and two worlds for each count."""

from __future__ import annotations

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


def _programme(block: Block, wanted: Ints, free: Ints) -> highspy.Highs:
    count, first = len(block.cell), len(free)
    number = np.full(len(block.cost), -1)
    number[free] = np.arange(first)
    rows, low, high = [], [], []
    for world in range(2 * len(wanted)):
        offset = first + world * count
        for at in range(len(block.rows)):
            some = slice(block.rows.start[at], block.rows.start[at + 1])
            rows.append((block.rows.column[some] + offset, block.rows.weight[some]))
            low.append(block.limits[0][at])
            high.append(block.limits[1][at])
        for column in range(count):
            if (cell := number[block.cell[column]]) < 0:
                continue
            # what is shown moves by at most so far, what is withheld by this much more
            for end, shown, sign in (
                (block.up, block.shown_up, 1), (block.down, block.shown_down, -1),
            ):  # fmt: skip
                least = sign * min(sign * int(end[column]), sign * int(shown[column]))
                further = sign * (int(end[column]) - least)
                rows.append(
                    (np.array([offset + column, cell]), np.array([sign, -further]))
                )
                low.append(-np.inf)
                high.append(float(sign * least))
    for at, column in enumerate(wanted.tolist()):
        upper, lower = first + 2 * at * count, first + (2 * at + 1) * count
        rows.append((np.array([upper + column, lower + column]), np.array([1, -1])))
        low.append(float(block.need[column]))
        high.append(np.inf)
    start = np.cumsum([0, *(len(columns) for columns, _weights in rows)])
    sets = 2 * len(wanted)
    limits = (
        np.concatenate([np.zeros(first), np.tile(block.down, sets).astype(float)]),
        np.concatenate([np.ones(first), np.tile(block.up, sets).astype(float)]),
    )
    return programme(
        start, np.concatenate([c for c, _w in rows]),
        np.concatenate([w for _c, w in rows]),
        (np.array(low), np.array(high)), limits,
    )  # fmt: skip
