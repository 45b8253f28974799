"""The strokes a picture is made of: words, areas, numbers, names of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import SWEREF99_TM, WGS84
from geo.places import Place

Box = tuple[float, float, float, float]  # x, y, width, height

FONT = "Lagesbild Sans, Source Sans 3, Arial, sans-serif"
SIZE = 20.0  # of the numbers on the areas
TILE = 'width="8" height="8"'
HATCHES = (
    f'<defs><pattern id="hatch-w" {TILE} patternUnits="userSpaceOnUse">'
    f'<rect {TILE} fill="#fff"/>'
    '<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="#555" stroke-width="1.4"/>'
    f'</pattern><pattern id="hatch-m" {TILE} patternUnits="userSpaceOnUse">'
    f'<rect {TILE} fill="#ededed"/><circle cx="4" cy="4" r="1.2" fill="#777"/>'
    "</pattern></defs>"
)


@dataclass(frozen=True)
class Frame:
    """How metres become places in the picture."""

    west: float
    north: float
    scale: float
    x: float
    y: float

    @classmethod
    def around(cls, extent: Sequence[float], box: Box) -> Frame:
        """Fit an extent (west, south, east, north) into a box, in its middle."""
        west, south, east, north = extent
        left, top, width, height = box
        scale = min(width / max(east - west, 1.0), height / max(north - south, 1.0))
        x = left + (width - scale * (east - west)) / 2
        y = top + (height - scale * (north - south)) / 2
        return cls(west, north, scale, x, y)

    def place(self, points: np.ndarray) -> np.ndarray:
        """Turn metres (east, north) into picture units (right, down)."""
        x = self.x + (points[:, 0] - self.west) * self.scale
        y = self.y + (self.north - points[:, 1]) * self.scale
        return np.column_stack([x, y])

    def metres(self, box: Box) -> shapely.Polygon:
        """Give the part of the country that is in a box of the picture."""
        left, top, width, height = box
        west = self.west + (left - self.x) / self.scale
        north = self.north - (top - self.y) / self.scale
        east, south = west + width / self.scale, north - height / self.scale
        return shapely.box(west, south, east, north)


def text_element(
    x: float, y: float, text: str, size: float, *, bold: bool = False, **more: str
) -> str:
    """Write text at a point; `more` are SVG attributes with `_` for `-`."""
    weight = ' font-weight="600"' if bold else ""
    extra = "".join(f" {k.replace('_', '-')}={quoteattr(v)}" for k, v in more.items())
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{weight}{extra}>'
        f"{xml_text(text)}</text>"
    )


def xml_text(text: str) -> str:
    """Escape text for SVG, and drop the signs that XML 1.0 has no place for."""
    kept = (
        c
        for c in text
        if c in "\t\n\r"
        or " " <= c <= "\ud7ff"
        or "\ue000" <= c <= "\ufffd"
        or c >= "\U00010000"
    )
    return escape("".join(kept))


def wrapped(text: str, letters: int) -> list[str]:
    """Break text into lines of at most so many letters, between words."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > letters:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def area_paths(
    shapes: Sequence[shapely.Geometry], fills: Sequence[str], frame: Frame
) -> str:
    """Draw each area (in SWEREF 99 TM) with its fill."""
    paths = "".join(
        f'<path d="{_path(shape, frame)}" fill="{fill}"/>'
        for shape, fill in zip(shapes, fills, strict=True)
    )
    line = 1.0 if len(shapes) < 300 else 0.3
    return (
        f'<g stroke="#5a5a5a" stroke-width="{line}" stroke-linejoin="round" '
        f'fill-rule="evenodd">{paths}</g>'
    )


def outlines(shapes: Sequence[shapely.Geometry], frame: Frame) -> str:
    """Draw borders stronger than those around them, on a white halo."""
    paths = "".join(f'<path d="{_path(shape, frame)}"/>' for shape in shapes)
    if not paths:
        return ""
    line = 'fill="none" stroke-linejoin="round"'
    return (
        f'<g {line} stroke="#fff" stroke-width="7">{paths}</g>'
        f'<g {line} stroke="#111" stroke-width="3.5">{paths}</g>'
    )


