"""Intervals agree with scipy, statsmodels and published ones, and cover rounding."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from indicators.model import Kind, Protection
from indicators.statistics import interval
from indicators.statistics.intervals import Side, difference, events, wilson
from indicators.statistics.quantiles import chi_squared, p_of, two_sided
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
)

Z = two_sided(0.95)
counts = st.integers(1, 3000).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n))
)


def array(*values: float) -> np.ndarray:
    return np.array(values, float)


def side(k: float, n: float) -> Side:
    return Side(array(k), array(k), array(n))


@settings(deadline=None)
@given(counts, st.sampled_from([0.8, 0.95, 0.998]))
def test_the_interval_of_a_share_is_that_of_statsmodels(count, confidence):
    k, n = count
    found = wilson(array(k), array(n), two_sided(confidence))
    low, high = proportion_confint(k, n, 1 - confidence, method="wilson")

    assert found.low[0] == pytest.approx(low, abs=1e-9)
    assert found.high[0] == pytest.approx(high, abs=1e-9)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_have_the_intervals_that_newcombe_published(k, n, low, high):
    found = interval(row(k, n), SHARE)
    assert round(found.low / 100, 4) == low
    assert round(found.high / 100, 4) == high


@settings(deadline=None)
@given(counts, counts)
def test_the_interval_of_a_difference_is_newcombes(one, other):
    _middle, found = difference(side(*one), side(*other), Z, Kind.SHARE)
    low, high = confint_proportions_2indep(*one, *other, "newcomb", "diff", 0.05)

    assert found.low[0] == pytest.approx(low, abs=1e-9)
    assert found.high[0] == pytest.approx(high, abs=1e-9)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [  # Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_differences_have_the_intervals_that_newcombe_published(one, other, low, high):
    _middle, found = difference(side(*one), side(*other), Z, Kind.SHARE)
    assert round(float(found.low[0]), 4) == low
    assert round(float(found.high[0]), 4) == high


@settings(deadline=None)
@given(st.integers(0, 9))
def test_few_events_have_the_exact_interval(k):
    found = events(array(k), Z)
    low = scipy.stats.chi2.ppf(0.025, 2 * k) / 2 if k else 0.0

    assert found.low[0] == pytest.approx(low, abs=1e-9)
    assert found.high[0] == pytest.approx(
        scipy.stats.chi2.ppf(0.975, 2 * k + 2) / 2, abs=1e-9
    )


@pytest.mark.parametrize(
    ("k", "low", "high"),
    [  # Garwood's limits as tabulated by Ulm (1990), to three decimals
        (0, 0.000, 3.689),
        (1, 0.025, 5.572),
        (3, 0.619, 8.767),
        (5, 1.623, 11.668),
    ],
)
def test_events_have_the_limits_that_were_tabulated(k, low, high):
    found = events(array(k), Z)
    assert (round(float(found.low[0]), 3), round(float(found.high[0]), 3)) == (
        low,
        high,
    )


@settings(deadline=None)
@given(st.integers(10, 100_000))
def test_byars_approximation_is_within_a_hundredth_of_the_exact_limits(k):
    found = events(array(k), Z)
    exact = (
        scipy.stats.chi2.ppf(0.025, 2 * k) / 2,
        scipy.stats.chi2.ppf(0.975, 2 * k + 2) / 2,
    )
    assert np.allclose([found.low[0], found.high[0]], exact, rtol=0, atol=0.02)


@settings(deadline=None)
@given(st.floats(0.0005, 0.9995), st.integers(1, 400))
def test_chi_squared_is_that_of_scipy(probability, freedom):
    expected = scipy.stats.chi2.ppf(probability, freedom)
    assert chi_squared(probability, freedom) == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(st.floats(0, 8))
def test_two_sided_p_is_that_of_scipy(z):
    assert p_of(array(z))[0] == pytest.approx(2 * scipy.stats.norm.sf(z), abs=1e-12)


def test_a_mean_has_a_normal_interval_from_the_known_spread():
    exact = indicator(Kind.MEAN, spread=60.0, protection=Protection.NONE, decimals=9)
    found = interval(row(220.0, 36, Kind.MEAN), exact)
    low, high = scipy.stats.norm.interval(0.95, 220.0, 60.0 / 6)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-8)


def test_a_rounded_mean_has_a_wider_interval_by_half_a_unit_each_way():
    found = interval(row(220.0, 36, Kind.MEAN), MEAN)
    assert found.low == pytest.approx(220 - 0.5 - Z * 10)
    assert found.high == pytest.approx(220 + 0.5 + Z * 10)


@settings(deadline=None)
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_rounded_share_covers_that_of_every_count_behind_it(count):
    k, n = count
    rounded = interval(bare(float(round(100 * k / n)), n), SHARE)
    exact = interval(row(k, n), SHARE)
    assert rounded.low <= exact.low + 1e-9
    assert rounded.high >= exact.high - 1e-9


@settings(deadline=None)
@given(counts)
def test_an_interval_holds_the_value_and_stays_within_what_is_possible(count):
    found = interval(row(*count), SHARE)
    assert 0 <= found.low <= 100 * count[0] / count[1] <= found.high <= 100


@settings(deadline=None)
@given(counts)
def test_shares_inside_and_outside_have_intervals_that_mirror_each_other(count):
    k, n = count
    one, other = interval(row(k, n), SHARE), interval(row(n - k, n), SHARE)
    assert (one.low, one.high) == pytest.approx((100 - other.high, 100 - other.low))


@settings(deadline=None)
@given(counts, st.integers(2, 9))
def test_more_persons_with_the_same_share_are_more_certain(count, times):
    k, n = count
    few, many = interval(row(k, n), SHARE), interval(row(k * times, n * times), SHARE)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("one", "of"),
    [
        (GONE, SHARE),
        (MISSING, SHARE),
        (bare(12.0, NAN), SHARE),
        (bare(12.0, 0.0), SHARE),
        (row(12, 100), indicator(Kind.COUNT)),
        (row(12, 100), indicator(Kind.INDEX)),
        (row(200, 20, Kind.MEAN), indicator(Kind.MEAN)),
    ],
)
def test_without_a_value_or_without_counts_there_is_no_interval(one, of):
    assert interval(one, of) is None


def test_a_rate_is_told_per_thousand():
    found = interval(row(5, 1000, Kind.RATE), RATE)
    assert (round(found.low, 3), round(found.high, 3)) == (1.623, 11.668)
