"""What can be told apart, in words: every verdict, every reason, both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from indicators.model import Direction
from indicators.statistics import Comparison, Verdict, Why
from indicators.texts import use_language
from lagesbild.compared import REASONS
from lagesbild.sentences.told_apart import certainty
from lagesbild.verdicts import (
    legend_words,
    letters,
    reason_text,
    short_words,
    verdict_text,
    why_not,
)
from tests.indicators.statistics.cases import SHARE

HIGH, LOW, SAME = (Comparison(v) for v in (Verdict.HIGHER, Verdict.LOWER, Verdict.SAME))


def none(reason: Why) -> Comparison:
    return Comparison(Verdict.NOT_COMPARED, reason.value)


def test_each_verdict_is_one_letter_and_a_few_words():
    assert letters([HIGH, LOW, SAME, none(Why.WITHHELD)]) == "hlsn"
    assert short_words() == {
        "h": "tydligt högre",
        "l": "tydligt lägre",
        "s": "går inte att skilja",
        "n": "jämförs inte",
    }


@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_every_verdict_and_reason_has_words_of_its_own(spoken):
    use_language(spoken)
    words = [verdict_text(one) for one in Verdict]
    words += [reason_text(one) for one in Why if one]
    assert all(words)
    assert len(set(words)) == len(words)
    assert reason_text("") == ""


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([HIGH] * 4 + [LOW] * 2 + [SAME] * 7,
         "6 av 13 områden går att skilja från kommunen. "
         "Fyra ligger tydligt högre och två tydligt lägre."),
        ([SAME] * 13, "Inget av de 13 områdena går att skilja från kommunen."),
        ([SAME], "Området går inte att skilja från kommunen."),
        ([HIGH], "Området går att skilja från kommunen. Det ligger tydligt högre."),
        ([LOW, SAME, none(Why.WITHHELD)],
         "Ett av de 2 områden som kan jämföras går att skilja från kommunen. "
         "Det ligger tydligt lägre."),
        ([LOW] + [SAME] * 12,
         "Ett av 13 områden går att skilja från kommunen. Det ligger tydligt lägre."),
        ([LOW, HIGH],
         "Båda områdena går att skilja från kommunen. "
         "Ett ligger tydligt högre och ett tydligt lägre."),
        ([HIGH] * 4,
         "Alla 4 områden går att skilja från kommunen. De ligger tydligt högre."),
        ([LOW, LOW, none(Why.TOO_FEW)],
         "Båda de områden som kan jämföras går att skilja från kommunen. "
         "De ligger tydligt lägre."),
        ([LOW, LOW, HIGH, none(Why.TOO_FEW)],
         "Alla 3 områden som kan jämföras går att skilja från kommunen. "
         "Ett ligger tydligt högre och två tydligt lägre."),
        ([SAME] * 2, "Inget av de båda områdena går att skilja från kommunen."),
        ([HIGH, none(Why.TOO_FEW)],
         "Det enda område som kan jämföras går att skilja från kommunen. "
         "Det ligger tydligt högre."),
        ([SAME] * 3 + [none(Why.TOO_FEW)],
         "Inget av de 3 områden som kan jämföras går att skilja från kommunen."),
        ([SAME, SAME, none(Why.MISSING)],
         "Inget av de båda områden som kan jämföras går att skilja från kommunen."),
        ([SAME, none(Why.MISSING)],
         "Det enda område som kan jämföras går inte att skilja från kommunen."),
        ([none(Why.INDEX)] * 3,
         "Områdena jämförs inte med kommunen: det finns inga antal bakom måttet."),
        ([none(Why.WITHHELD)] * 3,
         "Områdena jämförs inte med kommunen: talen visas inte, för att skydda små "
         "grupper."),
        ([none(Why.MISSING)] * 3,
         "Områdena jämförs inte med kommunen: uppgift saknas."),
        ([none(Why.NOT_ADDITIVE)] * 3,
         "Områdena jämförs inte med kommunen: talet kan inte räknas fram för flera "
         "områden ihop."),
        ([none(Why.NO_COUNTS)],
         "Området jämförs inte med kommunen: källan säger inte hur många som ligger "
         "bakom."),
        ([none(Why.NO_BENCHMARK)], ""),  # the municipality itself
        ([], "Områdena jämförs inte med kommunen: uppgift saknas."),
    ],
)  # fmt: skip
def test_a_map_says_how_many_areas_can_be_told_apart(found, sentence):
    assert certainty(found) == sentence


@pytest.mark.parametrize("count", [0, 1, 2, 13])
def test_no_sentence_has_a_gap_or_a_rank_in_english_either(count):
    use_language("en")
    text = certainty([HIGH] * count + [SAME] * 2 + [none(Why.TOO_FEW)])
    assert not re.search(r"\{|områd|highest|worst|rank", text)
    assert {0: "Neither", 1: "One"}.get(count, str(count)) in text


def test_better_and_worse_are_said_only_where_the_definition_has_a_direction():
    lower, higher, neutral = (
        legend_words(replace(SHARE, direction=one))
        for one in (Direction.LOWER, Direction.HIGHER, Direction.NEUTRAL)
    )
    assert lower["h"] == higher["h"].replace("bättre", "sämre")
    assert "bättre" in higher["h"]
    assert not any(w in text for text in neutral.values() for w in ("bättre", "sämre"))
    assert not any(w in lower["s"] for w in ("bättre", "sämre"))


def test_the_reason_told_is_the_one_of_areas_that_have_a_value():
    assert why_not([none(Why.WITHHELD), none(Why.MISSING), SAME]) == ""
    assert why_not([none(Why.NOT_ADDITIVE), SAME]) == ""
    found = [none(Why.WITHHELD)] * 3 + [none(Why.NO_COUNTS)]
    assert why_not(found) == reason_text("no_counts")


def test_every_reason_has_a_letter_of_its_own_and_words():
    assert re.fullmatch("[A-Z]+", "".join(REASONS.values()))
    assert len(set(REASONS.values())) == len(REASONS) == len(Why)
    words = [reason_text(why) for why in Why if why]
    assert all(words)
    assert len(set(words)) == len(words)
