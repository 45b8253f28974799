"""Trends: the strict rule, and every reason for not telling one."""

from __future__ import annotations

import re
from fractions import Fraction

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
from lagesbild.words import number_text
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


@pytest.mark.parametrize(
    ("counts", "people"),
    [((101, 100, 99, 100, 200), 1000), ((50, 50, 50, 49, 200), 500)],
)
def test_one_single_year_is_no_trend_however_far_out(counts, people):
    found = trend(years(*[row(k, people) for k in counts]), SHARE)
    assert found.chi_squared > CHI_SQUARED
    assert (found.course, found.reason) == (Course.STEADY, "unstable")


SWINGS = [
    [(k, 1000) for k in (300, 100, 300, 500, 290)],  # 30 % and then 29 %
    [(5, 10), (50, 500), (100, 500), (150, 500), (1, 10)],  # 50 % and then 10 %
    [(k, 1000) for k in (300, 200, 300, 400, 300)],
]


@pytest.mark.parametrize("counts", SWINGS)
def test_nothing_rises_whose_last_figure_is_no_higher_than_its_first(counts):
    rows = [row(*one) for one in counts]
    for there in (rows, rows[::-1]):
        found = trend(years(*there), SHARE)
        assert found.chi_squared > CHI_SQUARED
        assert (found.course, found.reason) == (Course.STEADY, "two_ways")


SLOWLY = [row(k, 100_000) for k in (29_600, 29_800, 30_000, 30_200, 30_400)]


@pytest.mark.parametrize(("decimals", "course"), [(0, "steady"), (1, "rising")])
def test_a_rise_that_is_rounded_away_is_not_told(decimals, course):
    assert trend(years(*SLOWLY), indicator(decimals=decimals)).course == course


def test_a_rise_that_rounding_alone_makes_is_not_told():
    counts = ((304, 999), (200, 1000), (800, 1000), (750, 1000), (302, 1000))
    rows = years(*[row(*one) for one in counts])  # 30 % and 30,2 %, but 30,4 first
    assert trend(rows, indicator(decimals=1)).reason == "two_ways"


@st.composite
def drifting(draw):
    """Counts that rise from year to year, but for the ends, which are anywhere."""
    inner = sorted(draw(st.lists(st.integers(100, 900), min_size=3, max_size=3)))
    ends = draw(st.tuples(st.integers(0, 100), st.integers(0, 100)))
    few, many = draw(st.sampled_from((100, 999, 5000))), 1000
    first, last = ((round(end * few / 100), few) for end in ends)
    counts = [first, *((k, many) for k in inner), last]
    return counts if draw(st.booleans()) else counts[::-1]


@settings(max_examples=300, deadline=None)
@given(drifting() | five, st.integers(0, 1), st.sampled_from((Kind.SHARE, Kind.RATE)))
def test_what_is_told_to_rise_ends_higher_than_it_began_exactly_and_as_it_is_written(
    counts, decimals, kind
):
    of = indicator(kind, decimals=decimals)
    rows = [row(k, n, kind) for k, n in counts]
    told = trend(years(*rows), of).course
    for first, last in (ends_of(rows), ends_of(rows, of)):
        assert told is not Course.RISING or last > first
        assert told is not Course.FALLING or last < first


def ends_of(rows, of=None):
    """Give the first and the last value: exactly, or as a page writes them."""
    ends = rows[0], rows[-1]
    if of is None:
        return [Fraction(one["numerator"], one["denominator"]) for one in ends]
    texts = [number_text(one["value"], of, one["denominator"]) for one in ends]
    return [float(re.sub(r"\s", "", text).replace(",", ".")) for text in texts]


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
