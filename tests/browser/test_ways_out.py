"""Where small groups can't be protected as it is: the ways out, chosen on the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace
from tests.browser.conftest import serving
from tests.browser.test_update import drop, publish, shows
from tests.lagesbild.conftest import DEFINITION, make_workspace

AREAS = {"0764A0010": (2, 100), "0764A0020": (30, 120), "0764A0030": (45, 90)}
ASKS = "Hur ska små grupper skyddas?"


def rows(*years):
    """Write what one area has a small group in."""
    lines = [
        f"{code};{year};{count};{people}\n"
        for year in years
        for code, (count, people) in AREAS.items()
    ]
    return "område;period;täljare;nämnare\n" + "".join(lines)


def shown_before_they_were_protected(root):
    """Publish as open statistics what the municipality protects from now on."""
    is_open = DEFINITION.replace('"normal"', '"none"').replace('"local"', '"public"')
    make_workspace(root, rows(2022, 2023, 2024), is_open)
    Desk(Workspace(root)).import_shipped()
    (root / "indicators" / "trang.toml").write_text(DEFINITION, "utf-8")
    (root / "observations" / "trang.csv").unlink()
    return root


@pytest.fixture
def analyst(monkeypatch):
    """Let servers that are started now be an analyst's own."""
    monkeypatch.setenv("LAGESBILD_ANALYST", "1")


def values_on_the_map(visit, address, period):
    seen = visit(f"{address}/?indikator=trang&period={period}")
    paths = seen.frame().locator("path[aria-label]")
    return [path.get_attribute("aria-label") for path in paths.all()]


def test_another_way_is_seen_with_its_price_chosen_published_and_on_the_map(
    visit, analyst, tmp_path
):
    with serving(make_workspace(tmp_path / "ort")) as address:
        seen = visit(f"{address}/uppdatera")
        page = seen.page
        drop(seen, "trang.csv", rows(2025).encode())
        shows(page, "2 tal visas inte")
        page.get_by_role("button", name="Visa andra sätt att skydda").click()
        ways = page.get_by_role("radiogroup", name=ASKS)
        expect(ways.get_by_role("radio")).to_have_count(4, timeout=120_000)
        expect(ways.get_by_role("radio").first).to_be_checked()
        ways.get_by_text("Avrunda små antal").click()
        shows(page, "alla tal visas")
        publish(page, "Avrundade små antal")

        assert seen.complaints == []
        labels = values_on_the_map(visit, address, "2025")
        assert len(labels) == len(AREAS)
        assert not [label for label in labels if "visas inte" in label.lower()]


def test_where_protection_fails_nothing_can_be_published_until_a_way_is_chosen(
    visit, analyst, tmp_path
):
    with serving(shown_before_they_were_protected(tmp_path / "ort")) as address:
        seen = visit(f"{address}/uppdatera")
        page = seen.page
        drop(seen, "trang.csv", rows(2022, 2023, 2024).encode())
        shows(page, "små grupper som inte går att skydda")
        ways = page.get_by_role("radiogroup", name=ASKS)
        expect(ways.get_by_role("radio")).to_have_count(4)
        for way in ways.get_by_role("radio").all():
            expect(way).not_to_be_checked()
        assert page.get_by_role("button", name="Publicera").count() == 0

        ways.get_by_text("Lägg ihop flera år").click()
        shows(page, "nytt: 2022-2024")
        publish(page, "Tre år ihop")
        assert seen.complaints == []
        seen = visit(f"{address}/?indikator=trang&period=2022-2024")
        subtitle = seen.frame().locator("#subtitle")
        expect(subtitle).to_contain_text(re.compile("2022.2024"))
