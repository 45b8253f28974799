"""A snapshot opened with the network cut, its link, and the page that lists them."""

from __future__ import annotations

import copy
import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pptx
import pypdf
import pytest
from playwright.sync_api import Browser, Download, Page, expect

from lagesbild.snapshot.commands import withdraw
from lagesbild.snapshot.diff import compare
from lagesbild.snapshot.diff_page import difference_page
from lagesbild.snapshot.identity import spaced
from lagesbild.snapshot.making import Freezer, Frozen
from lagesbild.snapshot.manifest import open_file
from lagesbild.workspace import Workspace
from tests.browser.conftest import ROOT, choose, serving
from tests.browser.test_accessibility import violations

SIZES = [(1280, 800), (1920, 1080), (390, 844)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fryst") / "data"
    return shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))


@pytest.fixture(scope="module")
def frozen(workspace: Path) -> Frozen:
    freezer = Freezer(Workspace(workspace))
    gone = freezer.freeze("Läget i våras", [("area-groups", "moheda")], who="Ada")
    freezer.keep(gone)
    withdraw(workspace, gone.id, "Fel karta.")
    made = freezer.freeze("Läget i höst", [("area-groups", "moheda")], who="Ada")
    freezer.keep(made)
    return made


@pytest.fixture(scope="module")
def file(frozen: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fil") / "bild.html"
    path.write_bytes(frozen.file)
    return path


@pytest.fixture(scope="module")
def served(workspace: Path, frozen: Frozen) -> Iterator[str]:
    with serving(workspace) as address:
        yield address


class Cut:
    """A page without a network, with all that it asked for or complained about."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(file.as_uri())
        self.asked.remove(file.as_uri())


@pytest.fixture
def cut(browser: Browser, file: Path, request: pytest.FixtureRequest) -> Iterator[Cut]:
    width, height = getattr(request, "param", SIZES[0])
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True
    )
    yield Cut(context.new_page(), file)
    context.close()


def map_frame(page: Page):
    page.locator("#ram").scroll_into_view_if_needed()
    page.frame_locator("#ram iframe").locator("#title").wait_for()
    return page.frames[1]


@pytest.mark.parametrize("cut", SIZES, indirect=True, ids=lambda size: str(size[0]))
def test_with_the_network_cut_it_asks_for_nothing_and_complains_of_nothing(cut):
    frame = map_frame(cut.page)
    assert violations(cut.page.main_frame) == []
    assert violations(frame) == []
    wide = cut.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert (cut.asked, cut.complaints) == ([], [])


def test_the_map_in_it_can_be_used(cut):
    frame = map_frame(cut.page)
    choice = frame.locator("#indicator")
    choice.select_option(index=3)
    chosen = choice.locator("option:checked").inner_text()
    expect(frame.locator("#title")).to_have_text(chosen)
    frame.locator("path[role=button]").first.focus()
    expect(frame.locator("#place h2")).not_to_have_text("")
    assert cut.complaints == []


def test_the_map_in_it_opens_on_its_area_with_the_measure_that_it_speaks_of(
    cut, frozen
):
    frame = map_frame(cut.page)
    pressed = frame.locator("#views [aria-pressed=true]")
    expect(pressed).to_have_text("Moheda")
    title = frame.locator("#title").inner_text()
    lines = [x for s in frozen.content["areas"][0]["sectors"] for x in s["lines"]]
    (spoken,) = [x for x in lines if x["name"] == title]
    assert spoken["sentence"].partition(". ")[0] in frozen.content["summary"][1]


def test_nothing_moves_when_the_map_opens(cut):
    link = cut.page.get_by_role("link", name="Hämta talen (CSV)")
    place = "link => link.getBoundingClientRect().top + scrollY"
    before = link.evaluate(place)
    map_frame(cut.page)
    assert link.evaluate(place) == before


def test_the_figures_are_saved_from_the_file_itself(cut, frozen, tmp_path):
    with cut.page.expect_download() as waiting:
        cut.page.get_by_role("link", name="Hämta talen (CSV)").click()
    path = tmp_path / "tal.csv"
    waiting.value.save_as(path)
    assert path.read_bytes().decode("utf-8-sig") == frozen.content["data"]
    assert len(list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))) > 100
    assert waiting.value.suggested_filename == f"{frozen.id}.csv"


def test_without_scripts_it_is_text_tables_and_pictures(browser, file, frozen):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    for table in frozen.content["tables"]:
        shown = page.get_by_role("region", name=table["caption"], exact=True)
        rows = shown.locator("tbody tr").all()
        assert [row.locator("th, td").all_inner_texts() for row in rows] == table[
            "rows"
        ]
    assert page.locator("figure svg").count() == len(frozen.content["maps"])
    expect(page.get_by_text("Karta att peka i")).to_be_hidden()
    context.close()


def test_its_link_gives_the_same_and_works_there_too(visit, served, frozen):
    seen = visit(f"{served}/ogonblicksbild/{frozen.id}")
    map_frame(seen.page)
    expect(seen.page.get_by_role("heading", level=1)).to_have_text("Läget i höst")
    assert seen.hosts == {served.partition("://")[2]}
    assert seen.complaints == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_the_page_lists_what_there_is_for_an_area(visit, served, frozen, size):
    seen = visit(f"{served}/ogonblicksbilder?omrade=moheda", *size)
    page = seen.page
    page.get_by_role("heading", name="Läget i höst").wait_for()
    for sentence in frozen.content["summary"]:
        expect(
            page.get_by_text(sentence.replace("\N{NO-BREAK SPACE}", " "))
        ).to_be_visible()
    expect(page.get_by_text("Skäl: Fel karta.")).to_be_visible()
    link = page.get_by_role("link", name="Öppna ögonblicksbilden").first
    assert link.get_attribute("href").endswith(f"/ogonblicksbild/{frozen.id}")
    names = page.get_by_role("link", name="Läget i höst").all_inner_texts()
    assert len(set(names)) == len(names) >= 3
    page.wait_for_timeout(500)
    assert violations(page.main_frame) == []
    assert seen.complaints == []


@pytest.mark.parametrize("label", ["Hämta PDF", "Hämta bildspel"])
def test_paper_and_slides_are_fetched_from_the_page(
    visit, served, frozen, label, tmp_path
):
    page = visit(f"{served}/ogonblicksbilder?omrade=moheda").page
    fetched: list[Download] = []

    def note(download: Download) -> None:
        fetched.append(download)

    page.context.on("page", lambda tab: tab.on("download", note))
    page.on("download", note)
    page.get_by_role("link", name=label).first.click()
    for _second in range(120):
        page.wait_for_timeout(500)
        if fetched:
            break
    (one,) = fetched
    path = tmp_path / one.suggested_filename
    one.save_as(path)
    assert path.stem == f"lagesbild-{frozen.id}"
    texts = pages_of(path)
    assert len(texts) > 5
    assert all(frozen.content["practice"] in text for text in texts)


def pages_of(path: Path) -> list[str]:
    """Read the text of each page or slide, on one line."""
    if path.suffix == ".pdf":
        found = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    else:
        found = [
            " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)
            for slide in pptx.Presentation(str(path)).slides
        ]
    return [" ".join(text.split()) for text in found]


def printed_pages(page: Page, path: Path) -> list[str]:
    page.pdf(path=path, format="A4")
    return pages_of(path)


def test_printed_from_the_browser_every_page_has_its_id_and_the_mark(
    cut, frozen, tmp_path
):
    texts = printed_pages(cut.page, tmp_path / "utskrift.pdf")
    for text in texts:
        assert frozen.content["practice"] in text
        assert spaced(frozen.id) in text
        assert frozen.content["standing"] in text
    whole = "".join("".join(texts).split())
    for table in frozen.content["tables"]:
        for row in table["rows"]:
            assert "".join("".join(row).split()) in whole


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_what_is_different_can_be_read_by_all(browser, changed, size, tmp_path):
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True
    )
    seen = Cut(context.new_page(), changed)
    assert violations(seen.page.main_frame) == []
    wide = seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    for name in ("Före", "Nu"):
        column = seen.page.locator(f'td[data-label="{name}"]').first
        box = column.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= size[0]  # no column is cut
    assert (seen.asked, seen.complaints) == ([], [])
    texts = printed_pages(seen.page, tmp_path / "nytt.pdf")
    assert all("Innehåller övningsdata" in text for text in texts)
    context.close()


@pytest.fixture(scope="module")
def changed(frozen: Frozen, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page about what is new, where one figure and some classes changed."""
    before = open_file(frozen.file)
    after = copy.deepcopy(before)
    after["data"] = re.sub(
        r"(?m)^(flats,.*,)([\d.]+)(,ok,.*)$", r"\g<1>12.5\3", after["data"], count=1
    )
    one = next(d for d in after["definitions"] if d["indicator"] == "flats")
    one |= {"classes": "; ".join(one["classes"].split("; ")[1:])}
    one |= {"limits": one["limits"][1:]}
    found = compare(before, after)
    assert len(found) >= 2
    path = tmp_path_factory.mktemp("nytt") / "nytt.html"
    path.write_bytes(difference_page(before, after, found))
    return path


def test_an_area_that_none_is_about_has_none(visit, served):
    page = visit(f"{served}/ogonblicksbilder?omrade=vislanda").page
    expect(
        page.get_by_text("Det finns inga ögonblicksbilder här ännu.")
    ).to_be_visible()


def test_the_analyst_freezes_and_withdraws(visit, workspace, monkeypatch):
    monkeypatch.setenv("LAGESBILD_ANALYST", "1")
    with serving(workspace) as address:
        page = visit(f"{address}/ogonblicksbilder").page
        page.get_by_label("Rubrik").fill("Inför nämnden")
        page.get_by_label("Rubrik").press("Enter")
        page.get_by_role("button", name="Frys", exact=True).click()
        page.get_by_role("heading", name="Inför nämnden").wait_for()
        choose(page, "Vilken?", re.compile("Inför nämnden"))
        page.get_by_label("Varför? Skälet visas").fill("Ett tal var fel.")
        page.get_by_label("Varför? Skälet visas").press("Enter")
        page.get_by_role("button", name="Dra tillbaka", exact=True).click()
        expect(page.get_by_text("Skäl: Ett tal var fel.")).to_be_visible()
