"""What is left of a cell when another is subtracted, also across geographies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indicators.disclosure.model import Bools, Carriers, Ints, Rows
from indicators.disclosure.unions import Union

Leaves = frozenset[int]


class _Leaves:
    """The smallest parts of each cell, found when asked for."""

    def __init__(self, known: Carriers, is_withheld: Bools) -> None:
        rows = _near(known, is_withheld)
        first = rows.column[rows.start[:-1]]
        self.rows = rows
        numbers = range(len(first) - 1, -1, -1)
        self.parts = dict(zip(first[::-1].tolist(), numbers, strict=True))
        self.wholes: dict[int, list[int]] = {}
        inner = np.arange(len(rows.column)) != rows.start[:-1][rows.row]
        pairs = rows.column[inner].tolist(), first[rows.row[inner]].tolist()
        for part, whole in zip(*pairs, strict=True):
            self.wholes.setdefault(part, []).append(whole)
        self.memory: dict[int, Leaves] = {}

    def of(self, cell: int) -> Leaves:
        """List the smallest parts of a cell."""
        found = self.memory.get(cell)
        if found is None:
            row = self.parts.get(cell)
            found = (
                frozenset([cell])
                if row is None
                else frozenset[int]().union(*map(self.of, self._row(row)))
            )
            self.memory[cell] = found
        return found

    def _row(self, row: int) -> list[int]:
        start, end = self.rows.start[row : row + 2]
        members: list[int] = self.rows.column[start + 1 : end].tolist()
        return members

    def above(self, cells: list[int]) -> set[int]:
        """List all that some of the cells are part of."""
        found: set[int] = set()
        while cells:
            cells = [w for cell in cells for w in self.wholes.get(cell, ())]
            cells = [w for w in dict.fromkeys(cells) if w not in found]
            found |= set(cells)
        return found


def _near(known: Carriers, is_withheld: Bools) -> Rows:
    """Keep the sums of all that has a withheld part, and of their parts in turn."""
    first = known.rows.column[known.rows.start[:-1]]
    ours = (known.rows.weight[known.rows.start[:-1]] < 0) & ~known.outside[first]
    rows = known.rows.take(np.flatnonzero(ours))
    whole, part = rows.column[rows.start[:-1]][rows.row], rows.column
    near = np.zeros(len(known.cell), bool)
    near[np.flatnonzero(~known.outside)] = is_withheld
    for one, other in ((part, whole), (whole, part)):
        before = -1
        while int(near.sum()) != before:
            before = int(near.sum())
            near[other[near[one]]] = True
    return rows.take(np.flatnonzero(near[rows.column[rows.start[:-1]]]))


def differences(
    known: Carriers, is_withheld: Bools, low: Ints, high: Ints
) -> dict[Union, tuple[int, int]]:
    """Find what is left when a cell is subtracted from one that it is in.

    Only where nothing that is left is shown: a shown part is not small, and what has a
    part that is not small isn't small either.

    Returns
    -------
    dict from union to (low, high)
        The smallest parts that are left, at least two, and limits of their sum.
    """
    leaves = _Leaves(known, is_withheld)
    count = len(known.cells)
    hidden = [c for c in np.flatnonzero(is_withheld).tolist() if c not in leaves.parts]
    found: dict[Union, tuple[int, int]] = {}
    for whole in sorted(leaves.above(hidden)):
        inside = leaves.of(whole)
        for part in _inner(leaves, whole, [c for c in inside if not is_withheld[c]]):
            left = inside - leaves.of(part)
            if part < count and len(left) > 1 and is_withheld[list(left)].all():
                union = tuple(sorted(left))
                a, b = found.get(union, (int(low[list(union)].sum()), 10**9))
                found[union] = (max(a, int(low[whole] - high[part])),
                                min(b, int(high[whole] - low[part])))  # fmt: skip
    return dict(sorted(found.items()))


def _inner(leaves: _Leaves, whole: int, shown: list[int]) -> Iterator[int]:
    """Give the cells within a whole that have all its shown smallest parts."""
    inside = leaves.of(whole)
    some = [shown[0]] if shown else sorted(inside)
    for part in sorted({*some, *leaves.above(some)} - {whole}):
        if leaves.of(part) < inside and leaves.of(part).issuperset(shown):
            yield part
