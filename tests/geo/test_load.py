from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from shapely import Point, box

from geo.errors import AreaCodeError, CrsError, LayerError
from geo.load import read_areas

COLUMNS = {"code_column": "area_code", "name_column": "name"}


def swapped(areas):
    turned = shapely.transform(areas.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    return areas.set_geometry(turned, crs=areas.crs)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    suffix=st.sampled_from([".geojson", ".gpkg", ".shp", ".zip"]),
    crs=st.sampled_from(["EPSG:4326", "EPSG:3006", "EPSG:3021", "EPSG:3857"]),
    order=st.permutations(range(4)),
)
def test_what_was_written_in_any_format_and_crs_is_read_back(
    suffix, crs, order, town, write, tmp_path_factory
):
    path = tmp_path_factory.mktemp("lager") / f"områden{suffix}"
    write(town.iloc[order].to_crs(crs), path)

    areas = read_areas(path, parent_column="parent", **COLUMNS)

    names = ["area_code", "name", "parent_code"]
    assert_frame_equal(pd.DataFrame(areas[names]), pd.DataFrame(town[names]))
    assert areas.crs == "EPSG:3006"
    gap = shapely.hausdorff_distance(areas.geometry.array, town.geometry.array)
    assert (gap < 0.01).all()
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())


def test_the_columns_are_exactly_these_and_the_rows_are_sorted(alvesta):
    assert alvesta.columns.tolist() == ["area_code", "name", "parent_code", "geometry"]
    assert alvesta.index.tolist() == list(range(13))
    assert alvesta["area_code"].is_monotonic_increasing


def test_without_a_name_the_code_stands_in(geojson):
    areas = read_areas(geojson({"kod": " 0764A0010 ", "namn": None}), code_column="kod")
    named = read_areas(
        geojson({"kod": "0764A0010", "namn": None}),
        code_column="kod",
        name_column="namn",
    )

    assert areas["area_code"].tolist() == areas["name"].tolist() == ["0764A0010"]
    assert named["name"].tolist() == ["0764A0010"]
    assert areas["parent_code"].tolist() == [""]


def test_heights_are_left_out(town, write, tmp_path):
    high = town.set_geometry(shapely.force_3d(town.geometry.array, z=7))
    areas = read_areas(write(high, tmp_path / "z.gpkg"), **COLUMNS)

    assert not areas.has_z.any()


def test_an_unknown_column_is_answered_with_those_that_exist(geojson):
    with pytest.raises(
        LayerError, match=r"ingen kolumn deso\. Kolumnerna är: kod, n\."
    ):
        read_areas(geojson({"kod": "1", "n": 2}), code_column="deso")


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        ([764, 1080], "tappar inledande nollor"),
        ([764, 760], "tappar inledande nollor"),
        ([764101, 764102], "tappar inledande nollor"),
        ([10.5, 11.5], "tappar inledande nollor"),
        ([1, 2], "tappar inledande nollor"),
        ([True, False], "tappar inledande nollor"),
        (["A", 12], "tappar inledande nollor"),
        (["A", None], "saknas hos objekt nummer 2"),
        (["A", "  "], "saknas hos objekt nummer 2"),
        (["A", "A "], "mer än en gång: A"),
        (["A", "B\u0000"], "osynliga tecken"),
        (["A", "B" * 65], "längre än 64"),
    ],
)
def test_codes_that_cannot_be_trusted_are_refused(codes, problem, geojson):
    features = [
        {"type": "Feature", "properties": {"kod": code}, "geometry": None}
        for code in codes
    ]
    with pytest.raises(AreaCodeError, match=problem):
        read_areas(geojson(features=features), code_column="kod")


