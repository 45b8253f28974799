"""Level and certainty: one map, by hand, by keyboard, by link; and clean for axe."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import choose
from tests.browser.test_accessibility import violations

POVERTY = "?indikator=child_low_economic_standard&period=2025"
KEY = "child_low_economic_standard/2025"


def legend(frame) -> dict[str, int]:
    """Read the legend: how many areas each row says there are."""
    rows = frame.locator("#legend li").all_inner_texts()
    found = [re.fullmatch(r"(.*) \((\d+)\)", text.strip()) for text in rows]
    return {one[1]: int(one[2]) for one in found if one}


def test_one_button_shows_what_can_be_told_apart_and_another_goes_back(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}")
    frame = seen.frame()
    before = legend(frame)
    frame.get_by_role("button", name="Säkerhet").click()

    expect(frame.locator("#headline")).to_contain_text("går att skilja från kommunen")
    expect(seen.page).to_have_url(re.compile("visa=certainty"))
    assert sum(legend(frame).values()) == sum(before.values()) == 13
    assert frame.locator("path[fill='url(#hatch-s)']").count() == sum(
        count
        for words, count in legend(frame).items()
        if words == "Går inte att skilja"
    )
    frame.get_by_role("button", name="Nivå").click()
    expect(seen.page).not_to_have_url(re.compile("visa=certainty"))
    assert legend(frame) == before
    assert seen.complaints == []


def test_map_and_table_say_the_same_of_every_area(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}&visa=certainty")
    frame = seen.frame()
    expect(frame.get_by_role("button", name="Säkerhet")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(frame.locator("#legend h2")).to_contain_text("Jämfört med kommunen")
    spoken = frame.locator("path[role=button]").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    rows = seen.page.locator("tbody tr").evaluate_all(
        "all => all.map((one) => [one.cells[0].innerText, one.cells[3].innerText])"
    )
    assert len(rows) == 13
    for name, verdict in rows:
        assert any(
            s.startswith(f"{name}: ") and s.endswith(f", {verdict}") for s in spoken
        )


def test_what_is_withheld_looks_withheld_in_both_views(visit, alvesta):
    seen = visit(f"{alvesta}/?indikator=absence_15&period=HT2025")
    frame = seen.frame()
    hatched = frame.locator("path[fill='url(#hatch-w)']")
    before = hatched.count()
    assert before > 0
    frame.get_by_role("button", name="Säkerhet").click()
    expect(frame.locator("#legend h2")).to_contain_text("Jämfört")
    assert hatched.count() == before
    assert legend(frame)["Visas inte: skydd av små grupper"] == before


def test_a_measure_without_counts_says_why_it_is_not_compared(visit, alvesta):
    seen = visit(f"{alvesta}/?indikator=employment&visa=certainty")
    frame = seen.frame()

    expect(frame.locator("#headline")).to_contain_text("källan säger inte hur många")
    assert frame.locator("path[fill='url(#hatch-n)']").count() == 13
    expect(seen.page.locator("thead")).not_to_contain_text("Jämfört")


def test_the_municipality_by_itself_offers_no_certainty(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}&niva=kommun-2025&visa=certainty")
    frame = seen.frame()

    expect(frame.locator("#modes")).to_be_hidden()
    expect(frame.locator("#legend h2")).to_contain_text("Teckenförklaring")


def test_the_legend_has_a_tick_for_each_area_and_a_mark_for_the_municipality(
    visit, alvesta
):
    frame = visit(f"{alvesta}/{POVERTY}").frame()

    assert frame.locator("#legend .tick").count() == 13
    assert frame.locator("#legend .mark").count() == 1
    expect(frame.locator("#legend .ticks")).to_contain_text("kommunen")


def test_a_change_of_view_sends_a_few_hundred_bytes(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}")
    frame = seen.frame()
    frame.evaluate(
        "addEventListener('message', (event) =>"
        " { window.heard = (window.heard ?? 0) + JSON.stringify(event.data).length; })"
    )
    frame.get_by_role("button", name="Säkerhet").click()
    expect(seen.page).to_have_url(re.compile("visa=certainty"))
    seen.page.wait_for_timeout(500)
    assert (frame.evaluate("window.heard") or 0) < 1000


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["screen", "phone"])
def test_the_certainty_view_is_clean(visit, alvesta, size):
    seen = visit(f"{alvesta}/{POVERTY}&visa=certainty", *size)
    frame = seen.frame()
    expect(frame.locator("#legend h2")).to_contain_text("Jämfört")

    assert violations(seen.page.main_frame) == []
    assert violations(frame) == []
    assert seen.complaints == []


# --- held against something else ---


def test_what_areas_are_held_against_can_be_chosen_and_sent_as_a_link(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}&visa=certainty")
    frame = seen.frame()
    choose(seen.page, "Jämför med", "Alvesta centrum")

    expect(frame.locator("#headline")).to_contain_text("skilja från Alvesta centrum")
    expect(frame.locator("#legend h2")).to_contain_text("Jämfört med Alvesta centrum")
    expect(seen.page.locator("thead")).to_contain_text("Jämfört med Alvesta centrum")
    expect(seen.page).to_have_url(re.compile("jamfor=0764C1040"))
    again = visit(seen.page.url).frame()
    expect(again.locator("#headline")).to_contain_text("skilja från Alvesta centrum")
    assert legend(again) == legend(frame)
    assert sum(legend(frame).values()) == 13
    assert seen.complaints == []


def test_back_to_the_municipality_it_is_as_it_was(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}&visa=certainty")
    frame = seen.frame()
    expect(frame.locator("#headline")).to_contain_text("från kommunen")
    before = legend(frame)
    choose(seen.page, "Jämför med", "Förra perioden")
    expect(frame.locator("#headline")).to_contain_text("från sitt värde 2024")
    choose(seen.page, "Jämför med", "Kommunen")
    expect(frame.locator("#headline")).to_contain_text("från kommunen")
    assert legend(frame) == before
    expect(seen.page).not_to_have_url(re.compile("jamfor="))


def test_the_choice_is_there_only_where_it_matters_and_is_kept(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}&jamfor=tidigare")
    frame = seen.frame()
    choice = seen.page.get_by_role("combobox", name="Jämför med")
    expect(choice).to_have_count(0)
    frame.get_by_role("button", name="Säkerhet").click()
    expect(choice).to_be_visible()
    expect(frame.locator("#headline")).to_contain_text("sitt värde 2024")
    frame.get_by_role("button", name="2024").click()
    expect(frame.locator("#headline")).to_contain_text("sitt värde 2023")
    frame.get_by_role("button", name="2021").click()
    expect(frame.locator("#headline")).to_contain_text("ingen tidigare period")
    frame.get_by_role("button", name="Nivå").click()
    expect(choice).to_have_count(0)


def test_map_table_and_words_say_the_same_beside_the_group(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}&visa=certainty&jamfor=grupp")
    frame = seen.frame()
    expect(frame.locator("#legend h2")).to_contain_text("sin områdesgrupp")
    rows = seen.page.locator("tbody tr").evaluate_all(
        "all => all.map((one) => [one.cells[0].innerText, one.cells[3].innerText])"
    )
    spoken = frame.locator("path[role=button]").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    for name, verdict in rows:
        assert any(
            s.startswith(f"{name}: ") and s.endswith(f", {verdict}") for s in spoken
        )
    seen.page.locator(".sida summary").click()
    words = seen.page.locator(".sida details p")
    words.first.wait_for()
    (line,) = [t for t in words.all_inner_texts() if t.startswith("Tydligt högre: ")]
    higher = sorted(name for name, verdict in rows if verdict == "tydligt högre")
    assert sorted(line.rstrip(".").split(" – ")[1].split(", ")) == higher


def test_the_comparison_can_be_taken_home_as_a_file(visit, alvesta):
    seen = visit(f"{alvesta}/{POVERTY}&visa=certainty&jamfor=grupp")
    seen.frame()
    button = seen.page.get_by_role("button", name="Hämta jämförelsen (CSV)")
    button.scroll_into_view_if_needed()
    with seen.page.expect_download() as waiting:
        # Not a click: just after scrolling, Chromium gives it to the map's frame.
        button.press("Enter")
    lines = waiting.value.path().read_text("utf-8").splitlines()

    assert lines[0].endswith("compared_with,verdict,why_not")
    assert len(lines) == 14
    assert sum(",Centrum,higher," in line for line in lines) == 2


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["screen", "phone"])
def test_held_against_something_else_it_is_clean(visit, alvesta, size):
    seen = visit(f"{alvesta}/{POVERTY}&visa=certainty&jamfor=grupp&lang=en", *size)
    frame = seen.frame()
    expect(frame.locator("#legend h2")).to_contain_text("their area group")

    assert violations(seen.page.main_frame) == []
    assert violations(frame) == []
    assert seen.complaints == []
