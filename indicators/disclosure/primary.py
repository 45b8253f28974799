"""Which counts are small, and how wide they must stay."""

from __future__ import annotations

import numpy as np
import pandas as pd

from indicators.disclosure.model import Bools, Floats, Ints
from indicators.disclosure.policy import Rule
from indicators.model import Kind


def is_small(count: Floats, people: Floats, rule: Rule) -> Bools:
    """Tell which counts are few inside, few outside or of few persons.

    `count` is the count inside, or for a mean the sum above the lowest possible; NaN
    where unknown. Zero is few, and so is everybody.
    """
    outside = people * rule.scale - count
    few = (count < rule.small) | (people < rule.base)
    if rule.kind in (Kind.SHARE, Kind.MEAN, Kind.RATE):
        few |= outside < rule.small
    return few


def sensitive(observations: pd.DataFrame, count: Ints, rule: Rule) -> Bools:
    """Tell which rows must not be shown for their own sake.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`
        Perhaps with `providers`: how many providers or schools are behind each row.
    count : array of int, shape (rows,)
        What `statements` reads as the true count of each row; -1 where there is none.
    """
    people = observations["denominator"].to_numpy(float)
    known = np.where(count >= 0, count, np.nan)
    few: Bools = is_small(known, people, rule)
    few |= rule.needs_base & np.isnan(people)
    if "providers" in observations:
        few |= observations["providers"].to_numpy(float) < rule.providers
    return few


def need(upper: Ints, rule: Rule) -> Ints:
    """Give the width that must stay open for counts that can be at most `upper`."""
    width: Ints = np.minimum(rule.width * rule.scale, upper)
    return width
