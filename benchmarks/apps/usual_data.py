"""What the usual page shows, read once; and its CDN files, asked of this server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit_folium
from mirror import FILES, NOTHING, local_name

folder = Path(os.environ["BENCH_DATA"])
AREAS = gpd.read_file(folder / "areas.geojson")
VALUES = pd.read_csv(folder / "values.csv", dtype={"area_code": str})

_component = streamlit_folium._component_func


def _with_local_files(**arguments: Any) -> Any:
    for key in ("js_links", "css_links"):
        arguments[key] = [_local(address) for address in arguments[key]]
    return _component(**arguments)


def _local(address: str) -> str:
    if address not in FILES and address not in NOTHING:
        raise LookupError(f"not in the mirror: {address}")
    return f"/cdn/{local_name(address)}"


streamlit_folium._component_func = _with_local_files
