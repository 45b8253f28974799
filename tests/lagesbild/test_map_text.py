"""A map as text: none, one, many or all areas; withheld, missing, practice data."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import Origin
from indicators.texts import Text, use_language
from lagesbild.sentences import text_of_map
from lagesbild.series import Series
from tests.lagesbild.test_sentences_of_areas import indicator

NAN = float("nan")
NAMES = {"a": "Östra", "b": "Norrby", "c": "Åby", "d": "Västra"}
MEASURE = replace(indicator(), class_limits=(10.0, 20.0))
PRACTICE = replace(MEASURE, origin=Origin.PRACTICE)
HIDDEN = (NAN, "suppressed", "protected")
MISSING = (NAN, "missing", "no_row")
NOT_ADDITIVE = (NAN, "missing", "not_additive")
STANDING = "Kartan beskriver områden, inte personer."


def series(*cells, whole=None, measure=MEASURE, names=NAMES):
    rows = [c if isinstance(c, tuple) else (float(c), "ok", "") for c in cells]
    table = pd.DataFrame(rows, columns=["value", "status", "reason"])
    codes = list(names)[: len(table)]
    table = table.assign(numerator=50.0, denominator=500.0, area_code=codes)
    row = None if whole is None else table.iloc[0].replace(rows[0][0], whole)
    return Series(measure, "2024", table, codes, row)


def told(*cells, **changes) -> list[str]:
    lines = text_of_map(series(*cells, **changes), NAMES)
    return [line.replace("\u00a0", " ") for line in lines]


def test_many_areas_are_told_class_by_class_with_their_names():
    assert told(5, 12, 25, 14, whole=13)[:-1] == [
        "Kartan visar: Barn som bor trångt. Andel i procent, 2024.",
        "I de 4 områden som visas ligger värdet mellan 5 % och 25 %. I minst hälften "
        "av dem är det 12 % eller lägre. I hela kommunen är värdet 13 %.",
        "20 % eller mer: 1 område – Åby.",
        "10 till under 20 %: 2 områden – Norrby, Västra.",
        "Under 10 %: 1 område – Östra.",
        "Källa: Kommunen.",
    ]


def test_the_last_line_says_what_a_map_is_about():
    assert told(5, 12)[-1].startswith(STANDING)


def test_both_areas_in_one_class():
    assert "10 till under 20 %: båda områdena." in told(12, 13)


def test_all_areas_in_one_class():
    lines = told(12, 13, 14, 15)
    assert "10 till under 20 %: alla 4 områden." in lines
    assert "20 % eller mer: inget område." in lines


def test_one_area():
    lines = told(12)
    assert "Området har värdet 12 %." in lines
    assert "10 till under 20 %: 1 område – Östra." in lines


def test_no_value_at_all_gives_no_classes():
    lines = told(HIDDEN, HIDDEN, MISSING)
    assert not any("%" in line for line in lines)
    assert "2 områden visas inte, för att skydda små grupper – Norrby, Östra." in lines
    assert "Uppgift saknas: 1 område – Åby." in lines


def test_withheld_missing_and_not_additive_are_told_apart():
    lines = told(12, HIDDEN, MISSING, NOT_ADDITIVE)
    assert "1 område visas inte, för att skydda små grupper – Norrby." in lines
    assert "Uppgift saknas: 1 område – Åby." in lines
    assert "Kan inte räknas fram för flera områden ihop: 1 område – Västra." in lines


def test_all_withheld():
    assert "Inget område visas, för att skydda små grupper." in told(HIDDEN, HIDDEN)


def test_practice_data_is_said_to_be_that_before_any_figure():
    lines = told(12, 13, measure=PRACTICE)
    assert lines[1].startswith("Övningsdata")
    assert not any("Övningsdata" in line for line in told(12, 13))


def test_what_can_be_told_apart_is_said_if_it_is_known():
    said = "1 av 2 områden går att skilja från kommunen."
    assert said in text_of_map(series(12, 13), NAMES, said)


def test_a_large_map_gives_numbers_instead_of_hundreds_of_names():
    names = {str(n): f"Ruta {n}" for n in range(200)}
    one = series(*([5] * 150 + [15] * 50), names=names)
    lines = text_of_map(one, names)
    assert "Under 10\u00a0%: 150 områden." in [
        line.replace("Under 10 ", "Under 10\u00a0") for line in lines
    ]


CASES = [
    [5, 12, 25, 14],
    [12, 13],
    [12],
    [HIDDEN, MISSING],
    [HIDDEN],
    [12, HIDDEN, MISSING, NOT_ADDITIVE],
]


@pytest.mark.parametrize("cells", CASES)
def test_every_case_is_said_in_english_too(cells):
    measure = replace(PRACTICE, source=Text("Kommunen", "The municipality"))
    swedish = told(*cells, measure=measure)
    use_language("en")
    english = told(*cells, measure=measure)

    assert len(english) == len(swedish)
    text = " ".join(english)
    for name in NAMES.values():
        text = text.replace(name, "")
    assert not re.search(r"[åäö]|\b(visas|saknas|eller|inget|alla|till)\b", text, re.I)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([3.0, 12.0, 31.0, HIDDEN, MISSING]), min_size=1, max_size=4
    )
)
def test_every_area_is_named_once_or_covered_by_all(cells):
    text = " ".join(told(*cells)[2:-2])
    for name in list(NAMES.values())[: len(cells)]:
        together = ("alla", "båda", "Inget område visas")
        assert text.count(name) == 1 or any(words in text for words in together)


@settings(max_examples=40, deadline=None)
@given(st.floats(1000, 9000))
def test_a_withheld_number_is_never_said(secret):
    lines = told((secret, "suppressed", "protected"), 12, 13)
    assert not any(f"{secret:.0f}" in re.sub(r"\s", "", line) for line in lines)
