"""Trends: the strict rule, and every reason for not telling one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import Kind
from indicators.statistics import Course, trend
from indicators.statistics.counts import Counts
from indicators.statistics.trends import CHI_SQUARED, slope_of, weighted
from tests.indicators.statistics.cases import (
    GONE,
    MEAN,
    MISSING,
    NAN,
    RATE,
    SHARE,
    bare,
    indicator,
    row,
    years,
)

RISING = [row(k, 400) for k in (40, 55, 70, 85, 100)]
five = st.lists(
    st.integers(20, 600).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=5,
    max_size=5,
)


def named(*periods: str) -> pd.DataFrame:
    rows = [{"period": p} | one for p, one in zip(periods, RISING * 3, strict=False)]
    return pd.DataFrame(rows)


def test_the_chi_squared_is_that_of_the_smokers_in_the_manual_of_r():
    points = [Counts(k, k, n) for k, n in ((83, 86), (90, 93), (129, 136), (70, 82))]
    _slope, chi = slope_of(np.arange(4.0), *weighted(points, SHARE))
    assert round(chi, 4) == 8.2249  # example(prop.trend.test)


@settings(deadline=None)
@given(five)
def test_the_line_is_the_weighted_regression_of_statsmodels(counts):
    points = [Counts(k, k, n) for k, n in counts]
    x = np.arange(5.0)
    y, weight = weighted(points, RATE)
    slope, chi = slope_of(x, y, weight)
    if weight.sum():
        fit = sm.WLS(y, sm.add_constant(x), weights=weight).fit()
        assert slope == pytest.approx(fit.params[1], abs=1e-9)
        error = fit.normalized_cov_params[1, 1] ** 0.5
        assert chi == pytest.approx((fit.params[1] / error) ** 2, rel=1e-6, abs=1e-9)


def test_what_rises_every_year_rises_and_backwards_it_falls():
    assert trend(years(*RISING), SHARE).course is Course.RISING
    assert trend(years(*RISING[::-1]), SHARE).course is Course.FALLING
    assert trend(years(*RISING), RATE).course is Course.RISING
    means = [row(m, 60, Kind.MEAN) for m in (200.0, 215.0, 230.0, 245.0, 260.0)]
    assert trend(years(*means), MEAN).course is Course.RISING


def test_few_persons_or_no_change_are_no_trend():
    few = [row(k, 20) for k in (2, 3, 3, 4, 5)]
    assert trend(years(*few), SHARE).course is Course.STEADY
    assert trend(years(*[row(0, 200)] * 5), SHARE).course is Course.STEADY
    assert trend(years(*[row(50, 200)] * 5), SHARE).course is Course.STEADY


def test_one_single_year_is_no_trend_however_far_out():
    rows = [row(k, 1000) for k in (101, 100, 99, 100, 200)]
    found = trend(years(*rows), SHARE)
    assert found.chi_squared > CHI_SQUARED
    assert (found.course, found.reason) == (Course.STEADY, "unstable")


@pytest.mark.parametrize(
    ("rows", "of", "breaks", "reason"),
    [
        (years(*RISING[:4]), SHARE, (), "few_periods"),
        (years(*RISING[:4], GONE), SHARE, (), "withheld"),
        (years(*RISING[:3], MISSING, RISING[4]), SHARE, (), "missing"),
        (named("2018", "2020", "2021", "2022", "2023"), SHARE, (), "missing"),
        (years(*RISING), SHARE, ("2022",), "break"),
        (years(*[bare(12.0, NAN)] * 5), SHARE, (), "no_counts"),
        (years(*RISING), indicator(Kind.COUNT), (), "count"),
        (years(*RISING), indicator(Kind.INDEX), (), "index"),
        (years(*RISING), indicator(Kind.MEAN), (), "no_spread"),
        (named("2018-2020", "2019-2021", "2020-2022", "2021-2023", "2022-2024"),
         SHARE, (), "overlap"),
        (named("2024M01", "2024M02", "2024M03", "2024M04", "2024M05"),
         SHARE, (), "few_periods"),
        (named("HT2020", "VT2021", "HT2021", "VT2022", "HT2022"),
         SHARE, (), "few_periods"),
    ],
)  # fmt: skip
def test_what_has_no_trend_says_why(rows, of, breaks, reason):
    found = trend(rows, of, breaks)
    assert (found.course, found.reason) == (Course.NOT_COMPUTED, reason)


def test_only_the_latest_five_count():
    early = [row(300, 400), GONE, row(310, 400)]
    found = trend(years(*early, *RISING), SHARE)
    assert found.course is Course.RISING
    assert found.periods == ("2023", "2024", "2025", "2026", "2027")


def test_a_break_before_the_latest_five_does_no_harm():
    assert trend(years(row(5, 400), *RISING), SHARE, ["2021"]).course is Course.RISING


def test_autumn_terms_and_school_years_are_years_too():
    autumns = named("HT2020", "HT2021", "HT2022", "HT2023", "HT2024")
    schools = named("2019/20", "2020/21", "2021/22", "2022/23", "2023/24")
    assert trend(autumns, SHARE).course is Course.RISING
    assert trend(schools, SHARE).course is Course.RISING


def test_moving_years_count_once_in_every_three():
    moving = [f"{y}-{y + 2}" for y in range(2008, 2022)]  # five of them share no year
    assert trend(named(*moving), SHARE).periods == (
        "2009-2011", "2012-2014", "2015-2017", "2018-2020", "2021-2023",
    )  # fmt: skip


@settings(deadline=None)
@given(five)
def test_turned_around_in_time_a_rise_is_a_fall(counts):
    rows = [row(*one) for one in counts]
    there, back = trend(years(*rows), SHARE), trend(years(*rows[::-1]), SHARE)
    turned = {"rising": "falling", "falling": "rising", "steady": "steady"}
    assert back.course == turned[there.course]
