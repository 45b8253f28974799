"""Years that are published together are told as one: a child is not three."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from indicators.model import COLUMNS, Kind
from indicators.statistics import Verdict, compare_with_whole, interval, per_year
from tests.indicators.statistics.cases import MEAN, SHARE, indicator

KNOWN = {"andel": SHARE, "nya": replace(SHARE, new_persons=True), "medel": MEAN,
         "antal": indicator(Kind.COUNT)}  # fmt: skip


def published(period: str, measure: str = "andel") -> pd.DataFrame:
    row = [measure, period, "total", "deso", "a", 180.0, 396.0, 45.0, "ok", ""]
    return pd.DataFrame([row], columns=COLUMNS)


def test_persons_of_three_years_are_told_as_those_of_one():
    (row,) = per_year(published("2021-2023"), KNOWN).to_dict("records")
    assert row["denominator"] == 132
    assert np.isnan(row["numerator"])  # an average is nobody's count
    assert row["value"] == 45
    alone = interval(published("2021").iloc[0].to_dict() | {"numerator": 60.0,
                     "denominator": 132.0}, SHARE)  # fmt: skip
    together = interval(row, SHARE)
    assert together.low <= alone.low
    assert together.high >= alone.high


@pytest.mark.parametrize(
    ("period", "measure"),
    [
        ("2021", "andel"),
        ("2021/22", "andel"),
        ("HT2021", "andel"),
        ("2021-2023", "nya"),
        ("2021-2023", "antal"),
        ("2021-2023", "okänt"),
    ],
)
def test_nothing_else_is_changed(period, measure):
    rows = published(period, measure)
    assert per_year(rows, KNOWN).equals(rows)


def test_a_mean_over_several_years_is_that_of_one_years_persons():
    assert per_year(published("2022-2023", "medel"), KNOWN)["denominator"].item() == 198


def test_the_same_children_for_three_years_make_no_difference():
    rng = np.random.default_rng(7)
    as_three = as_one = 0
    for _map in range(150):
        n = rng.integers(40, 120, 13).astype(float)
        k = rng.binomial(n.astype(int), 0.2).astype(float)
        rows = pd.DataFrame(
            {"indicator": "andel", "period": "2021-2023", "numerator": 3 * k,
             "denominator": 3 * n, "value": np.round(100 * k / n), "status": "ok",
             "reason": ""}
        )  # fmt: skip
        whole = rows.iloc[[0]].assign(
            numerator=3 * k.sum(), denominator=3 * n.sum(),
            value=np.round(100 * k.sum() / n.sum(), 1),
        )  # fmt: skip
        as_three += says_clearly(rows, whole)
        as_one += says_clearly(per_year(rows, KNOWN), per_year(whole, KNOWN))
    assert as_three / 150 > 0.4
    assert as_one / 150 <= 0.05 + 3 * (0.05 * 0.95 / 150) ** 0.5


def says_clearly(rows: pd.DataFrame, whole: pd.DataFrame) -> bool:
    found = compare_with_whole(rows, whole.iloc[0], SHARE)
    return any(one.verdict in (Verdict.HIGHER, Verdict.LOWER) for one in found)
