"""The meeting kit: whole, readable without colours, and respectful."""

from __future__ import annotations

import re
import shutil
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from geo.places import Place, View
from geo.strokes import Frame, place_names, text_element
from indicators.model import Status
from indicators.statistics import Comparison, Verdict, Why
from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.cli import main
from lagesbild.errors import UnknownChoiceError
from lagesbild.paper import script
from lagesbild.paper.halos import halos_below
from lagesbild.paper.kit import kit
from lagesbild.paper.kit_beside import WIDE, WORDS_X
from lagesbild.paper.kit_choice import chosen
from lagesbild.paper.kit_ink import STROKES, hatches
from lagesbild.paper.kit_legend import sign_rows
from lagesbild.paper.kit_map import Wall, draw_wall
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
        assert re.search(r"Publicering 1 · [0-9a-f]{12}", text)
        assert "QR-koden är publiceringens nummer och kontrollsumma" in text


def test_where_the_app_has_an_address_the_code_on_a_sheet_leads_there(
    shared_root, opened, tmp_path
):
    root = tmp_path / "ort"
    shutil.copytree(shared_root, root)
    file = root / "lagesbild.toml"
    file.write_text('address = "https://karta.example"\n' + file.read_text("utf-8"))
    page = opened(kit(Atlas(Workspace(root)))).pages[0]
    assert "QR-koden leder till Lägesbild" in page.extract_text()


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
def test_no_line_of_the_legend_is_cut_by_the_edge_and_no_word_is_lost(words):
    root = ET.fromstring(draw_wall(wall(["1", "2"], legend=[("4", words)], signs=())))
    lines = [t for t in root.iter(f"{SVG}text") if float(t.get("x")) == WORDS_X]
    assert " ".join(t.text for t in lines).split() == words.split()
    for line in lines:
        wide = width(line.text, float(line.get("font-size")))
        assert float(line.get("x")) + wide <= WIDE


def test_a_tall_legend_leaves_the_enlarged_parts_their_own_room():
    pairs = range(3)
    shapes = [box(0, 0, 20_000, 20_000)]
    for i in pairs:
        shapes += [
            box(21_000 + x, 900 * i, 21_200 + x, 900 * i + 200) for x in (0, 200)
        ]
    areas = gpd.GeoDataFrame(
        {"area_code": range(7), "name": range(7)}, geometry=shapes, crs="EPSG:3006"
    )
    towns = [
        gpd.GeoDataFrame(
            geometry=[box(21_000, 900 * i, 21_400, 900 * i + 200)], crs="EPSG:3006"
        )
        for i in pairs
    ]
    views = [View(str(i), f"By {i}", town) for i, town in enumerate(towns)]
    legend = [("4", "ett långt skäl " * 4)] * 6
    svg = draw_wall(
        Wall(areas, None, "0" * 7, ["9"] * 7, "", legend, (), 5, views=views)
    )
    root = ET.fromstring(svg)
    words = [t for t in root.iter(f"{SVG}text") if float(t.get("x")) == WORDS_X]
    foot = max(float(t.get("y")) for t in words)
    squares = [clip.find(f"{SVG}rect") for clip in root.iter(f"{SVG}clipPath")]
    assert len({clip.get("id") for clip in root.iter(f"{SVG}clipPath")}) == 3
    assert all(float(square.get("y")) - 30 > foot for square in squares)


# --- what is not compared ---


def told(*verdicts: Verdict, reason: str = "") -> Any:
    """Make as much of a series as the choice and the legend look at."""
    return SimpleNamespace(
        comparisons=[Comparison(one, reason=reason) for one in verdicts],
        table=pd.DataFrame({"status": [Status.OK, Status.OK]}),
    )


def measured(name: str, sector: str, *verdicts: Verdict) -> Any:
    one = told(*verdicts)
    one.indicator = SimpleNamespace(id=name, sector=sector)
    return one


def test_a_map_of_what_is_not_compared_says_so_and_why():
    one = told(Verdict.NOT_COMPARED, Verdict.NOT_COMPARED, reason=Why.NO_COUNTS)
    (row,) = sign_rows(one)
    assert row[0] == ""
    assert row[1].startswith("Jämförs inte")
    assert "hur många" in row[1]


def test_no_arrow_does_not_mean_the_same_where_some_areas_are_not_compared():
    bare = sign_rows(told(Verdict.HIGHER, Verdict.SAME))[-1][1]
    some = told(Verdict.HIGHER)
    some.comparisons.append(Comparison(Verdict.NOT_COMPARED, reason=Why.TOO_FEW))
    assert "jämförs inte" not in bare
    assert "jämförs inte (för få" in sign_rows(some)[-1][1]


def test_what_can_be_compared_comes_first_when_maps_are_chosen():
    found = [
        measured("utan", "bo", Verdict.NOT_COMPARED),
        measured("start", "skola", Verdict.NOT_COMPARED),
        measured("med", "skola", Verdict.SAME, Verdict.HIGHER),
    ]
    workspace = SimpleNamespace(config=SimpleNamespace(start="start"))
    atlas: Any = SimpleNamespace(series=lambda _level: found, workspace=workspace)
    assert [one.indicator.id for one in chosen(atlas, "deso", [])] == ["med", "utan"]
    assert [one.indicator.id for one in chosen(atlas, "deso", ["start"])] == ["start"]


def test_the_script_says_of_arrows_only_what_is_true_of_the_maps():
    arrows, other = "Utan pil går det inte att skilja", "Jämförs inte"
    for walls, said in [
        (script.Walls("", compared=True, others=False), (True, False)),
        (script.Walls("", compared=True, others=True), (True, True)),
        (script.Walls("", compared=False, others=True), (False, True)),
    ]:
        line = " ".join(step.line for step in script.steps(walls))
        assert (arrows in line, other in line) == said


def test_the_measure_to_guess_is_named_on_the_map_and_in_the_script(atlas, pages):
    named = re.search(r"Läs upp måttet: (.*?, \d{4})\.", squeezed(pages[1]))
    assert named
    assert f"Mått: {named[1]}." in squeezed(pages[2])
    assert named[1] in squeezed(pages[3])  # its own map


def squeezed(page) -> str:
    return " ".join(page.extract_text().split())


# --- halos ---


def test_all_halos_are_drawn_before_all_words():
    names = [Place("Mistelås", 56.8, 14.5), Place("Hjortsberga", 56.9, 14.4)]
    frame = Frame.around((400_000, 6_200_000, 600_000, 6_400_000), (0, 0, 900, 900))
    drawn = halos_below(place_names(names, frame, []))
    root = ET.fromstring(f"<g>{drawn}</g>")
    stroked = [t.get("stroke") is not None for t in root.iter("text")]
    assert stroked == [True, True, False, False]
    assert "paint-order" not in drawn
    assert [t.text for t in root.iter("text")] == ["Mistelås", "Hjortsberga"] * 2
    assert len(list(root.iter("circle"))) == 2


def test_words_without_a_halo_are_left_as_they_are():
    plain = text_element(1, 2, "Alvesta & co", 15, bold=True)
    assert halos_below(plain) == plain
