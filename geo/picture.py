"""A map as one SVG or PNG: title, legend, source and marks inside the picture.

No browser and no plotting library: the shapes are written straight from arrays, which
is the fastest way and gives a small file that HTML and PDF take as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import numpy as np
import shapely

from geo.classes import NO_DATA, WITHHELD
from geo.crs import SWEREF99_TM, require_crs
from geo.geometry import label_points
from geo.palette import INK
from geo.places import Place, View
from geo.strokes import (
    FONT,
    HATCHES,
    Frame,
    Labels,
    area_paths,
    outlines,
    place_names,
    text_element,
    wrapped,
    xml_text,
)

WIDTH, HEIGHT = 1200, 900
MAP_BOX = (30.0, 168.0, 770.0, 650.0)  # x, y, width, height
SIDE_X = 825.0
INSET = 165.0
MOST_INSETS = 4


@dataclass(frozen=True)
class Caption:
    """The words of a picture; `legend` is class letter and words, top row first."""

    title: str
    subtitle: str
    mark: str
    legend_title: str
    legend: Sequence[tuple[str, str]]
    notes: Sequence[str]
    description: str
    language: str


def draw_svg(
    areas: gpd.GeoDataFrame,
    classes: str,
    numbers: Sequence[str],
    colours: Sequence[str],
    inks: dict[str, str],
    caption: Caption,
    *,
    views: Sequence[View] = (),
    places: Sequence[Place] = (),
    emphasis: Sequence[shapely.Geometry] = (),
) -> str:
    """Draw a map with its words.

    Parameters
    ----------
    areas : GeoDataFrame in SWEREF 99 TM, n rows
        Simplified for display.
    classes : str of n letters
        See `geo.classes.classify`.
    numbers : n strings
        What to print on each area; empty for nothing.
    colours, inks
        The fill of each class, and the text colour on it.
    caption : Caption
    views : sequence of View
        Parts to enlarge beside the map, where their areas are too small for numbers.
    places : sequence of Place
    emphasis : sequence of (multi)polygons in SWEREF 99 TM
        Whose borders to draw stronger.

    Returns
    -------
    str
        SVG with a title and a description for screen readers. All text is escaped.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    fills = _fills_of(colours)
    frame = Frame.around(areas.total_bounds, MAP_BOX)
    paths = [fills[letter] for letter in classes]
    points, radii = label_points(areas)
    centres = shapely.get_coordinates(points.array)
    labels = Labels(
        centres, np.array(radii), numbers, [inks[letter] for letter in classes]
    )
    small = [view for view in views if _is_small(view, frame)][:MOST_INSETS]
    parts = [
        HATCHES,
        _words(caption),
        area_paths(areas, paths, frame),
        outlines(emphasis, frame),
        labels.draw(frame, MAP_BOX),
        place_names(places, frame, labels.taken),
        _legend(caption, fills),
    ]
    parts += [
        _inset(areas, paths, labels, view, position, len(small))
        for position, view in enumerate(small)
    ]
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="t d" '
        f'lang={quoteattr(caption.language)} font-family="{FONT}" fill="{INK}">'
        f'<title id="t">{xml_text(caption.title)}</title>'
        f'<desc id="d">{xml_text(caption.description)}</desc>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{body}</svg>'
    )


def _fills_of(colours: Sequence[str]) -> dict[str, str]:
    hatches = {WITHHELD: "url(#hatch-w)", NO_DATA: "url(#hatch-m)"}
    return {str(i): colour for i, colour in enumerate(colours)} | hatches


def _words(caption: Caption) -> str:
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


def _legend(caption: Caption, fills: dict[str, str]) -> str:
    parts = [text_element(SIDE_X, 172, caption.legend_title, 18, bold=True)]
    for row, (letter, words) in enumerate(caption.legend):
        y = 190 + 31 * row
        parts.append(
            f'<rect x="{SIDE_X}" y="{y}" width="36" height="22" '
            f'fill="{fills[letter]}" stroke="#6f6f6f"/>'
        )
        parts.append(text_element(SIDE_X + 48, y + 17, words, 17))
    return "".join(parts)


def _is_small(view: View, frame: Frame) -> bool:
    west, south, east, north = view.areas.total_bounds
    return bool(frame.scale * max(east - west, north - south) < INSET * 0.6)


def _inset(
    areas: gpd.GeoDataFrame,
    fills: Sequence[str],
    labels: Labels,
    view: View,
    position: int,
    count: int,
) -> str:
    rows = (count + 1) // 2
    x = SIDE_X + (position % 2) * (INSET + 14)
    y = 830 - (rows - position // 2) * (INSET + 34) + 26
    inner = (x + 6, y + 6, INSET - 12, INSET - 12)
    frame = Frame.around(view.areas.total_bounds, inner)
    clip = f"inset-{position}"
    return (
        f'<clipPath id="{clip}"><rect x="{x}" y="{y}" width="{INSET}" '
        f'height="{INSET}"/></clipPath>'
        + text_element(x, y - 7, view.name, 16, bold=True)
        + f'<g clip-path="url(#{clip})">'
        + area_paths(areas, fills, frame)
        + labels.draw(frame, (x, y, INSET, INSET))
        + f'</g><rect x="{x}" y="{y}" width="{INSET}" height="{INSET}" '
        'fill="none" stroke="#333"/>'
    )
