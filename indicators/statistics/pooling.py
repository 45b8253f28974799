"""Several periods put together, area by area: from sums, never from averaged shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from indicators.model import INEXACT, Indicator, Kind, Reason, Status
from indicators.statistics.counts import BARE
from indicators.statistics.quantiles import Floats
from indicators.statistics.results import Why


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
    counted, among = (
        np.where(ok, one.sum(axis=0) / shared, np.nan) for one in (count, people)
    )
    absent = list(map(_absence, why, *_by_area(tables)))
    return pd.DataFrame(
        {
            "numerator": np.nan if indicator.kind is Kind.MEAN else counted,
            "denominator": among,
            "value": counted / among * indicator.multiplier,
            "status": [status for status, _reason in absent],
            "reason": [reason for _status, reason in absent],
            "why": why,
        },
        index=tables[0].index,
    )


def _by_area(tables: Sequence[pd.DataFrame]) -> list[list[tuple[str, ...]]]:
    """Give each area its status in every period, and its reason in every period."""
    return [
        list(zip(*(table[name].tolist() for table in tables), strict=True))
        for name in ("status", "reason")
    ]


def _absence(why: Why, status: Sequence[str], reason: Sequence[str]) -> tuple[str, str]:
    """Take over why there is no figure from the period that has none."""
    if not why:
        return Status.OK.value, Reason.NONE.value
    gone = [row for row in zip(status, reason, strict=True) if row[0] != Status.OK]
    withheld = [row for row in gone if row[0] == Status.SUPPRESSED]
    return next(
        iter(withheld or gone), (Status.MISSING.value, Reason.NOT_AVAILABLE.value)
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
