"""May they be compared? Every rule forbids or cautions on its own, and says why."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.texts import use_language
from lagesbild import beside, comparable_tested
from lagesbild.comparable import Answer, answer_text, may_compare
from lagesbild.comparable_tested import (
    Settled,
    already_tested,
    interval_of_difference,
)
from lagesbild.config import BENCHMARKS, GROUPS
from lagesbild.preparing import open_prepared
from lagesbild.profile_beside import beside as held_against
from lagesbild.told_figure import Figure, beside_it, figure, figure_text

A = Figure(
    indicator="trang",
    area="Norrby",
    period="2024",
    level="deso-2025",
    level_name="DeSO 2025",
    source="Kommunen",
    shown=True,
    text="12\u00a0%",
    number=12.0,
    people=400.0,
    low=9.0,
    high=15.0,
    months=(24_288, 24_300),
    era=0,
    parts=frozenset({"1"}),
)
B = replace(A, area="Söderby", number=25.0, low=20.0, high=30.0, parts=frozenset({"2"}))
GROUP = frozenset({"1", "2"})


def later(one: Figure, years: int, **changes) -> Figure:
    first, end = one.months or (0, 0)
    months = (first + 12 * years, end + 12 * years)
    return replace(one, period=str(int(one.period) + years), months=months, **changes)


def test_two_areas_that_are_alike_in_all_but_their_figure_may_be_compared():
    answer, reasons = may_compare(A, B)
    assert answer is Answer.YES
    assert len(reasons) == 2
    assert "inte prövade mot varandra" in reasons[-1]


def test_two_periods_of_the_same_area_may_be_compared():
    assert (
        may_compare(A, later(A, 1, number=25.0, low=20.0, high=30.0))[0] is Answer.YES
    )


FORBIDDEN = [
    (A, "samma tal två gånger"),
    (replace(B, elsewhere=True), "Andra kommuner kan räkna måttet på ett annat sätt"),
    (replace(B, shown=False, text="Uppgift saknas"), "Söderby, 2024: Uppgift saknas."),
    (replace(B, area="Centrum", parts=GROUP), "Norrby är en del av Centrum"),
    (replace(later(A, 1), months=(24_294, 24_306)), "överlappar: samma år"),
    (replace(later(A, 1), months=None), "överlappar: samma år"),
    (later(B, 1), "olika områden och olika perioder"),
    (replace(B, kind="count"), "ett antal blir större där fler bor"),
    (later(A, 1, era=1), "Mellan 2024 och 2025 ändrades gränsen eller definitionen"),
    (replace(A, period="VT2025", months=(24_306, 24_312)), "olika slags perioder"),
    (replace(A, period="HT2025", months=(24_312, 24_318)), "olika slags perioder"),
]


@pytest.mark.parametrize(("other", "words"), FORBIDDEN)
def test_what_forbids_a_comparison_is_said(other, words):
    answer, reasons = may_compare(A, other)
    assert answer is Answer.NO
    assert words in " ".join(reasons)


def test_areas_that_share_some_people_are_not_compared():
    one = replace(A, parts=GROUP)
    other = replace(B, parts=frozenset({"2", "3"}))
    answer, reasons = may_compare(one, other)
    assert answer is Answer.NO
    assert "Områdena överlappar" in reasons[0]


CAREFUL = [
    (replace(B, level="area-groups", level_name="Områdesgrupper"), "olika slags"),
    (replace(B, source="SCB"), "olika källor"),
    (replace(B, people=49.0), "Bara 49 personer ligger bakom talet för Söderby, 2024."),
    (replace(B, low=None, high=None), "källan säger inte hur säkra"),
    (replace(B, low=None, why="skälet"), "om skillnaden är slump: skälet."),
    (replace(later(A, 1, number=20.0), kind="count"), "Skillnaden prövas inte"),
    (replace(B, number=14.0, low=10.0), "Skillnaden kan vara slump"),
]


@pytest.mark.parametrize(("other", "words"), CAREFUL)
def test_what_calls_for_care_is_said(other, words):
    answer, reasons = may_compare(A, other)
    assert answer is Answer.CARE
    assert any(words in reason for reason in reasons)


def test_what_forbids_is_said_alone():
    _answer, reasons = may_compare(A, replace(B, elsewhere=True, people=1.0))
    assert len(reasons) == 1


@given(st.sampled_from([one for one, _ in (*FORBIDDEN, *CAREFUL)] + [B]))
def test_the_answer_does_not_depend_on_the_order(other):
    assert may_compare(A, other)[0] is may_compare(other, A)[0]


@pytest.mark.parametrize("other", [one for one, _ in (*FORBIDDEN, *CAREFUL)] + [B])
def test_every_answer_is_said_in_english_too(other):
    use_language("en")
    plain = replace(other, text="No data", area="S", level_name="X", source="Y")
    plain = replace(plain, why="reason" if other.why else "")
    answer, reasons = may_compare(replace(A, source="Z"), plain)
    said = " ".join([answer_text(answer), *reasons])
    assert not any(letter in said for letter in "åäö")


LINE = {
    "indicator": "trang",
    "period": "2024",
    "source": "Kommunen",
    "number": 12.0,
    "reason_text": "",
    "history": [
        {"period": "2023", "number": None, "text": "Uppgift saknas", "people": None,
         "low": None, "high": None, "months": [24_276, 24_288], "era": 0},
        {"period": "2024", "number": 12.0, "text": "12\u00a0%", "people": 400.0,
         "low": 9.0, "high": 15.0, "months": [24_288, 24_300], "era": 0},
    ],
}  # fmt: skip
PORTRAIT = {
    "code": "1",
    "name": "Norrby",
    "level": "deso-2025",
    "level_name": "DeSO 2025",
    "sectors": [{"lines": [LINE]}],
}


def test_a_figure_is_taken_from_a_portrait():
    assert figure(PORTRAIT, "trang") == A
    earlier = figure(PORTRAIT, "trang", "2023")
    assert earlier is not None
    assert not earlier.shown
    assert figure(PORTRAIT, "trang", "1999") is None
    assert figure(PORTRAIT, "annat") is None


def test_an_area_group_is_what_it_is_made_of():
    found = figure(PORTRAIT, "trang", parts=["1", "2"])
    assert found is not None
    assert found.parts == GROUP


@pytest.mark.parametrize(
    ("verdict", "answer", "words"),
    [
        ("higher", Answer.YES, "Talet för Norrby är tydligt högre än för Söderby"),
        ("lower", Answer.YES, "Talet för Norrby är tydligt lägre än för Söderby"),
        ("same", Answer.CARE, "Norrby går inte att skilja från talet för Söderby"),
        ("not_compared", Answer.CARE, "om skillnaden är slump: skälet."),
    ],
)
def test_what_was_tested_already_decides_whatever_the_intervals_look_like(
    verdict, answer, words
):
    for other in (B, replace(B, low=1.0)):  # apart, and overlapping
        found, reasons = may_compare(A, other, Settled(verdict, "skälet"))
        assert found is answer
        assert words in reasons[-1]


def test_a_difference_that_only_many_comparisons_keep_from_being_clear_is_told_so():
    _answer, reasons = may_compare(A, B, Settled("same", among=13))
    assert "13 områden jämförs på en gång" in reasons[-1]
    assert "slump" not in reasons[-1]


def test_two_periods_are_named_by_their_periods():
    _answer, reasons = may_compare(later(A, 1), A, Settled("higher"))
    assert "Talet för 2025 är tydligt högre än för 2024" in reasons[-1]


def test_few_persons_call_for_care_also_where_the_difference_is_clear():
    answer, reasons = may_compare(A, replace(B, people=9.0), Settled("higher"))
    assert answer is Answer.CARE
    assert "Bara 9" in reasons[0]
    assert "tydligt högre" in reasons[-1]


def test_an_area_and_its_group_may_be_compared_where_a_test_allows_for_it():
    group = replace(B, area="Centrum", parts=GROUP, level="area-groups")
    for pair in ((A, group), (group, A)):
        answer, reasons = may_compare(*pair, Settled("higher", part=True))
        assert answer is Answer.YES
        assert "Norrby prövas mot resten av Centrum" in reasons[0]
        answer, reasons = may_compare(*pair, Settled("same", part=True))
        assert answer is Answer.CARE


def test_other_places_of_another_sort_may_be_compared_where_they_were_tested():
    alike = replace(B, area="liknande kommuner", level="x", level_name="x")
    answer, reasons = may_compare(A, alike, Settled("higher"))
    assert answer is Answer.YES
    assert reasons[0] == "Det är samma mått och samma källa."


def test_a_part_that_could_not_be_tested_against_the_whole_calls_for_care():
    whole = replace(B, area="hela kommunen", level="x", parts=GROUP)
    settled = Settled("not_compared", "skälet", part=True)
    answer, reasons = may_compare(A, whole, settled)
    assert answer is Answer.CARE
    assert reasons[0] == (
        "Norrby är en del av hela kommunen: samma personer finns i båda talen."
    )
    assert reasons[-1] == "Det går inte att säga om skillnaden är slump: skälet."


TOLD = {"name": "länet", "source": "", "text": "20\u00a0%", "number": 20.0,
        "people": 9000.0, "low": 19.0, "high": 21.0}  # fmt: skip


def test_what_an_area_is_held_against_has_its_own_figure_and_perhaps_source():
    county = beside_it(A, TOLD, "07", part=True, elsewhere=False)
    assert (county.area, county.number, county.period) == ("länet", 20.0, "2024")
    assert (county.low, county.high, county.people) == (19.0, 21.0, 9000.0)
    assert county.source == A.source
    assert county.parts > A.parts
    others = beside_it(A, TOLD | {"source": "SCB"}, "7", part=False, elsewhere=True)
    assert others.source == "SCB"
    assert not others.parts & A.parts


def test_a_figure_that_is_shown_is_told():
    county = beside_it(A, TOLD, "07", part=True, elsewhere=False)
    assert figure_text(county) == "Länet, 2024: 20\u00a0%."
    assert figure_text(replace(A, shown=False)) == ""


def test_a_figure_that_is_not_there_is_said_to_be_missing():
    gone = TOLD | {"text": "", "number": None, "name": "hela kommunen"}
    other = beside_it(A, gone, "", part=True, elsewhere=False)
    answer, reasons = may_compare(A, other, Settled("not_compared", part=True))
    assert answer is Answer.NO
    assert reasons == ["Hela kommunen, 2024: Uppgift saknas."]


def test_the_interval_of_a_difference_is_that_of_newcombe():
    """56 of 70 and 48 of 80: his first example, method 10 (1998, table II)."""
    one = replace(A, number=100 * 56 / 70, low=69.1839, high=87.6940)
    two = replace(B, number=100 * 48 / 80, low=49.0415, high=70.0413)
    found = interval_of_difference(one, two)
    assert found == pytest.approx((5.24, 33.39), abs=0.01)
    assert interval_of_difference(two, one) == pytest.approx((-33.39, -5.24), abs=0.01)


def test_intervals_that_overlap_a_little_may_still_differ_clearly():
    answer, _reasons = may_compare(A, replace(B, number=20.0, low=14.5, high=26.0))
    assert answer is Answer.YES


def test_the_names_of_benchmarks_are_those_that_were_written():
    ours = comparable_tested
    assert (ours.MUNICIPALITY, ours.GROUP, ours.EARLIER) == (
        beside.MUNICIPALITY,
        beside.GROUP,
        beside.EARLIER,
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Prepare the shipped workspace once: nothing here changes it."""
    place = tmp_path_factory.mktemp("box") / "data"
    shipped = Path(__file__).parents[2] / "data"
    shutil.copytree(shipped, place, ignore=shutil.ignore_patterns("var"))
    return open_prepared(place)


