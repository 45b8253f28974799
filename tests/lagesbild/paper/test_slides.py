"""Slides: native text and tables, nothing cut, nothing without its marks."""

from __future__ import annotations

import io

import pptx
import pytest

from lagesbild.paper.fitting import height_of, in_parts, largest, lines_of
from lagesbild.paper.slides import slides

EMU = 914_400


@pytest.fixture(scope="session")
def deck(practice):
    return pptx.Presentation(io.BytesIO(slides(practice)))


def read(content):
    return pptx.Presentation(io.BytesIO(slides(content)))


def texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_every_slide_has_a_title_of_its_own(deck):
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_every_slide_has_its_marks(deck, practice):
    for slide in deck.slides:
        said = " ".join(texts(slide))
        assert practice["standing"] in said
        assert practice["practice"] in said
        assert practice["id"] in said


def test_tables_are_tables_and_hold_the_figures(deck, practice):
    cells = {
        cell.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    }
    lines = [x for a in practice["areas"] for s in a["sectors"] for x in s["lines"]]
    shown = [line for line in lines if line["number"] is not None]
    assert shown
    for line in shown:
        assert any(cell.startswith(line["value"]) for cell in cells)
        assert line["whole"] in cells


def many(area, counts: dict[str, int]):
    """Give an area so many copies of its first line in sectors of some names."""
    line = next(
        x for s in area["sectors"] for x in s["lines"] if x["number"] is not None
    )
    sectors = [
        {**area["sectors"][0], "name": name, "lines": [line] * count}
        for name, count in counts.items()
    ]
    return {**area, "sectors": sectors, "headlines": []}


def test_sectors_share_a_slide_until_it_is_full(practice):
    (area,) = practice["areas"]
    found = many(area, {"Trygg": 1, "Frisk": 1, "Aktiv": 1, "Delaktig": 9})
    deck = read({**practice, "areas": [found]})
    tables = [
        (texts(slide)[0], shape.table)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    titles = [title for title, _table in tables]
    assert titles[0].startswith(f"{area['name']}: Trygg · Frisk · Aktiv")
    assert titles[-1].startswith(f"{area['name']}: Delaktig")
    assert len(tables) <= 4
    for title, table in tables:
        names = [
            r.cells[0].text_frame.text for r in table.rows if r.cells[0].is_merge_origin
        ]
        sectors = title.partition(": ")[2].partition(" (")[0].split(" · ")
        assert names == (sectors if len(sectors) > 1 else [])
    rows = sum(
        not row.cells[0].is_merge_origin for _t, table in tables for row in table.rows
    )
    assert rows == 12 + len(tables)  # every line, and a head on each slide


def test_what_has_no_value_stands_below_the_last_table_if_there_is_room(practice):
    (area,) = practice["areas"]
    found = many(area, {"Trygg": 1})
    bare = {
        **found["sectors"][0]["lines"][0],
        "number": None,
        "value": "Uppgift saknas",
    }
    found["sectors"][0]["lines"].append({**bare, "name": "Lån", "short": "Lån"})
    deck = read({**practice, "areas": [found]})
    (slide,) = [s for s in deck.slides if "Uppgift saknas: Lån." in texts(s)]
    assert any(shape.has_table for shape in slide.shapes)
    lines = [{**bare, "name": f"Mått {i} " + "x" * 90, "short": ""} for i in range(40)]
    found["sectors"][0]["lines"][1:] = lines
    said = " ".join(
        t for s in read({**practice, "areas": [found]}).slides for t in texts(s)
    )
    assert f"{area['name']}: mått utan värde" in said
    assert all(line["name"] in said for line in lines)


def test_pictures_and_tables_have_alternative_texts(deck):
    found = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table or shape.shape_type == 13
    ]
    assert found
    assert all(found)


def test_a_source_and_a_period_stand_by_every_figure(deck):
    for slide in deck.slides:
        if any(shape.has_table for shape in slide.shapes):
            assert any("Källa: " in t and "Period: " in t for t in texts(slide))


