"""An analyst's year: drop a file from Swedish Excel, publish it, take it back."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, serving

# As Swedish Excel saves it: cp1252, semicolon, decimal comma, CRLF, zeros lost.
SAVED = "Områdeskod;År;Andel\r\n" + "".join(
    f"764{code};2025;{value}\r\n"
    for code, value in {
        "A0010": "12,5", "A0020": "7,5", "A0030": "9", "A0040": "9", "A0050": "11",
        "B2010": "8", "B2020": "12", "B3010": "17", "C1010": "10", "C1020": "31",
        "C1030": "25", "C1040": "44", "C1050": "6",
    }.items()
)  # fmt: skip


@pytest.fixture
def desk(tmp_path, monkeypatch):
    root = tmp_path / "data"
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    monkeypatch.setenv("LAGESBILD_ANALYST", "1")
    with serving(root) as address:
        yield address


def drop(seen, name, content):
    seen.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def shown_on_the_map(visit, address):
    seen = visit(f"{address}/?indikator=low_economic_standard")
    frame = seen.frame()
    return frame.locator("#subtitle").inner_text(), frame.locator(
        "path[aria-label^='Alvesta centrum']"
    ).get_attribute("aria-label")


def test_from_drop_to_published_in_three_clicks_and_back(visit, desk):
    assert "2024" in shown_on_the_map(visit, desk)[0]
    seen = visit(f"{desk}/uppdatera")
    page = seen.page
    drop(seen, "low_economic_standard.csv", SAVED.encode("cp1252"))
    expect(page.get_by_text("förlorat sin inledande nolla")).to_be_visible()
    page.get_by_text("Ja, det som lagats stämmer").click()  # 1
    expect(page.get_by_text("nytt: 2025")).to_be_visible()
    page.get_by_label("Varför publicerar du?").fill("Nya siffror från SCB")  # 2
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Publicera").click()  # 3
    expect(page.get_by_text("är klar")).to_be_visible()

    period, area = shown_on_the_map(visit, desk)
    assert "2025" in period
    assert re.search(r"44\s%", area)

    page.get_by_role("link", name="Historik").click()
    expect(page.get_by_role("cell", name="Nya siffror från SCB")).to_be_visible()
    page.get_by_label("Varför?").fill("Fel fil")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("cell", name="Fel fil")).to_be_visible()

    assert "2024" in shown_on_the_map(visit, desk)[0]
    assert seen.complaints == []


def test_problems_are_listed_and_nothing_can_be_published(visit, desk):
    seen = visit(f"{desk}/uppdatera")
    bad = "områdeskod;år;andel\n0764A0010;2025;abc\n0764X;2025;5\n"
    drop(seen, "low_economic_standard.csv", bad.encode())

    expect(seen.page.get_by_text("Fel att rätta")).to_be_visible()
    expect(seen.page.get_by_role("cell", name="andel")).to_be_visible()
    expect(seen.page.get_by_text("Ingenting kan publiceras")).to_be_visible()
    assert seen.page.get_by_role("button", name="Publicera").count() == 0


def test_readers_are_not_offered_the_analysts_pages(visit, alvesta):
    seen = visit(f"{alvesta}/uppdatera")
    seen.page.wait_for_timeout(3000)

    assert seen.page.locator("input[type=file]").count() == 0
    assert seen.page.get_by_role("link", name="Uppdatera").count() == 0
