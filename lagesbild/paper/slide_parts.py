"""What slides are put together from: native text and tables, nothing drawn."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from lagesbild.paper.fitting import largest
from lagesbild.paper.letters import width
from lagesbild.paper.press import moment
from lagesbild.paper.slide_boxes import (
    CELL,
    Box,
    describe,
    place,
    printable,
    row_height,
    without_clock,
)
from lagesbild.paper.wording import sheet_words

WIDE, HIGH, SIDE = 13.333, 7.5, 0.55
ROOM = WIDE - 2 * SIDE
TITLE: Box = (SIDE, 0.5, ROOM, 1.1)
BODY: Box = (SIDE, 1.75, ROOM, 4.45)
Colour: Any = RGBColor  # the library has no types
INK, SOFT, BLUE = Colour(0x1C, 0x1C, 0x1C), Colour(0x4D, 0x4D, 0x4D), Colour(11, 47, 99)
BROWN, YELLOW, WHITE = Colour(74, 51, 0), Colour(255, 244, 214), Colour(255, 255, 255)
PALE = Colour(0xEE, 0xF3, 0xF8)
FONT = "Arial"
TITLE_ONLY = 5  # of the layouts in the library's own template
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}


class Deck:
    """A presentation under way; every slide gets the same head and foot."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(WIDE), Inches(HIGH)
        about, made = self.deck.core_properties, content["made"]
        about.title, about.author = content["title"], made["who"]
        about.language = LANGUAGES[content["language"]]
        about.created = about.modified = moment(made["when"]).replace(tzinfo=None)
        about.last_modified_by = made["who"]
        about.revision = 1

    def slide(self, title: str, source: str = "") -> Any:
        """Add a slide with its title, source, marks and standing line."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        self._title(slide.shapes.title, title)
        if self.content["practice"]:
            self._mark(slide, self.content["practice"])
        if source:
            self.text(slide, [source], (SIDE, 6.25, ROOM, 0.4), (12, 11, 10, 9))
        standing = [self.content["standing"]]
        self.text(slide, standing, (SIDE, 6.7, ROOM - 2.6, 0.5), (12, 11, 10, 9))
        self._number(slide)
        return slide

    def _title(self, shape: Any, title: str) -> None:
        place(shape, TITLE)
        shape.text_frame.word_wrap = True
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        for side in ("left", "right"):
            setattr(shape.text_frame, f"margin_{side}", Inches(0.02))
        size = largest([title], (30, 28, 26, 24, 22, 20, 18), (ROOM - 0.3, TITLE[3]))
        self._say(shape.text_frame.paragraphs[0], title, size, BLUE, bold=True)

    def _mark(self, slide: Any, mark: str) -> None:
        wide = width(mark, 12) * 1.35 / 72 + 0.3  # bold
        shape = slide.shapes.add_textbox(0, 0, 0, 0)
        place(shape, (WIDE - SIDE - wide, 0.14, wide, 0.32))
        shape.fill.solid()
        shape.fill.fore_color.rgb = YELLOW
        shape.line.color.rgb = BROWN
        shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        shape.text_frame.margin_top = shape.text_frame.margin_bottom = 0
        self._say(shape.text_frame.paragraphs[0], mark, 12, BROWN, bold=True)

    def _number(self, slide: Any) -> None:
        shape = slide.shapes.add_textbox(0, 0, 0, 0)
        place(shape, (WIDE - SIDE - 2.5, 6.7, 2.5, 0.5))
        line = shape.text_frame.paragraphs[0]
        line.alignment = PP_ALIGN.RIGHT
        self._say(line, f"{self.content['id']} · {sheet_words()['page']} ", 11, SOFT)
        field = (
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" '
            'type="slidenum"><a:rPr sz="1100"/><a:t>‹#›</a:t></a:fld>'
        )
        line._p.append(parse_xml(field))

    def text(
        self,
        slide: Any,
        texts: Sequence[str],
        box: Box,
        sizes: Sequence[float],
        gap: float = 0,
    ) -> Any:
        """Set paragraphs in a box, at the largest of some sizes that fits."""
        shape = slide.shapes.add_textbox(0, 0, 0, 0)
        place(shape, box)
        shape.text_frame.word_wrap = True
        for side in ("left", "right", "top", "bottom"):
            setattr(shape.text_frame, f"margin_{side}", Inches(0.02))
        size = largest(texts, sizes, (box[2] - 0.04, box[3] - 0.04), gap)
        colour = INK if size > 12 else SOFT
        for i, text in enumerate(texts):
            frame = shape.text_frame
            line = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            line.space_after = Pt(gap)
            self._say(line, text, size, colour)
        return shape

    def table(
        self,
        slide: Any,
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        size: float,
        alt: str,
        top: float = BODY[1],
    ) -> None:
        """Add a native table whose first row is its head; a lone cell goes across."""
        wide = [ROOM * share / sum(shares) for share in shares]
        high = [row_height(row, wide, size) for row in rows]
        frame = slide.shapes.add_table(
            len(rows),
            len(shares),
            Inches(SIDE),
            Inches(top),
            Inches(ROOM),
            Inches(sum(high)),
        )
        describe(frame, alt)
        for column, inches in zip(frame.table.columns, wide, strict=True):
            column.width = Inches(inches)
        for row, inches in zip(frame.table.rows, high, strict=True):
            row.height = Inches(inches)
        for y, row in enumerate(rows):
            if len(row) == 1:
                last = frame.table.cell(y, len(shares) - 1)
                frame.table.cell(y, 0).merge(last)
            fill = BLUE if y == 0 else PALE if len(row) == 1 else WHITE
            for x, text in enumerate(row):
                self._cell(frame.table.cell(y, x), text, size, fill)

    def _cell(self, cell: Any, text: str, size: float, fill: RGBColor) -> None:
        cell.margin_left = cell.margin_right = Inches(CELL)
        cell.margin_top = cell.margin_bottom = Inches(CELL / 2)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.fill.solid()
        cell.fill.fore_color.rgb = fill
        colour = WHITE if fill == BLUE else INK
        for i, part in enumerate(text.split("\n")):
            frame = cell.text_frame
            line = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            self._say(line, part, size, colour, bold=fill != WHITE)

    def picture(self, slide: Any, png: bytes, box: Box, alt: str) -> None:
        """Add a picture as large as a box allows, with its alternative text."""
        shape = slide.shapes.add_picture(io.BytesIO(png), 0, 0)
        scale = min(Inches(box[2]) / shape.width, Inches(box[3]) / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left, shape.top = Inches(box[0]), Inches(box[1])
        describe(shape, alt)

    def _say(
        self, line: Any, text: str, size: float, colour: RGBColor, *, bold: bool = False
    ) -> None:
        run = line.add_run()
        run.text = printable(text)
        font = run.font
        font.size, font.bold, font.name, font.color.rgb = Pt(size), bold, FONT, colour
        run._r.get_or_add_rPr().set("lang", LANGUAGES[self.content["language"]])

    def save(self) -> bytes:
        """Write the presentation; the same content gives the same bytes."""
        out = io.BytesIO()
        self.deck.save(out)
        return without_clock(out.getvalue())
