"""What published figures say about the counts behind them, as whole-number intervals.

This is all that the audit and the suppressor have in common beside the sums: how a
reader can read what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.disclosure.model import MOST, Bools, Carriers, Floats, Ints
from indicators.disclosure.policy import Rule
from indicators.model import COLUMNS, NUMBERS, Kind, Reason, Status

SMALL_AT_SOURCE = 4  # a file that says "<5" says 0 to 4
ROUNDED = {Reason.ROUNDED_3: 3, Reason.ROUNDED_5: 5}
_NUDGE = 1e-6  # what is shown as 12.5 is 12.5, whatever the computer makes of it


@dataclass(frozen=True)
class Statements:
    """Limits for each cell (`low`, `high`), and whether its value is shown.

    `claim` is the upper limit that the source itself gives where it withholds.
    """

    low: Ints
    high: Ints
    is_shown: Bools
    claim: Ints

    def meet(self, other: Statements) -> Statements:
        """Believe both."""
        return Statements(
            np.maximum(self.low, other.low),
            np.minimum(self.high, other.high),
            self.is_shown | other.is_shown,
            np.minimum(self.claim, other.claim),
        )

    def padded(self, more: int) -> Statements:
        """Add cells that nothing is said about."""
        none, top = np.zeros(more, np.int64), np.full(more, 10 * MOST)
        return Statements(
            np.append(self.low, none), np.append(self.high, top),
            np.append(self.is_shown, none > 0), np.append(self.claim, top),
        )  # fmt: skip


def as_shown(observations: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """Round the values, and code the highest and lowest, as everybody sees them."""
    value = observations["value"].astype(float)
    if rule.kind is Kind.SHARE:
        people = observations["denominator"].astype(float)
        edge = 100.0 * rule.count / people.where(people > 2 * rule.count)
        # A shown share can't be at the edge but for rounding and zeros of the source.
        value = value.clip(edge.fillna(0.0), 100.0 - edge.fillna(0.0))
        small = ~(people >= 1000)
        value = value.round(1).mask(small, value.round(0))
    else:
        value = value.round(0 if rule.kind is Kind.MEAN else rule.decimals)
    return observations.assign(value=value)


def interval(table: pd.DataFrame, rule: Rule) -> tuple[Floats, Floats]:
    """Read off what each shown row says about its count; -inf and inf where nothing."""
    numerator, people, value = (table[name].to_numpy(float) for name in NUMBERS)
    if rule.kind is Kind.COUNT:
        numerator = np.where(np.isnan(numerator), value, numerator)
    step = rule.step(people)
    unit = {Kind.SHARE: 100.0, Kind.RATE: 1000.0}.get(rule.kind, 1.0)
    low = np.ceil((value - step / 2) * people / unit - _NUDGE)
    high = np.floor((value + step / 2) * people / unit + _NUDGE)
    if rule.kind is not Kind.MEAN:
        has = ~np.isnan(numerator)
        low = np.where(has, np.floor(numerator + _NUDGE), low)
        high = np.where(has, np.ceil(numerator - _NUDGE), high)
    least = np.nan_to_num(people) * rule.lowest
    ok = is_exact(table) & (rule.kind is not Kind.INDEX)
    low = np.where(ok & ~np.isnan(low), low - least, -np.inf)
    return low, np.where(ok & ~np.isnan(high), high - least, np.inf)


def is_exact(table: pd.DataFrame) -> Bools:
    """Tell which rows of a published table are shown, and not rounded to hide them."""
    shown = (table["status"] == Status.OK) & ~table["reason"].isin(list(ROUNDED))
    return shown.to_numpy(bool)


def read(table: pd.DataFrame, known: Carriers, rule: Rule) -> Statements:
    """Read a published table; rows of no cell of `known` are left out.

    Parameters
    ----------
    table : DataFrame with `indicators.model.COLUMNS`, or with `CELL`, `low` and `high`
        As published: rounded, withheld rows without numbers. The second form is for
        figures that others have published with noise: the interval they leave.
    """
    count = len(known.cells)
    low, high = np.zeros(count, np.int64), np.full(count, MOST)
    shown = np.zeros(count, bool)
    cell = known.names.find(table)
    there, claim = cell >= 0, np.full(count, MOST)
    if "status" in table:
        least, most = interval(table, rule)
        shown[cell[there]] = is_exact(table)[there]
        claim[cell[there & _said_small(table)]] = SMALL_AT_SOURCE
    else:
        least, most = table["low"].to_numpy(float), table["high"].to_numpy(float)
    np.maximum.at(low, cell[there], np.maximum(least[there], 0).astype(np.int64))
    np.minimum.at(high, cell[there], np.minimum(most[there], MOST).astype(np.int64))
    return Statements(low, np.minimum(high, claim), shown, claim)


def read_rounded(table: pd.DataFrame, known: Carriers) -> Statements | None:
    """Read off the smallest parts what rounded counts say; sums say nothing more.

    A count below the base is shown as 0 or the base, and so are those outside where
    denominators are public. None if nothing in the table is rounded.
    """
    base = table["reason"].map(ROUNDED) if "reason" in table else pd.Series(dtype=float)
    if not base.notna().any():
        return None
    count = len(known.cells)
    stated = Statements(np.zeros(count, np.int64), np.full(count, MOST),
                        np.zeros(count, bool), np.full(count, MOST))  # fmt: skip
    wholes = known.rows.column[known.rows.start[:-1]]
    is_sum = known.rows.weight[known.rows.start[:-1]] < 0
    is_leaf = np.ones(count, bool)
    is_leaf[known.cell[wholes[is_sum]]] = False
    cell = known.names.find(table)
    chosen = base.notna().to_numpy() & (cell >= 0)
    chosen &= is_leaf[cell]
    at, b = cell[chosen], base.to_numpy(float)[chosen]
    shown = table["numerator"].fillna(table["value"]).to_numpy(float)[chosen]
    outside = table["denominator"].to_numpy(float)[chosen] - shown
    low = np.where(shown == 0, 0, np.where(shown == b, 1, shown))
    high = np.where(shown == 0, b - 1, shown)
    few_out = (outside == b) & (shown != b)
    low = np.where(outside == 0, shown - b + 1, np.where(few_out, shown, low))
    high = np.where(outside == b, shown + b - 1, high)
    stated.low[at], stated.high[at] = low.astype(np.int64), high.astype(np.int64)
    return stated


def _said_small(table: pd.DataFrame) -> Bools:
    said = table["reason"] == Reason.SMALL_COUNT
    return np.asarray(said & (table["status"] != Status.OK), bool)


def truth(observations: pd.DataFrame, rule: Rule) -> Ints:
    """Read the true counts from unprotected figures; -1 where there is none."""
    numerator, people, value = (observations[name].to_numpy(float) for name in NUMBERS)
    unit = {Kind.SHARE: 100.0, Kind.RATE: 1000.0}.get(rule.kind, 1.0)
    derived = value if rule.kind is Kind.COUNT else value * people / unit
    if rule.kind is Kind.MEAN:
        count = derived - rule.lowest * people
    else:
        count = np.where(np.isnan(numerator), derived, numerator)
    ok = (observations["status"] == Status.OK).to_numpy() & ~np.isnan(count)
    ok &= rule.kind is not Kind.INDEX
    return np.where(ok, np.rint(np.nan_to_num(count)).clip(0), -1).astype(np.int64)


def withhold(table: pd.DataFrame, rows: Bools) -> pd.DataFrame:
    """Take away the numbers of some rows; the only place that says `protected`."""
    ours = rows & (table["status"] == Status.OK).to_numpy()
    said = {"status": str(Status.SUPPRESSED), "reason": str(Reason.PROTECTED)}
    return table[COLUMNS].assign(
        **{name: table[name].mask(ours) for name in NUMBERS},
        **{name: table[name].mask(ours, word) for name, word in said.items()},
    )
