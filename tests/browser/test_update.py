"""An analyst's year: drop a file from Swedish Excel, publish it, take it back."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, choose, click, serving
from tests.indicators.sources.pxweb import Database
from tests.indicators.sources.service import Reply, running

AREAS = {
    "A0010": "12,5", "A0020": "7,5", "A0030": "9", "A0040": "9", "A0050": "11",
    "B2010": "8", "B2020": "12", "B3010": "17", "C1010": "10", "C1020": "31",
    "C1030": "25", "C1040": "44", "C1050": "6",
}  # fmt: skip
# Every click that a person's hand makes, wherever on the page.
COUNT_CLICKS = """
    window.clicks = 0;
    const count = (event) => { window.clicks += event.isTrusted; };
    addEventListener('pointerdown', count, true);
"""


def saved(year, shares=AREAS, header="Utfall i procent"):
    """Write a file as Swedish Excel does: cp1252, semicolon, decimal comma, CRLF.

    It has lost the zeros that the codes began with, and calls its column what it likes.
    """
    rows = "".join(f"764{code};{year};{value}\r\n" for code, value in shares.items())
    return f"Områdeskod;År;{header}\r\n{rows}".encode("cp1252")


@contextmanager
def analyst(root, more="", points=None):
    """Serve a copy of Alvesta to an analyst; if given, only `points` names a table."""
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    for path in (root / "indicators").glob("*.toml") if points else ():
        if path.stem != points:
            path.write_text(re.sub('source_id = ".*"\n', "", path.read_text("utf-8")))
    with (root / "lagesbild.toml").open("a") as config:
        config.write(more)
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:  # only while the server is started
            patch.setenv("LAGESBILD_ANALYST", "1")
            address = stack.enter_context(serving(root))
        yield address


@pytest.fixture
def desk(tmp_path):
    with analyst(tmp_path / "data") as address:
        yield address


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A desk for tests that publish nothing."""
    with analyst(tmp_path_factory.mktemp("orörd") / "data") as address:
        yield address


def drop(seen, name, content):
    field = seen.page.locator("input[type=file]")
    expect(field).to_have_count(1, timeout=120_000)  # the one before has gone
    field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def shows(page, text):
    """Wait for a text: children read, protect and draw, which takes its time."""
    expect(page.get_by_text(text).first).to_be_visible(timeout=120_000)


def column(label):
    """Name the list that asks which column holds something."""
    return re.compile(f"(^|[. ]){label}")


def agree(page):
    """Say yes to what was repaired."""
    shows(page, "förlorat sin inledande nolla")
    click(page.get_by_text("Ja, det som lagats stämmer"))


def publish(page, why):
    """Say why and publish: two clicks."""
    click(page.get_by_label("Varför publicerar du?"))
    page.keyboard.type(why)
    click(page.get_by_role("button", name="Publicera"))
    shows(page, "är klar")


def shown_on_the_map(visit, address):
    seen = visit(f"{address}/?indikator=low_economic_standard")
    frame = seen.frame()
    return frame.locator("#subtitle").inner_text(), frame.locator(
        "path[aria-label^='Alvesta centrum']"
    ).get_attribute("aria-label")


