"""Maps for the wall: hatches and numbers that a copier without colours can't spoil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import SWEREF99_TM, require_crs
from geo.geometry import label_points
from geo.insets import squares
from geo.places import Place, View
from geo.strokes import (
    FONT,
    Box,
    Frame,
    area_paths,
    place_names,
    take,
    text_element,
    xml_text,
)
from lagesbild.paper.halos import halos_below
from lagesbild.paper.kit_beside import SIDE_X, WIDE, drawn_legend
from lagesbild.paper.kit_ink import DOWN, PLATE, UP, fill, hatches, plate, plate_width

HIGH = 1100
MAP_BOX: Box = (10.0, 10.0, 900.0, 1080.0)
INSET, NAME = 320.0, 38.0  # the side of the largest inset, and what is over it
MOST_INSETS = 3

HALO = ('stroke-width="3.5"', 'stroke-width="7"')  # so that names stand out of hatches


@dataclass(frozen=True)
class Wall:
    """What to draw: one entry for each area, and the words beside the map."""

    areas: gpd.GeoDataFrame  # in SWEREF 99 TM, simplified
    outlines: gpd.GeoDataFrame | None  # area groups, drawn thick over their parts
    classes: str  # one letter for each area; "" for an empty map
    numbers: Sequence[str]
    verdicts: str  # one letter for each area; "" if nothing was compared
    legend: Sequence[tuple[str, str]]  # class letter and words, top row first
    signs: Sequence[tuple[str, str]]  # UP, DOWN or "" and words
    count: int  # of classes
    views: Sequence[View] = ()
    places: Sequence[Place] = ()
    title: str = ""
    language: str = "sv"


def draw_wall(wall: Wall) -> str:
    """Draw a map as SVG, in black and white."""
    require_crs(wall.areas, SWEREF99_TM, name="areas")
    frame = Frame.around(wall.areas.total_bounds, MAP_BOX)
    points, radii = label_points(wall.areas)
    spots, radius = shapely.get_coordinates(points.array), np.array(radii)
    beside, reach = drawn_legend(wall.legend, wall.signs)
    views = _too_small(wall, frame)
    room = (SIDE_X, reach, WIDE - SIDE_X - 10, HIGH - 10 - reach)
    squared = squares(len(views), room, INSET, NAME)
    taken: list[Box] = []
    body = [
        hatches(wall.count),
        _shapes(wall, frame),
        _plates(wall, frame, spots, radius, MAP_BOX, taken),
        halos_below(place_names(wall.places, frame, taken).replace(*HALO)),
        beside,
        *(
            _inset(wall, view, spots, radius, square)
            for view, square in zip(views, squared, strict=True)
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" '
        f'width="{WIDE}" height="{HIGH}" font-family="{FONT}" fill="#000">'
        f"<title>{xml_text(wall.title)}</title>"
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>{"".join(body)}</svg>'
    )


def _shapes(wall: Wall, frame: Frame) -> str:
    blank = ["#fff"] * len(wall.areas)
    fills = [fill(letter) for letter in wall.classes] or blank
    drawn = area_paths(wall.areas.geometry.array, fills, frame)
    if wall.outlines is not None:
        none = ["none"] * len(wall.outlines)
        thick = area_paths(wall.outlines.geometry.array, none, frame)
        drawn += thick.replace('stroke="#5a5a5a" stroke-width="1.0"', _THICK)
    return drawn


_THICK = 'stroke="#000" stroke-width="3.2"'


def _plates(
    wall: Wall,
    frame: Frame,
    spots: np.ndarray,
    radii: np.ndarray,
    box: Box,
    taken: list[Box],
) -> str:
    """Print the numbers on white plates, the roomiest area first."""
    places = frame.place(spots)
    drawn = []
    for i in np.argsort(-radii, kind="stable").tolist():
        x, y = places[i].tolist()
        inside = box[0] < x < box[0] + box[2] and box[1] < y < box[1] + box[3]
        text = wall.numbers[i]
        wide = plate_width(text, _sign(wall, i))
        roomy = radii[i] * frame.scale >= min(wide / 2, 20)
        if text and inside and roomy and take(taken, x, y, wide + 2, PLATE + 8):
            drawn.append(plate(x, y, wide, text, _sign(wall, i)))
    return "".join(drawn)


def _sign(wall: Wall, i: int) -> str:
    letter = wall.verdicts[i] if wall.verdicts else ""
    return letter if letter in (UP, DOWN) else ""


def _too_small(wall: Wall, frame: Frame) -> list[View]:
    """Choose the parts to enlarge: those that are smallest on the map."""

    def long(view: View) -> float:
        west, south, east, north = view.extent
        return float(max(east - west, north - south)) * frame.scale

    small = [view for view in wall.views if long(view) < INSET * 0.75]
    parts = [view for view in small if _parts_in(wall, view) > 1]
    return sorted(parts, key=long)[:MOST_INSETS]


def _parts_in(wall: Wall, view: View) -> int:
    inside = view.areas.geometry.union_all().buffer(1.0)
    return int(wall.areas.within(inside).sum())


def _inset(
    wall: Wall, view: View, spots: np.ndarray, radii: np.ndarray, square: Box
) -> str:
    x, y, wide, high = square
    frame = Frame.around(view.extent, (x + 8, y + 8, wide - 16, high - 16))
    edge = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}"'
    clip = f"clip-{x:.0f}-{y:.0f}"
    return (
        f'<clipPath id="{clip}"><rect {edge}/></clipPath>'
        + text_element(x, y - 9, view.name, 20, bold=True)
        + f'<g clip-path="url(#{clip})">{_shapes(wall, frame)}'
        + _plates(wall, frame, spots, radii, square, [])
        + f'</g><rect {edge} fill="none" stroke="#000" stroke-width="1.5"/>'
    )
