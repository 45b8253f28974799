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


def test_a_long_list_is_counted_where_it_ends(practice):
    many = {
        **practice,
        "cannot_say": [f"Sak nummer {i} går inte att säga." for i in range(99)],
    }
    deck = pptx.Presentation(io.BytesIO(slides(many)))
    found = next(
        s
        for s in deck.slides
        if s.shapes.title.text_frame.text.startswith("Det här kan")
    )
    shown = sum(text.count("Sak nummer") for text in texts(found))
    assert 5 < shown < 99
    assert any(
        f"{99 - shown} till står i den sparade versionen." in t for t in texts(found)
    )


def test_more_lines_need_more_room():
    assert lines_of("ett två tre", 20, 10) == 1
    assert lines_of("ord " * 200, 20, 10) > 5
    assert lines_of("långtord" * 60, 20, 5) > 5  # a word is broken when it must be
    assert largest(["ord " * 200], (30, 20, 10), (10, 2)) < 30


def test_parts_keep_everything_in_order():
    items = list(range(7))
    assert in_parts(items, [1] * 7, 3) == [[0, 1, 2], [3, 4, 5], [6]]
    assert in_parts([1, 2], [9, 9], 3) == [[1], [2]]
