"""The same short words in map, table, page and file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.model import (
    Kind,
    Origin,
    Protection,
    Reason,
    Status,
)
from indicators.texts import Text, use_language
from lagesbild.words import (
    absence_text,
    base_text,
    kind_text,
    map_words,
    number_text,
    practice_mark,
    table_words,
    value_text,
)
from tests import measures

NAN = float("nan")
SHARE = replace(measures.SHARE, decimals=1)
PUBLIC = replace(SHARE, origin=Origin.PUBLIC, protection=Protection.NONE)
POINTS = replace(SHARE, kind=Kind.MEAN, unit=Text("poäng", "points"))


@pytest.mark.parametrize(
    ("indicator", "value", "people", "text"),
    [
        (SHARE, 33.0, 999, "33\u00a0%"),
        (SHARE, 33.0, NAN, "33\u00a0%"),
        (SHARE, 33.3, 1000, "33,3\u00a0%"),
        (PUBLIC, 33.3, 10, "33,3\u00a0%"),
        (PUBLIC, 33.3, NAN, "33,3\u00a0%"),
        (POINTS, 221.0, 40, "221,0\u00a0poäng"),
        (replace(SHARE, kind=Kind.INDEX, unit=Text("")), -1234.5, NAN,
         "\u22121\u00a0234,5"),
    ],
)  # fmt: skip
def test_a_value_is_written_no_closer_than_it_is_published(
    indicator, value, people, text
):
    assert value_text(value, indicator, people) == text
    assert text.startswith(number_text(value, indicator, people))


def test_in_english_there_is_a_point_and_the_english_unit():
    use_language("en")
    assert value_text(1221.5, POINTS, 40) == "1,221.5\u00a0points"


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (12, 1234, "12\u00a0av\u00a01\u00a0234"),
        (NAN, 40, "bygger på 40"),
        (12, NAN, ""),
        (NAN, NAN, ""),
    ],
)
def test_how_many_are_behind_a_value_is_said_where_it_is_known(
    numerator, denominator, text
):
    assert base_text(numerator, denominator) == text


@pytest.mark.parametrize("reason", [Reason.ROUNDED_3, "rounded_5", "approximate"])
def test_rounded_counts_are_not_told_as_exact(reason):
    assert base_text(5, 132, reason) == "ungefär\u00a05\u00a0av\u00a0132"
    assert base_text(NAN, 132, reason) == "bygger på ungefär 132"
    assert base_text(NAN, NAN, reason) == ""
    use_language("en")
    assert base_text(5, 132, reason) == "about\u00a05\u00a0of\u00a0132"


@pytest.mark.parametrize(
    ("status", "reason", "text"),
    [
        ("suppressed", "protected", "Visas inte: skydd av små grupper"),
        ("suppressed", "secrecy", "Visas inte: skydd av små grupper"),
        ("suppressed", "small_count", "Visas inte: skydd av små grupper"),
        ("missing", "not_available", "Uppgift saknas"),
        ("missing", "no_row", "Uppgift saknas"),
        ("missing", "not_applicable", "Inte tillämpligt"),
        ("missing", "not_additive", "Kan inte räknas fram för flera områden ihop"),
    ],
)
def test_hidden_and_unknown_are_told_apart(status, reason, text):
    assert absence_text(status, reason) == text


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words_and_what_is_hidden_always_the_same(reason):
    hidden = absence_text(Status.SUPPRESSED, reason)
    assert hidden == absence_text(Status.SUPPRESSED, Reason.PROTECTED)
    assert absence_text(Status.MISSING, reason) != hidden


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_said_in_words(kind):
    assert kind_text(replace(POINTS, kind=kind))


def test_practice_data_and_nothing_else_has_its_mark():
    marked = [
        origin for origin in Origin if practice_mark(replace(SHARE, origin=origin))
    ]
    assert marked == [Origin.PRACTICE]


@pytest.mark.parametrize("words", [map_words, table_words])
def test_every_word_is_in_both_languages(words):
    swedish = words()
    use_language("en")
    english = words()

    assert swedish.keys() == english.keys()
    assert all(swedish.values())
    assert all(english.values())
