"""Areas to test with: a small coverage near Alvesta, and ways to write it to files."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import geopandas as gpd
import pyogrio
import pytest
import shapely
from shapely import box
from shapely.affinity import translate

EAST, NORTH = 470_000, 6_300_000  # the corner of all test areas, in Alvesta

Frame = Callable[..., gpd.GeoDataFrame]


def pytest_report_header() -> str:
    gdal = ".".join(map(str, pyogrio.__gdal_version__))
    return f"shapely {shapely.__version__}, GEOS {shapely.geos_version}, GDAL {gdal}"


@pytest.fixture(scope="session")
def frame() -> Frame:
    """Make areas of shapes given in metres from a corner in Alvesta."""

    def make(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(
            {
                "area_code": list(shapes),
                "name": [f"Område {code}" for code in shapes],
                "parent_code": "",
            },
            geometry=[translate(shape, EAST, NORTH) for shape in shapes.values()],
            crs="EPSG:3006",
        )

    return make


@pytest.fixture(scope="session")
def town(frame: Frame) -> gpd.GeoDataFrame:
    """Four areas that fit: D in a hole of C, and B in two parts."""
    enclave = box(1_400, 400, 1_600, 600)
    corners = [(0, 1_000), (1_000, 1_000), (2_000, 1_000), (2_000, 2_000), (0, 2_000)]
    north = shapely.Polygon(corners)  # with a point where A and C meet
    return frame(
        A=box(0, 0, 1_000, 1_000),
        B=shapely.MultiPolygon([north, box(3_000, 0, 3_500, 500)]),
        C=box(1_000, 0, 2_000, 1_000).difference(enclave),
        D=enclave,
    ).assign(parent_code=["söder", "norr", "söder", "söder"])


@pytest.fixture(scope="session")
def alvesta() -> gpd.GeoDataFrame:
    """The shipped DeSO of Alvesta, as they are read."""
    from geo.load import read_areas

    path = Path(__file__).parents[2] / "data/geography/deso-2025.geojson"
    return read_areas(
        path, code_column="desokod", name_column="namn", parent_column="regsokod"
    )


@pytest.fixture(scope="session")
def write() -> Callable[[gpd.GeoDataFrame, Path], Path]:
    """Write a layer as its suffix says; a .zip holds a shapefile."""

    def to_file(table: gpd.GeoDataFrame, path: Path) -> Path:
        table = table.rename(columns={"parent_code": "parent"})  # .dbf: 10 letters
        if path.suffix == ".zip":
            to_file(table, path.with_suffix(".shp"))
            with ZipFile(path, "w") as archive:
                for part in path.parent.glob(f"{path.stem}.*"):
                    if part != path:
                        archive.write(part, f"karta/{part.name}")
        elif path.suffix == ".geojson":
            table.to_file(path, COORDINATE_PRECISION=9)
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # GDAL tells of a layer without CRS
                table.to_file(path)
        return path

    return to_file


@pytest.fixture
def geojson(tmp_path: Path) -> Callable[..., Path]:
    """Write a GeoJSON file of one square in Alvesta, changed as asked for."""

    def to_file(properties=None, geometry=None, **members) -> Path:
        square = json.loads(shapely.to_geojson(box(14.5, 56.8, 14.6, 56.9)))
        feature = {
            "type": "Feature",
            "properties": {"kod": "0764A0010"} if properties is None else properties,
            "geometry": geometry or square,
        }
        content = {"type": "FeatureCollection", "features": [feature]} | members
        path = tmp_path / "areas.geojson"
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return to_file