def test_numbers_that_cannot_have_lost_a_zero_are_codes(town, write, tmp_path):
    table = town.assign(nyko=[1011, 1012, 2011, 2012])
    areas = read_areas(write(table, tmp_path / "n.gpkg"), code_column="nyko")

    assert areas["area_code"].tolist() == ["1011", "1012", "2011", "2012"]


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        (None, "ingen yta: B"),
        (shapely.Polygon(), "ingen yta: B"),
        (Point(470_000, 6_300_000), "ska vara ytor.*: B"),
    ],
)
def test_what_is_no_surface_is_refused_by_its_code(
    shape, problem, town, write, tmp_path
):
    shapes = np.array(town.geometry.array, dtype=object)
    shapes[1] = shape
    path = write(town.set_geometry(shapes, crs=town.crs), tmp_path / "x.gpkg")
    with pytest.raises(LayerError, match=problem):
        read_areas(path, **COLUMNS)


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.zip"])
def test_a_layer_that_does_not_say_its_crs_is_refused(name, town, write, tmp_path):
    path = write(town.set_crs(None, allow_override=True), tmp_path / name)
    with pytest.raises(CrsError, match="Ange lagrets CRS"):
        read_areas(path, **COLUMNS)


def test_swapped_latitude_and_longitude_are_noticed(town, write, tmp_path):
    path = write(swapped(town.to_crs("EPSG:4326")), tmp_path / "a.geojson")
    with pytest.raises(CrsError, match="latitud och longitud har bytt plats"):
        read_areas(path, **COLUMNS)


@pytest.mark.parametrize("crs", ["EPSG:3006", "EPSG:3014", "EPSG:3857"])
def test_swapped_northing_and_easting_are_noticed(crs, town, write, tmp_path):
    path = write(swapped(town.to_crs(crs)), tmp_path / "a.gpkg")
    with pytest.raises(CrsError, match="nord- och östkoordinaterna har bytt plats"):
        read_areas(path, **COLUMNS)


def test_metres_in_a_geojson_that_does_not_say_so_are_noticed(geojson, town):
    shape = shapely.to_geojson(town.geometry[0])
    path = geojson(geometry=json.loads(shape))
    with pytest.raises(CrsError, match=r"SWEREF 99 TM \(meter\), men filen säger WGS"):
        read_areas(path, code_column="kod")


def test_degrees_in_a_layer_that_says_metres_are_noticed(town, write, tmp_path):
    degrees = town.to_crs("EPSG:4326").set_crs("EPSG:3006", allow_override=True)
    with pytest.raises(CrsError, match="ser ut som grader"):
        read_areas(write(degrees, tmp_path / "a.gpkg"), **COLUMNS)


def test_coordinates_beyond_the_earth_are_refused(town, write, tmp_path):
    far = town.set_geometry(town.translate(1e30, 0), crs=town.crs)
    with pytest.raises(CrsError, match="går inte att räkna om"):
        read_areas(write(far, tmp_path / "a.gpkg"), **COLUMNS)


@pytest.mark.parametrize(("east", "north"), [(12.5, 55.7), (-0.1, 51.5), (174, -41)])
def test_areas_abroad_are_read(east, north, write, tmp_path):
    there = gpd.GeoDataFrame(
        {"area_code": ["X"], "name": ["Y"]},
        geometry=[box(east, north, east + 0.1, north + 0.1)],
        crs="EPSG:4326",
    )
    assert len(read_areas(write(there, tmp_path / "a.gpkg"), **COLUMNS)) == 1


def test_one_of_several_layers_must_be_named(town, tmp_path):
    path = tmp_path / "two.gpkg"
    town.to_file(path, layer="deso")
    town.head(2).to_file(path, layer="skolor")

    with pytest.raises(LayerError, match=r"flera lager: deso, skolor\. Ange vilket"):
        read_areas(path, **COLUMNS)
    with pytest.raises(LayerError, match=r"inget lager nyko\. Lagren är: deso, skolor"):
        read_areas(path, layer="nyko", **COLUMNS)
    assert len(read_areas(path, layer="skolor", **COLUMNS)) == 2
