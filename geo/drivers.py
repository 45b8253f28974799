"""Leave GDAL only the drivers that we need, before it is loaded.

GDAL tries all its drivers on whatever it is given, and some of them open other files or
ask other servers. It reads once, when it is loaded, which ones to leave out; importing
anything of this package says so to it.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

KEPT = ("ESRI Shapefile", "GPKG", "GeoJSON", "MEM")  # GeoJSON only to write
# GDAL warns of names that it doesn't know: these are the ones it comes with here.
_LEFT_OUT = (
    "ADBC", "AIVector", "AVCBin", "AVCE00", "AmigoCloud", "CSV", "CSW", "Carto", "DGN",
    "DXF", "EDIGEO", "EEDA", "ESRIJSON", "Elasticsearch", "FlatGeobuf", "GDALG", "GML",
    "GPSBabel", "GPX", "GTFS", "GTI", "GeoJSONSeq", "GeoRSS", "HTTP", "Idrisi", "JML",
    "JSONFG", "KML", "LIBKML", "LVBAG", "MBTiles", "MVT", "MapInfo File", "MapML",
    "MiraMonVector", "NGW", "OAPIF", "ODS", "OGCAPI", "OGR_GMT", "OGR_PDS", "OGR_VRT",
    "OSM", "OpenFileGDB", "PCIDSK", "PDF", "PDS4", "PGDUMP", "PLSCENES", "PMTiles",
    "S57", "SQLite", "STACIT", "STACTA", "SXF", "Selafin", "TopoJSON", "VDV", "VFK",
    "VICAR", "VRT", "WAsP", "WCS", "WFS", "WMS", "WMTS", "XLSX",
)  # fmt: skip
SETTINGS = {
    "GDAL_SKIP": ",".join(_LEFT_OUT),
    "OGR_SKIP": "",
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "-",  # no address is called that
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_HTTP_TIMEOUT": "1",
}


def leave_out(environment: MutableMapping[str, str] = os.environ) -> None:
    """Set what GDAL reads when it is loaded, here or in a process to be started."""
    environment.update(SETTINGS)
