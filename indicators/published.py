"""The table that everybody reads from: every level, protected, rounded as shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.aggregate import aggregate
from indicators.model import COLUMNS, KEY, Indicator, Kind, Thresholds
from indicators.protection import Cell, Sums, protect, rule_of

DEFAULTS = Thresholds()
WHOLE_PERCENT_BELOW = 1000  # persons; with fewer, a decimal would tell the count


@dataclass(frozen=True)
class Division:
    """How the areas of one geography make up the areas of another.

    `members` is indexed by area code of `of` and holds the area code in `geography`;
    an area may be there more than once (area groups may overlap).
    """

    geography: str
    of: str
    members: pd.Series[str]


def publish(
    observations: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    divisions: tuple[Division, ...] = (),
    thresholds: Thresholds = DEFAULTS,
    further_sums: Sums = (),
) -> pd.DataFrame:
    """Make the published table from what was read.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`, unprotected
    indicators : mapping from id to Indicator
    divisions : tuple of Division
        The levels to work out where the observations themselves lack them.
    thresholds : Thresholds
    further_sums : sequence of (cell, the cells it is the sum of)
        Sums that a reader can work out although no level is made by them, such as
        the municipality from its area groups.

    Returns
    -------
    DataFrame with `indicators.model.COLUMNS`
        Sorted by key. Only what may be shown: whatever is withheld has no numbers.
    """
    tables = []
    sums = [*_sums(divisions), *further_sums]
    for name, table in observations.groupby("indicator", sort=True):
        indicator = indicators[str(name)]
        everything = _all_levels(table, divisions, indicator)
        rule = rule_of(indicator, thresholds.count, thresholds.pupils)
        shown = protect(everything, indicator, rule, sums)
        tables.append(_rounded(shown, indicator) if rule else shown)
    if not tables:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(tables).sort_values(KEY, ignore_index=True)[COLUMNS]


def _all_levels(
    table: pd.DataFrame, divisions: tuple[Division, ...], indicator: Indicator
) -> pd.DataFrame:
    levels = [table]
    for division in divisions:
        so_far = pd.concat(levels, ignore_index=True)
        base = so_far[so_far["geography"] == division.of]
        computed = aggregate(
            base, division.members, division.geography, {indicator.id: indicator}
        )
        given = set(so_far[KEY].itertuples(index=False, name=None))
        is_new = [key not in given for key in computed[KEY].itertuples(False, None)]
        if any(is_new):
            levels.append(computed[is_new])
    return pd.concat(levels, ignore_index=True)


def _sums(divisions: tuple[Division, ...]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    return [
        ((division.geography, str(whole)), tuple((division.of, c) for c in codes))
        for division in divisions
        for whole, codes in division.members.groupby(division.members).groups.items()
    ]


def _rounded(table: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Round shares so that they don't tell the count any closer than the map does."""
    value = table["value"].astype(float)
    if indicator.kind is Kind.SHARE:
        small = ~(table["denominator"] >= WHOLE_PERCENT_BELOW)
        value = value.round(1).mask(small, value.round(0))
    elif indicator.kind is Kind.MEAN:
        value = value.round(0)
    else:
        value = value.round(max(indicator.decimals, 0))
    return table.assign(value=value)
