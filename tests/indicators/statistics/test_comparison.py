"""Comparisons agree with scipy, handle parts, and say why where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from indicators.model import Kind
from indicators.statistics import (
    Verdict,
    compare,
    compare_each,
    compare_with_whole,
)
from indicators.statistics.exact import holm, one_rate, one_share, two_rates, two_shares
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
    table,
)

counts = st.integers(1, 900).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def array(*values: float) -> np.ndarray:
    return np.array(values, float)


@settings(deadline=None)
@given(counts, counts)
def test_two_shares_are_tested_as_fishers_exact_test_does(one, other):
    cells = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
    p = two_shares(*map(array, (*one, *other)))[0]
    assert p == pytest.approx(scipy.stats.fisher_exact(cells)[1], abs=1e-9)


@settings(deadline=None)
@given(
    st.integers(0, 400), st.integers(1, 9000), st.integers(0, 400), st.integers(1, 9000)
)
def test_two_rates_are_tested_as_the_binomial_test_does(k1, n1, k2, n2):
    assume(k1 + k2 > 0)
    p = two_rates(*map(array, (k1, n1, k2, n2)))[0]
    expected = scipy.stats.binomtest(k1, k1 + k2, n1 / (n1 + n2)).pvalue
    assert p == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(counts, st.floats(0.001, 0.999))
def test_a_share_against_a_known_one_is_the_binomial_test(count, share):
    p = one_share(array(count[0]), array(count[1]), array(share))[0]
    assert p == pytest.approx(scipy.stats.binomtest(*count, share).pvalue, abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 300), st.floats(0.05, 300))
def test_events_against_a_known_rate_add_up_what_is_no_likelier(k, expected):
    at = np.arange(3000)
    f = scipy.stats.poisson.pmf(at, expected)
    p = one_rate(array(k), array(expected))[0]
    assert p == pytest.approx(f[f <= f[k] * (1 + 1e-7)].sum(), abs=1e-9)


def test_a_whole_country_is_tested_at_once_as_each_area_alone():
    rng = np.random.default_rng(5)
    n = rng.integers(1, 2500, 900).astype(float)
    k = rng.binomial(n.astype(int), 0.2).astype(float)
    together = two_shares(k, n, k.sum() - k, n.sum() - n)
    for i in range(0, 900, 90):
        cells = [
            [k[i], n[i] - k[i]],
            [k.sum() - k[i], (n.sum() - n[i]) - (k.sum() - k[i])],
        ]
        alone = scipy.stats.fisher_exact(np.array(cells).astype(int))[1]
        assert together[i] == pytest.approx(alone, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_holm_is_that_of_statsmodels(p):
    expected = multipletests(p, method="holm")[1]
    assert holm(np.array(p)) == pytest.approx(expected, abs=1e-12)


def test_holm_gives_the_example_of_the_textbooks():
    assert holm(array(0.01, 0.04, 0.03, 0.005)).tolist() == pytest.approx(
        [0.03, 0.06, 0.06, 0.02]
    )


def test_the_tea_that_fisher_published_cannot_be_told_apart():
    found = compare(row(3, 4), row(1, 4), SHARE)
    assert found.verdict is Verdict.SAME
    assert round(found.p, 4) == 0.4857


def test_an_area_is_compared_with_the_rest_and_its_difference_told_to_the_whole():
    found = compare(row(40, 100), row(100, 500), SHARE, relation="part")
    rest = compare(row(40, 100), row(60, 400), SHARE)

    assert found.p == pytest.approx(rest.p)
    assert found.difference == pytest.approx(40 - 20)
    assert found.difference == pytest.approx(rest.difference * 400 / 500)
    assert found.interval.low == pytest.approx(rest.interval.low * 400 / 500)
    assert found.verdict is Verdict.HIGHER


def test_a_mean_is_compared_with_that_of_the_rest():
    found = compare(
        row(250.0, 30, Kind.MEAN), row(220.0, 300, Kind.MEAN), MEAN, relation="part"
    )
    rest = (220 * 300 - 250 * 30) / 270
    apart = (
        250 - rest - (0.5 + (0.5 * 300 + 0.5 * 30) / 270)
    )  # as close as rounding allows
    z = apart / (60 * np.sqrt(1 / 30 + 1 / 270))
    assert found.difference == pytest.approx(30)
    assert found.p == pytest.approx(2 * scipy.stats.norm.sf(z), abs=1e-9)


@settings(deadline=None)
@given(counts, counts)
def test_turned_around_a_comparison_says_the_opposite(one, other):
    there, back = (
        compare(row(*one), row(*other), SHARE),
        compare(row(*other), row(*one), SHARE),
    )
    opposite = {"higher": "lower", "lower": "higher", "same": "same"}
    assert back.verdict == opposite[there.verdict]
    assert back.p == pytest.approx(there.p)
    assert back.difference == pytest.approx(-there.difference)


@settings(deadline=None)
@given(counts, counts)
def test_counting_those_outside_instead_says_the_opposite(one, other):
    inside = compare(row(*one), row(*other), SHARE)
    outside = compare(
        row(one[1] - one[0], one[1]), row(other[1] - other[0], other[1]), SHARE
    )
    assert outside.p == pytest.approx(inside.p, rel=1e-6)
    assert outside.difference == pytest.approx(-inside.difference)


@settings(deadline=None)
@given(counts, counts)
@example((313, 413), (16, 16))  # 313 is less clear than 312 and 315, shown alike
def test_rounding_never_makes_a_difference_clearer(one, other):
    exact = compare(row(*one), row(*other), SHARE)
    one_bare = bare(float(round(100 * one[0] / one[1])), one[1])
    rounded = compare(one_bare, row(*other), SHARE)
    assert rounded.p >= exact.p - 1e-9
    assert rounded.verdict in (exact.verdict, Verdict.SAME)


@settings(deadline=None)
@given(st.lists(counts, min_size=2, max_size=14))
def test_comparing_all_areas_never_says_more_than_comparing_each(areas):
    whole = row(sum(k for k, _n in areas), sum(n for _k, n in areas))
    rows = [row(*one) for one in areas]
    together = compare_with_whole(table(*rows), pd.Series(whole), SHARE)
    for one, found in zip(rows, together, strict=True):
        alone = compare(one, whole, SHARE, relation="part")
        assert found.p >= alone.p - 1e-12
        assert found.verdict in (alone.verdict, Verdict.SAME)
        assert found.difference == pytest.approx(alone.difference)


def test_what_only_the_number_of_areas_keeps_from_being_clear_can_be_told():
    whole = pd.Series(row(384, 1200))
    near, *others = compare_with_whole(
        table(row(145, 400), row(120, 400), row(119, 400)), whole, SHARE
    )
    by_itself = compare(row(145, 400), row(384, 1200), SHARE, relation="part")
    assert near.verdict is Verdict.SAME
    assert near.alone == by_itself.p == by_itself.alone
    assert near.clear_alone
    assert not any(one.clear_alone for one in others)
    assert not by_itself.clear_alone  # it is clear as it is
    (fixed,) = compare_each(table(row(145, 400)), [row(300, 1000)], SHARE,
                            relation="fixed")  # fmt: skip
    assert fixed.alone == fixed.p


@settings(deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_the_areas_does_not_matter(order):
    rows = [row(k, 120) for k in (10, 14, 40, 11, 70, 12)]
    whole = pd.Series(row(157, 720))
    found = compare_with_whole(table(*rows), whole, SHARE)
    moved = compare_with_whole(table(*[rows[i] for i in order]), whole, SHARE)
    assert moved == [found[i] for i in order]


def test_areas_without_a_value_are_not_compared_and_the_others_are():
    rows = table(row(50, 100), GONE, MISSING, row(10, 100))
    found = compare_with_whole(rows, pd.Series(row(200, 1000)), SHARE)
    assert [one.verdict for one in found] == [
        "higher",
        "not_compared",
        "not_compared",
        "lower",
    ]
    assert [one.reason for one in found] == ["", "withheld", "missing", ""]


@pytest.mark.parametrize(
    ("whole", "of", "reason"),
    [
        (None, SHARE, "no_benchmark"),
        (GONE, SHARE, "no_benchmark"),
        (MISSING, SHARE, "no_benchmark"),
        (bare(20.0, NAN), SHARE, "no_counts"),
        (row(30, 60), SHARE, "not_a_part"),
        (row(20, 400), SHARE, "not_a_part"),
        (row(30, 100), SHARE, "same_area"),
        (row(200, 1000), indicator(Kind.COUNT), "count"),
        (row(200, 1000), indicator(Kind.INDEX), "index"),
        (row(200, 1000), indicator(Kind.MEAN), "no_spread"),
    ],
)
def test_what_cannot_be_compared_says_why(whole, of, reason):
    benchmark = None if whole is None else pd.Series(whole)
    (found,) = compare_with_whole(table(row(30, 100)), benchmark, of)
    assert (found.verdict, found.reason) == (Verdict.NOT_COMPARED, reason)
    assert (found.p, found.difference, found.interval) == (None, None, None)


def test_the_reason_of_a_kind_comes_before_that_of_the_benchmark():
    (found,) = compare_with_whole(table(row(30, 100)), None, indicator(Kind.COUNT))
    assert found.reason == "count"


def test_a_country_known_by_its_value_alone_can_be_compared_with():
    country = bare(10.0, NAN)
    clear = compare(row(40, 200), country, SHARE, relation="fixed")
    vague = compare(row(22, 200), country, SHARE, relation="fixed")
    assert (clear.verdict, vague.verdict) == (Verdict.HIGHER, Verdict.SAME)
    # The value is rounded to whole per cent: 10.5 is what is nearest to 20.
    assert clear.p == pytest.approx(
        scipy.stats.binomtest(40, 200, 0.105).pvalue, abs=1e-9
    )
    assert compare(row(40, 200), GONE, SHARE, relation="fixed").reason == "no_benchmark"
    events = compare(row(30, 1000, Kind.RATE), bare(10.0, NAN), RATE, relation="fixed")
    assert events.verdict is Verdict.HIGHER
    mean = compare(row(250.0, 36, Kind.MEAN), bare(220.0, NAN), MEAN, relation="fixed")
    assert mean.p == pytest.approx(2 * scipy.stats.norm.sf(2.9), abs=1e-9)


def test_numbers_left_in_withheld_rows_change_nothing():
    leaky = GONE | {"numerator": 77.0, "denominator": 100.0, "value": 77.0}
    whole = pd.Series(row(200, 1000))
    assert compare_with_whole(
        table(row(50, 100), leaky, row(10, 100)), whole, SHARE
    ) == compare_with_whole(table(row(50, 100), GONE, row(10, 100)), whole, SHARE)
    assert compare_with_whole(table(row(50, 100)), pd.Series(leaky), SHARE)[
        0
    ].reason == ("no_benchmark")


# --- where several persons share an answer ---


@settings(deadline=None)
@given(counts, counts, st.sampled_from([1.5, 2.0, 3.0]))
def test_siblings_in_one_home_never_make_a_difference_clearer(one, other, cluster):
    homes = replace(SHARE, cluster=cluster)
    apart = compare(row(*one), row(*other), SHARE)
    found = compare(row(*one), row(*other), homes)
    assert found.difference == pytest.approx(apart.difference)
    assert found.interval.low <= apart.interval.low + 1e-9
    assert found.interval.high >= apart.interval.high - 1e-9


def test_a_hundred_siblings_are_as_certain_as_fifty_homes():
    homes = replace(SHARE, cluster=2.0)
    found = compare(row(40, 100), row(60, 400), homes)
    alone = compare(row(20, 50), row(30, 200), SHARE)
    assert found.p == pytest.approx(alone.p)
    assert found.interval.low == pytest.approx(alone.interval.low)


def test_siblings_who_share_an_answer_cause_false_alarms_unless_that_is_said():
    rng = np.random.default_rng(8)
    false = {1.0: 0, 2.0: 0}
    for _map in range(300):
        n = 2.0 * rng.integers(100, 200, 13)
        k = 2.0 * rng.binomial((n / 2).astype(int), 0.2)
        rows = table(*[row(float(a), float(b)) for a, b in zip(k, n, strict=True)])
        whole = pd.Series(row(k.sum(), n.sum()))
        for cluster in false:
            of = replace(SHARE, cluster=cluster)
            found = compare_with_whole(rows, whole, of)
            false[cluster] += any(one.verdict != Verdict.SAME for one in found)
    assert false[1.0] / 300 > 0.15
    assert false[2.0] / 300 <= 0.08
