"""From a cube of cells to columns: one row for each combination."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from math import prod

from indicators.formats import limits
from indicators.formats.model import Dataset, Dimension, Note, RefusedError
from indicators.texts import _


def flatten(
    dimensions: Sequence[Dimension],
    codes: Sequence[Sequence[str]],
    cells: Iterable[str],
    contents: int | None,
    only: Dimension,
    *,
    table: str = "",
    notes: Sequence[Note] = (),
) -> Dataset:
    """Lay out a cube whose last dimension varies fastest.

    `contents` is the dimension whose categories become columns; where there is none,
    `only` names the single thing that is measured.
    """
    sizes = [len(part) for part in codes]
    size = require_size(sizes)
    listed = list(islice(cells, size + 1))
    if len(listed) != size:
        raise short_of_cells()
    if contents is None:
        return Dataset(dimensions, _columns(codes), only, [listed], table, notes)
    rest = [i for i in range(len(dimensions)) if i != contents]
    return Dataset(
        [dimensions[i] for i in rest],
        _columns([codes[i] for i in rest]),
        dimensions[contents],
        _apart(listed, sizes[contents], prod(sizes[contents + 1 :])),
        table,
        notes,
    )


def short_of_cells() -> RefusedError:
    """Say that there are fewer cells than there should be, or more."""
    return RefusedError(
        _("Filen har inte så många värden som dess dimensioner säger."),
        _("Den kan vara avklippt: hämta den på nytt."),
    )


def _apart(cells: Sequence[str], count: int, inner: int) -> list[list[str]]:
    """Take the cells of each of `count` categories, which come `inner` at a time."""
    return [
        [
            cell
            for start in range(k * inner, len(cells), count * inner)
            for cell in cells[start : start + inner]
        ]
        for k in range(count)
    ]


def require_size(sizes: Sequence[int]) -> int:
    """Multiply the sizes; refuse what no table of a municipality needs."""
    if len(sizes) > limits.DIMENSIONS or prod(sizes) > limits.CELLS:
        raise RefusedError(
            _("Tabellen har fler än 3 miljoner celler."),
            _("Välj bara kommunens områden och de år som behövs, och hämta på nytt."),
        )
    return prod(sizes)


def _columns(codes: Sequence[Sequence[str]]) -> list[list[str]]:
    sizes = [len(part) for part in codes]
    return [
        [code for code in part for _i in range(prod(sizes[at + 1 :]))]
        * prod(sizes[:at])
        for at, part in enumerate(codes)
    ]
