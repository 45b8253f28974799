"""Ink for the wall: hatches, plates and arrows that a copier can't spoil."""

from __future__ import annotations

from geo.classes import NO_DATA, WITHHELD
from geo.strokes import text_element
from lagesbild.paper.letters import width

PLATE = 26.0  # the size of the type on an area
STROKES = (0.0, 1.0, 2.3, 3.9, 5.6)  # how much of each 8 is black, lowest class first
_CHOICE = {1: (2,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 2, 4), 5: (0, 1, 2, 3, 4)}
UP, DOWN = "h", "l"  # clearly higher, clearly lower than the whole


def hatches(count: int) -> str:
    """Define the fills: more ink means more, and crosses and dots for no value."""
    strokes = [STROKES[i] for i in _CHOICE[max(count, 1)]]
    tile = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    lines = "".join(
        f'<pattern id="k{i}" {tile} patternTransform="rotate(45)">'
        '<rect width="8" height="8" fill="#fff"/>'
        f'<rect width="8" height="{stroke:g}" fill="#000"/></pattern>'
        for i, stroke in enumerate(strokes)
    )
    wide = 'width="18" height="18" patternUnits="userSpaceOnUse"'
    paper = '<rect width="18" height="18" fill="#fff"/>'
    cross = '<path d="M6,6 l6,6 M12,6 l-6,6" stroke="#000" stroke-width="1.2"/>'
    return (
        f'<defs>{lines}<pattern id="k{WITHHELD}" {wide}>{paper}{cross}</pattern>'
        f'<pattern id="k{NO_DATA}" {wide}>{paper}<circle cx="9" cy="9" r="1.8"/>'
        "</pattern></defs>"
    )


def fill(letter: str) -> str:
    """Name the fill of a class."""
    return f"url(#k{letter})"


def plate_width(text: str, sign: str) -> float:
    """Give the width of a number with its white plate."""
    return width(text, PLATE) * 1.06 + 14 + (18 if sign else 0)


def plate(x: float, y: float, wide: float, text: str, sign: str) -> str:
    """Draw a number on white paper of its own, with its arrow if it has one."""
    left, high = x - wide / 2, PLATE + 6
    paper = (
        f'<rect x="{left:.1f}" y="{y - high / 2:.1f}" width="{wide:.1f}" '
        f'height="{high:g}" rx="4" fill="#fff" stroke="#000" stroke-width="1.2"/>'
    )
    shift = 9 if sign else 0
    words = {"text_anchor": "middle"}
    number = text_element(x + shift, y + 9, text, PLATE, bold=True, **words)
    return paper + (arrow(left + 14, y, sign) if sign else "") + number


def arrow(x: float, y: float, sign: str) -> str:
    """Draw a triangle: up for clearly higher, down for clearly lower."""
    up = 1 if sign == UP else -1
    return f'<path d="M{x - 7:.1f} {y + 6 * up:.1f}h14l-7 {-12 * up}z" fill="#000"/>'
