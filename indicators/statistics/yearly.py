"""Periods of several years told as of one: nobody makes a figure more certain twice.

Years that are published together have the counts of all of them. Of a child who lived
in the area all the time that makes three children, unless each period counts others.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from indicators.model import Indicator
from indicators.periods import span
from indicators.statistics.counts import BARE
from indicators.statistics.succession import YEAR


def per_year(table: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """Divide the persons behind figures of several years by the number of years.

    Where each period counts others (`Indicator.new_persons`) nothing changes. The count
    itself is left out: an average is nobody's count, and what is computed then allows
    for all that the value can stand for.

    Parameters
    ----------
    table : DataFrame with `indicators.model.COLUMNS`, as published
    indicators : mapping from id to Indicator

    Returns
    -------
    DataFrame
        The same rows and values; the table itself where nothing changes.
    """
    years = table["period"].map({one: _years(one) for one in table["period"].unique()})
    same = {name for name, one in indicators.items() if _same_persons(one)}
    long = (years > 1) & table["indicator"].isin(same)
    if not long.any():
        return table
    return table.assign(
        numerator=table["numerator"].mask(long, np.nan),
        denominator=table["denominator"].where(~long, table["denominator"] / years),
    )


def _same_persons(indicator: Indicator) -> bool:
    return not indicator.new_persons and indicator.kind not in BARE


def _years(period: str) -> float:
    covered = span(period)
    return (covered.end - covered.first) / YEAR if covered else 1.0
