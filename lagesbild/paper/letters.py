"""The letters of the font that we ship: which there are, and how wide they are.

A tagged PDF must not hold a sign that no font can draw, and a slide must not hold more
than it has room for; both are asked of the font file itself.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib import resources
from typing import Any

MISSING = "\u00bf"  # stands where the font has no letter: seen, and never by accident
SPACES = {"\t": " ", "\r": " ", "\u202f": "\u00a0", "\u2009": "\u00a0"}
# Drawn in the compiler's own serif: a name is to be spelt right, if not in our letters.
SPARE = ((0x100, 0x17F), (0x218, 0x21B), (0x391, 0x3C9), (0x401, 0x45F))
SILENT = "\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff"  # nothing to draw


def readable(content: Any) -> Any:
    """Replace in all texts what the font can't draw; leave everything else as it is."""
    if isinstance(content, str):
        return drawable(content)
    if isinstance(content, dict):
        return {key: readable(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [readable(value) for value in content]
    return content


def drawable(text: str) -> str:
    """Write a text with the letters of the font alone."""
    if text.isascii() and text.isprintable():  # as most texts; the font has all these
        return text
    return "".join(map(_drawable, text))


@cache
def _drawable(letter: str) -> str:
    if letter in SILENT:
        return ""
    if letter in _widths() or letter == "\n" or _is_spare(letter):
        return letter
    return SPACES.get(letter, MISSING)


def shortened(text: str, size: float, room: float) -> str:
    """Cut a text that is wider than there is room for, and show that it was cut."""
    if width(text, size) <= room:
        return text
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines no wider than there is room for; cut too long words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(shortened(word, size, room))
    return lines


def _is_spare(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in SPARE)


def width(text: str, size: float) -> float:
    """Measure a line of text set in the regular weight, in the unit of `size`."""
    known = _widths()
    return size * sum(known.get(letter, 0.6) for letter in text)


@cache
def _widths() -> dict[str, float]:
    """Read every letter's width, as a part of the size of the type."""
    path = resources.files("geo") / "assets" / "fonts" / "LagesbildSans-400.ttf"
    data = path.read_bytes()
    tables = _tables(data)
    units = _number(data, tables["head"] + 18)
    count = _number(data, tables["hhea"] + 34)
    return {
        chr(code): _number(data, tables["hmtx"] + 4 * min(glyph, count - 1)) / units
        for code, glyph in _glyphs(data, tables["cmap"]).items()
    }


def _tables(data: bytes) -> dict[str, int]:
    entries = (12 + 16 * i for i in range(_number(data, 4)))
    return {
        data[at : at + 4].decode(): struct.unpack(">L", data[at + 8 : at + 12])[0]
        for at in entries
    }


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Read the mapping from code points to glyphs (OpenType cmap, format 4)."""
    at = cmap + struct.unpack(">L", data[cmap + 8 : cmap + 12])[0]
    segments = _number(data, at + 6) // 2
    ends, starts = at + 14, at + 16 + 2 * segments
    found = {}
    for i in range(segments):
        end, start = _number(data, ends + 2 * i), _number(data, starts + 2 * i)
        delta = _number(data, starts + 2 * (segments + i))
        place = starts + 2 * (2 * segments + i)
        offset = _number(data, place)
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = (
                _number(data, place + offset + 2 * (code - start)) if offset else code
            )
            glyph = (glyph + delta) % 65536 if glyph or not offset else 0
            if glyph:
                found[code] = glyph
    return found


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")
