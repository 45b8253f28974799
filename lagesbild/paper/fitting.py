"""How much room a text takes: nothing on a slide may run out of its box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from lagesbild.paper.letters import width

# The reader's machine sets slides in Arial, which is a good tenth wider than our font.
WIDER = 1.16
LINE = 1.2  # the height of a line, as a part of the size of the type
POINTS = 72.0  # to an inch
T = TypeVar("T")


def lines_of(text: str, size: float, inches: float) -> int:
    """Count the lines that a text takes at a size in points in a box so wide."""
    room = inches * POINTS
    return sum(_lines(part, size, room) for part in text.split("\n"))


def _lines(text: str, size: float, room: float) -> int:
    count, used = 1, 0.0
    for word in text.split(" "):
        long = width(f"{word} ", size) * WIDER
        if used and used + long > room:
            count, used = count + 1, 0.0
        whole, rest = divmod(long, room)
        count, used = count + int(whole), used + rest
    return count


def height_of(
    texts: Sequence[str], size: float, inches: float, gap: float = 0
) -> float:
    """Give the height in inches of paragraphs below each other, `gap` points apart."""
    lines = sum(lines_of(text, size, inches) for text in texts)
    return (lines * size * LINE + gap * len(texts)) / POINTS


def largest(
    texts: Sequence[str],
    sizes: Sequence[float],
    box: tuple[float, float],
    gap: float = 0,
) -> float:
    """Choose the largest of some sizes at which texts fit in a box of inches."""
    wide, high = box
    fitting = [s for s in sizes if height_of(texts, s, wide, gap) <= high]
    return max(fitting, default=min(sizes))


def in_parts(
    items: Sequence[T], heights: Sequence[float], most: float
) -> list[list[T]]:
    """Divide items in order into parts at most so high, at least one in each."""
    parts: list[list[T]] = []
    used = 0.0
    for item, high in zip(items, heights, strict=True):
        if not parts or used + high > most:
            parts.append([])
            used = 0.0
        parts[-1].append(item)
        used += high
    return parts
