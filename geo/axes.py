"""Compare coordinates with what the file says that they are.

A layer whose axes are swapped, or whose metres are called degrees, opens without a
word and ends up in the sea. Nothing is turned around here: whoever made the file
knows what was meant.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from pyproj.exceptions import ProjError

from geo.crs import SWEREF99_TM
from geo.errors import CrsError
from indicators.texts import _

# West, south, east, north in SWEREF 99 TM: Sweden's outermost points (Lantmäteriet:
# 265-920 km east, 6132-7675 km north), and 60 km around them for waters and mistakes.
SWEDEN_M = (205_000.0, 6_070_000.0, 980_000.0, 7_735_000.0)
EARTH_M = 50_000_000.0  # farther than once around; also catches infinity


def in_sweden(areas: gpd.GeoDataFrame) -> np.ndarray:
    """Tell for each row of a layer in SWEREF 99 TM whether it lies in or by Sweden."""
    return _inside(shapely.bounds(areas.geometry.to_numpy()))


def require_plausible(layer: gpd.GeoDataFrame, name: str) -> None:
    """Raise `CrsError` if the coordinates contradict the layer's CRS.

    Areas outside Sweden pass: they are refused only when turning the axes around, or
    reading the numbers in the other unit, would put them in Sweden.

    Parameters
    ----------
    layer : GeoDataFrame, at least one row, in any CRS
        With geometries that are not empty.
    name : str
        What to call it in the message; usually the file name.
    """
    bounds = np.asarray(layer.total_bounds)
    degrees = _are_degrees(bounds)
    if layer.crs.is_geographic and not degrees:
        raise CrsError(_not_degrees(layer, bounds, name))
    if layer.crs.is_projected and degrees:
        raise CrsError(
            _(
                "{file}: koordinaterna ser ut som grader, men filen säger {crs}, som "
                "är i meter. Ange rätt koordinatsystem i QGIS (högerklicka på lagret → "
                "Lagrets CRS → Ange lagrets CRS, WGS 84) och exportera på nytt."
            ).format(file=name, crs=layer.crs.name)
        )
    if not _lies_in_sweden(layer) and _lies_in_sweden(_swapped(layer)):
        raise CrsError(_swapped_axes(layer, name))


def to_sweref(layer: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Transform a layer to SWEREF 99 TM; `CrsError` where that is undefined."""
    try:
        projected = layer.to_crs(SWEREF99_TM)
        if np.all(np.abs(projected.total_bounds) < EARTH_M):
            return projected
    except ProjError:
        pass  # the same answer as for coordinates that came out beyond the Earth
    raise CrsError(
        _(
            "{file}: koordinaterna går inte att räkna om från {crs} till SWEREF 99 TM. "
            "Kontrollera i QGIS att lagret ligger rätt på kartan och exportera det i "
            "EPSG:3006."
        ).format(file=name, crs=layer.crs.name)
    )


def _inside(bounds: np.ndarray) -> np.ndarray:
    west, south, east, north = SWEDEN_M
    return np.asarray(
        (bounds[..., 0] >= west)
        & (bounds[..., 1] >= south)
        & (bounds[..., 2] <= east)
        & (bounds[..., 3] <= north)
    )


def _are_degrees(bounds: np.ndarray) -> bool:
    return bool(np.all(np.abs(bounds) <= [180, 90, 180, 90]))


def _lies_in_sweden(layer: gpd.GeoDataFrame) -> bool:
    try:
        return bool(_inside(np.asarray(layer.to_crs(SWEREF99_TM).total_bounds)))
    except ProjError:
        return False


def _swapped(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    turned = shapely.transform(layer.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    return gpd.GeoDataFrame(geometry=turned, crs=layer.crs)


def _not_degrees(layer: gpd.GeoDataFrame, bounds: np.ndarray, name: str) -> str:
    if _inside(bounds) or _inside(bounds[[1, 0, 3, 2]]):
        return _(
            "{file}: koordinaterna ser ut som SWEREF 99 TM (meter), men filen säger "
            "{crs} (grader). En GeoJSON-fil utan uppgift om koordinatsystem räknas som "
            "WGS 84. Ange rätt koordinatsystem i QGIS (högerklicka på lagret → Lagrets "
            "CRS → Ange lagrets CRS, EPSG:3006) och exportera på nytt."
        ).format(file=name, crs=layer.crs.name)
    return _(
        "{file}: filen säger {crs} (grader), men koordinaterna är inga grader. Ange "
        "rätt koordinatsystem i QGIS (högerklicka på lagret → Lagrets CRS → Ange "
        "lagrets CRS) och exportera på nytt."
    ).format(file=name, crs=layer.crs.name)


def _swapped_axes(layer: gpd.GeoDataFrame, name: str) -> str:
    if layer.crs.is_geographic:
        return _(
            "{file}: latitud och longitud har bytt plats. Som filen är skriven ligger "
            "områdena i eller vid Arabiska havet; omvända ligger de i Sverige. Skriv "
            "longitud (öst) först och latitud (nord) sedan, och exportera på nytt."
        ).format(file=name)
    return _(
        "{file}: nord- och östkoordinaterna har bytt plats ({crs}). Omvända ligger "
        "områdena i Sverige. Skriv öst (x) först och nord (y) sedan, och exportera på "
        "nytt."
    ).format(file=name, crs=layer.crs.name)