def test_an_analysts_two_years_in_few_clicks_and_back(visit, desk):
    assert "2024" in shown_on_the_map(visit, desk)[0]

    # The first year: one column has a name that says nothing to us.
    seen = visit(f"{desk}/uppdatera")
    page = seen.page
    page.evaluate(COUNT_CLICKS)
    drop(seen, "low_economic_standard_2025.csv", saved(2025))
    shows(page, "Hittar ingen kolumn med värden")
    choose(page, column("Värde"), "Utfall i procent")
    agree(page)
    shows(page, "nytt: 2025")
    publish(page, "Nya siffror från SCB")
    assert page.evaluate("window.clicks") == 5
    assert seen.complaints == []

    period, area = shown_on_the_map(visit, desk)
    assert "2025" in period
    assert re.search(r"44\s%", area)

    # The second year: a file of the same form, and nothing to choose.
    seen = visit(f"{desk}/uppdatera")
    page = seen.page
    page.evaluate(COUNT_CLICKS)
    higher = AREAS | {"C1040": "46"}
    drop(seen, "Low_Economic_Standard 2026.csv", saved(2026, higher))
    shows(page, "Läst som förra gången")
    agree(page)
    shows(page, "nytt: 2026")
    publish(page, "Nästa års siffror")
    assert page.evaluate("window.clicks") == 3

    period, area = shown_on_the_map(visit, desk)
    assert "2026" in period
    assert re.search(r"46\s%", area)

    page.get_by_role("link", name="Historik").click()
    expect(page.get_by_role("cell", name="Nästa års siffror")).to_be_visible()
    choose(page, "Vilken?", re.compile("Nästa års siffror"))
    page.get_by_label("Varför?").fill("Fel fil")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Ångra").click()
    shows(page, "De tal som den ändrade är som före den")
    expect(page.get_by_role("cell", name="Fel fil")).to_be_visible()

    period, area = shown_on_the_map(visit, desk)
    assert "2025" in period
    assert re.search(r"44\s%", area)
    assert seen.complaints == []


def test_what_is_remembered_can_be_forgotten(visit, desk):
    seen = visit(f"{desk}/uppdatera")
    page = seen.page
    drop(seen, "low_economic_standard.csv", saved(2025))
    choose(page, column("Värde"), "Utfall i procent")
    agree(page)
    publish(page, "Nya siffror")

    drop(seen, "low_economic_standard.csv", saved(2026))
    expect(page.get_by_text("värde = Utfall i procent").first).to_be_visible()
    page.get_by_role("button", name="Glöm det").click()
    shows(page, "Hittar ingen kolumn med värden")


def test_a_period_that_the_file_does_not_say_is_offered_asked_for_and_not_remembered(
    visit, desk
):
    bare = "".join(f"0764{code};{value}\r\n" for code, value in AREAS.items())
    content = f"Områdeskod;Utfall\r\n{bare}".encode("cp1252")
    seen = visit(f"{desk}/uppdatera")
    page = seen.page
    drop(seen, "low_economic_standard 2025.csv", content)
    shows(page, "Hittar ingen kolumn med period")
    choose(page, column("Värde"), "Utfall")
    choose(page, column("Vilken period"), "2025 (står i filens namn)")
    shows(page, "nytt: 2025")
    publish(page, "Alla rader är 2025")
    assert "2025" in shown_on_the_map(visit, desk)[0]

    # The next file is read the same way, and is asked about its own period.
    drop(seen, "low_economic_standard.csv", content)
    shows(page, "Läst som förra gången")
    shows(page, "Hittar ingen kolumn med period")
    period = page.get_by_role("combobox", name=re.compile("Vilken period"))
    expect(period).to_have_value("")
    period.click()
    page.keyboard.type("2027")
    page.keyboard.press("Enter")
    shows(page, "Alla rader har lästs som 2027")
    shows(page, "nytt: 2027")
    assert seen.complaints == []


def test_the_page_can_be_left_while_the_maps_are_made(visit, desk):
    seen = visit(f"{desk}/uppdatera")
    page = seen.page
    drop(seen, "low_economic_standard.csv", saved(2025, header="Andel"))
    agree(page)
    shows(page, "nytt: 2025")
    page.get_by_label("Varför publicerar du?").fill("Nya siffror")
    click(page.get_by_role("button", name="Publicera"))
    shows(page, "Du kan lämna sidan")
    page.get_by_role("link", name="Historik").click()

    row = page.get_by_role("cell", name="Nya siffror")
    expect(row).to_be_visible(timeout=120_000)
    assert "2025" in shown_on_the_map(visit, desk)[0]
    assert seen.complaints == []


def test_a_column_chosen_twice_is_said_and_nothing_can_be_published(visit, untouched):
    seen = visit(f"{untouched}/uppdatera")
    page = seen.page
    drop(seen, "low_economic_standard.csv", saved(2025))
    choose(page, column("Värde"), "År")

    shows(page, "är vald två gånger")
    assert page.get_by_role("button", name="Publicera").count() == 0


