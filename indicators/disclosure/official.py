"""Official statistics about the same persons: what everybody knows besides.

A definition may say that its numerator or denominator is also counted by a public
indicator. What that shows is then known to the attacker, as it was published: rounded,
and from 2025 with Statistics Sweden's noise, so that it never adds up exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.disclosure.names import CELL
from indicators.model import NUMBERS, Indicator, Kind, Origin, Status

NOISE_FROM = 2025  # the first year whose population figures SCB perturbs
Tables = Mapping[str, Sequence[pd.DataFrame]]  # by indicator, newest first


@dataclass(frozen=True)
class Official:
    """What others say: of the counts, and of the denominators.

    Each is None or has `CELL`, `low` and `high`.
    """

    counts: pd.DataFrame | None = None
    people: pd.DataFrame | None = None


def official(
    indicator: Indicator, indicators: Mapping[str, Indicator], tables: Tables,
    ours: pd.DataFrame, noise: int,
) -> Official:  # fmt: skip
    """Gather what public indicators say of the persons whom an indicator counts.

    Parameters
    ----------
    tables : mapping from indicator to DataFrames with `indicators.model.COLUMNS`
        All that was ever published, as it was published.
    ours : DataFrame with `indicators.model.COLUMNS`
        Our own figures, as far as they may be looked at. Where one lies outside what
        the other source says, that source is off by so much more in that period and
        group.
    noise : int
        By how many persons public figures may be off from 2025 on.
    """
    found: list[pd.DataFrame | None] = []
    for part, name in (
        ("numerator", indicator.numerator_from),
        ("denominator", indicator.denominator_from),
    ):
        other = indicators.get(name)
        if other is None or other.origin is not Origin.PUBLIC:
            found.append(None)
            continue
        said = [_said(t, other, part, noise) for t in tables.get(name, ())]
        found.append(_widened(_newest(said), ours, part) if said else None)
    return Official(*found)


def _said(
    table: pd.DataFrame, indicator: Indicator, part: str, noise: int
) -> pd.DataFrame:
    """Read the interval off each figure that is shown."""
    table = table[table["status"] == Status.OK]
    numerator, people, value = (table[name].to_numpy(float) for name in NUMBERS)
    off = np.where([_year(p) >= NOISE_FROM for p in table["period"]], float(noise), 0.0)
    step = 10.0**-indicator.decimals / 2
    if indicator.kind is Kind.COUNT:
        count = np.where(np.isnan(numerator), value, numerator)
        low, high = count - off, count + off
    elif part == "denominator":
        low, high = people - off, people + off
    else:
        by = indicator.multiplier
        low = np.where(np.isnan(numerator), (value - step) * (people - off) / by,
                       numerator - off)  # fmt: skip
        high = np.where(np.isnan(numerator), (value + step) * (people + off) / by,
                        numerator + off)  # fmt: skip
    low, high = np.maximum(np.ceil(low - 1e-6), 0), np.floor(high + 1e-6)
    return table[CELL].assign(low=low, high=high).dropna()


def _year(period: str) -> int:
    return max((int(year) for year in re.findall(r"\d{4}", period)), default=0)


def _newest(said: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Believe all tables of a cell; where they disagree, the newest."""
    result = said[0].drop_duplicates(CELL).set_index(CELL)
    for older in said[1:]:
        old = older.drop_duplicates(CELL).set_index(CELL)
        result = result.reindex(result.index.union(old.index))
        both = old.reindex(result.index)
        low = result["low"].combine(both["low"], np.fmax)
        high = result["high"].combine(both["high"], np.fmin)
        fits = low <= high
        result["low"] = low.where(fits, result["low"])
        result["high"] = high.where(fits, result["high"])
    return result.reset_index()


def _widened(said: pd.DataFrame, ours: pd.DataFrame, part: str) -> pd.DataFrame:
    """Allow for as much more error as our own figures show there to be."""
    own = ours.loc[ours["status"] == Status.OK, [*CELL, part]].dropna()
    both = said.merge(own, on=CELL)
    under, over = both["low"] - both[part], both[part] - both["high"]
    miss = under.where(under > over, over).clip(lower=0)
    most = miss.groupby([both[name] for name in CELL[:2]]).max().to_dict()
    more = [
        most.get(key, 0.0) for key in zip(said["period"], said["group"], strict=True)
    ]
    off = pd.Series(np.ceil(more), index=said.index)
    return said.assign(low=(said["low"] - off).clip(lower=0), high=said["high"] + off)
