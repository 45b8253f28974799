"""How open each count must stay, and how open the statements leave it to begin with.

Somebody else may have told more than we: nobody can ask us to leave a count more open
than what others have published, or what can't be taken back, leaves it alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import pandas as pd

from indicators.disclosure.attack import attack
from indicators.disclosure.model import Carriers, Ints
from indicators.disclosure.policy import Rule
from indicators.disclosure.primary import need
from indicators.disclosure.propagation import ContradictionError
from indicators.disclosure.statements import Statements, read, read_rounded


def limits(known: Carriers, stated: Statements) -> tuple[Ints, Ints]:
    """Turn the limits of cells into limits of columns."""
    out = known.outside  # what is known of these follows from the sums
    low = np.where(out, 0, stated.low[known.cell])
    high = np.where(out, known.upper, np.minimum(stated.high[known.cell], known.upper))
    return low, high


def sources(
    table: pd.DataFrame, told: Sequence[pd.DataFrame], ledger: Sequence[pd.DataFrame],
    known: Carriers, rule: Rule, *, forgive: bool,
) -> list[Statements]:  # fmt: skip
    """Gather the statements that are known as they are, and each alone is allowed for.

    What others have published, what small counts are rounded to, and, if `forgive`,
    what we have published earlier.
    """
    others = [read(t, known, rule) for t in ledger if "status" not in t]
    ours = [read(t, known, rule) for t in told] if forgive else []
    rounded = [read_rounded(t, known) for t in (table, *told)]
    joined = [reduce(Statements.meet, some) for some in (others, ours) if some]
    return [*joined, *(one for one in rounded if one is not None)]


def left_open(
    known: Carriers, stated: Statements, given: Sequence[Statements], rule: Rule
) -> Ints:
    """Give the width that each column must keep: no more than each source leaves."""
    wanted = _need(known, stated, rule)
    for source in given:
        wanted = _left(known, source, wanted)
    return wanted


def _left(known: Carriers, stated: Statements, wanted: Ints) -> Ints:
    low, high = limits(known, stated)
    need = wanted
    try:
        while True:
            found = attack(known.rows, low, high, need)
            low, high = found.low, found.high
            narrower = np.minimum(need, high - low)
            if np.array_equal(narrower, need):
                return need
            need = narrower
    except ContradictionError:
        return wanted  # it speaks of something else, so it excuses nothing


def _need(known: Carriers, stated: Statements, rule: Rule) -> Ints:
    return need(np.minimum(known.upper, stated.claim[known.cell]), rule)
