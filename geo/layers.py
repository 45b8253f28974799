"""Open a file of areas without trusting it: the contents decide, not the name.

GeoJSON never reaches GDAL (see `geo.geojson`). GeoPackage and shapefile do, after
their contents were found to be what the suffix promises (see `geo.vector_files`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd

from geo.errors import LayerError
from geo.geojson import read_geojson
from geo.vector_files import read_geopackage, read_shapefile, read_zip
from indicators.texts import _

MAX_BYTES = 300_000_000  # all DeSO of the country in full detail are 86 MB of GeoJSON

_READERS: dict[str, Callable[[Path, str | None], gpd.GeoDataFrame]] = {
    ".geojson": lambda path, _layer: read_geojson(path),
    ".json": lambda path, _layer: read_geojson(path),
    ".gpkg": read_geopackage,
    ".shp": lambda path, _layer: read_shapefile(path),
    ".zip": lambda path, layer: read_zip(path, layer, max_bytes=MAX_BYTES),
}


def read_layer(path: Path, layer: str | None = None) -> gpd.GeoDataFrame:
    """Read one layer as it stands: all columns, file order, its own CRS or none.

    Parameters
    ----------
    path : Path
        .geojson, .json, .gpkg, .shp (with .shx and .dbf beside it), or .zip with a
        shapefile; at most 300 MB, unpacked too.
    layer : str, optional
        Which layer of a GeoPackage, or which shapefile of a zip file; needed only
        where there are several.

    Returns
    -------
    GeoDataFrame, at least one row
        With an active geometry column called `geometry`, without heights; any CRS,
        or None where the file does not say.

    Raises
    ------
    LayerError
        If the file is missing, too large, not what its suffix says, damaged, has
        several layers and none was named, or has no features.
    CrsError
        If a GeoJSON file names a CRS that cannot be looked up.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise LayerError(
            _(
                "{file}: filtypen känns inte igen. Spara områdena som GeoPackage "
                "(.gpkg), GeoJSON (.geojson) eller shapefil packad i en zip-fil (.zip)."
            ).format(file=path.name)
        )
    _require_size(path)
    table = reader(path, layer)
    if table.empty:
        raise LayerError(
            _(
                "{file} innehåller inga områden. Kontrollera att rätt lager, och inte "
                "bara ett tomt urval, exporterades."
            ).format(file=path.name)
        )
    return table


def _require_size(path: Path) -> None:
    try:
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError):  # no access, or a name that cannot be one
        size = None
    if size is None:
        raise LayerError(
            _("Filen {file} finns inte. Kontrollera namn och mapp.").format(file=path)
        )
    if size > MAX_BYTES:
        raise LayerError(
            _(
                "{file} är större än {limit} MB. Spara bara de områden som behövs, "
                "eller förenkla gränserna först."
            ).format(file=path.name, limit=MAX_BYTES // 1_000_000)
        )
