"""A snapshot as slides for a council meeting: one message on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.raster import draw_png
from indicators.texts import _, ngettext
from lagesbild.paper.code import code_png, leads_to
from lagesbild.paper.fitting import height_of, in_parts
from lagesbild.paper.pdf_maps import bare_picture, proportion
from lagesbild.paper.slide_boxes import row_height
from lagesbild.paper.slide_parts import BODY, ROOM, SIDE, WIDE, Deck
from lagesbild.paper.speaking import speaking
from lagesbild.paper.wording import (
    byline,
    code_says,
    origin,
    sources,
    to_find,
    without,
)

Content = Mapping[str, Any]

SHARES = (2.2, 1.5, 1.2, 1.5, 2.1)
SIZE = 14  # points, in tables
POINT_SIZE, SMALLER, GAP = 20, 16, 10
REST = 0.8  # inches for the lines that count what is left out
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
            _area(deck, area)
        for one in content["maps"]:
            _map(deck, one)
        for title, texts in _lists(content):
            _points(deck, title, texts)
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


def _area(deck: Deck, area: Content) -> None:
    lines = [line for sector in area["sectors"] for line in sector["lines"]]
    told = {text: _told_by(text, lines) for text in area["headlines"]}
    if None in told.values():  # all of them, in order: some add to the one before
        found = [line for line in told.values() if line is not None]
        title = _("{area} i korthet").format(area=area["name"])
        _points(deck, title, list(told), sources(found) if found else "")
    for headline, line in told.items():
        if line is not None:
            _message(deck, area, headline, line)
    for sector in area["sectors"]:
        title = _("{area}: {sector}").format(area=area["name"], sector=sector["name"])
        _lines(deck, title, [x for x in sector["lines"] if x["number"] is not None])
    title = _("{area}: mått utan värde").format(area=area["name"])
    _points(deck, title, without([x for x in lines if x["number"] is None]))


def _told_by(headline: str, lines: Sequence[Content]) -> Content | None:
    """Find the line that a headline tells of, by the first sentence about it."""
    firsts = [line["sentence"].partition(". ")[0] for line in lines]
    found = [x for x, first in zip(lines, firsts, strict=True) if first in headline]
    return found[0] if found else None


def _message(deck: Deck, area: Content, headline: str, line: Content) -> None:
    title = _("{area}: {measure}").format(area=area["name"], measure=line["name"])
    slide = deck.slide(title, sources([line]))
    box = (SIDE, BODY[1], ROOM, 2.2)
    deck.text(slide, [headline], box, (28, 26, 24, 22, 20, 18, 16))
    deck.table(slide, _rows([line]), SHARES, SIZE, headline, top=BODY[1] + 2.4)


def _lines(deck: Deck, title: str, lines: Sequence[Content]) -> None:
    if not lines:
        return
    head, *rows = _rows(lines)
    wide = [ROOM * share / sum(SHARES) for share in SHARES]
    room = BODY[3] - row_height(head, wide, SIZE)
    heights = [row_height(row, wide, SIZE) for row in rows]
    parts = in_parts(list(zip(lines, rows, strict=True)), heights, room)
    for number, part in enumerate(parts, start=1):
        name = _numbered(title, number, len(parts))
        slide = deck.slide(name, sources([line for line, _row in part]))
        deck.table(slide, [head, *(row for _line, row in part)], SHARES, SIZE, title)


def _numbered(title: str, number: int, of: int) -> str:
    """Tell slides of the same matter apart: each title is there once."""
    return f"{title} ({number}/{of})" if of > 1 else title


def _rows(lines: Sequence[Content]) -> list[list[str]]:
    head = [
        _("Mått"),
        _("Här"),
        _("Hela kommunen"),
        _("Jämfört med kommunen"),
        _("Utveckling"),
    ]
    return [head, *(_row(line) for line in lines)]


def _row(line: Content) -> list[str]:
    name = f"{line['name']}, {line['period']}"
    verdict = [line["verdict_text"], line["reason_text"]]
    return [
        _stacked(name, _("Övningsdata") if line["practice"] else ""),
        _stacked(line["value"], line["base"], line["interval"]),
        line["whole"],
        _stacked(*verdict),
        line["trend_text"],
    ]


def _stacked(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


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
    yield _("Det här kan vi inte säga"), content["cannot_say"]
    yield _("Områdesgränser"), content["boundaries"]
    rows = [f"{label}: {text}" for label, text in origin(content)]
    yield _("Var detta kommer ifrån"), [content["proof"]["text"], *rows]


def _points(deck: Deck, title: str, texts: Sequence[str], source: str = "") -> None:
    """Set a list on its slide; what there is no room for is counted, not dropped."""
    said = [text for text in texts if text]
    heights = [height_of([text], POINT_SIZE, ROOM, GAP) for text in said]
    parts = in_parts(said, heights, BODY[3] - REST)
    if not parts:
        return
    if height_of(said, SMALLER, ROOM, GAP) <= BODY[3]:
        parts = [said]  # better all in smaller letters
    rest = len(said) - len(parts[0])
    shown = [*parts[0], _more(rest, deck.content)] if rest else parts[0]
    sizes = (POINT_SIZE, 18, SMALLER, 14, 12)
    deck.text(deck.slide(title, source), shown, BODY, sizes, gap=GAP)


def _more(rest: int, content: Content) -> str:
    return ngettext(
        "{count} punkt till får inte plats här. {find} Där står allt i sin helhet.",
        "{count} punkter till får inte plats här. {find} Där står allt i sin helhet.",
        rest,
    ).format(count=rest, find=to_find(content))
