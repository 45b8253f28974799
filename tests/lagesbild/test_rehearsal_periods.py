"""A new period held against the latest like one that readers see today."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from indicators.texts import use_language
from lagesbild.publishing import Desk
from lagesbild.rehearsal import rehearse
from lagesbild.rehearsal_words import foretold, retold, texts
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import ROWS
from tests.lagesbild.test_rehearsal import published


@pytest.fixture(scope="module")
def rehearsed(shared_root):
    """Rehearse adding tables to what is published; of a measure with these breaks."""

    def rehearsal(before, *new, breaks=()):
        place = Workspace(shared_root)
        place.indicators["trang"] = replace(place.indicators["trang"], breaks=breaks)
        return rehearse(place, before, pd.concat([before, *new]), ["trang"])

    return rehearsal


@pytest.fixture(scope="module")
def change(rehearsed):
    return lambda *tables, **more: rehearsed(*tables, **more).changes[0]


WAS = published(10.0, 30.0, None)


def test_a_new_period_is_told_beside_the_latest_like_it(change):
    found = change(WAS, published(10.0, 45.0, 51.0, period="2025"))
    (beside,) = found.beside_earlier

    assert (beside.period, beside.before) == ("2025", "2024")
    assert (beside.moved, beside.compared) == (1, 2)
    assert beside.class_changes == ("Västra",)
    assert (beside.newly_shown, beside.newly_withheld) == (("Norra",), ())
    assert foretold(found) == [
        "nytt: 2025.",
        "jämfört med 2024 skiljer sig 1 av 2 tal för 2025 mer än 5 %.",
        "jämfört med 2024 byter 1 område färg 2025: Västra.",
        "visas 2025 men inte 2024: Norra.",
        "texten för 2025 är en annan än för 2024.",
    ]


def test_what_a_new_period_withholds_is_named(change):
    found = change(WAS, published(None, 30.0, None, period="2025"))

    assert found.beside_earlier[0].newly_withheld == ("Östra",)
    assert "visas 2024 men inte 2025: Östra." in foretold(found)


def test_a_new_period_changes_nothing_of_what_is_published(rehearsed):
    found = rehearsed(WAS, published(None, 45.0, 51.0, period="2025"))
    (one,) = found.changes

    assert (one.changed.count, found.vanishing) == (0, 0)
    assert one.class_changes == one.newly_shown == one.newly_withheld == ()
    assert one.sentences == ()


def test_the_same_figures_again_are_said_to_be_the_same(change):
    found = change(WAS, published(10.0, 30.0, None, period="2025"))

    assert foretold(found) == [
        "nytt: 2025.",
        "jämfört med 2024 skiljer sig inget tal för 2025 mer än 5 %.",
    ]
    assert texts(found) == []


def test_the_texts_of_a_new_period_say_what_they_are_compared_with(change):
    ((of, before, after),) = texts(
        change(WAS, published(10.0, 30.0, 51.0, period="2025"))
    )

    assert of == "2025 jämfört med 2024"
    assert "visas inte" in before
    assert "visas inte" not in after


def test_a_term_is_told_beside_the_same_term_and_not_beside_the_latest(change):
    was = [published(10.0, 30.0, 50.0, period=p) for p in ("HT2024", "VT2025")]
    new = published(10.0, 30.0, 50.0, period="HT2025")

    assert change(pd.concat(was), new).beside_earlier[0].before == "HT2024"


def test_several_new_periods_are_told_beside_what_readers_see_today(change):
    new = [published(10.0, 30.0, 50.0, period=p) for p in ("2025", "2026")]
    beside = change(WAS, *new).beside_earlier

    assert [(one.period, one.before) for one in beside] == [
        ("2025", "2024"),
        ("2026", "2024"),
    ]


@pytest.mark.parametrize(
    ("was", "breaks"),
    [
        (WAS, ("2025",)),  # a border or a definition is new
        (published(1.0, 2.0, 3.0, period="HT2024"), ()),
        (published(1.0, 2.0, 3.0, period="2026"), ()),
        (WAS.iloc[:0], ()),
    ],
)
def test_a_period_without_a_like_one_before_it_is_only_said_to_be_new(
    change, was, breaks
):
    found = change(was, published(1.0, 2.0, 3.0, period="2025"), breaks=breaks)

    assert found.beside_earlier == ()
    assert foretold(found) == ["nytt: 2025."]


def test_history_says_of_a_new_period_only_that_it_came(change):
    found = change(WAS, published(1.0, 2.0, 3.0, period="2025"))

    assert retold(found) == "nya perioder: 2025"


def test_what_a_program_and_the_lines_say_of_a_new_period_holds_no_value(rehearsed):
    new = published(77.75, 30.0, None, period="2025")
    found = rehearsed(published(11.25, 30.0, None), new)
    said = json.dumps(found.as_dict()) + " ".join(found.sentences())

    assert found.changes[0].beside_earlier[0].sentences
    assert "Östra" in said
    assert not any(part in said for part in ("77", "78", "11", "sentences"))


def test_a_new_period_is_rehearsed_in_english_too(change):
    use_language("en")
    try:
        lines = foretold(change(WAS, published(10.0, 45.0, 51.0, period="2025")))
    finally:
        use_language("sv")

    assert lines[1:4] == [
        "compared with 2024, 1 of 2 figures for 2025 differs by more than 5%.",
        "compared with 2024, 1 area changes colour in 2025: Västra.",
        "shown for 2025 but not for 2024: Norra.",
    ]


def test_a_draft_of_a_new_year_is_asked_about_and_rehearsed(root):
    desk = Desk(Workspace(root))
    header, *rows = ROWS.splitlines()
    new = [
        row.replace(";2024;12;", ";2025;50;").replace(";2024;36;", ";2025;100;")
        .replace(";2024;54;", ";2025;80;")
        for row in rows if ";2024;" in row
    ]  # fmt: skip
    content = "\n".join([header, *new]).encode()
    draft = desk.draft([desk.read("trang.csv", content)], [])

    assert any("talen är mycket större än för 2024" in q for q in draft.questions)
    assert any("byter 2 områden färg 2025" in s for s in draft.rehearsal.sentences())


def rehearsal_page():
    import streamlit as st

    from lagesbild.views.updating import show_rehearsal

    show_rehearsal(st.session_state["draft"])


def test_the_page_shows_both_texts_and_which_periods_they_are_of(root):
    desk = Desk(Workspace(root))
    header, *rows = ROWS.splitlines()
    new = [row.replace(";2024;12;", ";2025;50;") for row in rows if ";2024;12;" in row]
    reading = desk.read("trang.csv", "\n".join([header, *new]).encode())
    page = AppTest.from_function(rehearsal_page)
    page.session_state["draft"] = desk.draft([reading], [])
    shown = [one.value for one in page.run().markdown]

    assert not page.exception
    assert any("jämfört med 2024 byter 1 område färg 2025" in text for text in shown)
    assert "**Trångbodda 2025 jämfört med 2024**" in shown[-1]
    assert "Nu: " in shown[-1]
    assert "Efter: " in shown[-1]
