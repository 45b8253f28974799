"""Each area beside a figure of its own: a group, an earlier period, another area."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import Kind
from indicators.statistics import (
    Verdict,
    Why,
    compare,
    compare_each,
    compare_with_whole,
    earlier,
)
from tests.indicators.statistics.cases import (
    GONE,
    MISSING,
    NAN,
    SHARE,
    bare,
    indicator,
    row,
    table,
)

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None, max_examples=50)
@given(st.lists(counts, min_size=1, max_size=10))
def test_the_same_figure_for_all_is_the_whole_beside_its_parts(areas):
    whole = row(sum(k for k, _n in areas), sum(n for _k, n in areas))
    rows = table(*[row(*one) for one in areas])
    each = compare_each(rows, [whole] * len(areas), SHARE, relation="part")
    assert each == compare_with_whole(rows, pd.Series(whole), SHARE)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=8))
@pytest.mark.parametrize("relation", ["separate", "fixed"])
def test_many_at_once_are_corrected_and_otherwise_as_one_by_one(relation, pairs):
    own, other = [row(*a) for a, _b in pairs], [row(*b) for _a, b in pairs]
    found = compare_each(table(*own), other, SHARE, relation=relation)
    alone = [
        compare(a, b, SHARE, relation=relation) for a, b in zip(own, other, strict=True)
    ]
    assert min(one.p for one in found) == pytest.approx(
        min(1.0, len(pairs) * min(one.p for one in alone))
    )
    for together, one in zip(found, alone, strict=True):
        assert one.p - 1e-12 <= together.p <= 1
        assert together.verdict in (one.verdict, Verdict.SAME)
        assert together.difference == pytest.approx(one.difference)


@pytest.mark.parametrize("relation", ["separate", "part", "fixed"])
def test_each_says_why_it_is_not_compared_and_the_others_are(relation):
    rows = table(row(30, 100), GONE, row(30, 100), row(30, 100), MISSING)
    other = row(500, 1000)
    beside = [Why.NO_GROUP, other, GONE, other, Why.NO_EARLIER]
    found = compare_each(rows, beside, SHARE, relation=relation)

    assert [one.reason for one in found] == [
        "no_group", "withheld", "no_benchmark", "", "missing",
    ]  # fmt: skip
    assert found[3].verdict is Verdict.LOWER


@pytest.mark.parametrize("relation", ["separate", "part", "fixed"])
def test_numbers_left_in_withheld_rows_tell_nothing(relation):
    leaky = GONE | {"numerator": 77.0, "denominator": 100.0, "value": 77.0}
    other = row(500, 1000)
    here = compare_each(
        table(row(30, 100), leaky), [leaky, other], SHARE, relation=relation
    )
    there = compare_each(
        table(row(30, 100), GONE), [GONE, other], SHARE, relation=relation
    )
    assert here == there


def test_nothing_at_all_is_compared_with_nothing():
    assert compare_each(table(row(1, 2))[:0], [], SHARE) == []
    count = indicator(Kind.COUNT)
    (one,) = compare_each(table(row(30, 100)), [Why.NO_GROUP], count)
    assert one.reason == "count"


def test_a_country_without_counts_can_be_compared_with_where_it_is_fixed():
    rows, country = table(row(40, 200), row(22, 200)), bare(10.0, NAN)
    fixed = compare_each(rows, [country] * 2, SHARE, relation="fixed")
    part = compare_each(rows, [country] * 2, SHARE, relation="part")

    assert [one.verdict for one in fixed] == ["higher", "same"]
    assert {one.reason for one in part} == {"no_counts"}


@pytest.mark.parametrize("relation", ["separate", "fixed"])
def test_where_nothing_differs_few_maps_say_clearly_anywhere(relation):
    random, maps, false = np.random.default_rng(5), 400, 0
    for _map in range(maps):
        n = random.integers(40, 400, 13)
        k = random.binomial(n, 0.2)
        # Beside the first area, or beside what holds everywhere.
        other = row(k[0], n[0]) if relation == "separate" else bare(20.0, 1e6)
        rows = table(*[row(*pair) for pair in zip(k[1:], n[1:], strict=True)])
        found = compare_each(rows, [other] * 12, SHARE, relation=relation)
        false += any(one.verdict in ("higher", "lower") for one in found)
    assert false / maps <= 0.05 + 2 * (0.05 * 0.95 / maps) ** 0.5


def test_a_fixed_figure_of_few_persons_is_not_taken_for_certain():
    random, maps, false = np.random.default_rng(5), 300, 0
    for _map in range(maps):
        n = random.integers(200, 400, 13)
        k, other = random.binomial(n, 0.2), row(int(random.binomial(500, 0.2)), 500)
        rows = table(*[row(*pair) for pair in zip(k, n, strict=True)])
        found = compare_each(rows, [other] * 13, SHARE, relation="fixed")
        false += any(one.verdict in ("higher", "lower") for one in found)
    # taken for certain it would be 14 % of the maps
    assert false / maps <= 0.05 + 2 * (0.05 * 0.95 / maps) ** 0.5


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=6),
    st.integers(50, 1999),
    st.sampled_from([Kind.SHARE, Kind.RATE, Kind.MEAN]),
)
def test_a_fixed_figure_of_few_persons_is_compared_as_separate(counts, people, kind):
    measure = indicator(kind, spread=60.0)
    rows = table(*[row(k, 100, kind) for k in counts])
    other = [row(people // 5, people, kind)] * len(counts)
    fixed = compare_each(rows, other, measure, relation="fixed")
    separate = compare_each(rows, other, measure, relation="separate")
    assert [one.verdict for one in fixed] == [one.verdict for one in separate]
    assert [one.p for one in fixed] == pytest.approx([one.p for one in separate])


def test_a_fixed_figure_of_many_persons_is_taken_as_it_is():
    def p(people):
        other = row(people / 5, people)
        return compare(row(30, 100), other, SHARE, relation="fixed").p

    assert p(2000) == p(200_000)
    assert p(1995) > p(2000)


@pytest.mark.parametrize("reason", ["rounded_3", "rounded_5", "approximate"])
def test_a_fixed_figure_that_is_rounded_is_not_compared_with(reason):
    other = row(200_000, 1_000_000) | {"reason": reason}
    found = compare_each(table(row(40, 200)), [other], SHARE, relation="fixed")
    assert [one.reason for one in found] == ["rounded"]


def test_beside_a_mean_below_zero_the_interval_is_the_right_way_up():
    measure = indicator(Kind.MEAN, spread=6.0)
    own, country = row(-5.1, 100, Kind.MEAN), bare(-5.0, NAN)
    (found,) = compare_each(table(own), [country], measure, relation="fixed")
    assert found.interval.low < -0.1 < found.interval.high
    assert found.verdict is Verdict.SAME
    far = compare(row(-9.0, 100, Kind.MEAN), country, measure, relation="fixed")
    assert far.verdict is Verdict.LOWER


@pytest.mark.parametrize(
    ("period", "periods", "before"),
    [
        ("2024", ["2022", "2023", "2024"], "2023"),
        ("2024", ["2021", "2024"], "2021"),
        ("HT2025", ["HT2024", "VT2025", "HT2025"], "HT2024"),
        ("2024/25", ["2022/23", "2023/24", "2024/25"], "2023/24"),
        ("2022-2024", ["2019-2021", "2021-2023", "2022-2024"], "2019-2021"),
        ("2022-2024", ["2021-2023", "2022-2024"], Why.NO_EARLIER),
        ("2024", ["2022-2023", "2024"], Why.NO_EARLIER),
        ("2024", ["2024", "2025"], Why.NO_EARLIER),
        ("något år", ["2023"], Why.NO_EARLIER),
    ],
)
def test_the_period_before_is_the_latest_of_the_same_sort_that_shares_nothing(
    period, periods, before
):
    assert earlier(period, periods) == before


@pytest.mark.parametrize(
    ("breaks", "before"),
    [
        (["2024"], Why.BREAK),
        (["2023"], "2023"),
        (["2025"], "2023"),
        (["2020", "2024", "2026"], Why.BREAK),
    ],
)
def test_a_break_in_between_keeps_two_periods_apart(breaks, before):
    assert earlier("2024", ["2022", "2023", "2024", "2025"], breaks) == before
