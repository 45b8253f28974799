"""What the usual page shows, read once, when the server starts."""

import os
from pathlib import Path

import geopandas as gpd
import pandas as pd

folder = Path(os.environ["BENCH_DATA"])
AREAS = gpd.read_file(folder / "areas.geojson")
VALUES = pd.read_csv(folder / "values.csv", dtype={"area_code": str})