DESO, NORM = "deso-2025", "overcrowding_norm2_0_17"
WEST, RURAL = (DESO, "0764C1030"), (DESO, "0764A0030")


def told_by_profile(prepared, level, code, held) -> str:
    known = prepared.levels[level]
    place = known.codes.index(code)
    portrait = prepared.portrait(level, code)
    found = held_against(portrait, prepared.compared(level, held), place)
    lines = [line for sector in found["sectors"] for line in sector["lines"]]
    return next(line["verdict"] for line in lines if line["indicator"] == NORM)


@pytest.mark.parametrize(
    ("one", "other", "held"),
    [
        ((*WEST, "2025"), (*RURAL, "2025"), RURAL[1]),
        ((GROUPS, "moheda", "2025"), (GROUPS, "landsbygden", "2025"), "landsbygden"),
        ((*WEST, "2025"), (GROUPS, "centrum", "2025"), "grupp"),
        ((*WEST, "2025"), (*WEST, "2024"), "tidigare"),
        ((*WEST, "2025"), (BENCHMARKS, "", "2025"), ""),
        ((GROUPS, "moheda", "2025"), (BENCHMARKS, "", "2025"), ""),
    ],
)
def test_the_verdict_is_the_one_of_the_profile(prepared, one, other, held):
    found = already_tested(prepared, NORM, one, other)
    assert found is not None
    assert found.verdict == told_by_profile(prepared, *one[:2], held)
    assert found.part is (held in ("grupp", ""))


