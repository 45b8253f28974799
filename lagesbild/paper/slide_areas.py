"""The slides of an area: what its headlines say, then its figures, slide by slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from indicators.texts import _
from lagesbild.paper.fitting import height_of, in_parts
from lagesbild.paper.slide_boxes import CELL, row_height
from lagesbild.paper.slide_lists import GAP, points
from lagesbild.paper.slide_parts import BODY, ROOM, Deck
from lagesbild.paper.wording import sources, without

Content = Mapping[str, Any]
Line = tuple[str, Content]  # the name of a sector, and one of its lines

SHARES = (2.3, 2.1, 1.5, 2.2, 2.9)
WIDTHS = [ROOM * share / sum(SHARES) for share in SHARES]
SIZE, SMALL = 16, 12  # points: for one figure, and for many
LEAST = 12  # points of what stands below a table


def area_slides(deck: Deck, area: Content) -> None:
    """Set an area on slides: a message for each headline, then all its figures."""
    lines = [line for sector in area["sectors"] for line in sector["lines"]]
    told = {text: _told_by(text, lines) for text in area["headlines"]}
    if None in told.values():  # all of them, in order: some add to the one before
        found = [line for line in told.values() if line is not None]
        title = _("{area} i korthet").format(area=area["name"])
        points(deck, title, list(told), sources(found) if found else "")
    for headline, line in told.items():
        if line is not None:
            _message(deck, area, headline, line)
    rest = [{**x, "name": _short(x)} for x in lines if x["number"] is None]
    if not _figures(deck, area, without(rest)):
        title = _("{area}: mått utan värde").format(area=area["name"])
        points(deck, title, without(rest))


def _told_by(headline: str, lines: Sequence[Content]) -> Content | None:
    """Find the line that a headline tells of, by the first sentence about it."""
    firsts = [line["sentence"].partition(". ")[0] for line in lines]
    found = [x for x, first in zip(lines, firsts, strict=True) if first in headline]
    return found[0] if found else None


def _message(deck: Deck, area: Content, headline: str, line: Content) -> None:
    title = _("{area}: {measure}").format(area=area["name"], measure=line["name"])
    slide = deck.slide(title, sources([line]))
    box = (BODY[0], BODY[1], ROOM, 2.2)
    deck.text(slide, [headline], box, (28, 26, 24, 22, 20, 18, 16))
    rows = [_head(), _row(line)]
    deck.table(slide, rows, SHARES, SIZE, headline, top=BODY[1] + 2.4)


def _figures(deck: Deck, area: Content, rest: Sequence[str]) -> bool:
    """Fill slides with the figures of an area; each title says which sectors.

    The rest, of what has no value, stands below the last table: False if it has no
    room there.
    """
    lines = [
        (sector["name"], line)
        for sector in area["sectors"]
        for line in sector["lines"]
        if line["number"] is not None
    ]
    parts = _filled(lines)
    for part, title in zip(parts, _titles(area["name"], parts), strict=True):
        slide = deck.slide(title, sources([line for _sector, line in part]))
        rows = [_head(), *_with_sectors(part)]
        deck.table(slide, rows, SHARES, SMALL, title)
    return bool(parts) and _below(deck, slide, rows, rest)


def _below(
    deck: Deck, slide: Any, rows: Sequence[Sequence[str]], rest: Sequence[str]
) -> bool:
    used = sum(row_height(row, WIDTHS, SMALL) for row in rows) + 0.2
    room = BODY[3] - used
    if height_of(rest, LEAST, ROOM, GAP) + 0.04 > room:
        return False
    if rest:
        box = (BODY[0], BODY[1] + used, ROOM, room)
        deck.text(slide, rest, box, (16, LEAST), gap=GAP)
    return True


def _filled(lines: Sequence[Line]) -> list[list[Line]]:
    """Divide lines in order over slides, each with room for its sectors' names."""
    room = BODY[3] - row_height(_head(), WIDTHS, SMALL)
    heights = [row_height(_row(line), WIDTHS, SMALL) for _sector, line in lines]
    starts = [i == 0 or lines[i - 1][0] != one for i, (one, _x) in enumerate(lines)]
    name = height_of(["Å"], SMALL, ROOM) + CELL
    heights = [h + name * first for h, first in zip(heights, starts, strict=True)]
    return in_parts(lines, heights, room - name)  # the first may go on from before


def _titles(area: str, parts: Sequence[Sequence[Line]]) -> list[str]:
    """Name each slide by area and sectors; those of the same sectors by number."""
    named = [
        _("{area}: {sectors}").format(
            area=area, sectors=" · ".join(dict.fromkeys(s for s, _x in part))
        )
        for part in parts
    ]
    count, seen = Counter(named), Counter[str]()
    titles = []
    for name in named:
        seen[name] += 1
        more = f" ({seen[name]}/{count[name]})" if count[name] > 1 else ""
        titles.append(name + more)
    return titles


def _with_sectors(part: Sequence[Line]) -> list[list[str]]:
    """Begin each sector with its name across the table, if there are several."""
    several = len({sector for sector, _line in part}) > 1
    rows, before = [], ""
    for sector, line in part:
        if several and sector != before:
            rows.append([sector])
        rows.append(_row(line))
        before = sector
    return rows


def _head() -> list[str]:
    return [
        _("Mått"),
        _("Här"),
        _("Hela kommunen"),
        _("Jämfört med kommunen"),
        _("Utveckling"),
    ]


def _row(line: Content) -> list[str]:
    base = f"({line['base']})" if line["base"] else ""
    return [
        _stacked(
            f"{_short(line)}, {line['period']}",
            _("Övningsdata") if line["practice"] else "",
        ),
        _stacked(f"{line['value']} {base}".rstrip(), line["interval"]),
        line["whole"],
        _stacked(line["verdict_text"], line["reason_text"]),
        line["trend_text"],
    ]


def _short(line: Content) -> str:
    """Name a measure briefly; a snapshot of an older kind has only its name."""
    return str(line.get("short") or line["name"])


def _stacked(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
