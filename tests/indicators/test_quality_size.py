"""Figures that are all far larger or smaller than the like period before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import Kind, Origin, Protection
from indicators.quality import ask
from indicators.texts import Text, use_language
from tests.indicators.test_quality import AREAS, FIGURES, SHARE, rows

INCOME = replace(
    SHARE, name=Text("Inkomst"), kind=Kind.INDEX, unit=Text("tkr"), decimals=0
)
PEOPLE = replace(
    SHARE,
    name=Text("Folkmängd"),
    kind=Kind.COUNT,
    unit=Text("personer"),
    origin=Origin.PUBLIC,
    protection=Protection.NONE,
)
INCOMES = [305.3, 328.2, 290.1, 311.0, 250.9, 280.2, 333.3, 300.5]
POPULATION = [1046, 1536, 1282, 1535, 1225, 877, 1364, 1819]


def asked(new, old, indicator):
    return ask(new, old, {"andel": indicator})


def next_year(figures, times, indicator, base=np.nan):
    old = rows(figures, period="2024", base=base)
    new = rows(np.asarray(figures) * times, period="2025", base=base)
    return asked(new, old, indicator)


def test_kronor_for_thousands_of_kronor_is_asked_about():
    assert next_year(INCOMES, 1030, INCOME) == [
        "Inkomst 2025: talen är ungefär 1\u00a0000 gånger så stora som för 2024. "
        "Är det kronor eller tusental kronor?"
    ]
    assert next_year(INCOMES, 1 / 1000, INCOME) == [
        "Inkomst 2025: talen för 2024 är ungefär 1\u00a0000 gånger så stora som de "
        "nya. Är det kronor eller tusental kronor?"
    ]


def test_shares_between_zero_and_one_for_per_cent_are_asked_about():
    line, withheld = next_year(FIGURES, 1 / 100, SHARE)

    assert "100 gånger" in line
    assert line.endswith("Är det procent eller tal mellan 0 och 1?")
    assert "saknar nämnare" in withheld  # nobody said how many are behind them


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (10, "ungefär 10 gånger så stora som för 2024. Är enheten rätt?"),
        (2, "ungefär dubbelt så stora som för 2024. Stämmer det?"),
        (0.5, "ungefär hälften så stora som för 2024. Stämmer det?"),
        (4, "mycket större än för 2024. Stämmer det?"),
        (0.3, "mycket mindre än för 2024. Stämmer det?"),
        (0, "mycket mindre än för 2024. Stämmer det?"),
    ],
)
def test_a_factor_that_all_areas_have_in_common_is_asked_about(times, words):
    line, *_of_areas = next_year(POPULATION, times, PEOPLE)

    assert line.endswith(words)


@pytest.mark.parametrize("times", [0.7, 0.9, 1, 1.1, 1.4])
def test_an_ordinary_change_of_all_areas_raises_no_question(times):
    assert next_year(POPULATION, times, PEOPLE) == []


def test_counts_of_a_few_may_be_twice_as_many_by_chance():
    assert next_year([1, 2, 1, 3, 2, 1, 2, 1], 2, PEOPLE) == []
    assert len(next_year([10, 20, 10, 30, 20, 10, 20, 10], 2, PEOPLE)) == 1


def test_shares_of_few_persons_may_be_twice_as_large_by_chance():
    old = rows([3, 2, 4, 3, 2, 5, 3, 3], period="2024", base=60.0)
    new = rows([6, 4, 7, 5, 4, 9, 6, 5], period="2025", base=60.0)

    assert not any("så stora" in line for line in asked(new, old, SHARE))
    more = [table.assign(denominator=6000.0) for table in (new, old)]
    assert "dubbelt så stora" in asked(*more, SHARE)[0]


def test_persons_who_share_an_answer_make_chance_larger():
    old = rows([10] * 8, period="2024", base=60.0)
    new = rows([19] * 8, period="2025", base=60.0)

    assert len(asked(new, old, SHARE)) == 1
    assert asked(new, old, replace(SHARE, cluster=4.0)) == []


def test_what_rounding_can_make_is_no_question():
    index = replace(INCOME, decimals=0)

    assert next_year([1.0] * 8, 2, index) == []
    assert len(next_year([1.0] * 8, 2, replace(index, decimals=1))) == 1


def test_a_period_is_held_against_the_latest_one_like_it_and_before_it():
    old = [rows(INCOMES, period="HT2024"), rows(np.array(INCOMES) * 3, period="VT2025")]
    new = rows(INCOMES, period="HT2025")

    assert asked(new, pd.concat(old), INCOME) == []
    (line,) = asked(new.assign(value=new["value"] * 3), pd.concat(old), INCOME)
    assert "för HT2024" in line


def test_nothing_is_held_against_a_period_before_a_break():
    broken = replace(INCOME, breaks=("2025",))

    assert next_year(INCOMES, 1000, broken) == []


def test_the_period_before_may_come_in_the_same_file():
    both = pd.concat(
        [rows(INCOMES, period="2024"), rows(np.array(INCOMES) * 1000, period="2025")]
    )
    (line,) = asked(both, rows([], codes=[]), INCOME)

    assert "Inkomst 2025" in line


def both_levels(period, of_areas, of_whole):
    own = rows(np.array(INCOMES) * of_areas, period=period)
    whole = rows(np.array(INCOMES[:1]) * of_whole, period, "kommun", ["K"])
    return pd.concat([whole, own])


def test_levels_that_say_the_same_are_one_line():
    new, old = both_levels("2025", 1000, 1000), both_levels("2024", 1, 1)
    (line,) = asked(new, old, INCOME)

    assert line.startswith("Inkomst 2025: talen är ungefär")


def test_the_areas_of_a_level_that_alone_is_far_off_are_named():
    new, old = both_levels("2025", 1, 1000), both_levels("2024", 1, 1)
    (line,) = asked(new, old, INCOME)

    assert line.startswith("Inkomst 2025 (K): talen är ungefär 1\u00a0000 gånger")


def test_figures_that_are_withheld_or_none_are_not_held_against_anything():
    old = rows([0, 0, 0, 0, 1, 1, 1, 1], period="2024")
    old.loc[4:, ["value", "status"]] = [np.nan, "suppressed"]

    assert asked(rows(FIGURES), old, SHARE) == []


def test_the_question_is_asked_in_english_too():
    use_language("en")
    try:
        (line,) = next_year(INCOMES, 1000, INCOME)
        (half,) = next_year(POPULATION, 0.5, PEOPLE)
    finally:
        use_language("sv")

    assert "about 1,000 times" in line
    assert "about half as large as for 2024" in half


@settings(deadline=None)
@given(
    st.lists(st.integers(3111, 9999), min_size=8, max_size=8),  # no years
    st.sampled_from([0.001, 0.01, 0.1, 0.3, 0.5, 2, 3, 10, 100, 1000]),
)
def test_no_question_about_size_contains_a_value(values, times):
    lines = next_year(values, times, INCOME)
    text = " ".join(lines).replace("\u00a0", "")

    assert lines
    assert not any(str(value) in text for value in values)


def test_every_area_counts_alike_and_one_alone_is_no_common_factor():
    new = rows([*INCOMES[:7], INCOMES[7] * 1000], codes=AREAS)
    lines = asked(new, rows(INCOMES, period="2024"), INCOME)

    assert not any("gånger" in line for line in lines)
