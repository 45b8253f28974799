"""The page Jämför: every view drawn in the browser, and the same numbers as a table."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.browser.conftest import serving
from tests.browser.places import write_workspace
from tests.browser.test_accessibility import violations

VIEWS = ("many", "lines", "heat", "two", "points", "gaps")


def open_view(seen, name):
    seen.page.locator(".jamfor[data-shown]").wait_for()
    seen.page.locator(f"#flik-{name}").click()
    seen.page.locator(f".jamfor[data-shown={name}]").wait_for()
    return seen.page.locator("#vy")


def choose(seen, choice, value):
    seen.page.locator(f"select[data-choice={choice}]").select_option(value)


@pytest.fixture(scope="session")
def broken_line(tmp_path_factory):
    """Four areas over four periods: withheld, missing, and a changed border."""
    root = tmp_path_factory.mktemp("broken") / "data"
    areas = {"A1": "Öster", "A2": "Norr", "A3": "Söder", "A4": "Väster"}
    rows = [
        (period, code, value)
        for code, values in {
            "A1": ["5", "6", "7", "8"],
            "A2": ["11", "..", "13", "14"],
            "A3": ["21", "22", "x", "24"],
            "A4": ["31", "32", "", ""],
        }.items()
        for period, value in zip(["2021", "2022", "2023", "2024"], values, strict=True)
    ]
    write_workspace(root, areas, {"one": {"breaks": ["2023"]}}, {"one": rows})
    with serving(root) as address:
        yield address


@pytest.fixture(scope="session")
def terms(tmp_path_factory):
    """Three areas over two springs and two autumns."""
    root = tmp_path_factory.mktemp("terms") / "data"
    write_workspace(root, {"A1": "Ett", "A2": "Två", "A3": "Tre"}, {"one": {}}, {})
    periods = ("VT2023", "HT2023", "VT2024", "HT2024")
    rows = [f"{one},A{k},{10 * k},100" for one in periods for k in (1, 2, 3)]
    lines = ["period,area_code,numerator,denominator", *rows]
    (root / "observations" / "one.csv").write_text("\n".join(lines), "utf-8")
    with serving(root) as address:
        yield address


@pytest.fixture(scope="session")
def same_areas(tmp_path_factory):
    """Three areas over three periods, all of them shown with their counts."""
    root = tmp_path_factory.mktemp("same") / "data"
    write_workspace(root, {"A1": "Ett", "A2": "Två", "A3": "Tre"}, {"one": {}}, {})
    rows = [f"{2021 + i},A{k},{10 * k + i},100" for i in range(3) for k in (1, 2, 3)]
    lines = ["period,area_code,numerator,denominator", *rows]
    (root / "observations" / "one.csv").write_text("\n".join(lines), "utf-8")
    with serving(root) as address:
        yield address


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["screen", "phone"])
def test_every_view_is_clean_and_fits(visit, alvesta, size):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15", *size)
    for name in VIEWS:
        open_view(seen, name)
        seen.page.wait_for_timeout(400)
        assert violations(seen.page.main_frame) == [], name
        wide = seen.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wide <= 0, name
    assert seen.complaints == []


def test_the_page_can_be_used_at_four_hundred_per_cent(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15", 320, 256)
    for name in VIEWS:
        open_view(seen, name)
        assert seen.page.evaluate(
            "document.scrollingElement.scrollWidth <= innerWidth"
        ), name


def test_every_chart_is_an_image_with_a_sentence_and_a_table(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15")
    for name in ("many", "lines", "points", "gaps"):
        panel = open_view(seen, name)
        images = panel.get_by_role("img")
        assert images.count() >= 1
        for i in range(images.count()):
            assert len(images.nth(i).get_attribute("aria-label")) > 30
        assert panel.get_by_role("table").count() == 1


def test_practice_data_carries_its_mark_in_every_view(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15&lang=sv")
    for name in VIEWS:
        panel = open_view(seen, name)
        if name in ("two", "points"):
            choose(seen, "second", "kaa")
        panel.get_by_text(re.compile("Övningsdata")).first.wait_for()
        panel.get_by_text(re.compile("Källa|källa")).first.wait_for()


def test_small_maps_have_one_map_for_each_period_and_one_legend(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15")
    panel = open_view(seen, "many")
    captions = panel.locator("figcaption").all_inner_texts()
    assert captions == ["HT2021", "HT2022", "HT2023", "HT2024", "HT2025"]
    heads = panel.locator("thead th").all_inner_texts()
    assert heads[1:] == captions
    assert panel.locator(".nyckel").count() == 1
    legend = set(panel.locator(".ruta:not(.w):not(.m)").evaluate_all(
        "all => all.map(one => getComputedStyle(one).backgroundColor)"
    ))  # fmt: skip
    used = set(panel.locator("figure svg > path[fill^='#']").evaluate_all(
        "all => all.map(one => getComputedStyle(one).fill)"
    ))  # fmt: skip
    assert used <= legend


def test_a_choice_fetches_nothing_but_shapes_and_figures_once(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15")
    open_view(seen, "two")
    seen.page.wait_for_timeout(1500)
    asked = []
    seen.page.on("request", lambda request: asked.append(request.url))
    seen.page.on("websocket", lambda socket: asked.append(socket.url))
    for name in VIEWS:
        open_view(seen, name)
    open_view(seen, "points")
    choose(seen, "second", "merit_value")
    choose(seen, "area", "0764B3010")
    seen.page.wait_for_timeout(300)
    # A browser looks for a page's icon again when the address has changed.
    known = ("/underlag/", "/favicon.png")
    assert [url for url in asked if not any(one in url for one in known)] == []


# Streamlit takes the page away and puts it in the same place again now and then.
MOUNT_TWICE = """
    async () => {
        const loaded = performance.getEntriesByType("resource").map((one) => one.name);
        const address = loaded.find((name) => /\\/jamfor[^_/]*\\.js/.test(name));
        const { default: mount } = await import(address);
        const root = document.createElement("div").attachShadow({ mode: "open" });
        const level = { id: "a", name: "A", pack: "data:application/json,{}" };
        const said = { language: "sv", words: {}, measures: {}, start: {} };
        const data = { json: JSON.stringify({ ...said, levels: [level] }) };
        const page = () => mount({ parentElement: root, data, setStateValue() {} });
        page()();
        page();
        return root.querySelectorAll(".jamfor").length;
    }
