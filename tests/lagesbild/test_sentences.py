"""The map in words, in every case that a map can be in."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import Direction, Kind
from indicators.numbers import format_number
from indicators.texts import Text, use_language
from lagesbild.sentences import headline
from tests import measures

NAN = float("nan")
POINTS = replace(
    measures.SHARE,
    id="poang",
    name=Text("Poäng"),
    kind=Kind.MEAN,
    unit=Text("poäng", "points"),
    direction=Direction.HIGHER,
    short=Text("Poäng"),
    decimals=1,
)
HIDDEN, MISSING = (NAN, "suppressed"), (NAN, "missing")
NOT_SUMMED = (NAN, "missing", "not_additive")


def table(*cells) -> pd.DataFrame:
    rows = [cell if isinstance(cell, tuple) else (cell, "ok") for cell in cells]
    filled = [(*row, "")[:3] for row in rows]
    found = pd.DataFrame(filled, columns=["value", "status", "reason"])
    return found.assign(denominator=50.0)


def said(*cells, whole=None) -> str:
    row = None if whole is None else table(whole).iloc[0]
    return headline(table(*cells), POINTS, row).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([MISSING], "Det finns inga värden att visa för områdena."),
        ([HIDDEN], "Det finns inga värden att visa för områdena. "
                   "1 område visas inte, för att skydda små grupper."),
        ([HIDDEN, HIDDEN], "Det finns inga värden att visa för områdena. "
                           "2 områden visas inte, för att skydda små grupper."),
        ([1.5, MISSING, HIDDEN], "Ett av 3 områden har ett värde: 1,5 poäng. "
                                 "1 område visas inte, för att skydda små grupper. "
                                 "För 1 område saknas uppgift."),
        ([1.5, MISSING, NOT_SUMMED, NOT_SUMMED],
         "Ett av 4 områden har ett värde: 1,5 poäng. "
         "För 2 områden kan inget gemensamt tal räknas fram. "
         "För 1 område saknas uppgift."),
        ([NOT_SUMMED], "Det finns inga värden att visa för områdena. "
                       "För 1 område kan inget gemensamt tal räknas fram."),
        ([1.5], "Området har värdet 1,5 poäng."),
        ([2, 2], "Värdet är 2,0 poäng i båda områdena som visas."),
        ([2.01, 2.04], "Värdet är 2,0 poäng i båda områdena som visas."),
        ([2, 2, MISSING, MISSING], "Värdet är 2,0 poäng i båda områdena som visas. "
                                   "För 2 områden saknas uppgift."),
        ([2, 2, 2], "Värdet är 2,0 poäng i alla 3 områden som visas."),
        ([3, 1], "I de två områden som visas är värdet 1,0 poäng och 3,0 poäng."),
        ([3, 1, 2, 5], "I de 4 områden som visas ligger värdet mellan 1,0 poäng och "
                       "5,0 poäng. I minst hälften av dem är det 2,0 poäng eller "
                       "lägre."),
    ],
)  # fmt: skip
def test_every_case_has_its_sentences(cells, text):
    assert said(*cells) == text


def test_of_a_number_of_persons_half_the_areas_have_so_many_or_fewer():
    people = replace(POINTS, kind=Kind.COUNT, unit=Text("personer"), decimals=0)
    text = headline(table(1, 2, 3), people, None)
    assert text.endswith("I minst hälften av dem är det 2\u00a0personer eller färre.")


def test_the_municipality_is_told_where_it_has_a_value():
    assert "I hela kommunen är värdet 3,5 poäng." in said(1, 2, whole=3.5)
    assert "kommunen" not in said(1, 2, whole=HIDDEN)
    assert "kommunen" not in said(1, 2, whole=MISSING)
    assert "kommunen" not in said(1, 2)


@pytest.mark.parametrize(
    "cells",
    [
        *([MISSING], [HIDDEN], [HIDDEN, HIDDEN], [1.5], [1.5, MISSING, HIDDEN]),
        *([2, 2, 2], [1, 2, 3]),
    ],
)
def test_every_case_is_said_in_english_too(cells):
    swedish = said(*cells, whole=4)
    use_language("en")
    english = said(*cells, whole=4)

    numbers = re.findall(r"\d+", english)
    assert sorted(numbers) == sorted(re.findall(r"\d+", swedish))
    assert not re.search(r"[åäö]|\b(visas|saknas|värdet|eller)\b", english, re.I)
    assert "," not in "".join(re.findall(r"\d\S\d", english))


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([1.5], "The area has the value 1.5 points."),
        ([2, 2], "The value is 2.0 points in both areas shown."),
        ([1, 3], "In the two areas shown, the value is 1.0 points and 3.0 points."),
    ],
)
def test_one_and_two_areas_have_words_of_their_own_in_english(cells, text):
    use_language("en")
    assert said(*cells) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=12))
def test_what_is_said_of_half_the_areas_is_true(values):
    found = re.search(r"hälften av dem är det (\d+),0", said(*values))
    if found:
        low = sum(value <= int(found[1]) for value in values)
        assert 2 * low >= len(values)
        assert int(found[1]) in values


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([1.0, 7.0, HIDDEN, MISSING]), min_size=1))
def test_the_sentences_do_not_depend_on_the_order(cells):
    assert said(*cells) == said(*cells[::-1])


@settings(max_examples=60, deadline=None)
@given(st.integers(1_000, 9_000))
def test_a_number_behind_a_withheld_cell_is_never_said(secret):
    leaky = table(1, 2, (float(secret), "suppressed"))  # as it must never come
    text = headline(leaky, POINTS, None)
    assert format_number(secret, 1) not in text
