"""What earlier releases still tell of the data as it is now."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from indicators.disclosure.names import CELL
from indicators.disclosure.statements import ROUNDED
from indicators.model import NUMBERS, Status


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
    told = []
    for old in ledger:
        told += [old] if "status" not in old else _compared(table, old, revision)
    return told


def _compared(
    table: pd.DataFrame, old: pd.DataFrame, revision: int
) -> list[pd.DataFrame]:
    both = old.merge(table, on=CELL, suffixes=("", "_now"), validate="one_to_one")
    ok = (both["status"] == Status.OK) & (both["status_now"] == Status.OK)
    for name in ("reason", "reason_now"):
        ok &= ~both[name].isin(list(ROUNDED))
    change = pd.DataFrame(
        {n: (both[n] - both[f"{n}_now"]).abs().fillna(0.0) for n in NUMBERS}
    )[ok]
    slices = [both.loc[ok, name] for name in CELL[:2]]
    most = change.groupby(slices).max() if len(change) else change
    moved = dict(most[["numerator", "denominator"]].max(axis=1)) if len(most) else {}
    shift = pd.Series(
        [moved.get(key, 0.0) for key in zip(*(old[n] for n in CELL[:2]), strict=True)],
        index=old.index, dtype=float,
    )  # fmt: skip
    same, corrected = old[shift == 0], old[(shift > 0) & (shift <= revision)]
    return [same, *([_loose(corrected, revision)] if len(corrected) else [])]


def _loose(old: pd.DataFrame, revision: int) -> pd.DataFrame:
    known = old[(old["status"] == Status.OK) & old["numerator"].notna()]
    return known[CELL].assign(
        low=(known["numerator"] - revision).clip(lower=0),
        high=known["numerator"] + revision,
    )
