"""Questions that a careful analyst asks of new figures before publishing them.

None of these stops a file: each is something to look at, said without any value.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from indicators.disclosure.policy import Policy
from indicators.disclosure.primary import is_small
from indicators.model import Indicator, Kind, Status
from indicators.published import Division
from indicators.texts import _, ngettext

REVISED_BY = 0.05  # of the published value; ScotPHO's profiles ask from here on
OUTLIER = 3.5  # modified z-score; Iglewicz and Hoaglin (1993)
MOST_SMALL = 0.4  # of all cells; ScotPHO: is it worth publishing at all?
NOISE_PER_PART = 3.0  # persons; SCB's Cell Key Method moves each count a little
CELL = ["indicator", "period", "group", "geography", "area_code"]
PLACE = ["indicator", "group", "geography", "area_code"]


def ask(
    new: pd.DataFrame,
    published: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    divisions: tuple[Division, ...] = (),
) -> list[str]:
    """List what is worth a second look in new observations.

    Parameters
    ----------
    new : DataFrame with `indicators.model.COLUMNS`, unprotected, just read
    published : DataFrame with `indicators.model.COLUMNS`
        What is in force.
    indicators : mapping from id to Indicator
    divisions : tuple of Division
        How the levels make each other up.

    Returns
    -------
    list of str
        Sentences that name indicators, periods and areas, and never a value.
    """
    lines: list[str] = []
    for name, table in new.groupby("indicator", sort=True):
        indicator = indicators[str(name)]
        old = published[published["indicator"] == name]
        lines += _revised(table, old, indicator)
        lines += _outliers(table, old, indicator)
        lines += _many_small(table, indicator)
        lines += _sums(table, indicator, divisions)
    return lines


def _revised(new: pd.DataFrame, old: pd.DataFrame, indicator: Indicator) -> list[str]:
    pairs = _shown(new).merge(_shown(old), on=CELL, suffixes=("", "_old"))
    change = (pairs["value"] - pairs["value_old"]).abs()
    # Published shares are rounded: half a unit is no revision.
    tolerance = np.maximum(REVISED_BY * pairs["value_old"].abs(), 0.5)
    moved = pairs[change > tolerance]
    return [
        ngettext(
            "{name} {period}: {count} tal skiljer sig mer än 5 % från det som är "
            "publicerat: {areas}. Är det en rättelse?",
            "{name} {period}: {count} tal skiljer sig mer än 5 % från det som är "
            "publicerat: {areas}. Är det en rättelse?",
            len(part),
        ).format(
            name=indicator.name, period=period, count=len(part), areas=_areas(part)
        )
        for period, part in moved.groupby("period", sort=True)
    ]


def _outliers(new: pd.DataFrame, old: pd.DataFrame, indicator: Indicator) -> list[str]:
    """Find areas that moved far more than the others did since the period before."""
    lines = []
    for period, part in _shown(new).groupby("period", sort=True):
        before = _latest_before(_shown(old), str(period))
        pairs = part.merge(before, on=PLACE, suffixes=("", "_old"))
        for _geography, level in pairs.groupby("geography", sort=True):
            far = level[_is_far(level["value"] - level["value_old"])]
            if not far.empty:
                lines.append(
                    _(
                        "{name} {period}: har ändrats mycket mer än de andra områdena "
                        "sedan förra perioden: {areas}. Stämmer det?"
                    ).format(name=indicator.name, period=period, areas=_areas(far))
                )
    return lines


def _latest_before(old: pd.DataFrame, period: str) -> pd.DataFrame:
    kept = old[(old["period"] < period) & (old["period"].str.len() == len(period))]
    return kept.sort_values("period").drop_duplicates(PLACE, keep="last")


def _is_far(change: pd.Series[float]) -> pd.Series[bool]:
    distance = (change - change.median()).abs()
    # Where most areas change alike the median distance is nothing: take the mean one.
    scale = distance.median() / 0.6745 or distance.mean() * 1.2533
    if len(change) < 5 or not scale > 0:
        return pd.Series(data=False, index=change.index)
    return distance / scale > OUTLIER


def _many_small(new: pd.DataFrame, indicator: Indicator) -> list[str]:
    rule = Policy().rule(indicator)
    shown = _shown(new)
    if rule is None or shown.empty or indicator.kind is Kind.MEAN:
        return []
    counts = shown["value"] if indicator.kind is Kind.COUNT else shown["numerator"]
    small = is_small(counts.to_numpy(float), shown["denominator"].to_numpy(float), rule)
    if small.mean() <= MOST_SMALL:
        return []
    return [
        _(
            "{name}: mer än 40 % av talen bygger på så få att de inte visas. Överväg "
            "större områden eller flera år tillsammans."
        ).format(name=indicator.name)
    ]


def _sums(
    new: pd.DataFrame, indicator: Indicator, divisions: tuple[Division, ...]
) -> list[str]:
    """Compare counts given for a larger area with the sum of its parts."""
    lines = []
    for division in divisions:
        wholes = new[new["geography"] == division.geography]
        parts = new[new["geography"] == division.of]
        column = "value" if indicator.kind is Kind.COUNT else "denominator"
        off = _off(wholes, parts, division.members, column)
        if off:
            lines.append(
                _(
                    "{name}: delarna blir tillsammans inte det som står för {areas}. "
                    "Kontrollera om någon del saknas. Små skillnader är normala i "
                    "SCB:s siffror från 2025."
                ).format(name=indicator.name, areas=", ".join(off))
            )
    return lines


def _off(
    wholes: pd.DataFrame, parts: pd.DataFrame, members: pd.Series[str], column: str
) -> list[str]:
    belongs = parts.assign(whole=parts["area_code"].map(members))
    key = ["period", "group", "whole"]
    sums = belongs.groupby(key)[column].agg(["sum", "size"])
    found = wholes.rename(columns={"area_code": "whole"}).set_index(key)[column]
    both = sums.join(found, how="inner").dropna()
    tolerance = NOISE_PER_PART * np.sqrt(both["size"] + 1)
    wrong = both[(both["sum"] - both[column]).abs() > tolerance]
    return sorted(set(wrong.index.get_level_values("whole")))


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["status"] == Status.OK]


def _areas(table: pd.DataFrame) -> str:
    return ", ".join(sorted(set(table["area_code"])))
