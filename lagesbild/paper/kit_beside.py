"""The legend of a wall map: hatches, arrows, and what stands where there are none."""

from __future__ import annotations

from collections.abc import Sequence

from geo.strokes import text_element
from lagesbild.paper.kit_ink import arrow, fill
from lagesbild.paper.letters import wrapped

WIDE = 1300
SIDE_X = 940.0
WORDS_X = SIDE_X + 66
SIZE = 20.0  # of the type
WIDER = 1.03  # our widths are those of the letters without their air
ROW, LINE = 34.0, 25.0

Rows = Sequence[tuple[str, str]]


def drawn_legend(classes: Rows, signs: Rows) -> tuple[str, float]:
    """Draw a sign or a class and its words on each row; tell how far they reach."""
    drawn, y = "", 20.0
    for letter, words in classes:
        drawn += (
            f'<rect x="{SIDE_X}" y="{y:g}" width="52" height="26" '
            f'fill="{fill(letter)}" stroke="#000"/>'
        )
        text, high = _beside(y + 20, words)
        drawn, y = drawn + text, y + high
    for sign, words in signs:
        drawn += arrow(SIDE_X + 26, y + 14, sign) if sign else ""
        text, high = _beside(y + 20, words)
        drawn, y = drawn + text, y + high
    return drawn, y


def _beside(y: float, words: str) -> tuple[str, float]:
    """Write the words of a row in as many lines as they take, and give its height."""
    lines = wrapped(words, SIZE * WIDER, WIDE - WORDS_X)
    text = "".join(
        text_element(WORDS_X, y + LINE * i, line, SIZE) for i, line in enumerate(lines)
    )
    return text, ROW + LINE * (len(lines) - 1)
