"""What earlier releases still tell of the data as it is now."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from indicators.disclosure.model import Bools, Floats, Ints
from indicators.disclosure.names import CELL, Names
from indicators.disclosure.statements import is_exact
from indicators.model import Status


def earlier(
    table: pd.DataFrame, ledger: Sequence[pd.DataFrame], revision: int
) -> list[pd.DataFrame]:
    """Say in terms of today's table what earlier releases have told.

    Where every figure that both show of a period and group is the same, the earlier
    ones still hold. Where some differ by at most `revision` the data was corrected, and
    the earlier figures hold within that; where one differs by more, the data is new.

    Returns
    -------
    list of DataFrame
        One for each release, of `indicators.model.COLUMNS` or `CELL`, `low`, `high`.
    """
    names = Names(table)
    told = []
    for old in ledger:
        told += [old] if "status" not in old else _compared(table, names, old, revision)
    return told


def _compared(
    table: pd.DataFrame, names: Names, old: pd.DataFrame, revision: int
) -> list[pd.DataFrame]:
    at = names.find(old)
    both = (at >= 0) & is_exact(old)
    both[both] = is_exact(table)[at[both]]
    moved = _change(old, table, both, at)
    slices = [old[name].to_numpy() for name in CELL[:2]]
    shift = pd.Series(moved).groupby(slices).transform("max").to_numpy()
    same, corrected = old[shift == 0], old[(shift > 0) & (shift <= revision)]
    return [same, *([_loose(corrected, revision)] if len(corrected) else [])]


def _change(old: pd.DataFrame, table: pd.DataFrame, rows: Bools, at: Ints) -> Floats:
    """Give by how much the counts of `rows` differ today; 0 where one isn't known."""
    was, now = (
        one[["numerator", "denominator"]].to_numpy(float) for one in (old, table)
    )
    change = np.zeros(len(old))
    difference = np.nan_to_num(np.abs(was[rows] - now[at[rows]]))
    change[rows] = difference.max(axis=1, initial=0.0)
    return change


def _loose(old: pd.DataFrame, revision: int) -> pd.DataFrame:
    known = old[(old["status"] == Status.OK) & old["numerator"].notna()]
    count = known["numerator"].to_numpy(float)
    low = np.maximum(count - revision, 0)
    return known[CELL].assign(low=low, high=count + revision)
