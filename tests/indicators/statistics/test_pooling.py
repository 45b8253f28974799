"""Which periods may be put together, and what comes out."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import Kind
from indicators.statistics import disjoint, interval, overlap, pool
from tests.indicators.statistics.cases import (
    GONE,
    MEAN,
    MISSING,
    NAN,
    SHARE,
    bare,
    indicator,
    row,
    years,
)

some_years = st.builds(
    lambda first, more: f"{first}-{first + more}" if more else str(first),
    st.integers(2000, 2020),
    st.integers(0, 4),
)


def named(*periods: str) -> pd.DataFrame:
    return pd.DataFrame([{"period": p} | row(10, 100) for p in periods])


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        ("2024", "2024", True),
        ("2023", "2024", False),
        ("2022-2024", "2024", True),
        ("2022-2024", "2024-2026", True),
        ("2019-2021", "2022-2024", False),
        ("2023/24", "2024", True),
        ("2023/24", "HT2023", True),
        ("2023/24", "HT2024", False),
        ("2023/24", "VT2023", False),
        ("HT2023", "VT2024", False),
        ("2024M07", "HT2024", True),
        ("2024M06", "HT2024", False),
        ("i fjol", "2024", True),
    ],
)
def test_periods_overlap_when_they_share_a_month(a, b, shared):
    assert overlap(a, b) is shared
    assert overlap(b, a) is shared


@settings(deadline=None)
@given(st.lists(some_years, min_size=1, unique=True))
def test_periods_that_were_picked_share_nothing_and_hold_the_newest(periods):
    picked = disjoint(periods)
    assert not any(overlap(a, b) for i, a in enumerate(picked) for b in picked[:i])
    assert all(any(overlap(one, p) for p in picked) for one in periods)
    newest = max(periods, key=lambda p: (int(p[:4]), int(p[-4:])))
    assert newest == picked[-1]


def test_shares_are_pooled_from_sums_and_not_from_averages():
    found = pool(years(row(10, 20), row(10, 180)), SHARE)
    assert found.period == "2020-2021"
    assert found.row["value"] == pytest.approx(10.0)  # the average would be 30
    assert (found.row["numerator"], found.row["denominator"]) == (20, 200)


def test_means_are_pooled_by_how_many_are_behind_them():
    rows = years(row(200.0, 10, Kind.MEAN), row(230.0, 20, Kind.MEAN))
    assert pool(rows, MEAN).row["value"] == pytest.approx(220.0)


def test_the_same_persons_twice_make_nothing_more_certain():
    rows = years(row(20, 100), row(30, 100))
    twice = interval(pool(rows, SHARE).row, SHARE)
    once = interval(pool(rows, SHARE, same_persons=True).row, SHARE)
    alone = interval(row(25, 100), SHARE)
    assert (once.low, once.high) == pytest.approx((alone.low, alone.high))
    assert twice.high - twice.low < once.high - once.low


@pytest.mark.parametrize(
    ("rows", "of", "breaks", "reason"),
    [
        (years(row(10, 100), GONE), SHARE, (), "withheld"),
        (years(row(10, 100), MISSING), SHARE, (), "missing"),
        (years(row(10, 100)), SHARE, (), "few_periods"),
        (years(row(10, 100), row(10, 100)), SHARE, ("2021",), "break"),
        (years(row(10, 100), bare(10.0, 100.0)), SHARE, (), "no_counts"),
        (years(row(10, 100), bare(10.0, NAN)), SHARE, (), "no_counts"),
        (named("2020-2022", "2021-2023"), SHARE, (), "overlap"),
        (named("2022", "HT2023"), SHARE, (), "definition"),
        (years(row(10, 100), row(10, 100)), indicator(Kind.COUNT), (), "count"),
        (years(row(10, 100), row(10, 100)), indicator(Kind.INDEX), (), "index"),
    ],
)
def test_what_may_not_be_pooled_says_why_and_has_no_numbers(rows, of, breaks, reason):
    found = pool(rows, of, breaks)
    assert found.reason == reason
    assert found.row["status"] == "missing"
    assert interval(found.row, SHARE) is None


def test_a_break_before_all_of_them_does_no_harm():
    assert pool(years(row(10, 100), row(10, 100)), SHARE, ["2020"]).reason == ""


def test_periods_that_are_not_years_in_a_row_are_named_one_by_one():
    assert pool(named("HT2023", "HT2022"), SHARE).period == "HT2022 + HT2023"
    assert pool(named("2020", "2022"), SHARE).period == "2020 + 2022"


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(50, 90)), min_size=2, max_size=6)
)
def test_a_pooled_share_lies_between_those_it_is_made_of(counts):
    rows = [row(k, n) for k, n in counts]
    values = [one["value"] for one in rows]
    pooled = pool(years(*rows), SHARE).row["value"]
    assert min(values) - 1e-9 <= pooled <= max(values) + 1e-9
