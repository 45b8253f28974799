"""The two sentences that sum up a snapshot: how much it holds, and what is clear."""

from __future__ import annotations

import re

import pytest

from indicators.texts import use_language
from lagesbild.snapshot.scope import Scope
from lagesbild.snapshot.summary import _clear, _how_many, spoken_of
from tests.lagesbild.snapshot.conftest import NORTH


@pytest.mark.parametrize(
    ("verdicts", "lead"),
    [
        (("same", "higher"), "Det här är tydligt. Ungefär 30 färre."),
        (("same", "same"), "I båda går det inte att skilja."),
        (("not_compared", "lower"), "Det här är tydligt. Ungefär 30 färre."),
    ],
)
def test_the_summary_tells_a_clear_difference_if_there_is_one(verdicts, lead):
    lines = [
        {"verdict": verdict, "sentence": "Det här är tydligt.", "practice": ""}
        for verdict in verdicts
    ]
    headlines = [
        "I båda går det inte att skilja.",
        "Det här är tydligt. Ungefär 30 färre.",
    ]
    area = {"headlines": headlines, "sectors": [{"lines": lines}]}
    assert (_clear([area]) or headlines[0]) == lead


def test_a_clear_difference_that_no_headline_tells_is_told_with_its_mark():
    line = {"verdict": "higher", "sentence": "Fler bor i lägenhet.", "practice": "x"}
    area = {"headlines": ["I ett mått …"], "sectors": [{"lines": [line]}]}
    assert _clear([area]) == "Övningsdata: Fler bor i lägenhet."


def told(indicator: str, verdict: str, sentence: str) -> dict[str, str]:
    return {
        "indicator": indicator,
        "verdict": verdict,
        "sentence": sentence,
        "practice": "",
    }


def test_what_the_summary_speaks_of_is_the_measure_that_is_clear():
    lines = [
        told("none", "not_compared", ""),
        told("same", "same", "Lika många är trångbodda."),
        told("clear", "lower", "Färre har låg inkomst. Det är tydligt färre."),
    ]
    area = {"sectors": [{"lines": lines}], "headlines": ["I båda går det inte."]}
    assert spoken_of([area]) == "clear"
    assert spoken_of([{**area, "sectors": [{"lines": lines[:2]}]}]) == ""
    assert spoken_of([{**area, "headlines": []}]) == ""


def summed_up(shown: int, count: int, focus: bool = True) -> str:
    names = [f"m{n}" for n in range(count)]
    lines = [
        {
            "indicator": name,
            "history": [
                {"period": "2023", "number": 1.0},  # of another period: not counted
                {"period": "2024", "number": 1.0 if n < shown else None},
            ],
        }
        for n, name in enumerate(names)
    ]
    found = {
        "place": "Norra",
        "release": {"when": "2026-11-22T08:00"},
        "areas": [{"sectors": [{"lines": lines}]}],
    }
    keys = tuple(f"{name}/2024" for name in names)
    return _how_many(found, Scope((NORTH,) if focus else (), (NORTH,), keys, {}, {}))


@pytest.mark.parametrize(
    ("shown", "count", "said"),
    [
        (4, 15, "4 av 15 mått har ett värde för Norra, publicerat 2026-11-22."),
        (1, 2, "1 av 2 mått har ett värde för Norra, publicerat 2026-11-22."),
        (2, 2, "Båda måtten har ett värde för Norra, publicerat 2026-11-22."),
        (3, 3, "Alla 3 mått har ett värde för Norra, publicerat 2026-11-22."),
        (1, 1, "1 mått för Norra, som det var publicerat 2026-11-22."),
        (0, 1, "Måttet har inget värde som visas för Norra, som det var publicerat "
               "2026-11-22."),
        (0, 3, "Inget av 3 mått har ett värde som visas för Norra, som de var "
               "publicerade 2026-11-22."),
    ],
)  # fmt: skip
def test_the_summary_says_how_many_of_the_measures_have_a_value(shown, count, said):
    assert summed_up(shown, count) == said
    use_language("en")
    assert not re.search(r"[åäö]|\b(för|av|som|mått)\b", summed_up(shown, count))


def test_for_the_whole_municipality_the_measures_are_only_counted():
    said = "3 mått för Norra, som de var publicerade 2026-11-22."
    assert summed_up(1, 3, focus=False) == said


@pytest.mark.parametrize(("shown", "verb"), [(1, "has"), (2, "have")])
def test_one_measure_of_several_has_and_two_have(shown, verb):
    use_language("en")
    assert summed_up(shown, 3).startswith(f"{shown} of 3 measures {verb} a value")
