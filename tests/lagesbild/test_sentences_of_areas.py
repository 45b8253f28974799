"""Sentences about one area: every branch, in both languages, as a person says it."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from indicators.model import Direction, Indicator, Kind, Origin, Protection
from indicators.statistics import (
    Comparison,
    Course,
    Gap,
    Interval,
    Trend,
    Verdict,
    Why,
    compare,
    fewer_persons,
    gap,
)
from indicators.texts import Text, use_language
from lagesbild.sentences.counts import about, in_order, number_word, out_of
from lagesbild.sentences.figure import comparison_sentence, level_sentence
from lagesbild.sentences.gap import fewer_sentence, gap_sentence, times_told
from lagesbild.sentences.time import trend_sentence

NAN = float("nan")
SWEDISH = re.compile(r"[åäö]|\b(kommunen|mellan|eller|visas|talet|färre|fler)\b", re.I)


def indicator(kind=Kind.SHARE, people="barn", phrase=True, decimals=0, **changes):
    said = Text("bor {n} trångt", "{n} live in overcrowded homes")
    return Indicator(
        id="trang",
        name=Text("Barn som bor trångt", "Children in overcrowded homes"),
        definition=Text("Påhittad", "Made up"),
        kind=kind,
        unit=changes.pop("unit", Text("%", "%")),
        direction=Direction.LOWER,
        sector="nurtured",
        origin=Origin.LOCAL,
        protection=changes.pop("protection", Protection.NORMAL),
        source=Text("Kommunen", "The municipality"),
        class_limits=(),
        short=Text("Trångt boende", "Overcrowding"),
        people=Text("barn", "children") if people else None,
        phrase=said if phrase else None,
        decimals=decimals,
        **changes,
    )


def row(value=24.0, numerator=190.0, denominator=790.0, status="ok", reason=""):
    return {
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "status": status,
        "reason": reason,
    }


WHOLE = row(13, 1300, 10_000)
HIDDEN = row(NAN, NAN, NAN, "suppressed", "protected")
MISSING = row(NAN, NAN, NAN, "missing", "no_row")
FINE = indicator(decimals=1, protection=Protection.NONE)
BARE = indicator(people="", phrase=False)
MEAN = indicator(Kind.MEAN, phrase=False, unit=Text("poäng", "points"))
RATE = indicator(Kind.RATE, unit=Text("per 1 000", "per 1,000"))
COUNT = indicator(Kind.COUNT, people="", phrase=False, unit=Text("personer", "people"))
LEVELS = [
    (row(), indicator(), WHOLE,
     "Av 100 barn i Norrby bor 24 trångt (ungefär 190 av 790, 2024).",
     "Of 100 children in Norrby, 24 live in overcrowded homes "
     "(about 190 of 790, 2024)."),
    (row(5, 17, 340), indicator(), WHOLE,
     "Av 100 barn i Norrby bor 5 trångt (17 av ungefär 340, 2024).",
     "Of 100 children in Norrby, 5 live in overcrowded homes "
     "(17 of about 340, 2024)."),
    (row(24, NAN, 790), indicator(), WHOLE,
     "Av 100 barn i Norrby bor 24 trångt (bygger på ungefär 790 barn, 2024).",
     "Of 100 children in Norrby, 24 live in overcrowded homes "
     "(based on about 790 children, 2024)."),
    (row(3.42, NAN, NAN), FINE, row(4.1, NAN, NAN),
     "Bland barn i Norrby bor 3,4 % trångt (2024).",
     "Among children in Norrby, 3.4 % live in overcrowded homes (2024)."),
    (row(31.4, NAN, NAN), FINE, row(44.1, NAN, NAN),
     "Bland barn i Norrby bor 31,4 % trångt (2024).",
     "Among children in Norrby, 31.4 % live in overcrowded homes (2024)."),
    (row(9, NAN, NAN), indicator(), None,
     "Av 100 barn i Norrby bor 9 trångt (2024).",
     "Of 100 children in Norrby, 9 live in overcrowded homes (2024)."),
    (row(3.42, 42, 1225), FINE, row(4.1, 800, 19_696),
     "Av 1 000 barn i Norrby bor 34 trångt (ungefär 40 av 1 200, 2024).",
     "Of 1,000 children in Norrby, 34 live in overcrowded homes "
     "(about 40 of 1,200, 2024)."),
    (row(3.42, 42, 1225), FINE, row(14.1, 2800, 19_696),
     "Av 100 barn i Norrby bor 3 trångt (ungefär 40 av 1 200, 2024).",
     "Of 100 children in Norrby, 3 live in overcrowded homes "
     "(about 40 of 1,200, 2024)."),
    (row(3.42, 27, 790), FINE, row(4.1, 800, 19_696),
     "Bland barn i Norrby bor 3,4 % trångt (ungefär 25 av 790, 2024).",
     "Among children in Norrby, 3.4 % live in overcrowded homes "
     "(about 25 of 790, 2024)."),
    (row(20, 9, 45), indicator(), WHOLE,
     "Bland barn i Norrby bor 20 % trångt (9 av ungefär 45, 2024).",
     "Among children in Norrby, 20 % live in overcrowded homes (9 of about 45, 2024)."),
    (row(12, 9, 790), RATE, None,
     "Trångt boende: 12 per 1 000 i Norrby (9 av ungefär 790, 2024).",
     "Overcrowding: 12 per 1,000 in Norrby (9 of about 790, 2024)."),
    (row(12, 17, 1420), RATE, None,
     "Av 1 000 barn i Norrby bor 12 trångt (17 av ungefär 1 400, 2024).",
     "Of 1,000 children in Norrby, 12 live in overcrowded homes "
     "(17 of about 1,400, 2024)."),
    (row(0, 0, 790), indicator(), WHOLE,
     "Trångt boende: 0 % i Norrby (0 av ungefär 790, 2024).",
     "Overcrowding: 0 % in Norrby (0 of about 790, 2024)."),
    (row(), BARE, WHOLE,
     "Trångt boende: 24 % i Norrby (ungefär 190 av 790, 2024).",
     "Overcrowding: 24 % in Norrby (about 190 of 790, 2024)."),
    (row(223, NAN, 14), MEAN, None,
     "Trångt boende: 223 poäng i Norrby (bygger på ungefär 15 barn, 2024).",
     "Overcrowding: 223 points in Norrby (based on about 15 children, 2024)."),
    (row(1046, 1046, NAN), COUNT, None,
     "Trångt boende: 1 046 personer i Norrby (2024).",
     "Overcrowding: 1,046 people in Norrby (2024)."),
    (HIDDEN, indicator(), WHOLE,
     "För Norrby visas inte talet för ”Trångt boende” (2024), för att skydda små "
     "grupper.",
     "For Norrby the figure for “Overcrowding” (2024) is not shown, to protect small "
     "groups."),
    (MISSING, indicator(), WHOLE,
     "För Norrby saknas uppgift om ”Trångt boende” (2024).",
     "For Norrby there is no data on “Overcrowding” (2024)."),
    (HIDDEN | {"status": "missing", "reason": "not_additive"}, indicator(), WHOLE,
     "För Norrby kan talet för ”Trångt boende” (2024) inte räknas fram: det går inte "
     "att lägga ihop för flera områden.",
     "For Norrby the figure for “Overcrowding” (2024) cannot be worked out: it cannot "
     "be put together for several areas."),
    (HIDDEN | {"status": "missing", "reason": "not_applicable"}, indicator(), WHOLE,
     "För Norrby är ”Trångt boende” (2024) inte tillämpligt.",
     "For Norrby “Overcrowding” (2024) does not apply."),
]  # fmt: skip


def flat(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("own", "measure", "whole", "sv", "en"), LEVELS)
def test_a_level_is_told_as_a_rate_and_a_rounded_count(own, measure, whole, sv, en):
    assert flat(level_sentence(own, measure, "Norrby", "2024", whole)) == sv
    use_language("en")
    assert flat(level_sentence(own, measure, "Norrby", "2024", whole)) == en


def judged(verdict, reason=""):
    return Comparison(Verdict(verdict), reason)


COMPARISONS = [
    (judged("higher"), row(), WHOLE, indicator(),
     "Det är tydligt fler än i hela kommunen (13 av 100).",
     "That is clearly more than in the whole municipality (13 of 100)."),
    (judged("lower"), row(7), WHOLE, indicator(),
     "Det är tydligt färre än i hela kommunen (13 av 100).",
     "That is clearly fewer than in the whole municipality (13 of 100)."),
    (judged("higher"), row(), WHOLE, BARE,
     "Det är tydligt högre än i hela kommunen (13 %).",
     "That is clearly higher than in the whole municipality (13 %)."),
    (judged("lower"), row(7), WHOLE, BARE,
     "Det är tydligt lägre än i hela kommunen (13 %).",
     "That is clearly lower than in the whole municipality (13 %)."),
    (judged("same"), row(), WHOLE, indicator(),
     "Det går inte att skilja från hela kommunen (13 av 100).",
     "It cannot be told apart from the whole municipality (13 of 100)."),
    (judged("higher"), row(20, 9, 45), WHOLE, indicator(),
     "Det är tydligt fler än i hela kommunen (13 %).",
     "That is clearly more than in the whole municipality (13 %)."),
    (judged("lower"), row(2.1, 42, 2000), row(4.1, 800, 19_696), FINE,
     "Det är tydligt färre än i hela kommunen (41 av 1 000).",
     "That is clearly fewer than in the whole municipality (41 of 1,000)."),
    (judged("lower"), row(12.6, 1300, 9999), row(13.4, 9000, 99_999), FINE,
     "Det är tydligt färre än i hela kommunen (12,6 % mot 13,4 %).",
     "That is clearly fewer than in the whole municipality (12.6 % against 13.4 %)."),
    (judged("not_compared", Why.NO_COUNTS), row(), WHOLE, indicator(),
     "I hela kommunen: 13 %. Talen jämförs inte: källan säger inte hur många som "
     "ligger bakom.", None),
    (judged("not_compared", Why.NO_BENCHMARK), row(), None, indicator(),
     "Det finns inget tal för hela kommunen att jämföra med.",
     "There is no figure for the whole municipality to compare with."),
    (judged("not_compared", Why.WITHHELD), row(), HIDDEN, indicator(),
     "Det finns inget tal för hela kommunen att jämföra med.", None),
    (judged("not_compared", Why.WITHHELD), HIDDEN, WHOLE, indicator(), "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("found", "own", "whole", "measure", "sv", "en"), COMPARISONS)
def test_a_comparison_is_told_in_words(found, own, whole, measure, sv, en):
    # 13,4 and 12,6 are both 13 of 100: then the figures themselves are told
    assert flat(comparison_sentence(found, own, whole, measure)) == sv
    use_language("en")
    if en is not None:
        assert flat(comparison_sentence(found, own, whole, measure)) == en


@given(
    own=st.tuples(st.floats(0.1, 100), st.integers(1, 5000)),
    whole=st.none() | st.tuples(st.floats(0.1, 100), st.integers(1, 50_000)),
    measure=st.sampled_from((indicator(), FINE, RATE)),
)
def test_nobody_is_told_out_of_more_persons_than_there_are(own, whole, measure):
    rows = [row(value, 1, people) for value, people in filter(None, (own, whole))]
    base = out_of(rows, measure)
    assert base in (0, 100, 1000)
    assert base <= min(one["denominator"] for one in rows)


@given(
    st.lists(st.floats(0.1, 100), min_size=2, max_size=9),
    st.sampled_from((indicator(), FINE)),
)
def test_areas_whose_persons_are_not_known_are_told_out_of_the_same(values, measure):
    areas = [row(value, NAN, NAN) for value in values]
    bases = {out_of([area, None], measure) for area in areas}
    assert len(bases - {0}) <= 1  # 0: neither none nor all, and rounded to that


@given(
    st.lists(st.floats(0.1, 100), min_size=2, max_size=9),
    st.floats(0.1, 100),
    st.sampled_from((indicator(), FINE, RATE)),
)
def test_large_areas_are_told_out_of_the_same(values, share, measure):
    whole = row(share, 800, 19_696)
    areas = [row(value, 40, 1225) for value in values]
    bases = {out_of([area, whole], measure) for area in areas}
    assert len(bases - {0}) <= 1  # 0: neither none nor all, and rounded to that


PUBLIC = indicator(protection=Protection.NONE)
BARE_RATE = indicator(Kind.RATE, phrase=False, unit=Text("", ""))


def figure(count, people, measure=PUBLIC, reason=""):
    value = measure.multiplier * count / people
    return row(value, count, people, reason=reason)


@pytest.mark.parametrize(
    ("own", "whole", "measure", "sv", "en"),
    [
        ((2, 500), (900, 8000), PUBLIC,
         "Bland barn i Norrby bor under 1 % trångt (2 av ungefär 500).",
         "Among children in Norrby, less than 1 % live in overcrowded homes "
         "(2 of about 500)."),
        ((498, 500), (900, 8000), PUBLIC,
         "Bland barn i Norrby bor över 99 % trångt (bygger på ungefär 500 barn).",
         "Among children in Norrby, more than 99 % live in overcrowded homes "
         "(based on about 500 children)."),
        ((5, 1500), (900, 8000), indicator(),
         "Bland barn i Norrby bor under 1 % trångt (5 av ungefär 1 500).", None),
        ((1495, 1500), (900, 8000), indicator(),
         "Bland barn i Norrby bor över 99 % trångt "
         "(bygger på ungefär 1 500 barn).", None),
        ((1, 3000), (200, 30_000), RATE,
         "Trångt boende: under 1 per 1 000 i Norrby (1 av ungefär 3 000).",
         "Overcrowding: less than 1 per 1,000 in Norrby (1 of about 3,000)."),
        ((1, 3000), (200, 30_000), BARE_RATE,
         "Trångt boende: under 1 av 1 000 i Norrby (1 av ungefär 3 000).", None),
        ((100, 1000), (1, 8000), PUBLIC,
         "Bland barn i Norrby bor 10 % trångt (ungefär 100 av 1 000).", None),
        ((9999, 10_000), (900, 10_000), FINE,
         "Bland barn i Norrby bor över 99,9 % trångt "
         "(bygger på ungefär 10 000 barn).", None),
        ((500, 500), (900, 8000), PUBLIC,
         "Av 100 barn i Norrby bor 100 trångt (ungefär 500 av 500).", None),
        ((17, 17), (900, 8000), PUBLIC,
         "Bland barn i Norrby bor 100 % trångt (bygger på ungefär 15 barn).", None),
        ((0, 500), (900, 8000), PUBLIC,
         "Trångt boende: 0 % i Norrby (0 av ungefär 500).", None),
    ],
)  # fmt: skip
def test_what_is_neither_none_nor_all_is_never_told_as_that(
    own, whole, measure, sv, en
):
    own, whole = figure(*own, measure), figure(*whole, measure)
    assert flat(level_sentence(own, measure, "Norrby", "", whole)) == sv
    use_language("en")
    if en is not None:
        assert flat(level_sentence(own, measure, "Norrby", "", whole)) == en


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ((5, 132), "ungefär 5 av 130"),
        ((3, 60), "ungefär 3 av 60"),
        ((0, 60), "ungefär 0 av 60"),
        ((128, 132), "bygger på ungefär 130 barn"),
    ],
)
def test_rounded_counts_are_told_as_about(own, said):
    for reason in ("rounded_3", "rounded_5", "approximate"):
        level = level_sentence(figure(*own, reason=reason), PUBLIC, "Norrby")
        assert flat(level).endswith(f"({said}).")


def test_a_zero_that_the_source_has_rounded_to_is_not_told_as_none():
    said = level_sentence(row(0, NAN, 500, reason="rounded_zero"), FINE, "Norrby")
    assert flat(said).startswith("Bland barn i Norrby bor under 1 % trångt")


@given(st.integers(2, 20_000), st.data(), st.sampled_from((PUBLIC, FINE, RATE)))
def test_no_sentence_says_none_or_all_of_some(people, data, measure):
    count = data.draw(st.integers(1, people - 1))
    own = figure(count, people, measure)
    said = flat(level_sentence(own, measure, "Norrby", "", None))
    assert not re.search(r"(?<![\d,])0(,0)? (%|trångt|per)|\b100(,0)? %", said)
    assert not re.search(r"Av (100|1 000) barn i Norrby bor \1 trångt", said)
    found = re.search(r"(\d[\d ]*) av (?:ungefär )?(\d[\d ]*)\)", said)
    if found:
        told, everybody = (int(number.replace(" ", "")) for number in found.groups())
        assert told < everybody


@pytest.mark.parametrize(
    ("own", "whole", "measure", "sv"),
    [
        ((2890, 20_000), (13_600, 100_000), PUBLIC, "14,4 % mot 13,6 %"),
        ((2890, 20_000), (13_600, 100_000), indicator(), ""),
        ((14_010, 100_000), (139_800, 1_000_000), PUBLIC, ""),
        ((2890, 20_000), (13_600, 100_000),
         indicator(phrase=False, protection=Protection.NONE), "14,4 % mot 13,6 %"),
        ((1, 3000), (30, 8000), PUBLIC, "under 0,1 % mot 0,4 %"),
        ((900, 8000), (1, 3000), PUBLIC, "under 1 %"),
    ],
)  # fmt: skip
def test_a_clear_difference_is_never_told_with_two_figures_alike(
    own, whole, measure, sv
):
    own, whole = figure(*own, measure), figure(*whole, measure)
    said = flat(comparison_sentence(judged("higher"), own, whole, measure))
    assert said.endswith(f"i hela kommunen ({sv})." if sv else "i hela kommunen.")


def test_closer_figures_are_told_only_where_the_counts_are_known():
    own, whole = row(14.45, NAN, 20_000), row(13.6, 13_600, 100_000)
    said = comparison_sentence(judged("higher"), own, whole, PUBLIC)
    assert said == "Det är tydligt fler än i hela kommunen."


YEARS = ("2021", "2022", "2023", "2024", "2025")


@pytest.mark.parametrize(
    ("trend", "sv", "en"),
    [
        (Trend(Course.RISING, "", YEARS), "Talet har stigit från 2021 till 2025.",
         "The figure rose from 2021 to 2025."),
        (Trend(Course.FALLING, "", YEARS), "Talet har sjunkit från 2021 till 2025.",
         "The figure fell from 2021 to 2025."),
        (Trend(Course.STEADY, "", YEARS),
         "Från 2021 till 2025 syns ingen utveckling åt ett håll som går att skilja "
         "från slump.",
         "From 2021 to 2025 there is no movement in one direction that can be told "
         "apart from chance."),
        (Trend(Course.STEADY, Why.UNSTABLE, YEARS),
         "Från 2021 till 2025 går det inte att säga om talet stiger eller sjunker: en "
         "enda period avgör åt vilket håll det går.",
         "From 2021 to 2025 it cannot be said whether the figure is rising or falling: "
         "one single period decides which way it goes."),
        (Trend(Course.STEADY, Why.TWO_WAYS, YEARS),
         "Från 2021 till 2025 går det inte att säga om talet stiger eller sjunker: det "
         "första och det sista talet ger ett annat svar än alla talen tillsammans.",
         "From 2021 to 2025 it cannot be said whether the figure is rising or falling: "
         "the first and the last figure give another answer than all of them "
         "together."),
        (Trend(Course.NOT_COMPUTED, Why.FEW_PERIODS),
         "Om utvecklingen går det inte att säga något: det behövs minst fem perioder "
         "i rad.", None),
        (Trend(Course.NOT_COMPUTED, Why.WITHHELD),
         "Om utvecklingen går det inte att säga något: minst ett av talen visas inte, "
         "för att skydda små grupper.",
         "Nothing can be said of the trend: at least one of the figures is not shown, "
         "to protect small groups."),
        (Trend(Course.NOT_COMPUTED, Why.MISSING),
         "Om utvecklingen går det inte att säga något: minst ett av talen saknas.",
         "Nothing can be said of the trend: at least one of the figures is missing."),
        (Trend(Course.NOT_COMPUTED, Why.COUNT),
         "Utvecklingen prövas inte: ett antal följer hur många som bor i området.",
         "The trend is not tested: a number follows how many people live in the area."),
    ],
)  # fmt: skip
def test_a_trend_is_told_or_why_there_is_none(trend, sv, en):
    assert trend_sentence(trend) == sv
    use_language("en")
    if en is not None:
        assert trend_sentence(trend) == en


@pytest.mark.parametrize(
    ("found", "sv", "en"),
    [
        ((40, Interval(20, 60)),
         "Om andelen i Norrby vore som i hela kommunen skulle det gälla ungefär 40 "
         "färre barn (troligen mellan 20 och 60 färre).",
         "If the share in Norrby were that of the whole municipality, it would be "
         "about 40 fewer children (probably between 20 and 60 fewer)."),
        ((-15, Interval(-30, -5)),
         "Om andelen i Norrby vore som i hela kommunen skulle det gälla ungefär 15 "
         "fler barn (troligen mellan 5 och 30 fler).",
         "If the share in Norrby were that of the whole municipality, it would be "
         "about 15 more children (probably between 5 and 30 more)."),
        ((1350, Interval(1250, 1450)),
         "Om andelen i Norrby vore som i hela kommunen skulle det gälla ungefär "
         "1\u00a0350 färre barn (troligen mellan 1\u00a0250 och 1\u00a0450 färre).",
         "If the share in Norrby were that of the whole municipality, it would be "
         "about 1,350 fewer children (probably between 1,250 and 1,450 fewer)."),
        ((15000, Interval(14700, 15300)),
         "Om andelen i Norrby vore som i hela kommunen skulle det gälla ungefär "
         "15\u00a0000 färre barn (troligen mellan 14\u00a0700 och 15\u00a0300 färre).",
         "If the share in Norrby were that of the whole municipality, it would be "
         "about 15,000 fewer children (probably between 14,700 and 15,300 fewer)."),
        ((5, Interval(-5, 15)), "", ""),
        ((0, Interval(0, 0)), "", ""),
        (None, "", ""),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_persons_where_it_is_one(found, sv, en):
    assert fewer_sentence(found, indicator(), "Norrby") == sv
    use_language("en")
    assert fewer_sentence(found, indicator(), "Norrby") == en


@settings(max_examples=200, deadline=None)
@given(st.data(), st.integers(100, 200_000))
def test_the_interval_that_is_told_holds_the_exact_one_and_the_number(data, people):
    own, rest = (data.draw(st.integers(0, people)) for _side in "ab")
    area, whole = shared(own, people), shared(own + rest, 2 * people)
    said = fewer_sentence(fewer_persons(area, whole, indicator()), indicator(), "N")
    assume(said)
    count, low, high = (
        int(number) for number in re.findall(r"\d+", re.sub(r"(?<=\d)\s", "", said))
    )
    exact = compare(area, whole, indicator(), relation="part").interval
    edges = sorted(abs(edge) * people / 100 for edge in (exact.low, exact.high))
    assert low <= edges[0] + 1e-6
    assert high >= edges[1] - 1e-6
    assert low <= count <= high


def shared(count, people):
    return row(100 * count / people, numerator=count, denominator=people)


NAMES = {"1": "Åby", "2": "Norrby", "3": "Ängen", "4": "Östby"}


def test_a_gap_names_both_ends_in_order_and_is_no_ranking():
    apart, times = Interval(8.2, 16.6), Interval(1.52, 2.88)
    high, low = ("1", "3"), ("2", "4")
    gap = Gap("", 12.4, apart, 2.1, times, 24, 11.6, high, low)
    assert gap_sentence(gap, indicator(), NAMES) == (
        "Mellan de områden där talet är högst (Åby, Ängen) och de där det är lägst "
        "(Norrby, Östby) skiljer det 12 procentenheter (troligen mellan 8 och 17 "
        "procentenheter). Talet är 2,1 gånger så högt där det är högst som där det är "
        "lägst (troligen mellan 1,5 och 2,9 gånger)."
    )
    use_language("en")
    assert not SWEDISH.search(
        re.sub(r"\(.*?\)", "", gap_sentence(gap, indicator(), NAMES))
    )


def test_a_gap_that_may_be_chance_is_not_told_as_times_as_much():
    times = Interval(0.5, 5.2)
    gap = Gap("", 6.3, Interval(-10, 23), 1.6, times, 17, 11, ("1",), ("2",))
    said = gap_sentence(gap, indicator(), NAMES)
    assert said.endswith("Skillnaden kan vara slump.")
    assert "gånger" not in said


FEW = [(12, 35), (13, 33), (12, 62), (23, 57), (0, 22), (4, 25)]
six = st.lists(
    st.integers(5, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=3,
    max_size=9,
)


@settings(max_examples=200, deadline=None)
@given(six)
@example(FEW)  # 4.4 to 50.1 percentage points, and 0.9 to 24.4 times
def test_a_gap_is_never_told_to_be_sure_and_perhaps_less_than_nothing(counts):
    found = gap(shares_of(counts), indicator())
    names = {f"a{i}": f"Namn {i}" for i in range(len(counts))}
    said = gap_sentence(found, indicator(), names)
    told = times_told(found)
    assert ("gånger" in said) == (told is not None)
    assert told is None or (told[1].low >= 1 and found.interval.low > 0)


def test_a_gap_is_told_without_times_where_these_may_be_none_at_all():
    found = gap(shares_of(FEW), indicator())
    assert found.interval.low > 0
    assert found.relative_interval.low < 1
    names = {f"a{i}": f"Namn {i}" for i in range(len(FEW))}
    said = gap_sentence(found, indicator(), names)
    assert said.endswith("(troligen mellan 4 och 50 procentenheter).")


def shares_of(counts):
    rows = [row(100 * k / n, numerator=k, denominator=n) for k, n in counts]
    return pd.DataFrame(rows, index=[f"a{i}" for i in range(len(counts))])


def test_a_gap_that_is_not_computed_says_why():
    def said(reason, *left_out):
        text = gap_sentence(Gap(reason, left_out=left_out), indicator(), NAMES)
        assert text.startswith("Skillnaden mellan områdena räknas inte ut: ")
        return text.partition(": ")[2]

    few, hidden = Why.TOO_FEW, Why.WITHHELD
    assert said(few, few, few, few) == "för få personer ligger bakom."
    assert said(few) == "det behövs minst tre områden."
    assert said(hidden, hidden) == "för få områden visas, för att skydda små grupper."
    summed = "talet kan inte räknas fram för flera områden ihop."
    assert said(Why.NOT_ADDITIVE, Why.NOT_ADDITIVE) == summed


def test_a_gap_of_some_areas_says_of_how_many_and_why_others_are_not_in_it():
    apart, left_out = Interval(2, 23), (Why.MISSING, *[Why.WITHHELD] * 7)
    high, low, counted = ("1", "3"), ("2", "4"), tuple("123456")
    gap = Gap("", 6.3, apart, 1.6, None, 17, 11, high, low, counted, left_out)
    assert gap_sentence(gap, indicator(), NAMES) == (
        "Av de 6 områden som räknas med är talet högst i två (Åby, Ängen) och lägst i "
        "två (Norrby, Östby). Mellan dem skiljer det 6 procentenheter (troligen mellan "
        "2 och 23 procentenheter). 7 områden räknas inte med: värdet visas inte, för "
        "att skydda små grupper. 1 område räknas inte med: uppgift saknas."
    )
    use_language("en")
    assert not SWEDISH.search(
        re.sub(r"\(.*?\)", "", gap_sentence(gap, indicator(), NAMES))
    )


def test_no_single_area_is_named_as_the_highest_or_the_lowest():
    gap = Gap(
        "", 9.0, Interval(2, 16), None, None, 20, 11, ("1",), ("2",), tuple("123")
    )
    assert gap_sentence(gap, indicator(), NAMES) == (
        "Mellan det högsta och det lägsta talet för de 3 områden som räknas med "
        "skiljer det 9 procentenheter (troligen mellan 2 och 16 procentenheter)."
    )


@pytest.mark.parametrize("tied", [True, False])
def test_areas_that_chance_has_picked_for_a_third_are_not_named(tied):
    apart = Interval(1 if tied else -1, 16)
    ends = ("1", "3"), ("2", "4"), tuple("123456")
    gap = Gap("", 9.0, apart, None, None, 20, 11, *ends, tied=tied)
    said = gap_sentence(gap, indicator(), NAMES)
    assert said.startswith(
        "De 6 områden som räknas med delas i tre efter talet. Mellan den övre och den "
        "nedre tredjedelen skiljer det 9 procentenheter (troligen mellan "
    )
    assert said.endswith("Skillnaden kan vara slump.") is not tied
    assert not any(name in said for name in NAMES.values())


def test_areas_that_are_all_alike_have_no_highest_and_no_lowest():
    found = gap(shares_of([(20, 100)] * 7), indicator())
    assert found.tied
    said = gap_sentence(found, indicator(), {f"a{i}": "Namn" for i in range(7)})
    assert said == "Talet är lika i de 7 områden som räknas med."


def test_a_gap_in_another_unit_and_without_interval():
    gap = Gap("", 3.0, None, None, None, 5, 2, ("1", "3"), ("2", "4"))
    text = flat(gap_sentence(gap, MEAN, NAMES))
    assert text == (
        "Mellan de områden där talet är högst (Åby, Ängen) och de där det är lägst "
        "(Norrby, Östby) skiljer det 3 poäng."
    )


@pytest.mark.parametrize("why", [why for why in Why if why])
@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_every_reason_makes_a_sentence(why, spoken):
    use_language(spoken)
    for text in (
        comparison_sentence(judged("not_compared", why), row(), WHOLE, indicator()),
        trend_sentence(Trend(Course.NOT_COMPUTED, why)),
    ):
        assert text.endswith(".")
        assert "  " not in text
        assert why.value not in text.split() or why is Why.MISSING or " " in why.value


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 100_000))
def test_a_rounded_count_is_near_and_never_nothing(count):
    written = int(about(count).replace("\u00a0", ""))
    assert written > 0
    assert abs(written - count) <= max(4, 0.06 * count)


@settings(max_examples=60, deadline=None)
@given(st.floats(1000, 9000), st.floats(1000, 9000))
def test_a_number_behind_a_withheld_figure_is_never_said(count, people):
    leaky = row(50.0, count, people, "suppressed", "protected")  # as it never comes
    said = level_sentence(leaky, indicator(), "Norrby", "2024", WHOLE)
    said += comparison_sentence(judged("higher"), leaky, WHOLE, indicator())
    assert not re.search(r"\d", said.replace("2024", ""))


def test_small_numbers_are_words_and_large_ones_figures():
    assert [number_word(n) for n in (1, 12, 13)] == ["ett", "tolv", "13"]


def test_swedish_letters_sort_last():
    assert in_order(["Öby", "Åby", "Zinken", "ängen"]) == [
        "Zinken",
        "Åby",
        "ängen",
        "Öby",
    ]
