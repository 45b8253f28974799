"""Which periods may be put together, and what comes out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import NUMBERS, Indicator, Kind
from indicators.periods import span
from indicators.statistics import disjoint, interval, named, overlap, pool, pools
from tests.indicators.statistics.cases import (
    GONE,
    MEAN,
    MISSING,
    NAN,
    SHARE,
    SUMMED,
    bare,
    indicator,
    row,
    table,
)

NEW = replace(SHARE, new_persons=True)
any_period = st.builds(
    lambda year, form: form.format(year, (year + 1) % 100),
    st.integers(2000, 2012),
    st.sampled_from(["{}", "{}", "{}", "{}/{:02d}", "HT{}", "VT{}", "{}M03"]),
)
some_years = st.builds(
    lambda first, more: f"{first}-{first + more}" if more else str(first),
    st.integers(2000, 2020),
    st.integers(0, 4),
)


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


def put_together(*rows: dict[str, object], of: Indicator = NEW) -> dict[str, object]:
    """Pool the periods of one area."""
    return pool([table(one) for one in rows], of).iloc[0].to_dict()


def test_shares_are_pooled_from_sums_and_not_from_averages():
    found = put_together(row(10, 20), row(10, 180))
    assert found["value"] == pytest.approx(10.0)  # the average would be 30
    assert (found["numerator"], found["denominator"]) == (20, 200)


def test_means_are_pooled_by_how_many_are_behind_them():
    rows = (row(200.0, 10, Kind.MEAN), row(230.0, 20, Kind.MEAN))
    assert put_together(*rows, of=MEAN)["value"] == pytest.approx(220.0)


def test_the_same_persons_twice_make_nothing_more_certain():
    rows = row(20, 100), row(30, 100)
    twice = interval(put_together(*rows, of=NEW), SHARE)
    once = interval(put_together(*rows, of=SHARE), SHARE)
    alone = interval(row(25, 100), SHARE)
    assert (once.low, once.high) == pytest.approx((alone.low, alone.high))
    assert twice.high - twice.low < once.high - once.low


@pytest.mark.parametrize(
    ("rows", "of", "why", "status"),
    [
        ((row(10, 100), GONE), SHARE, "withheld", "suppressed"),
        ((MISSING, GONE), SHARE, "withheld", "suppressed"),
        ((row(10, 100), MISSING), SHARE, "missing", "missing"),
        ((row(10, 100), SUMMED), SHARE, "not_additive", "missing"),
        ((row(10, 100), bare(10.0, 100.0)), SHARE, "no_counts", "missing"),
        ((row(10, 100), bare(10.0, NAN)), SHARE, "no_counts", "missing"),
        ((row(10, 100), row(10, 100) | {"reason": "rounded_5"}), SHARE, "rounded",
         "missing"),
        ((row(10, 100), row(10, 100)), indicator(Kind.COUNT), "count", "missing"),
        ((row(10, 100), row(10, 100)), indicator(Kind.INDEX), "index", "missing"),
    ],
)  # fmt: skip
def test_what_may_not_be_pooled_says_why_and_has_no_numbers(rows, of, why, status):
    found = put_together(*rows, of=of)
    assert (found["why"], found["status"]) == (why, status)
    assert all(pd.isna(found[name]) for name in NUMBERS)
    assert interval(found, SHARE) is None


def test_numbers_left_in_a_row_that_is_withheld_are_not_used():
    left = row(10, 100) | {"status": "suppressed", "reason": "protected"}
    found = put_together(row(10, 100), left)
    assert all(pd.isna(found[name]) for name in NUMBERS)


def test_each_area_is_pooled_by_itself():
    first = table(row(10, 100), GONE, row(30, 100))
    found = pool([first, table(row(20, 100), row(1, 2), row(50, 100))], NEW)
    assert found["why"].tolist() == ["", "withheld", ""]
    assert found["numerator"].tolist()[::2] == [30, 80]
    assert found.index.equals(first.index)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(50, 90)), min_size=2, max_size=6)
)
def test_a_pooled_share_lies_between_those_it_is_made_of(counts):
    rows = [row(k, n) for k, n in counts]
    values = [one["value"] for one in rows]
    pooled = put_together(*rows)["value"]
    assert min(values) - 1e-9 <= pooled <= max(values) + 1e-9


@settings(deadline=None)
@given(
    st.lists(any_period, max_size=14, unique=True),
    st.integers(2, 4),
    st.lists(any_period, max_size=2),
)
def test_pools_share_nothing_are_of_one_sort_and_bridge_no_break(periods, size, breaks):
    found = pools(periods, size, breaks)
    every = [period for one in found for period in one]
    assert len(set(every)) == len(every)
    assert set(every) <= set(periods)
    assert not any(overlap(a, b) for i, a in enumerate(every) for b in every[:i])
    starts = [[span(period).first for period in one] for one in found]
    assert starts == sorted(starts)
    for one, first in zip(found, starts, strict=True):
        assert len(one) == size
        assert [b - a for a, b in pairwise(first)] == [12] * (size - 1)
        for new in breaks:
            assert not first[0] < span(new).first <= first[-1]


@pytest.mark.parametrize(
    ("periods", "breaks", "found"),
    [
        ("2021 2022 2023 2024 2025", (), ["2022–2023", "2024–2025"]),
        ("2025 2021 2023 2022", (), ["2022–2023"]),
        ("2021 2022 2023 2024", ("2023",), ["2021–2022", "2023–2024"]),
        ("2021 2022 2023 2024", ("2024",), ["2022–2023"]),
        ("2021 2022 2023 2024", ("2020",), ["2021–2022", "2023–2024"]),
        ("HT2022 VT2023 HT2023 VT2024 HT2024", (), ["HT2023 + HT2024"]),
        ("2022/23 2023/24", (), ["2022/23–2023/24"]),
        ("2020-2022 2023-2025", (), []),
        ("2022 2023 2021-2023", (), ["2022–2023"]),
        ("2024", (), []),
        ("", (), []),
    ],
)
def test_the_newest_periods_in_a_row_are_put_together_two_and_two(
    periods, breaks, found
):
    assert [named(one) for one in pools(periods.split(), 2, breaks)] == found
