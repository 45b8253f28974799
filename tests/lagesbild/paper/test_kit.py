"""The meeting kit: whole, readable without colours, and respectful."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
from shapely import box

from geo.places import View
from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.cli import main
from lagesbild.errors import UnknownChoiceError
from lagesbild.paper import script
from lagesbild.paper.kit import kit
from lagesbild.paper.kit_ink import STROKES, hatches
from lagesbild.paper.kit_map import WIDE, Wall, draw_wall
from lagesbild.paper.letters import width
from lagesbild.workspace import Workspace

A4, A3 = (595, 842), (1191, 842)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def atlas(shared_root) -> Atlas:
    return Atlas(Workspace(shared_root))


@pytest.fixture(scope="module")
def pages(atlas, opened):
    return opened(kit(atlas)).pages


def size(page) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


def titled(pages, start: str) -> list:
    return [page for page in pages if start in page.extract_text()[:400]]


def test_maps_are_a3_and_all_else_is_a4(pages):
    assert {size(page) for page in pages} == {A4, A3}
    # One to guess on, and one of the only indicator.
    assert sum(size(page) == A3 for page in pages) == 2


def test_each_area_group_has_one_sheet_and_one_page_of_cards(pages):
    assert len(titled(pages, "Områdesblad: Norra")) == 1
    (cards,) = titled(pages, "Behov: Norra")
    assert "Styrka: Norra" in cards.extract_text()
    assert len(pages) == 2 + 2 + 1 + 1


def test_the_level_can_be_chosen(atlas, opened):
    found = opened(kit(atlas, level="deso-2025")).pages
    assert len(titled(found, "Områdesblad: ")) == 3


def test_an_unknown_indicator_is_named(atlas):
    with pytest.raises(UnknownChoiceError, match="trang"):
        kit(atlas, ["finns_inte"])


def test_every_page_has_its_release_and_its_standing_line(pages):
    for page in pages:
        text = page.extract_text()
        assert "Kartan beskriver områden, inte personer." in text
        assert re.search(r"1 · [0-9a-f]{12}", text)


def test_it_is_tagged_and_every_map_has_words(atlas, opened, tags):
    document = opened(kit(atlas))
    figures = [tag for tag in tags(document) if tag["/S"] == "/Figure"]
    assert len(figures) == 2
    assert all(tag["/Alt"] for tag in figures)


def test_the_same_release_gives_the_same_bytes(atlas):
    assert kit(atlas) == kit(atlas)


def test_the_meeting_takes_ninety_minutes():
    steps = script.steps()
    assert sum(step.minutes for step in steps) == 90
    assert script.clock(steps)[0] == "0–10 min"
    assert script.clock(steps)[-1] == "87–90 min"


def test_guessing_comes_before_seeing_and_strengths_before_needs():
    names = [step.name for step in script.steps()]
    assert names.index("Gissa först") < names.index("Gå längs kartorna")
    assert names.index("Styrkorna") < names.index("Behoven")


@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_the_script_has_no_word_that_makes_people_a_problem(spoken):
    use_language(spoken)
    said = [*script.rules(), *script.before(), *script.after()]
    said += [part for step in script.steps() for part in (step.task, step.line)]
    text = " ".join(said).lower()
    for word in (
        "problemområde",
        "utsatt",
        "sämst",
        "värst",
        "svaga",
        "worst",
        "deprived",
    ):
        assert word not in text


def wall(numbers, classes="04", verdicts="hl", **more) -> Wall:
    areas = gpd.GeoDataFrame(
        {"area_code": ["A", "B"], "name": ["A", "B"]},
        geometry=[box(i * 1000, 0, i * 1000 + 1000, 1000) for i in range(2)],
        crs="EPSG:3006",
    )
    parts = {
        "outlines": None,
        "legend": [("4", "hög"), ("0", "låg")],
        "signs": [("h", "upp")],
    }
    return Wall(
        areas,
        classes=classes,
        numbers=numbers,
        verdicts=verdicts,
        count=5,
        **parts | more,
    )


def test_a_wall_map_holds_black_white_and_grey_only():
    svg = draw_wall(wall(["12", "34"]))
    for colour in re.findall(r"#(\w+)\b(?=[\";)])", svg):
        parts = [colour[i] for i in range(3)] if len(colour) == 3 else None
        parts = parts or [colour[i : i + 2] for i in (0, 2, 4)]
        if not re.fullmatch(r"[0-9a-f]+", colour):
            continue  # the name of a pattern
        assert len(set(parts)) == 1, colour


def test_numbers_stand_on_their_areas_with_arrows_where_it_is_clear():
    root = ET.fromstring(draw_wall(wall(["12", "34"])))
    assert {"12", "34"} <= {t.text for t in root.iter(f"{SVG}text")}
    assert (
        len([p for p in root.iter(f"{SVG}path") if p.get("d", "").endswith("z")]) >= 2
    )


def test_nothing_compared_no_arrow():
    with_arrows, without = (
        draw_wall(wall(["1", "2"], verdicts=v, signs=())) for v in ("hl", "")
    )
    assert with_arrows.count("h14l-7") == 2
    assert without.count("h14l-7") == 0


def test_what_is_withheld_has_its_own_hatch_and_no_number():
    root = ET.fromstring(draw_wall(wall(["12", ""], classes="0w", verdicts="nn")))
    assert [p.get("fill") for p in root.iter(f"{SVG}path")].count("url(#kw)") == 1
    assert [t.text for t in root.iter(f"{SVG}text")].count("12") == 1
    assert len([r for r in root.iter(f"{SVG}rect") if r.get("rx")]) == 1  # one plate


def test_more_ink_means_more():
    assert list(STROKES) == sorted(STROKES)
    heights = [
        float(h)
        for h in re.findall(r'width="8" height="([\d.]+)" fill="#000"', hatches(4))
    ]
    assert heights == sorted(heights)
    assert len(set(heights)) == 4


def test_parts_that_are_too_small_are_enlarged_with_their_numbers():
    areas = gpd.GeoDataFrame(
        {"area_code": list("ABC"), "name": list("ABC")},
        geometry=[
            box(0, 0, 20_000, 20_000),
            box(21_000, 0, 21_200, 200),
            box(21_200, 0, 21_400, 200),
        ],
        crs="EPSG:3006",
    )
    town = gpd.GeoDataFrame(geometry=[box(21_000, 0, 21_400, 200)], crs="EPSG:3006")
    plain = Wall(areas, None, "012", ["1", "22", "33"], "nnn", (), (), 5)
    closer = Wall(
        areas,
        None,
        "012",
        ["1", "22", "33"],
        "nnn",
        (),
        (),
        5,
        [View("t", "Tätorten", town)],
    )
    assert ">22<" not in draw_wall(plain)
    assert ">22<" in draw_wall(closer)
    assert ">Tätorten<" in draw_wall(closer)


def test_hostile_names_stay_text():
    svg = draw_wall(wall(["<b>", "&"], title="</title><script>"))
    assert ET.fromstring(svg).find(f"{SVG}title").text == "</title><script>"


def test_the_command_writes_a_pdf(root, tmp_path, capsys):
    out = tmp_path / "möte.pdf"
    assert main(["--workspace", str(root), "kit", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert str(out) in capsys.readouterr().out


def test_the_command_refuses_other_forms(root, tmp_path, capsys):
    out = tmp_path / "möte.docx"
    assert main(["--workspace", str(root), "kit", "--out", str(out)]) == 2
    assert ".pdf" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("words", ["under 7 %", "Not shown: " + "small groups " * 9])
def test_no_line_of_the_legend_is_cut_by_the_edge(words):
    root = ET.fromstring(draw_wall(wall(["1", "2"], legend=[("4", words)])))
    (line,) = [t for t in root.iter(f"{SVG}text") if t.text[:3] == words[:3]]
    wide = width(line.text, float(line.get("font-size")))
    assert float(line.get("x")) + wide <= WIDE