@lru_cache(maxsize=4096)  # the same areas are drawn once for each indicator
def _path(shape: shapely.Geometry, frame: Frame) -> str:
    rings = shapely.get_rings(shapely.get_parts(shape))
    return "".join(_ring(frame.place(shapely.get_coordinates(r))) for r in rings)


def _ring(points: np.ndarray) -> str:
    tenths = np.round(points * 10).astype(int)
    moves = np.diff(tenths, axis=0)
    moves = moves[np.any(moves != 0, axis=1)][:-1]
    if len(moves) < 2:
        return ""  # too small to be seen
    start = f"M{tenths[0, 0] / 10:g} {tenths[0, 1] / 10:g}"
    return start + "l" + " ".join(f"{x / 10:g} {y / 10:g}" for x, y in moves) + "z"


class Labels:
    """Numbers on areas, largest area first; what does not fit is left out."""

    def __init__(
        self,
        centres: np.ndarray,
        radii: np.ndarray,
        numbers: Sequence[str],
        inks: Sequence[str],
        halos: Sequence[bool] = (),  # where a number stands on a hatch
    ) -> None:
        self.centres, self.radii = centres, radii
        self.numbers, self.inks, self.halos = numbers, inks, halos
        self.taken: list[Box] = []

    def draw(self, frame: Frame, box: Box, sizes: Sequence[float] = (SIZE,)) -> str:
        """Draw the numbers inside a box, each at the first size that fits its area."""
        self.taken = []
        spots = frame.place(self.centres)
        order = np.argsort(-self.radii, kind="stable").tolist()
        drawn = []
        for i in order:
            x, y = spots[i].tolist()
            if not self.numbers[i] or not _is_within(x, y, box):
                continue
            tried = (self._one(i, x, y, frame, size) for size in sizes)
            drawn.append(next(filter(None, tried), ""))
        return "".join(drawn)

    def _one(self, i: int, x: float, y: float, frame: Frame, size: float) -> str:
        text, letter = self.numbers[i], size / SIZE
        if self.radii[i] * frame.scale < letter * (5 + 4 * len(text)):
            return ""
        if not take(self.taken, x, y, 10 * len(text) * letter, size):
            return ""
        ink = {"text_anchor": "middle", "fill": self.inks[i]}
        if self.halos and self.halos[i]:
            ink |= {"stroke": "#fff", "stroke_width": "5", "paint_order": "stroke"}
        return text_element(x, y + 7 * letter, text, size, bold=True, **ink)


def _is_within(x: float, y: float, box: Box) -> bool:
    return box[0] < x < box[0] + box[2] and box[1] < y < box[1] + box[3]


def take(
    taken: list[Box],
    x: float,
    y: float,
    width: float,
    height: float,
) -> bool:
    """Take a box around a point if nothing is there yet."""
    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    for other in taken:
        if not (
            box[2] <= other[0]
            or other[2] <= box[0]
            or box[3] <= other[1]
            or other[3] <= box[1]
        ):
            return False
    taken.append(box)
    return True


def place_names(
    places: Sequence[Place],
    frame: Frame,
    taken: list[Box],
) -> str:
    """Draw the places whose dot and name are free, large ones first."""
    if not places:
        return ""
    spots = frame.place(_metres(tuple(places)))
    parts = []
    for place, (x, y) in sorted(
        zip(places, spots.tolist(), strict=True), key=lambda p: not p[0].is_large
    ):
        if not take(taken, x, y, 7, 7):
            continue
        width = 7.2 * len(place.name) + 6
        for middle in (x + width / 2 + 5, x - width / 2 - 5):
            if take(taken, middle, y, width, 17):
                parts.append(_place(place, x, y, middle))
                break
    return "".join(parts)


@lru_cache(maxsize=4)
def _metres(places: tuple[Place, ...]) -> np.ndarray:
    points = gpd.GeoSeries.from_xy(
        [p.longitude for p in places], [p.latitude for p in places], crs=WGS84
    ).to_crs(SWEREF99_TM)
    found: np.ndarray = shapely.get_coordinates(points.array)
    return found


def _place(place: Place, x: float, y: float, middle: float) -> str:
    word = text_element(
        middle, y + 5, place.name, 15, bold=place.is_large, text_anchor="middle",
        font_style="italic", stroke="#fff", stroke_width="3.5",
        stroke_linejoin="round", paint_order="stroke",
    )  # fmt: skip
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" stroke="#fff"/>{word}'