"""


def test_a_page_that_is_put_in_its_place_again_is_there_once(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor")
    seen.page.locator(".jamfor[data-shown]").wait_for()
    assert seen.page.evaluate(MOUNT_TWICE) == 1


def test_a_link_shows_what_was_chosen_and_so_does_a_reload_or_the_other_language(
    visit, alvesta
):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15&lang=sv")
    open_view(seen, "two")
    choose(seen, "second", "kaa")
    choose(seen, "area", "0764B3010")
    seen.page.locator("iframe[data-painted='kaa/2025']").wait_for()
    right = [f for f in seen.page.frames if "/underlag/" in f.url][1]
    right.locator("#periods button[data-id='kaa/2022']").click()
    seen.page.wait_for_url("**period2=2022**")
    words = seen.page.get_by_role("radiogroup").get_by_text("English")
    words.click()
    seen.page.wait_for_url("**lang=en**")
    seen.page.get_by_role("tab", name="Two maps", selected=True).wait_for()
    for where in (seen, visit(seen.page.url)):
        where.page.reload()
        where.page.locator(".jamfor[data-shown=two]").wait_for()
        where.page.locator("iframe[data-painted='kaa/2022']").wait_for()
        kept = {
            name: where.page.locator(f"select[data-choice={name}]").input_value()
            for name in ("indicator", "second", "area")
        }
        assert kept == {
            "indicator": "absence_15",
            "second": "kaa",
            "area": "0764B3010",
        }


def test_areas_stand_by_name_and_never_by_value(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15&lang=sv")
    for name in ("many", "lines", "heat", "two", "points"):
        panel = open_view(seen, name)
        panel.locator("tbody th").first.wait_for()
        names = panel.locator("tbody th").all_inner_texts()
        assert names[-1] == "Hela kommunen"
        assert names[:-1] == sorted(names[:-1])
        assert panel.locator("th[aria-sort], thead button").count() == 0


def test_the_overview_has_the_published_words_and_hides_what_is_hidden(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?lang=sv")
    panel = open_view(seen, "heat")
    hidden = panel.locator("td.w")
    assert hidden.count() >= 1
    assert set(hidden.all_inner_texts()) == {"visas inte"}
    colours = hidden.evaluate_all("all => all.map(one => one.style.background)")
    assert set(colours) == {""}


def test_an_area_is_chosen_by_keyboard_and_the_focus_stays(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15&lang=sv")
    panel = open_view(seen, "heat")
    button = panel.locator("tbody button").nth(3)
    name = button.inner_text()
    button.focus()
    seen.page.keyboard.press("Enter")
    panel.locator("button[aria-pressed=true]").wait_for()
    focused = seen.page.evaluate(
        "(() => { let e = document.activeElement;"
        " while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
        " return e.textContent; })()"
    )
    assert focused == name
    seen.page.locator("#flik-heat").focus()
    seen.page.keyboard.press("ArrowLeft")
    seen.page.locator(".jamfor[data-shown=lines]").wait_for()
    assert panel.locator("text.stark", has_text=name).count() == 1


def test_two_maps_mark_the_same_area(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15&lang=sv")
    open_view(seen, "two")
    seen.page.locator("iframe[data-painted]").nth(1).wait_for()
    left, right = [f for f in seen.page.frames if "/underlag/" in f.url]
    left.locator("path.leaflet-interactive").nth(2).click()
    chosen = seen.page.locator("select[data-choice=area]")
    seen.page.wait_for_function("true")
    seen.page.locator("#vy button[aria-pressed=true]").wait_for()
    code = chosen.input_value()
    assert code
    right.wait_for_function("lagesbild.state.selected !== null")
    assert right.evaluate("lagesbild.areas[lagesbild.state.selected].code") == code


def test_a_line_breaks_where_a_border_changed_or_a_figure_is_gone(visit, broken_line):
    seen = visit(f"{broken_line}/jamfor?lang=sv")
    panel = open_view(seen, "lines")
    points = panel.locator("g polyline").evaluate_all(
        "all => all.map(one => one.getAttribute('points').split(' ').length)"
    )
    # Öster 2+2; Norr a dot, then 2; Söder 2, then a dot; Väster 2
    assert sorted(points) == [2, 2, 2, 2, 2]
    assert panel.locator("g circle").count() == 2
    panel.get_by_text("Vid 2023 ändrades gränsen eller definitionen").wait_for()
    panel.get_by_text("visas inte", exact=True).wait_for()


def test_periods_are_put_together_and_stay_so_in_the_address(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=overcrowding_norm2_0_17&flik=lines")
    together = seen.page.get_by_role("button", name="Två tillsammans")
    together.click()
    seen.page.locator("#vy th", has_text="2024–2025").wait_for()
    assert together.get_attribute("aria-pressed") == "true"
    assert together.evaluate("one => one.getRootNode().activeElement === one")
    seen.page.get_by_text("Ingen period räknas med två gånger").wait_for()
    cells = seen.page.locator("#vy tbody td").all_inner_texts()
    assert any("troligen mellan" in one for one in cells)
    assert violations(seen.page.main_frame) == []
    seen.page.wait_for_url(re.compile("ihop=2"))
    seen.page.reload()
    seen.page.locator("#vy th", has_text="2022–2023").wait_for()
    panel = open_view(seen, "many")
    assert panel.locator("figcaption").all_inner_texts() == ["2022–2023", "2024–2025"]
    seen.page.get_by_role("button", name="En i taget").click()
    panel.locator("figcaption", has_text="2021").first.wait_for()
    assert panel.locator("figcaption").count() == 5
    assert seen.complaints == []


def test_where_periods_cant_be_put_together_the_page_says_why(visit, broken_line):
    seen = visit(f"{broken_line}/jamfor?indikator=one")
    panel = open_view(seen, "lines")
    panel.get_by_text("Perioderna kan inte läggas ihop: källan säger inte").wait_for()
    assert panel.get_by_role("button", name="Två tillsammans").count() == 0


def test_maps_on_two_sides_of_a_break_are_parted_and_not_said_to_compare(
    visit, broken_line
):
    seen = visit(f"{broken_line}/jamfor?indikator=one")
    panel = open_view(seen, "many")
    panel.get_by_text("Vid 2023 ändrades gränsen eller definitionen.").wait_for()
    assert panel.get_by_text("så att åren går att jämföra").count() == 0
    parted = panel.locator("figure.ny figcaption").all_inner_texts()
    assert parted == ["2023"]


def test_autumns_and_springs_have_a_line_each(visit, terms):
    seen = visit(f"{terms}/jamfor?indikator=one&omrade=A1")
    panel = open_view(seen, "lines")
    panel.get_by_text("Höstterminer och vårterminer har var sin linje").wait_for()
    chosen = panel.locator("polyline.linje[stroke='#b0004e']")
    points = [one.get_attribute("points").split() for one in chosen.all()]
    assert [len(one) for one in points] == [2, 2]
    seen.page.get_by_role("button", name="Två tillsammans").click()
    panel.locator("th", has_text="HT2023 + HT2024").wait_for()
    panel.get_by_text("de är av ett annat slag: VT2023, VT2024").wait_for()


def test_the_gap_tells_how_many_areas_it_is_of_and_breaks_where_they_are_others(
    visit, alvesta
):
    seen = visit(f"{alvesta}/jamfor?indikator=absence_15&lang=sv&flik=gaps")
    panel = open_view(seen, "gaps")
    panel.get_by_text(re.compile("områden räknas inte med")).first.wait_for()
    panel.get_by_text(re.compile("Linjen bryts där andra områden")).wait_for()
    cells = panel.locator("tbody tr td:nth-child(2)").all_inner_texts()
    of = [int(re.fullmatch(r"(\d+) av 13", cell)[1]) for cell in cells]
    assert len(of) == panel.locator("svg.bild circle").count() == 5
    joined = panel.locator("svg.bild polyline").count()
    assert joined <= sum(a == b for a, b in pairwise(of))
    heads = panel.locator("thead th").all_inner_texts()
    # it may be chance: so many times as much is not told
    assert heads[-2:] == ["Skillnad", "Troligen mellan"]


def test_the_gap_of_the_same_areas_is_one_line_and_needs_no_word_of_breaks(
    visit, same_areas
):
    seen = visit(f"{same_areas}/jamfor?lang=sv&flik=gaps")
    panel = open_view(seen, "gaps")
    points = panel.locator("svg.bild polyline").evaluate_all(
        "all => all.map(one => one.getAttribute('points').split(' ').length)"
    )
    assert points == [panel.locator("tbody tr").count()] == [3]
    heads = panel.locator("thead th").all_inner_texts()
    assert heads[-2:] == ["Gånger så högt", "Gånger, troligen mellan"]
    assert panel.get_by_text(re.compile("Linjen bryts")).count() == 0


def test_a_number_of_persons_is_not_set_beside_the_sum_of_all_areas(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?lang=sv&flik=points&indikator=population"
                 "&indikator2=higher_education")  # fmt: skip
    panel = open_view(seen, "points")
    panel.get_by_role("img", name=re.compile("Folkmängd")).wait_for()
    places = panel.locator("circle").evaluate_all(
        "all => all.map(one => Number(one.getAttribute('cx')))"
    )
    wide = float(panel.locator("svg.bild").get_attribute("width"))
    assert max(places) > 0.8 * wide
    assert panel.locator("svg.bild text", has_text="Hela kommunen").count() == 0
    panel = open_view(seen, "lines")
    panel.get_by_text(re.compile("Hela kommunens antal står i tabellen")).wait_for()
    assert panel.locator(".nyckel", has_text="Hela kommunen").count() == 0
    steps = panel.locator("svg.bild text").all_inner_texts()
    assert "20\u00a0000" not in steps
    assert panel.locator("tbody tr", has_text="Hela kommunen").count() == 1


def test_the_scatter_has_a_point_for_each_area_and_no_line(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?indikator=employment&lang=sv")
    panel = open_view(seen, "points")
    choose(seen, "second", "unemployment")
    panel.get_by_role("img", name=re.compile("Arbetslöshet")).wait_for()
    assert panel.locator("circle").count() == 13
    assert panel.locator("polyline").count() == 0
    panel.get_by_text("Varje punkt är ett område, inte en person.").first.wait_for()


def test_many_areas_are_drawn_on_a_canvas_and_as_lines_on_request(visit, many_areas):
    seen = visit(f"{many_areas}/jamfor?lang=sv")
    panel = open_view(seen, "many")
    assert panel.locator("canvas[role=img]").count() == 1
    assert panel.locator("table").count() == 0
    panel.locator("summary").click()
    panel.locator("tbody tr").first.wait_for()
    assert panel.locator("tbody tr").count() == 1201
    panel = open_view(seen, "lines")
    panel.get_by_text("Områdena är för många för en linje var").wait_for()
    panel = open_view(seen, "gaps")
    panel.get_by_text("bara ut för indelningar med högst 200 områden").wait_for()


def test_what_is_pointed_at_among_many_areas_is_told_in_both_maps(visit, many_areas):
    seen = visit(f"{many_areas}/jamfor?lang=sv&flik=two")
    seen.page.locator("iframe[data-painted]").nth(1).wait_for()
    for frame in [f for f in seen.page.frames if "/underlag/" in f.url]:
        frame.evaluate("lagesbild.tell('hover', 7)")
        frame.get_by_text("7 %", exact=True).first.wait_for()


def test_a_name_is_written_only_at_the_end_of_a_line_that_reaches_it(
    visit, broken_line
):
    seen = visit(f"{broken_line}/jamfor?lang=sv&flik=lines&omrade=A1")
    panel = open_view(seen, "lines")
    ends = panel.locator("svg.bild text.stark")
    ends.get_by_text("Öster").wait_for()
    seen = visit(f"{broken_line}/jamfor?lang=sv&flik=lines&omrade=A4")
    panel = open_view(seen, "lines")
    panel.locator(".nyckel").get_by_text("Väster").wait_for()
    assert panel.locator("svg.bild text.stark", has_text="Väster").count() == 0


def test_whether_to_compare_is_answered_on_the_page(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?lang=sv")
    open_view(seen, "many")
    seen.page.get_by_text("Får man jämföra?").last.click()
    answer = seen.page.get_by_test_id("stExpander")
    answer.get_by_text(re.compile("^(Ja|Nej|Ja, men med försiktighet)$")).wait_for()
    assert len(answer.get_by_role("listitem").first.inner_text()) > 20
    seen.page.wait_for_url("**fraga=**")
    again = visit(seen.page.url).page.get_by_test_id("stExpander")
    again.get_by_text(re.compile("^(Ja|Nej|Ja, men med försiktighet)$")).wait_for()


def test_in_english_nothing_is_left_in_swedish(visit, alvesta):
    seen = visit(f"{alvesta}/jamfor?lang=en&indikator=absence_15")
    for name in VIEWS:
        panel = open_view(seen, name)
        said = f"{seen.page.locator('.flikar').inner_text()} {panel.inner_text()}"
        assert not re.search(r"\b(områden|visas inte|Skillnad|Hela kommunen)\b", said)
