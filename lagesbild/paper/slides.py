"""A snapshot as slides for a council meeting: one message on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.raster import draw_png
from indicators.texts import _
from lagesbild.paper.code import code_png, leads_to
from lagesbild.paper.pdf_maps import bare_picture, proportion
from lagesbild.paper.slide_areas import area_slides
from lagesbild.paper.slide_limits import limits
from lagesbild.paper.slide_lists import GAP, points
from lagesbild.paper.slide_parts import ROOM, SIDE, WIDE, Deck
from lagesbild.paper.speaking import speaking
from lagesbild.paper.wording import byline, code_says, origin, to_find

Content = Mapping[str, Any]

MAP = (SIDE, 1.62, 8.2, 4.6)  # the room for a map: what is left holds its words
SHARP = 1.5  # dots of a map to each unit of its drawing


def slides(content: Content) -> bytes:
    """Make a presentation (PPTX) of a snapshot.

    Parameters
    ----------
    content : mapping
        As `lagesbild.snapshot.content` makes it.

    Returns
    -------
    bytes
        Native text and tables, pictures with alternative text; on every slide its
        title, the standing line, the version, and the mark of practice data.
    """
    with speaking(content["language"]):
        deck = Deck(content)
        _front(deck, content)
        for area in content["areas"]:
            area_slides(deck, area)
        for one in content["maps"]:
            _map(deck, one)
        for title, texts in _lists(content):
            points(deck, title, texts)
        return deck.save()


def _front(deck: Deck, content: Content) -> None:
    front = deck.slide(content["title"])
    deck.text(front, [byline(content)], (SIDE, 1.75, ROOM - 3, 0.9), (18, 16, 14, 12))
    box = (SIDE, 2.9, ROOM - 3, 3.2)
    deck.text(front, content["summary"], box, (24, 22, 20, 18, 16, 14), gap=12)
    code = code_png(leads_to(content))
    deck.picture(front, code, (WIDE - SIDE - 2, 2.9, 2, 2), code_says(content))
    box = (WIDE - SIDE - 2.6, 4.95, 2.6, 1.3)
    deck.text(front, [to_find(content)], box, (13, 12, 11, 10))


def _map(deck: Deck, one: Content) -> None:
    """Set a map as large as it gets beside its words; the slide says the rest."""
    slide = deck.slide(one["title"], one["source"])
    first = one["text"][0] if one["text"] else one["subtitle"]
    alt = _("Karta. {title}. {first}").format(title=one["title"], first=first)
    svg = bare_picture(one["svg"])
    x, y, _wide, high = MAP
    wide = min(high * proportion(svg), MAP[2])
    deck.picture(slide, draw_png(svg, SHARP), (x, y, wide, high), alt)
    left = x + wide + 0.25
    texts = [text for text in (one["practice"], one["subtitle"], *one["text"]) if text]
    box = (left, y, WIDE - SIDE - left, high)
    deck.text(slide, texts, box, (20, 18, 16, 14, 13, 12), gap=GAP)


def _lists(content: Content) -> Iterator[tuple[str, Sequence[str]]]:
    yield _("Det här visas inte, och varför"), content["withheld"]
    several, one = limits(content)
    yield _("Det här kan vi inte säga"), several
    yield _("Att veta om enstaka mått"), one
    yield _("Områdesgränser"), content["boundaries"]
    rows = [f"{label}: {text}" for label, text in origin(content)]
    yield _("Var detta kommer ifrån"), [content["proof"]["text"], *rows]
