"""Ground between areas that belongs to none of them."""

from __future__ import annotations

import numpy as np
import shapely

from geo.errors import shortlist
from geo.findings import Finding, Kind, size_text
from indicators.texts import _

GAP_WIDTH_M = 10.0  # narrower is a slip of the pen; wider may be a lake left out
MIN_M2 = 1.0  # smaller openings to the outside are rounding
_BESIDE_M = 1.0


def find_gaps(codes: np.ndarray, shapes: np.ndarray) -> list[Finding]:
    """Find holes between areas, and narrow strips that open outwards.

    A hole at most `GAP_WIDTH_M` wide is a gap. A wider one may be a lake, and an open
    strip a creek: those are told, but do not stop anything, and `geo.repair` leaves
    them alone.

    Parameters
    ----------
    codes : array of str, n
    shapes : array of valid (multi)polygons, n, in SWEREF 99 TM
    """
    land = _union(shapes)
    outlines = shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(land)))
    filled = shapely.union_all(outlines)
    holes = _surfaces(shapely.difference(filled, land))
    narrow = shapely.is_empty(shapely.buffer(holes, -GAP_WIDTH_M / 2))
    strips = _open_strips(shapes, filled)
    places = np.concatenate([holes, strips])
    around = _neighbours(codes, shapes, places)
    kinds = [Kind.GAP if small else Kind.UNCOVERED for small in narrow]
    kinds += [Kind.OPEN_GAP] * len(strips)
    return [
        Finding(kind, names, float(place.area), _text(kind, names, place.area))
        for kind, names, place in zip(kinds, around, places, strict=True)
        if len(names) > 1 or kind is not Kind.OPEN_GAP
    ]


def _open_strips(shapes: np.ndarray, filled: shapely.Geometry) -> np.ndarray:
    """Close what is narrow around the outer edges that GEOS points out.

    `filled` are all areas joined, with their holes filled, so that only the strips
    that open outwards are left to close.
    """
    edges = shapely.coverage_invalid_edges(shapes, gap_width=GAP_WIDTH_M)
    edges = edges[~shapely.is_empty(edges)]
    if not edges.size:
        return np.array([], dtype=object)
    beside = shapely.union_all(shapely.buffer(edges, _BESIDE_M))
    shore = shapely.intersection(shapely.boundary(filled), beside)
    near = shapely.buffer(shore, 2 * GAP_WIDTH_M)
    closed = shapely.intersection(filled, near)
    for distance in (GAP_WIDTH_M / 2, -GAP_WIDTH_M / 2):
        closed = shapely.buffer(closed, distance, join_style="mitre")
    strips = _surfaces(shapely.difference(closed, filled))
    wide: np.ndarray = strips[shapely.area(strips) >= MIN_M2]
    return wide


def _surfaces(shape: shapely.Geometry) -> np.ndarray:
    parts = np.asarray(shapely.get_parts(shape), dtype=object)
    surfaces: np.ndarray = parts[shapely.area(parts) > 0]
    return surfaces


def _union(shapes: np.ndarray) -> shapely.Geometry:
    """Join all areas: quickly where they fit, slowly only where they do not."""
    edges = shapely.coverage_invalid_edges(shapes)
    fits = shapely.is_empty(edges)
    joined = shapely.coverage_union_all(shapes[fits])
    return joined if fits.all() else shapely.union_all([joined, *shapes[~fits]])


def _neighbours(
    codes: np.ndarray, shapes: np.ndarray, places: np.ndarray
) -> list[tuple[str, ...]]:
    found: list[set[str]] = [set() for _place in places]
    pairs = shapely.STRtree(shapes).query(places, predicate="dwithin", distance=0.01)
    for place, area in zip(*pairs, strict=True):
        found[place].add(str(codes[area]))
    return [tuple(sorted(names)) for names in found]


def _text(kind: Kind, names: tuple[str, ...], size: float) -> str:
    texts = {
        Kind.GAP: _(
            "Mellan {codes} finns en springa på {size} som inte hör till något område."
        ),
        Kind.OPEN_GAP: _(
            "Mellan {codes} finns en smal remsa på {size}, öppen utåt. Är det inte en "
            "vik eller ett vattendrag, så rätta gränsen i QGIS."
        ),
        Kind.UNCOVERED: _(
            "Mellan {codes} finns {size} som inte hör till något område. Är det inte "
            "en sjö som ska lämnas utanför, så saknas ett område."
        ),
    }
    if len(names) == 1:
        texts[Kind.GAP] = _("I {codes} finns ett smalt hål på {size}.")
        texts[Kind.UNCOVERED] = _(
            "I {codes} finns ett hål på {size} som inte hör till något område. Är det "
            "inte en sjö som ska lämnas utanför, så saknas ett område."
        )
    return texts[kind].format(codes=shortlist(names), size=size_text(size))