def test_nothing_reaches_outside_its_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_no_text_is_higher_than_its_box(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or not shape.text_frame.text:
                continue
            runs = shape.text_frame.paragraphs[0].runs
            size, wide = runs[0].font.size.pt, shape.width / EMU - 0.04
            needed = height_of(shape.text_frame.text.split("\n"), size, wide)
            assert needed <= shape.height / EMU + 0.05, shape.text_frame.text


def test_texts_know_their_language(deck):
    for slide in deck.slides:
        for run in slide.shapes.title.text_frame.paragraphs[0].runs:
            assert run._r.rPr.get("lang") == "sv-SE"


def test_the_same_content_gives_the_same_bytes(practice):
    assert slides(practice) == slides(practice)


def test_a_long_list_goes_on_and_nothing_is_left_out(practice):
    remarks = [f"Sak nummer {i} går inte att säga." for i in range(99)]
    deck = read({**practice, "cannot_say": remarks})
    found = [s for s in deck.slides if texts(s)[0].startswith("Det här kan vi inte")]
    assert len(found) > 1
    said = "\n".join(text for slide in found for text in texts(slide)).split("\n")
    assert [line for line in said if line.startswith("Sak nummer")] == remarks
    of = len(found)
    assert texts(found[-1])[0] == f"Det här kan vi inte säga ({of}/{of})"


def test_a_list_that_fits_in_smaller_letters_is_whole(practice):
    some = {**practice, "cannot_say": [f"Sak nummer {i} går inte." for i in range(10)]}
    said = " ".join(t for slide in read(some).slides for t in texts(slide))
    assert "Sak nummer 9" in said
    assert "säga (1/" not in said


@pytest.mark.parametrize("address", ["", "https://exempel.se/?ogonblicksbild=x"])
def test_the_first_slide_says_in_words_where_the_code_leads(practice, address):
    front = read({**practice, "address": address}).slides[0]
    wanted = address or f"Leta efter id {practice['id']}."
    assert any(wanted in text for text in texts(front))


def test_the_sentences_of_an_area_keep_their_order(practice):
    (area,) = practice["areas"]
    lines = [x for sector in area["sectors"] for x in sector["lines"]]
    told = next(x["sentence"] for x in lines if x["sentence"])
    told = told.partition(". ")[0] + "."
    said = ["Först.", told, "Ett mått till."]
    deck = read({**practice, "areas": [{**area, "headlines": said}]})
    (brief,) = [s for s in deck.slides if "i korthet" in texts(s)[0]]
    assert "\n".join(said) in texts(brief)
    assert any("Källa: " in text for text in texts(brief))


def test_an_area_of_which_each_sentence_has_its_slide_needs_no_other(practice):
    (area,) = practice["areas"]
    lines = [x for sector in area["sectors"] for x in sector["lines"]]
    told = next(x["sentence"] for x in lines if x["sentence"]).partition(". ")[0] + "."
    deck = read({**practice, "areas": [{**area, "headlines": [told]}]})
    assert not [s for s in deck.slides if "i korthet" in texts(s)[0]]


def test_a_map_takes_more_than_half_of_its_slide_and_its_legend_can_be_read(practice):
    deck = read(practice)
    titles = {one["title"] for one in practice["maps"]}
    found = [
        shape
        for slide in deck.slides
        if slide.shapes.title.text_frame.text in titles
        for shape in slide.shapes
        if shape.shape_type == 13
    ]
    assert found
    for shape in found:
        assert shape.width / deck.slide_width > 0.5
        assert 17 * shape.width / EMU / 1172 * 72 > 8  # points of the legend's letters


def test_a_map_of_practice_data_is_marked_in_the_words_beside_it(practice):
    marked = [{**one, "practice": "Påhittat här"} for one in practice["maps"]]
    deck = read({**practice, "maps": marked})
    said = [" ".join(texts(slide)) for slide in deck.slides]
    assert sum("Påhittat här" in text for text in said) == len(marked)


def test_more_lines_need_more_room():
    assert lines_of("ett två tre", 20, 10) == 1
    assert lines_of("ord " * 200, 20, 10) > 5
    assert lines_of("långtord" * 60, 20, 5) > 5  # a word is broken when it must be
    assert largest(["ord " * 200], (30, 20, 10), (10, 2)) < 30


def test_parts_keep_everything_in_order():
    items = list(range(7))
    assert in_parts(items, [1] * 7, 3) == [[0, 1, 2], [3, 4, 5], [6]]
    assert in_parts([1, 2], [9, 9], 3) == [[1], [2]]
