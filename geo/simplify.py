"""Fewer points on the borders, for drawing; areas are never computed from these."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import SWEREF99_TM, require_crs
from geo.errors import CoverageError
from indicators.texts import _

MAX_TOLERANCE_M = 250.0  # a whole country on one screen; map.md 3.3
MAX_AREA_CHANGE = 0.02  # of any one area: the small towns are what people zoom in on
MAX_POINTS = 250_000  # four times as many take a browser two seconds more
_HALVINGS = 12  # from 250 m to 6 cm, where simplifying no longer changes anything


def simplify_areas(areas: gpd.GeoDataFrame, tolerance_m: float) -> gpd.GeoDataFrame:
    """Simplify borders together, so that neighbours still share them.

    Parameters
    ----------
    areas : GeoDataFrame, one row per area, in SWEREF 99 TM
        A valid coverage: see `geo.check.require_coverage`.
    tolerance_m : float
        Corners whose triangle is smaller than this squared are taken away, smallest
        first (Visvalingam and Whyatt), in metres. 0 leaves the areas as they are.

    Returns
    -------
    GeoDataFrame
        `areas`, row for row, with a simpler geometry: still a valid coverage, and
        each area still there.

    Raises
    ------
    CrsError
        If `areas` are not in SWEREF 99 TM.
    CoverageError
        If `areas` overlap or their borders do not match.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    if tolerance_m < 0:
        raise ValueError(f"tolerance_m is {tolerance_m}, less than 0")
    _require_valid(areas)
    simpler = areas.set_geometry(_simplified(areas, tolerance_m), crs=SWEREF99_TM)
    _require_valid(simpler)
    return simpler


def default_tolerance(areas: gpd.GeoDataFrame, *, width_px: int = 1600) -> float:
    """Choose a tolerance, in metres, that neither the eye nor the small areas notice.

    Parameters
    ----------
    areas : GeoDataFrame, one row per area, in SWEREF 99 TM
        A valid coverage.
    width_px : int
        How many pixels the longer side of the whole map gets. More than the screen
        has, so that there is something left to see when zooming in.

    Returns
    -------
    float
        What a pixel is in metres, at most 250, and halved until no area changes in
        size by more than 2 %, or the map would have more than `MAX_POINTS` points:
        a whole country is an overview, and people wait for every point of it.

    Notes
    -----
    One tolerance for a country distorts its smallest areas: at 250 m, one of 6 152
    DeSO changed by 122 %. In Alvesta, 150 m changes no area by more than 1 %, and
    250 m one by 5 %.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    west, south, east, north = areas.total_bounds
    tolerance = min(max(east - west, north - south) / width_px, MAX_TOLERANCE_M)
    before = shapely.area(areas.geometry.to_numpy())
    chosen = tolerance
    for _attempt in range(_HALVINGS):
        shapes = _simplified(areas, tolerance)
        if shapely.get_num_coordinates(shapes).sum() > MAX_POINTS:
            break
        chosen = tolerance
        if np.all(np.abs(shapely.area(shapes) - before) <= MAX_AREA_CHANGE * before):
            break
        tolerance /= 2
    return float(chosen)


def _simplified(areas: gpd.GeoDataFrame, tolerance_m: float) -> np.ndarray:
    shapes = areas.geometry.to_numpy()
    if tolerance_m == 0:
        return np.array(shapes)
    return np.asarray(shapely.coverage_simplify(shapes, tolerance_m))


def _require_valid(areas: gpd.GeoDataFrame) -> None:
    shapes = areas.geometry.to_numpy()
    if shapely.is_empty(shapes).any() or not shapely.coverage_is_valid(shapes):
        raise CoverageError(
            _(
                "Gränserna går inte att förenkla, för områdena överlappar varandra "
                "eller deras gränser stämmer inte överens. Laga dem först: läs in "
                "kartan på nytt med lagesbild init … --repair."
            )
        )
