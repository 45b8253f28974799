"""Move a count as far as needed within one block, withholding the cheapest others."""

from __future__ import annotations

import highspy
import numpy as np

from indicators.disclosure.model import Bools, Floats, Ints, Rows
from indicators.disclosure.programme import programme, solve_whole

ROUNDS = 3  # linear programmes for a shift: fewer and larger steps each time
FREE = 1e-4  # the cost of moving what is withheld anyway, for one clear answer


class Block:
    """Worlds found so far, and what is withheld to make them possible.

    A world is how far each column is from the true table. `reach_low` and `reach_high`
    are the furthest seen in each column.
    """

    def __init__(
        self, rows: Rows, value: Ints, low: Ints, high: Ints, shown_low: Ints,
        shown_high: Ints, need: Ints, cell: Ints, cost: Floats, withheld: Bools,
    ) -> None:  # fmt: skip
        self.rows, self.cell, self.cost, self.need = rows, cell, cost, need
        self.down, self.up = low - value, high - value
        self.shown_down, self.shown_up = shown_low - value, shown_high - value
        self.withheld, self.always = withheld, withheld.copy()
        self.worlds: list[Ints] = []
        self.reach_low = np.zeros(len(value), np.int64)
        self.reach_high = np.zeros(len(value), np.int64)
        truth = rows.sums(value)
        self.limits = (
            (rows.low - truth).astype(float),
            (rows.high - truth).astype(float),
        )
        self._free = self._table()
        self._paid = self._priced()

    @property
    def extra(self) -> Ints:
        """The cells withheld only to protect others."""
        return np.flatnonzero(self.withheld & ~self.always)

    def _table(self) -> highspy.Highs:
        rows, (down, up) = self.rows, self._now()
        columns = down.astype(float), up.astype(float)
        return programme(rows.start, rows.column, rows.weight, self.limits, columns)

    def _priced(self) -> highspy.Highs:
        """Make each column two: how far up and how far down, each with its price."""
        rows, count = self.rows, len(self.cell)
        column = np.column_stack([rows.column, rows.column + count]).ravel()
        weight = np.column_stack([rows.weight, -rows.weight]).ravel()
        most = np.concatenate([self.up, -self.down]).astype(float)
        columns = np.zeros(2 * count), most
        return programme(2 * rows.start, column, weight, self.limits, columns)

    def _now(self) -> tuple[Ints, Ints]:
        """Give how far each column can move as things are."""
        open_ = self.withheld[self.cell]
        down = np.where(open_, self.down, np.maximum(self.down, self.shown_down))
        return down, np.where(open_, self.up, np.minimum(self.up, self.shown_up))

    def is_narrow(self, at: int) -> bool:
        """Tell whether the worlds found don't yet differ enough in a column."""
        return bool(self.reach_high[at] - self.reach_low[at] < self.need[at])

    def protect(self) -> list[int]:
        """Protect every column that needs it; list those for which there is no way."""
        wanted = np.flatnonzero(self.need > 0)
        order = wanted[np.argsort(-self.need[wanted], kind="stable")]
        return [int(at) for at in order if not self._protect(int(at))]

    def _protect(self, at: int) -> bool:
        if self.is_narrow(at):
            self.stretch(at)
        while self.is_narrow(at):
            up = min(self.reach_low[at] + self.need[at], self.up[at])
            down = max(self.reach_high[at] - self.need[at], self.down[at])
            found = [
                world
                for target in (int(up), int(down))
                if not self.reach_low[at] <= target <= self.reach_high[at]
                and (world := self._shift(at, target)) is not None
            ]
            if not found:
                return False
            best = min(found, key=lambda w: (self._price(w), -w.sum()))
            self.withhold(self._moved(best))
            self.see(best)
        return True

    def stretch(self, at: int) -> None:
        """Move a column as far as it goes without withholding more."""
        for sign in (-1.0, 1.0):
            self._free.changeColCost(at, sign)
            world = solve_whole(self._free)
            self._free.changeColCost(at, 0.0)
            if world is not None:
                self.see(world)
            if not self.is_narrow(at):
                return

    def see(self, world: Ints) -> None:
        """Take note of a world."""
        self.worlds.append(world)
        self.reach_low = np.minimum(self.reach_low, world)
        self.reach_high = np.maximum(self.reach_high, world)

    def _shift(self, at: int, target: int) -> Ints | None:
        """Find a cheap world in which a column is moved so far."""
        solver, count = self._paid, len(self.cell)
        both = [(at, max(target, 0)), (at + count, max(-target, 0))]
        for column, fixed in both:
            solver.changeColBounds(column, fixed, fixed)
        best: Ints | None = None
        price = self._prices(np.maximum(self.up, -self.down), abs(target))
        for _round in range(ROUNDS):
            every = np.arange(2 * count, dtype=np.int32)
            solver.changeColsCost(2 * count, every, np.concatenate([price, price]))
            answer = solve_whole(solver)
            if answer is None:
                break
            world = answer[:count] - answer[count:]
            if best is not None and self._price(world) >= self._price(best):
                break
            best = world
            price = self._prices(np.abs(world), abs(target))
        solver.changeColBounds(at, 0.0, float(self.up[at]))
        solver.changeColBounds(at + count, 0.0, float(-self.down[at]))
        return best

    def _prices(self, distance: Ints, target: int) -> Floats:
        cost = self.cost[self.cell] / np.minimum(np.maximum(distance, 1), target)
        return np.where(self.withheld[self.cell], FREE, cost)

    def _moved(self, world: Ints) -> Ints:
        """List the shown cells that a world moves out of what is shown of them."""
        out = (world < self.shown_down) | (world > self.shown_up)
        moved = np.zeros(len(self.cost), bool)
        moved[self.cell[out]] = True
        return np.flatnonzero(moved & ~self.withheld)

    def _price(self, world: Ints) -> float:
        return float(self.cost[self._moved(world)].sum())

    def withhold(self, cells: Ints, withheld: bool = True) -> None:
        """Withhold cells, or show them again."""
        self.withheld[cells] = withheld
        down, up = self._now()
        changed = np.zeros(len(self.cost), bool)
        changed[cells] = True
        for column in np.flatnonzero(changed[self.cell]).tolist():
            self._free.changeColBounds(column, float(down[column]), float(up[column]))

    def clean_up(self) -> None:
        """Show again what needn't be withheld, the most expensive first."""
        extra = self.extra
        for cell in extra[np.argsort(-self.cost[extra], kind="stable")].tolist():
            self._try_to_show(cell)

    def _try_to_show(self, cell: int) -> None:
        before = self.worlds, self.reach_low, self.reach_high
        one = np.array([cell])
        self.withhold(one, False)
        down, up = self._now()
        self.restart([w for w in self.worlds if (w >= down).all() and (w <= up).all()])
        for at in np.flatnonzero(self.need > 0).tolist():
            if self.is_narrow(at):
                self.stretch(at)
            if self.is_narrow(at):
                self.withhold(one)
                self.worlds, self.reach_low, self.reach_high = before
                return

    def restart(self, worlds: list[Ints]) -> None:
        """Forget all worlds but these."""
        every = np.array([np.zeros(len(self.cell), np.int64), *worlds])
        self.worlds = list(worlds)
        self.reach_low, self.reach_high = every.min(axis=0), every.max(axis=0)
