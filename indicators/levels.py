"""The levels of a place: which areas make up which, and the figures of the larger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.aggregate import aggregate
from indicators.disclosure.structure import Area
from indicators.model import KEY, Indicator


@dataclass(frozen=True)
class Division:
    """How the areas of one geography make up the areas of another.

    `members` is indexed by area code of `of` and holds the area code in `geography`;
    an area may be there more than once (area groups may overlap).
    """

    geography: str
    of: str
    members: pd.Series[str]


def all_levels(
    observations: pd.DataFrame,
    divisions: tuple[Division, ...],
    indicators: Mapping[str, Indicator],
) -> pd.DataFrame:
    """Add the levels that the observations lack."""
    levels = [observations]
    for division in divisions:
        so_far = pd.concat(levels, ignore_index=True)
        base = so_far[so_far["geography"] == division.of]
        computed = aggregate(base, division.members, division.geography, indicators)
        given = set(so_far[KEY].itertuples(index=False, name=None))
        is_new = [key not in given for key in computed[KEY].itertuples(False, None)]
        if any(is_new):
            levels.append(computed[is_new])
    return pd.concat(levels, ignore_index=True)


def sums_of(divisions: tuple[Division, ...]) -> list[tuple[Area, tuple[Area, ...]]]:
    """List which areas each larger area is the sum of."""
    return [
        ((division.geography, str(whole)), tuple((division.of, c) for c in codes))
        for division in divisions
        for whole, codes in division.members.groupby(division.members).groups.items()
    ]
