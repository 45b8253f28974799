"""A map as one SVG or PNG: title, legend, source and marks inside the picture.

No browser and no plotting library: the shapes are written straight from arrays, which
is the fastest way and gives a small file that HTML and PDF take as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import numpy as np
import shapely

from geo.captions import LINE, SIDE_LETTERS, SIDE_X, legend, words_around
from geo.captions import Caption as Caption
from geo.classes import NO_DATA, WITHHELD
from geo.crs import SWEREF99_TM, require_crs
from geo.geometry import label_points
from geo.insets import (
    NUMBERS,
    Enlarged,
    enlarged,
    left_out_words,
    name_above,
)
from geo.palette import INK
from geo.places import Place, View
from geo.strokes import (
    FONT,
    HATCHES,
    Box,
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
SIDE_WIDTH, SIDE_FOOT = 360.0, 820.0  # of the column beside the map
AIR = 10.0  # below the legend

# Of the certainty view, as in the map document: see geo/assets/hatch.js.
CALM = (
    '<defs><pattern id="hatch-s" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<rect width="7" height="7" fill="#f1f3f5"/><path d="M-2,5 l4,4 M0,0 l7,7 '
    'M5,-2 l4,4" stroke="#b3bac2" stroke-width="0.9"/></pattern>'
    '<pattern id="hatch-n" width="9" height="9" patternUnits="userSpaceOnUse">'
    '<rect width="9" height="9" fill="#fff"/><circle cx="4.5" cy="4.5" r="2.2" '
    'fill="none" stroke="#8a8a8a" stroke-width="0.8"/></pattern></defs>'
)


def draw_svg(
    areas: gpd.GeoDataFrame,
    classes: str,
    numbers: Sequence[str],
    colours: Sequence[str] | Mapping[str, str],
    inks: Mapping[str, str],
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
        See `geo.classes.classify`; in the certainty view what can be told apart: `h`,
        `l`, `s`, `n`.
    numbers : n strings
        What to print on each area; empty for nothing.
    colours, inks
        The fill of each class, and the text colour on it; in the certainty view a
        mapping, `geo.palette.VERDICTS`.
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
    shapes = list(areas.geometry.array)
    paths = [fills[letter] for letter in classes]
    labels = _labels(areas, classes, numbers, inks)
    drawn_legend, reach = legend(caption, fills)
    room = (SIDE_X, reach + AIR, SIDE_WIDTH, SIDE_FOOT - reach - AIR)
    closer = enlarged(views, _smallest(views, labels), frame, room)
    parts = [
        HATCHES if "s" not in fills else HATCHES + CALM,
        words_around(caption),
        area_paths(shapes, paths, frame),
        outlines(emphasis, frame),
        labels.draw(frame, MAP_BOX),
        place_names(places, frame, labels.taken),
        drawn_legend,
        _left_out(closer),
    ]
    parts += [
        _inset(shapes, paths, labels, view, box, f"inset-{position}")
        for position, (view, box) in enumerate(closer.insets)
    ]
    return _whole(caption, parts)


def _labels(
    areas: gpd.GeoDataFrame,
    classes: str,
    numbers: Sequence[str],
    inks: Mapping[str, str],
) -> Labels:
    points, radii = label_points(areas)
    return Labels(
        shapely.get_coordinates(points.array),
        np.array(radii),
        numbers,
        [inks[letter] for letter in classes],
        [letter in "sn" for letter in classes],
    )


def _whole(caption: Caption, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="t d" '
        f'lang={quoteattr(caption.language)} font-family="{FONT}" fill="{INK}">'
        f'<title id="t">{xml_text(caption.title)}</title>'
        f'<desc id="d">{xml_text(caption.description)}</desc>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{body}</svg>'
    )


def _fills_of(colours: Sequence[str] | Mapping[str, str]) -> dict[str, str]:
    hatches = {WITHHELD: "url(#hatch-w)", NO_DATA: "url(#hatch-m)"}
    if isinstance(colours, Mapping):
        calm = {"s": "url(#hatch-s)", "n": "url(#hatch-n)"}
        return {**colours, **calm, **hatches}
    return {str(i): colour for i, colour in enumerate(colours)} | hatches


def _smallest(views: Sequence[View], labels: Labels) -> list[float]:
    """Give the room for a number in the smallest area of each view, in metres."""
    spots = shapely.points(labels.centres)
    found = []
    for view in views:
        inside = shapely.intersects(shapely.box(*view.extent), spots)
        found.append(float(labels.radii[inside].min(initial=np.inf)))
    return found


def _left_out(closer: Enlarged) -> str:
    lines = wrapped(left_out_words(closer.left_out), SIDE_LETTERS)
    first = SIDE_FOOT - 6 - LINE * (len(lines) - 1)
    return "".join(
        text_element(SIDE_X, first + LINE * i, line, 16) for i, line in enumerate(lines)
    )


def _inset(
    shapes: Sequence[shapely.Geometry],
    fills: Sequence[str],
    labels: Labels,
    view: View,
    box: Box,
    clip: str,
) -> str:
    x, y, wide, high = box
    frame = Frame.around(view.extent, (x + 6, y + 6, wide - 12, high - 12))
    seen = np.flatnonzero(shapely.intersects(frame.metres(box), shapes)).tolist()
    edge = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}"'
    return (
        f'<clipPath id="{clip}"><rect {edge}/></clipPath>'
        + name_above(view, box)
        + f'<g clip-path="url(#{clip})">'
        + area_paths([shapes[i] for i in seen], [fills[i] for i in seen], frame)
        + labels.draw(frame, box, NUMBERS)
        + f'</g><rect {edge} fill="none" stroke="#333"/>'
    )
