"""Lists on slides: as large as they get, and on as many slides as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from lagesbild.paper.fitting import height_of, in_parts
from lagesbild.paper.slide_parts import BODY, ROOM, Deck

SIZES = (20, 18, 16, 14, 13)  # points; smaller than the last can't be read in a room
GAP, DENSE = 10, 6  # points between paragraphs: of a few, and of many
MANY = 8  # texts
ALL = (ROOM - 0.1, BODY[3] - 0.1)  # inches: a box has a margin
T = TypeVar("T")


def points(deck: Deck, title: str, texts: Sequence[str], source: str = "") -> None:
    """Set a list on slides, nothing left out; on one slide if it fits on one."""
    said = [text for text in texts if text]
    heights = [height_of([text], SIZES[-1], ALL[0], DENSE) for text in said]
    parts = _even_parts(said, heights)
    for name, part in numbered(title, parts):
        sizes = (*SIZES, 12)  # for a text that is longer than a slide
        gap = GAP if len(parts) == 1 and len(said) < MANY else DENSE
        deck.text(deck.slide(name, source), part, BODY, sizes, gap=gap)


def _even_parts(said: Sequence[str], heights: Sequence[float]) -> list[list[str]]:
    """Fill no more slides than are needed, each about as much."""
    parts = in_parts(said, heights, ALL[1])
    if len(parts) < 2:
        return parts
    most = min(ALL[1], sum(heights) / len(parts) + max(heights) / 2)
    even = in_parts(said, heights, most)
    return even if len(even) == len(parts) else parts


def numbered(title: str, parts: Sequence[T]) -> Iterator[tuple[str, T]]:
    """Tell slides of the same matter apart: each title is there once."""
    for number, part in enumerate(parts, start=1):
        yield (f"{title} ({number}/{len(parts)})" if len(parts) > 1 else title), part
