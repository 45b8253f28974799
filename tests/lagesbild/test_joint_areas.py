"""Areas that are only shown together: both in the colour of both, and said to be."""

from __future__ import annotations

import pandas as pd
import pytest

from indicators.texts import use_language
from lagesbild.pack import build_pack, labels
from lagesbild.portrait.lines import find
from lagesbild.portrait.measures import measures
from lagesbild.sentences import text_of_map
from lagesbild.series import Series, all_series
from tests.lagesbild.test_pack import FULL, NAN, SHARE, WHOLE, row, table

NAMES = {"a": "Östra", "b": "Norrby", "c": "Åby", "d": "Alby"}
HIDDEN = (NAN, "suppressed", "protected")
MERGED = (row("a", 10.0), row("b", *HIDDEN), row("c", *HIDDEN), row("b+c", 55.5))


def series(*rows, codes="abcd") -> Series:
    one = {"andel": SHARE}
    return all_series(table(*rows), "deso", list(codes), one, WHOLE, NAMES)[0]


def test_both_areas_have_the_colour_of_their_common_value():
    assert series(*MERGED).classes == "022m"


def test_their_value_is_said_to_be_that_of_both():
    value, both = "55,5\xa0% (Norrby och Åby tillsammans)", labels(series(*MERGED))
    assert both["labels"] == ["10,0\xa0%", value, value, "Uppgift saknas"]
    assert both["numbers"][1] == both["numbers"][2] == "55,5"


def test_the_map_document_gets_these_words():
    (written,) = build_pack([series(*MERGED)], NAMES, level="DeSO")["series"]
    assert written["classes"] == "022m"
    assert written["labels"][2].endswith("(Norrby och Åby tillsammans)")
    assert "2 områden visas bara tillsammans" in written["headline"]


def test_neither_is_compared_as_if_the_value_were_its_own():
    whole = row("k", 30.0, geography="kommun", n=500.0)
    found = series(*MERGED, whole).comparisons
    assert [str(one.reason) for one in found][1:3] == ["withheld"] * 2


def test_the_map_in_words_does_not_say_that_they_are_withheld():
    told = " ".join(text_of_map(series(*MERGED), NAMES))
    assert "Norrby och Åby tillsammans har ett gemensamt värde" in told
    assert "visas inte" not in told


def test_three_areas_are_listed_as_three():
    rows = [row(code, *HIDDEN) for code in "bcd"]
    assert (
        labels(series(*rows, row("b+c+d", 9.0)))["labels"][1:]
        == ["9,0\xa0% (Alby, Norrby och Åby tillsammans)"] * 3
    )


@pytest.fixture
def line():
    (measure,) = measures([series(*MERGED)])
    return find(measure, "c", "Åby").line


def test_the_portrait_of_one_tells_the_figure_of_both_and_compares_none(line):
    both = "55,5\xa0% (Norrby och Åby tillsammans)"
    assert (line["value"], line["history"][-1]["text"]) == (both, both)
    assert "Norrby och Åby tillsammans" in line["sentence"]
    assert (line["number"], line["people"]) == (None, None)
    assert line["verdict"] == "not_compared"


def test_the_portrait_does_not_say_that_a_common_figure_is_not_shown(line):
    said = "Norrby och Åby tillsammans har ett gemensamt värde"
    assert line["cannot_say"][0].startswith(said)
    assert "visas inte" not in str(line["cannot_say"])


@pytest.mark.parametrize("joint", [row("b+c", *HIDDEN), row("b+q", NAN, "missing")])
def test_a_joint_area_without_a_value_leaves_its_members_withheld(joint):
    one = series(*MERGED[:3], joint)
    assert one.classes == "0wwm"
    assert not any(one.members)


def test_an_area_with_a_value_of_its_own_keeps_it():
    assert series(row("b", 10.0), row("c", *HIDDEN), row("b+c", 55.5)).classes == "m02m"


def test_without_joint_areas_what_is_shown_is_the_table():
    one = series(*FULL)
    pd.testing.assert_frame_equal(one.shown, one.table)
    assert not any(one.members)


def test_the_words_are_english_in_english():
    use_language("en")
    assert "Norrby and Åby together" in labels(series(*MERGED))["labels"][1]
