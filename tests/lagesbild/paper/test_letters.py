"""The letters that we ship, read from the font file itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.paper.letters import MISSING, drawable, readable, shortened, width


def test_swedish_is_left_as_it_is():
    text = "Räksmörgås – ”citat” 1 234 % é ü"
    assert drawable(text) == text


def test_names_are_spelt_right_also_in_letters_of_neighbours():
    assert drawable("Łukasz Šimić Ελένη") == "Łukasz Šimić Ελένη"


def test_what_no_font_draws_is_seen_to_be_missing():
    assert drawable("Möte 🎈") == f"Möte {MISSING}"


def test_silent_signs_leave_no_trace():
    assert drawable("a\u200bb\ufe0f") == "ab"


@pytest.mark.parametrize("content", [None, 3, True, 2.5])
def test_what_is_no_text_is_left_alone(content):
    assert readable({"a": [content]}) == {"a": [content]}


@given(st.text())
def test_doing_it_twice_changes_nothing_more(text):
    assert drawable(drawable(text)) == drawable(text)


def test_wide_letters_are_wider():
    assert width("mmm", 10) > width("iii", 10) > 0
    assert width("ab", 20) == pytest.approx(2 * width("ab", 10))


def test_a_text_that_is_too_wide_is_cut_where_it_can_be_seen():
    assert shortened("Kort", 10, 100) == "Kort"
    cut = shortened("Mycket lång rubrik " * 9, 10, 100)
    assert cut.endswith("…")
    assert 80 < width(cut, 10) <= 100
