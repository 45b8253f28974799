"""The shapes of a map document as compact JSON: integers, differences, no keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import SWEREF99_TM, WGS84, require_crs

SVG_UP_TO = 1000  # areas; with more, the browser draws faster on a canvas

Ring = list[int]
Polygon = list[Ring]


def encode_areas(areas: gpd.GeoDataFrame, digits: int) -> list[dict[str, Any]]:
    """Encode areas for the browser.

    Parameters
    ----------
    areas : GeoDataFrame in SWEREF 99 TM
        With `area_code`, `name` and (multi)polygons, already simplified.
    digits : int
        Decimals of a degree to keep; 5 is about a metre.

    Returns
    -------
    list of dict
        `code`, `name`, `at` ([latitude, longitude] well inside the area), `radius` (of
        the largest circle there, in metres) and `shape`: polygons of rings of whole
        numbers x₀, y₀, Δx, Δy, … in units of 10⁻ᵈ degrees, longitude first.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    centres, radii = label_points(areas)
    degrees = centres.to_crs(WGS84)
    shapes = encode_shapes(areas.geometry, digits)
    columns = zip(
        areas["area_code"],
        areas["name"],
        degrees.y.round(5),
        degrees.x.round(5),
        radii,
        shapes,
        strict=True,
    )
    return [
        {
            "code": code,
            "name": name,
            "at": [y, x],
            "radius": round(radius),
            "shape": shape,
        }
        for code, name, y, x, radius, shape in columns
    ]


def label_points(areas: gpd.GeoDataFrame) -> tuple[gpd.GeoSeries, list[float]]:
    """Find where a number has most room: the middle of the largest circle inside.

    The middle of the bounding box, or the centroid, can lie outside a bent area.

    Parameters
    ----------
    areas : GeoDataFrame in SWEREF 99 TM, n rows

    Returns
    -------
    points : GeoSeries in SWEREF 99 TM, n
    radii : n floats
        How far it is from there to the border, in metres.
    """
    middles, radii = _circles(tuple(areas.geometry.array))
    return gpd.GeoSeries(middles.copy(), crs=SWEREF99_TM), list(radii)


@lru_cache(maxsize=4)  # the same areas are drawn once for each indicator
def _circles(shapes: tuple[Any, ...]) -> tuple[np.ndarray, tuple[float, ...]]:
    """Find the largest circle in each shape: its middle, and its radius."""
    array = np.array(shapes, dtype=object)
    exact = np.sqrt(np.maximum(shapely.area(array), 1.0)) / 40
    circles = shapely.maximum_inscribed_circle(array, tolerance=exact)
    return shapely.get_point(circles, 0), tuple(shapely.length(circles).tolist())


def encode_shapes(geometry: gpd.GeoSeries, digits: int) -> list[list[Polygon]]:
    """Encode each (multi)polygon as polygons of rings of integer differences."""
    degrees = geometry.to_crs(WGS84)
    return [_encode(shape, digits) for shape in degrees.array]


def _encode(shape: Any, digits: int) -> list[Polygon]:
    polygons = shapely.get_parts(shape)
    return [
        [_differences(ring, digits) for ring in (part.exterior, *part.interiors)]
        for part in polygons
        if not part.is_empty
    ]


def _differences(ring: Any, digits: int) -> Ring:
    whole = np.round(shapely.get_coordinates(ring) * 10**digits).astype(np.int64)
    steps = np.diff(whole, axis=0)
    kept = steps[np.any(steps != 0, axis=1)]  # rounding can make neighbours equal
    flat: Ring = np.concatenate([whole[:1], kept]).ravel().tolist()
    return flat


def script_json(value: Any) -> str:
    """Write JSON that can stand inside a script element, whatever texts it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def bounds(areas: gpd.GeoDataFrame) -> Sequence[Sequence[float]]:
    """Give the extent as Leaflet wants it: [[south, west], [north, east]]."""
    west, south, east, north = areas.geometry.to_crs(WGS84).total_bounds.round(5)
    return [[float(south), float(west)], [float(north), float(east)]]
