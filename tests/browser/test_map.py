"""The map as people use it: by hand, by keyboard, by link."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import choose

ABSENCE = "?indikator=absence_15"


def test_the_map_opens_on_real_figures_and_asks_no_other_host(visit, alvesta):
    seen = visit(alvesta)
    frame = seen.frame()

    expect(frame.locator("h1")).to_contain_text("Låg ekonomisk standard")
    expect(frame.locator("#practice")).to_be_hidden()
    assert seen.hosts == {alvesta.removeprefix("http://")}
    assert seen.complaints == []


def test_the_modules_of_the_map_are_asked_for_once_and_with_the_page(visit, alvesta):
    seen = visit(alvesta)
    seen.frame()
    asked = seen.page.evaluate(
        "performance.getEntriesByType('resource')"
        ".map(one => [one.name.split('/').pop(), one.startTime])"
    )
    streamlits = min(at for name, at in asked if name.startswith("BidiComponent"))
    for module in ("karta.js", "tabell.js"):
        (at,) = [at for name, at in asked if name == module]
        assert at < streamlits


def test_a_period_is_painted_at_once_and_told_to_table_and_address(visit, alvesta):
    seen = visit(f"{alvesta}/{ABSENCE}")
    frame = seen.frame()
    frame.get_by_role("button", name="HT2022").click()

    seen.painted("absence_15/HT2022")
    expect(seen.page.locator("caption")).to_contain_text("HT2022")
    expect(seen.page).to_have_url(re.compile("period=HT2022"))
    expect(frame.locator("#subtitle")).to_contain_text("HT2022")


def test_the_latest_of_several_quick_choices_wins(visit, alvesta):
    seen = visit(f"{alvesta}/{ABSENCE}")
    frame = seen.frame()
    for period in ("HT2021", "HT2022", "HT2023", "HT2024"):
        frame.get_by_role("button", name=period).click()
    expect(seen.page).to_have_url(re.compile("period=HT2024"))
    seen.page.wait_for_timeout(1000)

    expect(frame.get_by_role("button", name="HT2024")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_another_indicator_is_painted_without_a_new_map(visit, alvesta):
    seen = visit(alvesta)
    frame = seen.frame()
    frame.evaluate("window.kept = true")
    choose(seen.page, "Vad vill du se?", re.compile("Arbetslöshet"))

    seen.painted("unemployment/2024")
    assert frame.evaluate("window.kept")
    expect(seen.page).to_have_url(re.compile("indikator=unemployment"))


def test_practice_data_is_marked_on_the_map_and_above_the_table(visit, alvesta):
    seen = visit(f"{alvesta}/{ABSENCE}")
    frame = seen.frame()

    expect(frame.locator("#practice")).to_contain_text("påhittade siffror")
    expect(seen.page.locator(".karta .märke")).to_contain_text("påhittade siffror")


def test_a_link_opens_the_same_view(visit, alvesta):
    link = f"{alvesta}/{ABSENCE}&period=HT2023&vy=moheda&omrade=0764B2010"
    seen = visit(link)
    frame = seen.frame()

    seen.painted("absence_15/HT2023")
    expect(frame.locator("#place h2")).to_have_text("Moheda-Torpsbruk östra")
    expect(frame.get_by_role("button", name="Moheda", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(seen.page.locator("tr.vald th")).to_have_text("Moheda-Torpsbruk östra")


def test_an_address_with_nonsense_opens_the_map_all_the_same(visit, alvesta):
    seen = visit(f"{alvesta}/?indikator=nej&period=%00&vy=x&omrade=zzz&niva=1&lang=qq")

    expect(seen.frame().locator("h1")).to_contain_text("Låg ekonomisk standard")
    assert seen.complaints == []


def test_the_keyboard_reaches_every_area_and_selects(visit, alvesta):
    seen = visit(alvesta)
    frame = seen.frame()
    areas = frame.locator("path[role=button]")
    assert areas.count() == 13
    assert frame.locator("path[role=button][tabindex='0']").count() == 1
    frame.locator("path[role=button][tabindex='0']").focus()
    frame.page.keyboard.press("End")
    frame.page.keyboard.press("Enter")

    expect(frame.locator("path[aria-pressed=true]")).to_have_attribute(
        "aria-label", re.compile(r"Västra Torsås: 11\s%")
    )
    expect(seen.page.locator("tr.vald th")).to_have_text("Västra Torsås")
    expect(seen.page).to_have_url(re.compile("omrade=0764A0010"))


def test_arrows_go_to_the_neighbour_in_their_direction(visit, alvesta):
    frame = visit(alvesta).frame()
    frame.locator("path[role=button][tabindex='0']").focus()
    frame.page.keyboard.press("End")  # Västra Torsås, in the south
    frame.page.keyboard.press("ArrowUp")

    expect(frame.locator("path:focus")).to_have_attribute(
        "aria-label", re.compile("Grimslöv")
    )


def test_a_click_in_the_table_selects_on_the_map(visit, alvesta):
    seen = visit(alvesta)
    frame = seen.frame()
    seen.page.get_by_role("button", name="Hjortsberga").click()

    expect(frame.locator("#place h2")).to_have_text("Hjortsberga")


def test_the_table_sorts_by_value_and_back_by_name(visit, alvesta):
    seen = visit(alvesta)
    seen.frame()
    first = seen.page.locator(".karta tbody th").first
    expect(first).to_have_text("Alvesta centrum")
    seen.page.get_by_role("button", name="Värde").click()
    seen.page.get_by_role("button", name="Värde").click()
    expect(first).to_have_text("Alvesta nordost")
    expect(seen.page.locator("th[aria-sort=ascending]")).to_contain_text("Värde")


def test_hovering_asks_the_server_nothing(visit, alvesta):
    seen = visit(alvesta)
    frame = seen.frame()
    seen.page.wait_for_timeout(500)
    asked = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.on("websocket", lambda socket: asked.append(socket.url))
    frame.locator("path[role=button]").nth(3).hover()

    expect(frame.locator("#place h2")).not_to_be_empty()
    assert asked == []


def test_withheld_and_missing_have_hatches_of_their_own(visit, alvesta):
    frame = visit(f"{alvesta}/?indikator=flats&period=2025").frame()
    assert frame.locator("path[fill='url(#hatch-m)']").count() == 1
    frame = visit(f"{alvesta}/?indikator=kaa").frame()
    assert frame.locator("path[fill='url(#hatch-w)']").count() > 1
    assert "#" not in frame.locator("path[fill='url(#hatch-w)']").first.get_attribute(
        "aria-label"
    )


def test_english_keeps_the_view(visit, alvesta):
    seen = visit(f"{alvesta}/{ABSENCE}&period=HT2022&vy=centrum")
    seen.frame()
    seen.page.get_by_text("English").click()
    expect(seen.page).to_have_url(re.compile("lang=en"))
    expect(seen.page.locator("html")).to_have_attribute("lang", "en")
    seen.page.wait_for_timeout(500)
    frame = seen.frame()

    expect(frame.locator("h1")).to_contain_text("Pupils in years 7–9")
    expect(frame.locator("#subtitle")).to_contain_text("HT2022")
    expect(frame.get_by_role("button", name="Centrum", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_a_phone_sees_the_whole_map_without_scrolling_sideways(visit, alvesta):
    seen = visit(alvesta, width=390, height=844)
    frame = seen.frame()

    assert seen.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")


def test_the_page_goes_on_after_another_page(visit, alvesta):
    seen = visit(f"{alvesta}/{ABSENCE}&period=HT2022")
    seen.frame()
    seen.page.get_by_role("link", name="Om", exact=True).click()
    expect(seen.page.get_by_role("heading", name="Vad kartan kan säga")).to_be_visible()
    seen.page.get_by_role("link", name="Karta", exact=True).click()

    seen.painted("absence_15/HT2022")
    assert seen.complaints == []
