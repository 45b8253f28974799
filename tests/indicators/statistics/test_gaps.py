"""The gap between the highest and lowest third, honest about how they were picked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from indicators.model import Kind
from indicators.statistics import compare, fewer_persons, gap, gaps
from tests.indicators.statistics.cases import (
    GONE,
    MEAN,
    MISSING,
    NAN,
    RATE,
    SHARE,
    SUMMED,
    bare,
    indicator,
    row,
    table,
)

AREAS = [row(k, 100) for k in (10, 12, 30, 33, 50, 60)]
some_areas = st.lists(
    st.integers(5, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=3,
    max_size=14,
)


def test_the_highest_third_is_set_against_the_lowest():
    found = gap(table(*AREAS), SHARE)
    assert (found.highest, found.lowest) == (("a4", "a5"), ("a0", "a1"))
    assert (found.high_value, found.low_value) == pytest.approx((55, 11))
    assert found.absolute == pytest.approx(44)
    assert found.relative == pytest.approx(5)
    assert found.interval.low > 0


@settings(deadline=None)
@given(st.integers(1, 99), st.integers(1, 99))
def test_groups_settled_beforehand_have_the_intervals_of_statsmodels(k1, k2):
    rows = table(row(k1, 100), row(k2, 100), row(5, 100))
    found = gap(rows, SHARE, high=["a0"], low=["a1"])
    apart = confint_proportions_2indep(k1, 100, k2, 100, "newcomb", "diff", 0.05)
    times = confint_proportions_2indep(k1, 100, k2, 100, "log", "ratio", 0.05)

    assert found.absolute == pytest.approx(k1 - k2)
    assert (found.interval.low, found.interval.high) == pytest.approx(
        (100 * apart[0], 100 * apart[1]), abs=1e-7
    )
    assert found.relative == pytest.approx(k1 / k2)
    low, high = found.relative_interval.low, found.relative_interval.high
    assert (low, high) == pytest.approx(times, rel=1e-9)


@settings(deadline=None)
@given(some_areas)
def test_groups_picked_by_looking_have_a_wider_interval(areas):
    rows = table(*[row(*one) for one in areas])
    looked = gap(rows, SHARE)
    settled = gap(rows, SHARE, high=looked.highest, low=looked.lowest)
    assert settled.absolute == looked.absolute
    assert looked.interval.low <= settled.interval.low
    assert looked.interval.high >= settled.interval.high


@settings(deadline=None)
@given(some_areas)
def test_the_highest_third_is_never_below_the_lowest(areas):
    found = gap(table(*[row(*one) for one in areas]), SHARE)
    assert found.absolute >= -1e-9
    assert not set(found.highest) & set(found.lowest)


@pytest.mark.parametrize(
    ("rows", "of", "reason"),
    [
        (table(AREAS[0], AREAS[1]), SHARE, "too_few"),
        (table(AREAS[0], AREAS[1], GONE), SHARE, "withheld"),
        (table(*[bare(10.0, NAN)] * 5), SHARE, "no_counts"),
        (table(*AREAS), indicator(Kind.COUNT), "count"),
        (table(*AREAS), indicator(Kind.INDEX), "index"),
        (table(*AREAS), indicator(Kind.MEAN), "no_spread"),
        # of those that are shown, whoever comes first and however many are not
        (table(GONE, GONE, *AREAS), indicator(Kind.MEAN), "no_spread"),
        (table(*[GONE] * 7, *[bare(10.0, NAN)] * 5), SHARE, "no_counts"),
        (table(MISSING, AREAS[0], *[GONE] * 2), SHARE, "withheld"),
        # were they shown, there would still be too few
        (table(GONE, AREAS[0], *[MISSING] * 5), SHARE, "missing"),
        (table(*[SUMMED] * 4, MISSING), SHARE, "not_additive"),
    ],
)
def test_where_there_is_no_gap_to_tell_it_says_why(rows, of, reason):
    found = gap(rows, of)
    assert (found.reason, found.absolute, found.interval) == (reason, None, None)


def test_a_gap_tells_which_areas_it_is_of_and_why_others_are_not_in_it():
    found = gap(table(GONE, *AREAS, MISSING, bare(10.0, NAN)), SHARE)
    assert found.counted == ("a1", "a2", "a3", "a4", "a5", "a6")
    assert found.left_out == ("withheld", "missing", "no_counts")
    assert len(found.highest) == len(found.lowest) == 2
    few = gap(table(GONE, *AREAS[:2]), SHARE)
    assert (few.counted, few.left_out) == (("a1", "a2"), ("withheld",))


def test_what_cant_be_summed_is_told_from_what_is_not_known():
    assert compare(SUMMED, row(3, 9), SHARE).reason == "not_additive"
    assert compare(MISSING, row(3, 9), SHARE).reason == "missing"
    assert compare(row(3, 9), SUMMED, SHARE).reason == "no_benchmark"
    bare_row = {name: value for name, value in SUMMED.items() if name != "reason"}
    assert compare(bare_row, row(3, 9), SHARE).reason == "missing"


def test_settled_groups_must_be_known_and_apart():
    rows = table(*AREAS, GONE)
    assert gap(rows, SHARE, high=["a0", "a1"], low=["a1"]).reason == "overlap"
    assert gap(rows, SHARE, high=["a6"], low=["a1"]).reason == "missing"
    assert gap(rows, SHARE, high=[], low=["a1"]).reason == "missing"


def test_nobody_in_the_lowest_group_gives_no_ratio():
    found = gap(table(row(0, 50), row(10, 50), row(30, 50)), SHARE)
    assert (found.relative, found.relative_interval) == (None, None)
    assert found.absolute == pytest.approx(60)


def test_rates_and_means_have_gaps_too():
    rates = gap(table(*[row(k, 1000, Kind.RATE) for k in (5, 20, 60)]), RATE)
    assert (rates.absolute, rates.relative) == pytest.approx((55, 12))
    means = gap(table(*[row(m, 40, Kind.MEAN) for m in (190.0, 220.0, 260.0)]), MEAN)
    assert means.absolute == pytest.approx(70)
    assert means.relative is None
    assert means.interval.low > 0


def test_a_gap_is_told_for_every_period_with_groups_picked_anew():
    first = table(*AREAS).assign(period="2023", area_code=list("abcdef"))
    then = table(*AREAS[::-1]).assign(period="2024", area_code=list("abcdef"))
    found = gaps(pd.concat([first, then]), SHARE)
    assert list(found) == ["2023", "2024"]
    assert (found["2023"].highest, found["2024"].highest) == (("e", "f"), ("a", "b"))
    assert found["2023"].absolute == pytest.approx(found["2024"].absolute)


def test_numbers_left_in_withheld_rows_change_nothing():
    leaky = GONE | {"numerator": 99.0, "denominator": 100.0, "value": 99.0}
    assert gap(table(*AREAS, leaky), SHARE) == gap(table(*AREAS, GONE), SHARE)


@pytest.mark.parametrize("people", [40, 200])
def test_where_nothing_differs_the_gap_rarely_seems_sure(people):
    rng = np.random.default_rng(11)
    seen = 0
    for _map in range(400):
        counts = rng.binomial(people, 0.2, 13)
        found = gap(table(*[row(int(k), people) for k in counts]), SHARE)
        seen += found.interval.low > 0
    assert seen <= 0.05 * 400


# --- as a number of persons ---


def test_forty_fewer_children_if_the_share_were_the_municipalitys():
    found = fewer_persons(row(90, 250), row(400, 2000), SHARE)
    about, likely = found
    assert about == 40  # 90 - 20 % of 250
    assert likely.low % 5 == 0
    assert likely.high % 5 == 0
    assert likely.low < 40 < likely.high


def test_where_there_would_be_more_the_number_is_negative():
    about, _likely = fewer_persons(row(10, 250), row(400, 2000), SHARE)
    assert about == -40


@pytest.mark.parametrize(
    ("one", "whole", "of"),
    [
        (GONE, row(400, 2000), SHARE),
        (row(90, 250), GONE, SHARE),
        (row(90, 250), row(90, 250), SHARE),
        (row(220.0, 30, Kind.MEAN), row(210.0, 300, Kind.MEAN), MEAN),
        (row(90, 250), row(400, 2000), indicator(Kind.COUNT)),
    ],
)
def test_without_a_comparison_there_is_no_number_of_persons(one, whole, of):
    assert fewer_persons(one, whole, of) is None


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 4000))
def test_the_interval_of_persons_holds_the_number_that_is_told(k, rest):
    about, likely = fewer_persons(row(k, 400), row(k + rest, 4400), SHARE)
    assert likely.low <= about <= likely.high
    whole = row(k + rest, 4400)
    exact = compare(row(k, 400), whole, SHARE, relation="part").interval
    assert likely.low <= 4 * exact.low + 1e-9
    assert likely.high >= 4 * exact.high - 1e-9
    assert abs(about - (k - 400 * (k + rest) / 4400)) <= 25
