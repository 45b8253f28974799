"""The page about an area: its charts can be read without seeing them, as tables too."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import ROOT, choose, open_list
from tests.browser.test_accessibility import violations

AREA = "0764C1040"  # Alvesta centrum


@pytest.fixture
def profile(visit, alvesta):
    def show(query: str = "", width: int = 1280, height: int = 800, area: str = AREA):
        seen = visit(f"{alvesta}/omrade?omrade={area}{query}", width, height)
        seen.page.locator(".profil h3").first.wait_for()
        return seen

    return show


def test_every_chart_is_a_picture_with_words(profile):
    seen = profile()
    charts = seen.page.locator(".mått svg")
    labels = charts.evaluate_all(
        "all => all.map(one => [one.getAttribute('role'),"
        " one.getAttribute('aria-label')])"
    )

    assert len(labels) > 15
    assert all(role == "img" and len(label) > 15 for role, label in labels)
    assert seen.complaints == []


def test_what_is_withheld_has_no_chart_and_says_why(profile):
    seen = profile(area="0764A0050")
    hidden = seen.page.locator(".mått", has_text="Visas inte: skydd av små grupper")

    assert hidden.count() > 0
    assert hidden.first.locator("svg[aria-label*=här]").count() == 0


STRIPS = "svg[aria-label*=': här ']"
MEETING = """all => all.flatMap(one => {
  const frame = one.getBoundingClientRect();
  const boxes = [...one.querySelectorAll('text')].map(t => t.getBoundingClientRect());
  const meet = boxes.length === 2 && boxes[0].right > boxes[1].left;
  const out = boxes.some(b => b.left < frame.left - 1 || b.right > frame.right + 1);
  return meet || out ? [one.textContent] : [];
})"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("area", ["centrum", AREA])
def test_the_names_of_both_ends_of_a_strip_never_meet(profile, area, width):
    strips = profile(area=area, width=width, height=844).page.locator(STRIPS)
    assert strips.count() > 3
    assert strips.evaluate_all(MEETING) == []


@pytest.mark.parametrize(
    ("values", "unit", "said"),
    [
        ([0, 50, 100], " personer", ["0 personer", "50 personer"]),
        ([0, 20, 60], " kr", ["0 kr", "20 kr"]),
        ([0, 19, 60], " personer", ["0 personer – 19 personer"]),
    ],
)
def test_names_that_would_meet_are_joined(profile, values, unit, said):
    page = profile().page
    page.route(
        "**/prov/*.js",
        lambda route: route.fulfill(
            path=ROOT / "lagesbild" / "ui" / route.request.url.rpartition("/")[2],
            content_type="text/javascript",
        ),
    )
    low, high, number = values
    line = {
        "spread": {"values": [low, high], "lowest": low, "highest": high},
        "lowest_text": f"{low}{unit}",
        "highest_text": f"{high}{unit}",
        "verdict": "same",
        "number": number,
        "mark": None,
        "low": None,
        "high": None,
    }
    texts = page.evaluate(
        "async line => { const { strip } = await import('/prov/profil.js');"
        " const made = strip(line, ''); document.body.append(made);"
        " return [...made.querySelectorAll('text')].map(t => t.textContent); }",
        line,
    )
    assert texts == said


def test_the_municipality_is_no_mark_among_numbers_of_persons(profile):
    page = profile(area="centrum").page
    count = page.locator(".mått", has_text="Folkmängd")
    share = page.locator(".mått", has_text="Barn 0–17 år som bor trångt")

    assert share.locator("path.hela").count() == 1
    assert count.locator("circle.jag").count() == 1
    assert count.locator("path.hela").count() == 0
    assert "Hela kommunen: 19" in count.inner_text()


def test_what_is_not_compared_does_not_look_like_what_is_alike(profile):
    page = profile().page
    key = page.locator(".nyckel li", has_text="jämförs inte")
    assert key.count() == 1
    dashes = "all => all.map(one => getComputedStyle(one).strokeDasharray)"
    alone = page.locator("circle.ensam").evaluate_all(dashes)
    alike = page.locator("circle.lika").evaluate_all(dashes)

    assert len(alone) > 1 < len(alike)
    assert "none" not in alone
    assert set(alike) == {"none"}
    assert key.locator("circle.ensam").count() == 1
    told = page.locator(".mått", has=page.locator("circle.ensam")).all_inner_texts()
    assert all("Jämförs inte: " in text for text in told)
    assert page.locator("svg:has(circle.ensam) .spann").count() == 0


