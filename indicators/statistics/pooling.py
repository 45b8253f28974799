"""Several periods put together, area by area: from sums, never from averaged shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from indicators.model import Indicator, Kind, Reason, Status
from indicators.statistics.counts import BARE, INEXACT
from indicators.statistics.quantiles import Floats
from indicators.statistics.results import Why

ABSENT = {
    Why.WITHHELD: (Status.SUPPRESSED, Reason.PROTECTED),
    Why.NOT_ADDITIVE: (Status.MISSING, Reason.NOT_ADDITIVE),
}


def pool(tables: Sequence[pd.DataFrame], indicator: Indicator) -> pd.DataFrame:
    """Put the periods of a map together.

    Where mostly the same persons are counted in every period, as children in poor
    households are and pupils leaving school are not (`Indicator.new_persons`), the
    counts are divided by the number of periods: nobody makes a figure more certain
    twice.

    Parameters
    ----------
    tables : sequence of DataFrame with `indicators.model.NUMBERS`, `status`, `reason`
        As published, one for each period (see `succession.pools`), with the same areas
        in the same order.
    indicator : Indicator

    Returns
    -------
    DataFrame
        As those, and `why` (a `Why`) where an area has no figure: one of its periods
        has none, or nobody knows the counts behind it.
    """
    count, people, value = (
        np.array([table[name].to_numpy(float) for table in tables])
        for name in ("numerator", "denominator", "value")
    )
    if indicator.kind is Kind.MEAN:
        count = value * people
    why = _why_not(tables, indicator, count, people)
    shared = 1 if indicator.new_persons else len(tables)
    ok = np.array([not one for one in why])
    all_count = np.where(ok, count.sum(axis=0), np.nan) / shared
    all_people = np.where(ok, people.sum(axis=0), np.nan) / shared
    is_mean = indicator.kind is Kind.MEAN
    absent = [ABSENT.get(one, (Status.MISSING, Reason.NOT_AVAILABLE)) for one in why]
    return pd.DataFrame(
        {
            "numerator": np.full(len(why), np.nan) if is_mean else all_count,
            "denominator": all_people,
            "value": all_count / all_people * indicator.multiplier,
            "status": np.where(ok, Status.OK, [str(status) for status, _r in absent]),
            "reason": np.where(ok, Reason.NONE, [str(reason) for _s, reason in absent]),
            "why": why,
        },
        index=tables[0].index,
    )


def _why_not(
    tables: Sequence[pd.DataFrame], indicator: Indicator, count: Floats, people: Floats
) -> list[Why]:
    """Say of each area why it can't be told, the gravest first."""
    if indicator.kind in BARE:
        return [BARE[indicator.kind]] * len(tables[0])
    status = np.array([table["status"] for table in tables])
    reason = np.array([table["reason"] for table in tables])
    rules = {
        Why.WITHHELD: (status == Status.SUPPRESSED).any(axis=0),
        Why.NOT_ADDITIVE: (reason == Reason.NOT_ADDITIVE).any(axis=0),
        Why.MISSING: (status != Status.OK).any(axis=0),
        Why.ROUNDED: np.isin(reason, [str(one) for one in INEXACT]).any(axis=0),
        Why.NO_COUNTS: (np.isnan(count) | np.isnan(people)).any(axis=0),
        Why.TOO_FEW: ~(people.sum(axis=0) > 0),
    }
    return [
        next((why for why, here in rules.items() if here[i]), Why.NONE)
        for i in range(len(tables[0]))
    ]
