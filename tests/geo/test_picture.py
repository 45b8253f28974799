"""The map as SVG and PNG: all words inside, no number that was not given."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from geo.errors import CrsError
from geo.palette import INK, colours
from geo.picture import HEIGHT, WIDTH, Caption, draw_svg
from geo.places import Place, View
from geo.raster import draw_png
from geo.strokes import Frame, take, wrapped

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "</text><script>alert(1)</script>&<!--\"'"
CAPTION = Caption(
    title="Trångbodda",
    subtitle="Andel i procent · 2024",
    mark="",
    legend_title="Teckenförklaring",
    legend=(("1", "20 % eller mer (1)"), ("0", "under 20 % (1)"),
            ("w", "Visas inte (1)"), ("m", "Uppgift saknas (1)")),
    notes=("Källa: påhittad",),
    description="En karta.",
    language="sv",
)  # fmt: skip
PALETTE = colours(2)
INKS = dict.fromkeys("01wm", INK)


def draw(areas, classes="01wm", numbers=("7", "88", "", ""), **changes) -> str:
    caption = changes.pop("caption", CAPTION)
    return draw_svg(areas, classes, list(numbers), PALETTE, INKS, caption, **changes)


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parse(svg).iter(f"{SVG}text")]


def areas_in(svg: str) -> list[ET.Element]:
    """Give the paths of the main map, one for each area."""
    (group,) = [
        element
        for element in parse(svg).findall(f"{SVG}g")
        if element.get("fill-rule") == "evenodd"
    ]
    return group.findall(f"{SVG}path")


def test_the_same_arguments_give_the_same_picture(town):
    assert draw(town) == draw(town.copy(deep=True))
    assert draw_png(draw(town)) == draw_png(draw(town))


def test_each_area_is_filled_by_its_class_and_hatched_where_not_shown(town):
    fills = [path.get("fill") for path in areas_in(draw(town))]
    assert fills == [PALETTE[0], PALETTE[1], "url(#hatch-w)", "url(#hatch-m)"]
    patterns = {e.get("id") for e in parse(draw(town)).iter(f"{SVG}pattern")}
    assert patterns == {"hatch-w", "hatch-m"}


def test_the_legend_has_every_class_with_its_words(town):
    svg = draw(town)
    boxes = [e.get("fill") for e in parse(svg).findall(f"{SVG}rect")]
    assert set(boxes) >= {*PALETTE, "url(#hatch-w)", "url(#hatch-m)"}
    assert {words for _letter, words in CAPTION.legend} <= set(texts(svg))


def test_numbers_stand_only_where_they_are_given(town):
    bare, some = draw(town, numbers=("", "", "", "")), draw(town)
    assert sorted(texts(some)) == sorted([*texts(bare), "7", "88"])


def test_a_number_that_does_not_fit_is_left_out(frame):
    areas = frame(A=box(0, 0, 9_000, 9_000), B=box(9_000, 0, 9_050, 50))
    written = texts(draw(areas, "01", ("11", "22")))
    assert "11" in written
    assert "22" not in written


def test_parts_and_holes_are_drawn(town):
    moves = [path.get("d").count("M") for path in areas_in(draw(town))]
    assert moves == [1, 2, 2, 1]  # B is in two parts, C has a hole


def test_all_is_inside_the_picture(alvesta):
    svg = draw_svg(alvesta, "0" * 13, [""] * 13, PALETTE, INKS, CAPTION)
    for path in areas_in(svg):
        numbers = path.get("d").split("l")[0].lstrip("M").split(" ")
        x, y = map(float, numbers)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(words=st.text("<>&\"'`]å\u2028 x-=/!{}$#", max_size=20))
def test_a_picture_is_valid_whatever_the_words(words, town):
    caption = replace(
        CAPTION,
        title=words, subtitle=words, mark=words, legend_title=words,
        legend=[("0", words)], notes=[words], description=words,
    )  # fmt: skip
    view = View("v", words, town[town["area_code"] == "D"])
    svg = draw(town, caption=caption, views=[view], places=[Place(words, 56.83, 14.51)])

    tags = {element.tag.removeprefix(SVG) for element in parse(svg).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "defs", "pattern", "path", "circle",
                    "g", "text", "clipPath"}  # fmt: skip
    assert (parse(svg).find(f"{SVG}desc").text or "") == words


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ufffe"])
def test_a_sign_that_xml_does_not_have_does_not_break_the_picture(sign, town):
    svg = draw(town, caption=replace(CAPTION, title=f"Ett{sign}två"))
    assert "Ett" in (parse(svg).find(f"{SVG}title").text or "")
    assert draw_png(svg).startswith(b"\x89PNG")


def test_a_hostile_name_is_text_and_nothing_else(town):
    svg = draw(town, caption=replace(CAPTION, title=EVIL, language='sv" onload="x'))
    root = parse(svg)
    assert root.find(f"{SVG}title").text == EVIL
    assert root.get("onload") is None
    assert not list(root.iter(f"{SVG}script"))


def test_the_picture_has_a_name_and_a_description_for_screen_readers(town):
    root = parse(draw(town))
    ids = {element.get("id"): element.text for element in root}

    assert root.get("role") == "img"
    assert [ids[name] for name in root.get("aria-labelledby").split()] == [
        "Trångbodda", "En karta.",
    ]  # fmt: skip
    assert root.get("lang") == "sv"


def test_the_mark_of_practice_data_is_drawn_only_where_it_is_given(town):
    mark = "Övningsdata – påhittade siffror"
    assert mark in texts(draw(town, caption=replace(CAPTION, mark=mark)))
    assert "fff4d6" not in draw(town)


def test_small_parts_are_enlarged_beside_the_map(frame):
    areas = frame(A=box(0, 0, 90_000, 90_000), B=box(90_000, 0, 91_000, 1_000))
    views = [View("b", "Tätorten", areas[1:]), View("a", "Allt", areas)]
    svg = draw(areas, "01", ("", "22"), views=views)

    assert "Tätorten" in texts(svg)
    assert "Allt" not in texts(svg)  # as large as the map itself
    assert texts(svg).count("22") == 1  # only where it fits


def test_an_enlarged_part_has_the_areas_that_are_seen_in_it_and_no_others(frame):
    areas = frame(
        A=box(0, 0, 40_000, 90_000),
        B=box(90_000, 0, 91_000, 1_000),
        C=box(89_000, 0, 90_000, 1_000),  # beside it, so that it is seen at the edge
    )
    svg = draw(areas, "010", ("", "", ""), views=[View("b", "Tätorten", areas[1:2])])

    (part,) = [g for g in parse(svg).iter(f"{SVG}g") if g.get("clip-path")]
    assert [path.get("fill") for path in part.iter(f"{SVG}path")] == [
        PALETTE[1],
        PALETTE[0],
    ]


def test_places_are_drawn_where_they_are(town):
    place = Place("Byn", 56.846, 14.525, is_large=True)
    svg = draw(town, places=[place])
    assert "Byn" in texts(svg)
    assert parse(svg).find(f"{SVG}circle") is not None


def test_a_png_is_twice_the_size_of_the_drawing(town):
    png = draw_png(draw(town))
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (2400, 1800) == (2 * WIDTH, 2 * HEIGHT)


def test_withheld_areas_are_hatched_in_the_png_too(frame):
    areas = frame(A=box(0, 0, 1_000, 1_000))
    shown, hidden = (draw_png(draw(areas, letter, [""])) for letter in "0w")
    assert shown != hidden


def test_degrees_are_refused(town):
    with pytest.raises(CrsError, match="EPSG:3006 krävs"):
        draw(town.to_crs("EPSG:4326"))


# --- strokes ---


@given(
    st.tuples(st.floats(1, 1e5), st.floats(1, 1e5)),
    st.tuples(st.floats(10, 2_000), st.floats(10, 2_000)),
)
def test_an_extent_fits_in_its_box_and_touches_two_sides(extent, size):
    width, height = extent
    frame = Frame.around((0, 0, width, height), (5, 7, *size))
    (left, bottom), (right, top) = frame.place(np.array([[0, 0], [width, height]]))

    assert 5 - 1e-6 <= left <= right <= 5 + size[0] + 1e-6
    assert 7 - 1e-6 <= top <= bottom <= 7 + size[1] + 1e-6
    assert right - left == pytest.approx(size[0]) or bottom - top == pytest.approx(
        size[1]
    )


@given(st.text("ab ", max_size=60), st.integers(3, 20))
def test_breaking_lines_loses_no_word(text, letters):
    lines = wrapped(text, letters)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= letters or " " not in line for line in lines)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=20))
def test_taken_boxes_never_overlap(points):
    taken: list = []
    for x, y in points:
        take(taken, x, y, 20, 10)
    for i, one in enumerate(taken):
        for two in taken[:i]:
            assert one[2] <= two[0] or two[2] <= one[0] or (
                one[3] <= two[1] or two[3] <= one[1]
            )  # fmt: skip


# --- parts enlarged beside the map ---


def legend_of(rows: int, *, long: bool = False) -> Caption:
    words = "Ett ganska långt skäl som tar två rader i teckenförklaringen" * long
    said = "6 av 13 områden går att skilja från kommunen. " * 2
    return replace(CAPTION, legend=[("0", f"{words} {i}") for i in range(rows)],
                   sentence=said)  # fmt: skip


def villages(frame, count: int):
    """Give a wide area and small ones in pairs, a pair for each view."""
    shapes = {"A": box(0, 0, 90_000, 90_000)}
    for i in range(count):
        at = 1_000 + 6_000 * i
        shapes |= {f"L{i}": box(90_000, at, 90_500, at + 1_000),
                   f"R{i}": box(90_500, at, 91_000, at + 1_000)}  # fmt: skip
    areas = frame(**shapes)
    whole = frame(**{f"V{i}": box(90_000, 1_000 + 6_000 * i, 91_000, 2_000 + 6_000 * i)
                     for i in range(count)})  # fmt: skip
    views = [View(f"v{i}", f"By {i}", whole[i : i + 1]) for i in range(count)]
    return areas, views


def insets_in(svg: str) -> list[tuple[float, float, float, float]]:
    """Give left, top, right and bottom of each inset, with its name."""
    found = []
    for clip in parse(svg).iter(f"{SVG}clipPath"):
        rect = clip.find(f"{SVG}rect")
        x, y, wide, high = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
        found.append((x, y - 21, x + wide, y + high))
    return found


def foot_of_legend(svg: str) -> float:
    """Give how far down the words of the legend reach."""
    beside = [t for t in parse(svg).findall(f"{SVG}text") if float(t.get("x")) >= 825]
    return max(float(t.get("y")) for t in beside if "By " not in (t.text or ""))


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("rows", range(2, 9))
@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_small_part_is_enlarged_however_tall_the_legend(frame, count, rows, long):
    areas, views = villages(frame, count)
    numbers = ["1"] + ["22"] * 2 * count
    svg = draw(areas, "0" * len(areas), numbers, caption=legend_of(rows, long=long),
               views=views)  # fmt: skip
    boxes = insets_in(svg)

    assert len(boxes) == count
    assert {view.name for view in views} <= set(texts(svg))
    assert texts(svg).count("22") == 2 * count  # each can be read
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert 825 <= left < right <= WIDTH - 10
        assert foot_of_legend(svg) + 5 <= top < bottom <= 820
        for other in boxes[:i]:
            assert (
                right < other[0]
                or other[2] < left
                or bottom < other[1]
                or other[3] < top
            )


def test_a_part_that_there_is_no_room_to_enlarge_is_named(frame):
    areas, views = villages(frame, 7)
    svg = draw(areas, "0" * len(areas), [""] * len(areas), views=views)
    assert len(insets_in(svg)) == 6
    assert sum("Ryms inte förstorade här: By" in text for text in texts(svg)) == 1


def test_the_smallest_parts_are_enlarged_first(frame):
    areas, views = villages(frame, 7)
    tiny = frame(A=box(90_000, 60_000, 90_100, 60_100))
    areas = pd.concat([areas, tiny.assign(area_code="T")], ignore_index=True)
    svg = draw(areas, "0" * len(areas), [""] * len(areas),
               views=[*views, View("t", "By T", tiny)])  # fmt: skip
    assert "By T" in texts(svg)  # last of the views, but its area is the smallest


def test_a_long_name_of_a_part_stays_over_its_own_inset(frame):
    areas, views = villages(frame, 3)
    long = [replace(view, name=view.name * 12) for view in views]
    svg = draw(areas, "0" * len(areas), [""] * len(areas), views=long)
    named = [text for text in texts(svg) if text.startswith("By ")]
    assert all(len(name) < 30 and name.endswith("…") for name in named)


def test_a_long_heading_of_the_legend_is_broken_and_not_cut_by_the_edge(town):
    heading = "Compared with the municipality (number of areas)"
    svg = draw(town, caption=replace(CAPTION, legend_title=heading))
    beside = [t for t in parse(svg).findall(f"{SVG}text") if t.get("x") == "825.0"]
    assert " ".join(t.text or "" for t in beside) == heading
    assert all(len(t.text or "") <= 38 for t in beside)
    first_box = min(
        float(e.get("y")) for e in parse(svg).findall(f"{SVG}rect")
        if e.get("width") == "36"
    )  # fmt: skip
    assert max(float(t.get("y")) for t in beside) + 5 < first_box


def test_a_number_too_long_for_a_small_part_is_set_smaller_in_its_inset(frame):
    areas, views = villages(frame, 3)
    numbers = ["1"] + ["222,2"] * 6
    svg = draw(areas, "0" * len(areas), numbers, caption=legend_of(7, long=True),
               views=views)  # fmt: skip
    sizes = {t.get("font-size") for t in parse(svg).iter(f"{SVG}text")
             if t.text == "222,2"}  # fmt: skip
    assert sizes == {"15"}
