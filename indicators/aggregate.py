"""Work out groups of areas from their parts: from sums, never from averaged shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from indicators.model import COLUMNS, NUMBERS, Indicator, Kind, Reason, Status

WHOLE = ["indicator", "period", "group", "whole"]


def aggregate(
    observations: pd.DataFrame,
    members: pd.Series[str],
    geography: str,
    indicators: Mapping[str, Indicator],
) -> pd.DataFrame:
    """Compute the observations of groups of areas.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`
        Of one geography, unprotected.
    members : Series of str, indexed by area code
        The group that each area belongs to; an area may stand there several times.
    geography : str
        The id that the groups get in the result.
    indicators : mapping from id to Indicator

    Returns
    -------
    DataFrame with `indicators.model.COLUMNS`
        One row for each group and each indicator, period and group of persons that
        there are observations of. Where a part lacks its value so does the whole, with
        the part's reason; where the parts can't be summed (a share without its
        numerator, an index) the reason is `not_additive`, but for groups of one area.
        Where a part is only known about (`approximate`) so is the whole.
    """
    belongs = members.rename("whole").rename_axis("area_code").reset_index()
    parts = observations.merge(
        belongs, on="area_code", how="inner", validate="many_to_many"
    )
    if parts.empty:
        return pd.DataFrame(columns=COLUMNS)
    wholes = _sums(parts).join(_lacking(parts))
    size = wholes["whole"].map(members.value_counts())
    alone = (size == 1) & (wholes["parts"] == 1)
    kind = wholes["indicator"].map({name: i.kind for name, i in indicators.items()})
    factor = wholes["indicator"].map({n: i.multiplier for n, i in indicators.items()})
    wholes = wholes.assign(
        value=wholes["only"].where(alone, _values(wholes, kind, factor))
    )
    wholes = _explained(wholes, incomplete=wholes["parts"] < size)
    return wholes.assign(geography=geography, area_code=wholes["whole"])[COLUMNS]


def _sums(parts: pd.DataFrame) -> pd.DataFrame:
    """Sum over the parts of each whole; NaN where any part is NaN."""
    weighted = parts.assign(
        weighted=parts["value"] * parts["denominator"],
        about=parts["reason"] == Reason.APPROXIMATE,
    )
    groups = weighted.groupby(WHOLE, sort=True)
    columns = ["numerator", "denominator", "value", "weighted"]
    sums = groups[columns].sum(skipna=False).rename(columns={"value": "total"})
    sums = sums.assign(only=groups["value"].first(), parts=groups.size())
    return sums.assign(about=groups["about"].any()).reset_index()


def _lacking(parts: pd.DataFrame) -> pd.DataFrame:
    """Give the weightiest status and reason that is not ok among the parts of each.

    Withheld weighs more than missing: a whole that lacks one part of each kind is
    withheld too. Among reasons the order is that of the alphabet, so that the order
    of the rows does not matter.
    """
    order = parts.groupby(WHOLE, sort=True).ngroup()
    lacking = parts[parts["status"] != Status.OK].sort_values(
        ["status", "reason"], ascending=[False, True], kind="stable"
    )
    first = lacking[["status", "reason"]].groupby(order).first()
    return first.reindex(range(int(order.max()) + 1))


def _values(
    wholes: pd.DataFrame, kind: pd.Series[Any], factor: pd.Series[float]
) -> pd.Series[float]:
    people = wholes["denominator"].where(wholes["denominator"] > 0)
    by_kind = {
        Kind.COUNT: wholes["total"],
        Kind.MEAN: wholes["weighted"] / people,
        Kind.SHARE: factor * wholes["numerator"] / people,
        Kind.RATE: factor * wholes["numerator"] / people,
    }
    values = pd.Series(np.nan, index=wholes.index)
    for one, computed in by_kind.items():
        values = values.where(kind != one, computed)
    return values


def _explained(wholes: pd.DataFrame, incomplete: pd.Series[bool]) -> pd.DataFrame:
    """Say why a whole has no value, and take away the numbers that go with it.

    Of one that has a value, say whether it is only known about.
    """
    status, reason = wholes["status"], wholes["reason"]
    bare = status.isna() & wholes["value"].isna()
    status = status.mask(status.isna() & (incomplete | bare), Status.MISSING)
    reason = reason.mask(wholes["reason"].isna() & bare, Reason.NOT_ADDITIVE)
    reason = reason.mask(wholes["reason"].isna() & incomplete, Reason.NO_ROW)
    reason = reason.mask(status.isna() & wholes["about"], Reason.APPROXIMATE)
    wholes = wholes.assign(status=status.fillna(Status.OK), reason=reason.fillna(""))
    return wholes.assign(
        **{name: wholes[name].where(wholes["status"] == Status.OK) for name in NUMBERS}
    )