def test_problems_are_listed_and_nothing_can_be_published(visit, untouched):
    seen = visit(f"{untouched}/uppdatera")
    bad = "områdeskod;år;andel\n0764A0010;2025;abc\n0764X;2025;5\n"
    drop(seen, "low_economic_standard.csv", bad.encode())

    shows(seen.page, "Fel att rätta")
    expect(seen.page.get_by_role("cell", name="andel")).to_be_visible()
    shows(seen.page, "Ingenting kan publiceras")
    assert seen.page.get_by_role("button", name="Publicera").count() == 0


def test_reading_is_shown_and_can_be_stopped(visit, untouched):
    seen = visit(f"{untouched}/uppdatera")
    page = seen.page
    drop(seen, "low_economic_standard.csv", saved(2025) * 40_000)
    shows(page, "Läser low_economic_standard.csv")
    page.get_by_role("button", name="Avbryt").click()
    shows(page, "Avbrutet. Ingenting har ändrats.")

    drop(seen, "low_economic_standard_2.csv", saved(2025))
    page.get_by_role("button", name="Remove low_economic_standard.csv").click()
    shows(page, "Hittar ingen kolumn med värden")


class Shares(Database):
    """A table at SCB of one share in every area of Alvesta."""

    def value(self, key):
        return 20.5 + self.codes["Region"].index(key[0])


@pytest.fixture(scope="module")
def source():
    with running() as service:
        codes = {
            "Region": tuple(f"0764{code}_DeSO2025" for code in AREAS),
            "ContentsCode": ("000007Y7",),
            "Tid": ("2025",),
        }
        service.route = Shares(codes=codes, id="TAB6685").route
        yield service


@pytest.fixture(scope="module")
def connected(tmp_path_factory, source):
    """A desk in a municipality that allows requests."""
    allowed = f'\n[outgoing]\nenabled = true\nbase_urls = {{ scb = "{source.url}" }}\n'
    folder = tmp_path_factory.mktemp("utåt") / "data"
    with analyst(folder, allowed, points="low_economic_standard") as address:
        yield address


def fetch(page):
    shows(page, "Mallar att fylla i")  # the last of the page
    click(page.get_by_text("Hämta från källan"))
    click(page.get_by_role("button", name="Hämta", exact=True))


def test_figures_are_fetched_and_go_the_same_way_as_a_file(visit, connected, source):
    seen = visit(f"{connected}/uppdatera")
    page = seen.page
    fetch(page)
    shows(page, "Hämtad: low_economic_standard.json")
    shows(page, "nytt: 2025")
    publish(page, "Hämtat från SCB")

    assert "2025" in shown_on_the_map(visit, connected)[0]
    assert all(path.startswith("/tables/TAB6685") for path in source.paths[:1])


def test_a_source_that_fails_is_said_and_asked_again_on_a_click(
    visit, connected, source
):
    page = visit(f"{connected}/uppdatera").page
    source.faults = [Reply(b"<html>Driftstopp</html>", type="text/html")]
    fetch(page)
    shows(page, "svaret är en webbsida eller något annat")
    page.get_by_role("button", name="Gör om").click()
    shows(page, "Hämtad: low_economic_standard.json")


def test_fetching_can_be_stopped(visit, connected, source):
    page = visit(f"{connected}/uppdatera").page
    source.faults = [Reply({}, slow=25)]  # some bytes that don't come
    fetch(page)
    shows(page, "Fråga 1 till källan")
    page.get_by_role("button", name="Avbryt").click()
    shows(page, "Avbrutet. Ingenting har ändrats.")
    assert page.get_by_text("Hämtad:").count() == 0


def test_nothing_is_fetched_where_requests_are_not_allowed(visit, untouched):
    page = visit(f"{untouched}/uppdatera").page
    shows(page, "Mallar att fylla i")
    assert page.get_by_text("Hämta från källan").count() == 0


def test_readers_are_not_offered_the_analysts_pages(visit, alvesta):
    seen = visit(f"{alvesta}/uppdatera")
    seen.page.wait_for_timeout(3000)

    assert seen.page.locator("input[type=file]").count() == 0
    assert seen.page.get_by_role("link", name="Uppdatera").count() == 0
