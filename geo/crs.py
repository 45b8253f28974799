"""Coordinate systems: compute in SWEREF 99 TM, show in WGS 84, convert only here."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geo.errors import CrsError
from indicators.texts import _

SWEREF99_TM = "EPSG:3006"  # metres; what SCB and Lantmäteriet publish in
WGS84 = "EPSG:4326"  # degrees; what Leaflet and GeoJSON expect


def require_crs(layer: gpd.GeoDataFrame, crs: str, *, name: str) -> None:
    """Raise `CrsError` unless `layer` is in `crs`; `name` is for the message."""
    if layer.crs is None:
        raise CrsError(
            _(
                "Kartlagret {name} saknar koordinatsystem, men {crs} krävs. "
                "Exportera lagret på nytt med koordinatsystemet angivet."
            ).format(name=name, crs=crs)
        )
    if layer.crs != crs:
        raise CrsError(
            _(
                "Kartlagret {name} har koordinatsystemet {found}, men {crs} krävs. "
                "Exportera lagret på nytt i {crs}."
            ).format(name=name, found=layer.crs.to_string(), crs=crs)
        )


def area_km2(areas: gpd.GeoDataFrame) -> pd.Series[float]:
    """Compute the area of each row, water included, in square kilometres.

    Parameters
    ----------
    areas : GeoDataFrame, n rows, in SWEREF 99 TM
        (Multi)polygons in metres. Nothing is reprojected here: a silent `to_crs`
        would hide that a layer came in with the wrong coordinates.

    Returns
    -------
    Series of float, length n, on the index of `areas`
        Square kilometres, never negative; 0 for an empty geometry.

    Raises
    ------
    CrsError
        If `areas` has no CRS, or another than SWEREF 99 TM.

    Notes
    -----
    The area is that of the map plane, within 0.4 % of the area on the ellipsoid
    everywhere in mainland Sweden. Lakes count: for people per km² of *land*, use SCB's
    land areas instead.

    Examples
    --------
    >>> from shapely import box
    >>> square = box(674_000, 6_580_000, 676_000, 6_581_000)
    >>> area_km2(gpd.GeoDataFrame(geometry=[square], crs=SWEREF99_TM)).tolist()
    [2.0]
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    area: pd.Series[float] = areas.area / 1e6
    return area