def test_the_verdict_is_turned_where_the_group_or_the_period_before_comes_first(
    prepared,
):
    turned = {"higher": "lower", "lower": "higher"}
    rural, group = (DESO, "0764C1050", "2025"), (GROUPS, "centrum", "2025")
    for one, other in ((rural, group), ((*WEST, "2025"), (*WEST, "2024"))):
        there = already_tested(prepared, NORM, one, other)
        back = already_tested(prepared, NORM, other, one)
        assert there is not None
        assert back is not None
        assert back.verdict == turned.get(there.verdict, there.verdict)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((*WEST, "2025"), (GROUPS, "landsbygden", "2025")),  # not its own group
        ((*WEST, "2025"), (*WEST, "2023")),  # not the period before
        ((*WEST, "2025"), (*RURAL, "2024")),
        ((*WEST, "2025"), (*WEST, "2025")),
        ((*WEST, "1999"), (*RURAL, "1999")),
        ((*WEST, "2025"), (BENCHMARKS, "", "2024")),
        ((*WEST, "2025"), (BENCHMARKS, "07", "2025")),  # not configured
    ],
)
def test_what_was_not_tested_has_no_verdict(prepared, one, other):
    assert already_tested(prepared, NORM, one, other) is None
    assert already_tested(prepared, NORM, other, one) is None
