"""The same thing wrong in many rows: the first are listed, and the rest is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.errors import Problem
from indicators.texts import ngettext

LISTED = 1000  # nobody mends more than that one by one
Rows = Sequence[int] | NDArray[np.intp]
Say = Callable[[int], tuple[str, str]]  # message and remedy for the n-th of the rows


def always(message: str, remedy: str = "") -> Say:
    """Say the same of every row."""
    return lambda _n: (message, remedy)


def same_problem(rows: Rows, column: str, say: Say) -> list[Problem]:
    """Say of many rows what is wrong in the same way with each.

    Parameters
    ----------
    rows : sequence of int
        As a spreadsheet shows them, in order.
    column : str
        The header of the column to blame, or "".
    say : callable

    Returns
    -------
    list of Problem
        One for each of the first `LISTED` rows, and one for all others together.
    """
    found = [Problem(int(row), column, *say(n)) for n, row in enumerate(rows[:LISTED])]
    rest = rows[LISTED:]
    if len(rest):
        message = ngettext(
            "{count} rad till har fel av samma slag.",
            "{count} rader till, från den här och nedåt, har fel av samma slag.",
            len(rest),
        ).format(count=len(rest))
        found.append(Problem(int(rest[0]), column, message, rows=len(rest)))
    return found
