"""Colours of the map: one hue, dark means more, two hatches for what is not shown.

Five blues, spaced so that any two differ by at least ΔE 10 in CAM02-UCS for normal,
protan, deutan and tritan vision (`tests/geo/test_palette.py` measures it). No red and
green: a colour says how much, never good or bad.
"""

from __future__ import annotations

BLUES = ("#e3eef8", "#a9cbe6", "#639fd0", "#2b6aa8", "#0b2f63")
PAPER = "#ffffff"
NO_DATA = "#ededed"
INK = "#1c1c1c"

# Clearly higher and clearly lower than the municipality. What cannot be told apart lies
# between, in a pale hatch. Dark is more here too; neither is good or bad of itself.
VERDICTS = {"h": "#0b2f63", "l": "#f0b95b"}

# Which of the five to use for fewer classes, so that the ends stay far apart.
_CHOICE = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def colours(classes: int) -> tuple[str, ...]:
    """Pick the colours for one to five classes, light to dark."""
    return tuple(BLUES[i] for i in _CHOICE[classes])


def ink_on(colour: str) -> str:
    """Choose the text colour with the higher contrast (WCAG 2) on `colour`."""
    light = _luminance(colour)
    on_white = 1.05 / (light + 0.05)
    on_dark = (light + 0.05) / (_luminance(INK) + 0.05)
    return PAPER if on_white > on_dark else INK


def _luminance(colour: str) -> float:
    """Compute the relative luminance of an sRGB colour, as WCAG 2.1 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
