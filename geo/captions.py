"""The words of a picture: title, mark, legend, notes, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.strokes import text_element, wrapped

SIDE_X = 825.0
LEGEND_LETTERS = 40  # of a line beside a box of the legend
SIDE_LETTERS = 42
HEAD_LETTERS = 38
LINE = 21.0


@dataclass(frozen=True)
class Caption:
    """The words of a picture; `legend` is class letter and words, top row first.

    `sentence` stands below the legend: what the colours come to, in words.
    """

    title: str
    subtitle: str
    mark: str
    legend_title: str
    legend: Sequence[tuple[str, str]]
    notes: Sequence[str]
    description: str
    language: str
    sentence: str = ""


def words_around(caption: Caption) -> str:
    """Draw title, subtitle and mark above the map, and the notes below it."""
    parts = []
    y = 20.0
    for line in wrapped(caption.title, 78)[:2]:
        y += 30
        parts.append(text_element(30, y, line, 28, bold=True))
    parts.append(text_element(30, y + 28, caption.subtitle, 19, fill="#4d4d4d"))
    if caption.mark:
        width = 7.7 * len(caption.mark) + 20
        parts.append(
            f'<rect x="30" y="{y + 40:.1f}" width="{width:.0f}" height="28" '
            'fill="#fff4d6" stroke="#6b4a00" stroke-width="2" stroke-dasharray="6 4"/>'
        )
        parts.append(
            text_element(42, y + 60, caption.mark, 18, bold=True, fill="#4a3300")
        )
    notes = [line for note in caption.notes for line in wrapped(note, 150)]
    for i, line in enumerate(notes[:4]):
        parts.append(text_element(30, 840 + 17 * i, line, 14, fill="#4d4d4d"))
    return "".join(parts)


def legend(caption: Caption, fills: Mapping[str, str]) -> tuple[str, float]:
    """Draw the legend and the sentence below it; tell how far down they reach."""
    heading = wrapped(caption.legend_title, HEAD_LETTERS) or [""]
    parts = [
        text_element(SIDE_X, 172 + LINE * i, line, 18, bold=True)
        for i, line in enumerate(heading)
    ]
    y = 190.0 + LINE * (len(heading) - 1)
    for letter, words in caption.legend:
        parts.append(
            f'<rect x="{SIDE_X}" y="{y:g}" width="36" height="22" '
            f'fill="{fills[letter]}" stroke="#6f6f6f"/>'
        )
        lines = wrapped(words, LEGEND_LETTERS) or [""]
        for i, line in enumerate(lines):
            parts.append(text_element(SIDE_X + 48, y + 17 + LINE * i, line, 17))
        y += 31 + LINE * (len(lines) - 1)
    for line in wrapped(caption.sentence, SIDE_LETTERS):
        parts.append(text_element(SIDE_X, y + 20, line, 17, bold=True))
        y += LINE
    return "".join(parts), y
