"""Read GeoJSON with Python's own parser, so that GDAL never guesses what it is.

GDAL tries all its drivers on whatever it is given: a virtual layer (VRT) renamed
.geojson makes it read other files on the server and ask other servers for data. What
is parsed here can be JSON or nothing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NoReturn

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError as ProjCrsError

from geo.crs import WGS84
from geo.errors import CrsError, LayerError, shortlist
from geo.vector_files import require_few
from indicators.texts import _

# A name is looked up, never opened: PROJ would also take a path or a whole definition.
_EPSG = re.compile(
    r"(?:urn:(?:ogc|x-ogc):def:crs:)?EPSG:[\d.]*:?(\d{4,6})"
    r"|https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/(\d{4,6})",
    re.IGNORECASE,
)
_CRS84 = re.compile(r"(?:urn:ogc:def:crs:)?OGC:[\d.]*:?CRS84", re.IGNORECASE)


def read_geojson(path: Path) -> gpd.GeoDataFrame:
    """Read the features of a GeoJSON file, with all their properties as they stand.

    Parameters
    ----------
    path : Path
        A FeatureCollection in UTF-8. A file without the old `crs` member is in WGS 84,
        as RFC 7946 has it; one with a member that names an EPSG code is in that.

    Returns
    -------
    GeoDataFrame, one row per feature, in file order
        The properties, as objects of Python (a code that is a number is a number), and
        `geometry`, without heights.

    Raises
    ------
    LayerError
        If the file is not a FeatureCollection, or a geometry is broken.
    CrsError
        If the `crs` member says something that cannot be looked up.
    """
    content = _parse(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise LayerError(
            _(
                "{file} är ingen samling av områden (GeoJSON FeatureCollection). "
                "Exportera lagret på nytt som GeoJSON, till exempel från QGIS."
            ).format(file=path.name)
        )
    require_few(len(features), path.name)
    rows = [feature if isinstance(feature, dict) else {} for feature in features]
    properties = [row.get("properties") or {} for row in rows]
    table = pd.DataFrame(
        [dict(row) if isinstance(row, dict) else {} for row in properties],
        index=range(len(rows)),
        dtype=object,
    )
    geometry = _geometries([row.get("geometry") for row in rows], path.name)
    return gpd.GeoDataFrame(
        table.drop(columns="geometry", errors="ignore"),
        geometry=geometry,
        crs=_crs(content, path.name),
    )


def _parse(path: Path) -> Any:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        message = _(
            "{file} är inte skriven i teckenkodningen UTF-8. Exportera lagret på nytt "
            "som GeoJSON med UTF-8."
        )
    except (ValueError, RecursionError):
        message = _(
            "{file} går inte att läsa som GeoJSON: innehållet är något annat, eller "
            "avbrutet. Exportera lagret på nytt som GeoJSON."
        )
    raise LayerError(message.format(file=path.name))


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN and Infinity are not JSON


def _geometries(values: list[Any], file: str) -> Any:
    texts = [None if value is None else _written(value) for value in values]
    geometries = shapely.from_geojson(texts, on_invalid="ignore")
    broken = [
        str(number)
        for number, (text, found) in enumerate(
            zip(texts, geometries, strict=True), start=1
        )
        if text is not None and found is None
    ]
    if broken:
        raise LayerError(
            _(
                "{file}: formen hos objekt nummer {numbers} är trasig (den är inte "
                "sluten eller saknar koordinater). Laga lagret i QGIS med "
                "Fixa geometrier och exportera på nytt."
            ).format(file=file, numbers=shortlist(broken))
        )
    return shapely.force_2d(geometries)


def _written(value: Any) -> str:
    try:
        return json.dumps(value)
    except RecursionError:  # lists in lists in lists, just shallow enough to be read
        return ""


def _crs(content: dict[str, Any], file: str) -> CRS:
    if "crs" not in content:
        return CRS.from_user_input(WGS84)
    try:
        name = str(content["crs"]["properties"]["name"])
    except (TypeError, KeyError):
        name = "–"
    if _CRS84.fullmatch(name):
        return CRS.from_user_input(WGS84)
    found = _EPSG.fullmatch(name)
    try:
        if found:
            return CRS.from_epsg(int(found[1] or found[2]))
    except ProjCrsError:
        pass  # a number that EPSG has not given out
    raise CrsError(
        _(
            "{file} anger ett koordinatsystem som inte går att slå upp: {crs}. "
            "Exportera lagret på nytt från QGIS (Exportera → Spara objekt som …) och "
            "välj EPSG:3006 eller EPSG:4326."
        ).format(file=file, crs=name[:80])
    )
