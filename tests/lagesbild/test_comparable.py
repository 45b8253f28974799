"""May they be compared? Every rule forbids or cautions on its own, and says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.texts import use_language
from lagesbild.comparable import Answer, Figure, answer_text, figure, may_compare

A = Figure(
    indicator="trang",
    name="Trångbodda",
    area="Norrby",
    period="2024",
    level="deso-2025",
    level_name="DeSO 2025",
    source="Kommunen",
    definition="Barn som bor trångt.",
    practice=False,
    shown=True,
    text="12\u00a0%",
    people=400.0,
    low=9.0,
    high=15.0,
    months=(24_288, 24_300),
    era=0,
    parts=frozenset({"1"}),
)
B = replace(A, area="Söderby", low=20.0, high=30.0, parts=frozenset({"2"}))
GROUP = frozenset({"1", "2"})


def later(one: Figure, years: int, **changes) -> Figure:
    first, end = one.months or (0, 0)
    months = (first + 12 * years, end + 12 * years)
    return replace(one, period=str(int(one.period) + years), months=months, **changes)


def test_two_areas_that_are_alike_in_all_but_their_figure_may_be_compared():
    answer, reasons = may_compare(A, B)
    assert answer is Answer.YES
    assert len(reasons) == 1


def test_two_periods_of_the_same_area_may_be_compared():
    assert may_compare(A, later(A, 1, low=20.0, high=30.0))[0] is Answer.YES


FORBIDDEN = [
    (A, "samma tal två gånger"),
    (replace(B, indicator="annat"), "två olika mått"),
    (replace(B, definition="Alla som bor trångt."), "två olika mått"),
    (replace(B, practice=True), "övningsdata"),
    (replace(B, shown=False, text="Uppgift saknas"), "Söderby, 2024: Uppgift saknas."),
    (replace(B, area="Centrum", parts=GROUP), "Norrby är en del av Centrum"),
    (replace(later(A, 1), months=(24_294, 24_306)), "överlappar: samma år"),
    (replace(later(A, 1), months=None), "överlappar: samma år"),
    (later(A, 1, era=1), "ändrades gränsen eller definitionen"),
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
    (later(B, 1), "olika områden och olika perioder"),
    (replace(B, level="area-groups", level_name="Områdesgrupper"), "olika slags"),
    (replace(B, source="SCB"), "olika källor"),
    (replace(B, people=49.0), "Bara 49 personer ligger bakom talet för Söderby, 2024."),
    (replace(B, low=None, high=None), "Källan säger inte hur säkra"),
    (replace(B, low=14.9), "De troliga värdena överlappar"),
]


@pytest.mark.parametrize(("other", "words"), CAREFUL)
def test_what_calls_for_care_is_said(other, words):
    answer, reasons = may_compare(A, other)
    assert answer is Answer.CARE
    assert any(words in reason for reason in reasons)


def test_what_forbids_is_said_alone():
    _answer, reasons = may_compare(A, replace(B, practice=True, people=1.0))
    assert len(reasons) == 1


@given(st.sampled_from([one for one, _ in (*FORBIDDEN, *CAREFUL)] + [B]))
def test_the_answer_does_not_depend_on_the_order(other):
    assert may_compare(A, other)[0] is may_compare(other, A)[0]


@pytest.mark.parametrize("other", [one for one, _ in (*FORBIDDEN, *CAREFUL)] + [B])
def test_every_answer_is_said_in_english_too(other):
    use_language("en")
    plain = replace(other, text="No data", area="S", level_name="X", source="Y")
    answer, reasons = may_compare(replace(A, source="Z"), plain)
    said = " ".join([answer_text(answer), *reasons])
    assert not any(letter in said for letter in "åäö")


LINE = {
    "indicator": "trang",
    "name": "Trångbodda",
    "period": "2024",
    "source": "Kommunen",
    "definition": "Barn som bor trångt.",
    "practice": "",
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