def test_what_no_group_can_have_is_a_quiet_line_and_rows_of_the_table(profile):
    page = profile(area="centrum").page
    why = "Kan inte räknas fram för flera områden ihop"
    quiet = page.locator(".profil > p", has_text=why)

    assert page.locator(".mått", has_text=why).count() == 0
    assert any("Arbetslöshet 20–64 år" in text for text in quiet.all_inner_texts())
    page.locator(".profil > details > summary").click()
    rows = page.locator(".profil > details tbody tr", has_text=why)
    rows.first.wait_for()
    assert rows.count() == 8


def test_every_sector_of_the_wheel_is_seen(profile):
    text = profile().page.locator(".profil").inner_text()
    for name in ("Trygg", "Aktiv", "Utvecklas / lär", "Inkluderad / tillhörig"):
        assert name in text


def test_all_of_it_is_a_table_by_keyboard(profile):
    seen = profile()
    summary = seen.page.locator(".profil > details > summary")
    summary.focus()
    seen.page.keyboard.press("Enter")
    table = seen.page.locator(".profil > details table")

    table.wait_for()
    assert table.locator("thead th").count() == 11
    measures = seen.page.locator(".mått").count()
    assert table.locator("tbody tr").count() >= measures


def test_each_chart_has_its_numbers_and_what_cannot_be_said(profile):
    seen = profile()
    first = seen.page.locator(".mått").first
    first.locator("summary").click()

    assert first.locator("table tbody tr").count() >= 1
    assert first.locator("li").count() >= 1


def test_the_profile_can_be_taken_home_as_a_file(profile):
    seen = profile()
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name="Hämta profilen (CSV)").click()
    content = waiting.value.path().read_text("utf-8-sig")

    assert content.startswith("Område;")
    assert "Alvesta centrum" in content


@pytest.mark.parametrize(
    ("width", "height"),
    [(1280, 800), (390, 844), (320, 256)],
    ids=["", "phone", "400%"],
)
@pytest.mark.parametrize("query", ["", "&lang=en"])
def test_it_is_clean_and_nothing_sticks_out(profile, query, width, height):
    seen = profile(query, width, height)
    for summary in seen.page.locator(".profil details > summary").all()[:2]:
        summary.click()
    seen.page.wait_for_timeout(500)

    assert violations(seen.page.main_frame) == []
    wide = seen.page.evaluate(
        "() => [...document.querySelectorAll('*')].some("
        "one => one.getBoundingClientRect().right > innerWidth + 1"
        " && getComputedStyle(one).position !== 'fixed')"
    )
    box = seen.page.locator(".profil").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
    parts = seen.page.locator(".profil").evaluate(
        "box => [...box.querySelectorAll('p, li, h3, h4, svg, summary')]"
        ".filter(one => one.getBoundingClientRect().right > innerWidth + 1)"
        ".map(one => one.textContent.slice(0, 60))"
    )
    assert parts == []
    assert not wide


def test_two_figures_may_be_compared_or_not_and_why(profile):
    seen = profile()
    seen.page.get_by_text("Får man jämföra?").click()
    box = seen.page.get_by_test_id("stExpander")
    answer = box.get_by_text(re.compile("^(Ja|Nej|Ja, men med försiktighet)$"))
    answer.first.wait_for()
    assert violations(seen.page.main_frame) == []


def test_a_profile_can_be_held_against_something_else(profile):
    seen = profile()
    first = seen.page.locator(".mått").first
    before = first.inner_text()
    assert "Hela kommunen: " in before
    choose(seen.page, "Jämför med", "Områdets egen grupp")
    seen.page.locator(".nyckel", has_text="tydligt skilt från Centrum").wait_for()

    assert "Centrum: " in first.inner_text()
    assert "jamfor=grupp" in seen.page.url
    assert "Meningarna ovan jämför med hela kommunen" in (
        seen.page.locator(".profil").inner_text()
    )
    open_list(seen.page, "Jämför med", "Kommunen")
    names = seen.page.get_by_role("option").all_inner_texts()
    assert "Alvesta centrum" not in names  # itself
    seen.page.keyboard.press("Escape")
    assert violations(seen.page.main_frame) == []
    assert seen.complaints == []


def test_the_map_can_be_read_as_text_and_stays_so_from_map_to_map(visit, alvesta):
    seen = visit(f"{alvesta}/?indikator=absence_15")
    frame = seen.frame()
    seen.page.locator(".sida summary").click()
    words = seen.page.locator(".sida details p")
    words.first.wait_for()
    before = words.all_inner_texts()
    frame.get_by_role("button", name="HT2022").click()
    seen.page.locator(".sida details p", has_text="HT2022").wait_for()

    assert before[0].startswith("Kartan visar: Elever i årskurs 7–9")
    assert any(line.startswith("Övningsdata") for line in before)
    assert any("skydda små grupper" in line for line in before)
    assert violations(seen.page.main_frame) == []
    assert seen.complaints == []
