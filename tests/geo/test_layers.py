"""Files are hostile until read: none of these may do more than be refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import layers
from geo.errors import CrsError, GeographyError, LayerError
from geo.layers import read_layer
from geo.load import read_areas

SUFFIXES = [".geojson", ".json", ".gpkg", ".shp", ".zip"]
FORMATS = [".geojson", ".gpkg", ".zip"]


@pytest.fixture
def vrt(tmp_path, town, write):
    """A virtual layer that shows another file on the server."""
    secret = write(town, tmp_path / "secret.gpkg")
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_virtual_layer_is_refused_whatever_it_is_called(suffix, vrt, tmp_path):
    path = tmp_path / f"areas{suffix}"
    path.write_text(vrt)
    kind = "går inte att läsa som GeoJSON" if "json" in suffix else "är ingen .*-fil"
    with pytest.raises(LayerError, match=kind):
        read_layer(path)


def test_a_database_that_is_no_geopackage_is_refused(tmp_path):
    path = tmp_path / "areas.gpkg"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE areas (geom)")
    with pytest.raises(LayerError, match="ingen GeoPackage-fil"):
        read_layer(path)


@pytest.mark.parametrize("part", [".prj", ".dbf", ".shx"])
def test_a_shapefile_with_a_damaged_part_is_refused(part, town, write, tmp_path):
    path = write(town, tmp_path / "areas.shp")
    path.with_suffix(part).write_bytes(b"\x00\xff" * 40)
    with pytest.raises(GeographyError, match=r"areas\.shp"):
        read_areas(path, code_column="area_code")


def test_a_virtual_layer_inside_json_is_refused(vrt, tmp_path):
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "x": vrt}))
    with pytest.raises(LayerError, match="ingen samling av områden"):
        read_layer(path)


def test_a_virtual_layer_inside_a_zip_file_is_refused(vrt, tmp_path):
    path = tmp_path / "areas.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("areas.shp", vrt)
    with pytest.raises(LayerError, match="ingen Shape-fil"):
        read_layer(path)


def test_a_geopackage_with_tables_from_elsewhere_is_refused(town, write, tmp_path):
    path = write(town, tmp_path / "areas.gpkg")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "INSERT INTO sqlite_master VALUES ('table', 'linked', 'linked', 0, "
            "'CREATE  VIRTUAL TABLE linked USING VirtualOGR(''/etc/passwd'')')"
        )
        database.commit()
    with pytest.raises(LayerError, match=r"någon annanstans ifrån \(linked\)"):
        read_layer(path)


def test_a_view_is_no_layer(town, write, tmp_path):
    path = write(town, tmp_path / "areas.gpkg")
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE gpkg_contents SET table_name = 'v'")
        database.execute("CREATE VIEW v AS SELECT * FROM areas")
        database.commit()
    with pytest.raises(LayerError, match="inget lager med områden"):
        read_layer(path)


def test_a_geopackage_that_is_being_edited_is_refused(town, write, tmp_path):
    path = write(town, tmp_path / "areas.gpkg")
    (tmp_path / "areas.gpkg-wal").write_bytes(b"not saved yet")
    with pytest.raises(LayerError, match="öppen i ett annat program"):
        read_layer(path)


def test_nothing_in_a_zip_file_is_written_where_it_wants(town, write, tmp_path):
    path = write(town, tmp_path / "areas.zip")
    with ZipFile(path, "a") as archive:
        archive.writestr("../../evil.txt", "x")
        archive.writestr("../evil.prj", "x")
        archive.writestr("/evil.dbf", "x")
        archive.writestr("__MACOSX/karta/._areas.shp", "x")
    before = {place for place in tmp_path.parent.rglob("*") if "evil" in place.name}

    assert len(read_layer(path)) == 4
    assert not before


def test_a_zip_file_that_grows_too_large_is_refused(town, write, tmp_path, monkeypatch):
    path = write(town, tmp_path / "areas.zip")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("areas.shp", bytes(9_000_000))
    monkeypatch.setitem(
        layers._READERS,
        ".zip",
        lambda path, layer: layers.read_zip(path, layer, max_bytes=8_000_000),
    )
    with pytest.raises(LayerError, match="större än 8 MB när den packas upp"):
        read_layer(path)


def test_a_file_that_is_too_large_is_not_opened(geojson, monkeypatch):
    monkeypatch.setattr(layers, "MAX_BYTES", 10)
    with pytest.raises(LayerError, match="större än"):
        read_layer(geojson())


def test_a_zip_file_may_hold_several_shapefiles(town, write, tmp_path):
    one = write(town, tmp_path / "one.zip")
    with ZipFile(one) as archive, ZipFile(tmp_path / "two.zip", "w") as both:
        for member in archive.namelist():
            both.writestr(member, archive.read(member))
            both.writestr(member.replace("one", "two"), archive.read(member))

    with pytest.raises(LayerError, match="flera lager: one, two"):
        read_layer(tmp_path / "two.zip")
    assert len(read_layer(tmp_path / "two.zip", "two")) == 4


@pytest.mark.parametrize("part", [".shx", ".dbf"])
def test_a_shapefile_without_all_its_parts_is_refused(part, town, write, tmp_path):
    path = write(town, tmp_path / "areas.shp")
    path.with_suffix(part).unlink()
    with pytest.raises(LayerError, match=f"delar {part} saknas"):
        read_layer(path)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("saknas.gpkg", "finns inte"),
        ("a\0b.gpkg", "finns inte"),
        ("areas.xlsx", "filtypen känns inte igen"),
        ("areas", "filtypen känns inte igen"),
    ],
)
def test_a_file_that_is_not_there_or_is_no_map_is_refused(name, problem, tmp_path):
    with pytest.raises(LayerError, match=problem):
        read_layer(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "går inte att läsa som GeoJSON"),
        ('{"type": "FeatureCollection", "features": [', "går inte att läsa"),
        ('{"type": "Topology", "objects": {}}', "ingen samling"),
        ("[" * 100_000, "går inte att läsa"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "går inte att läsa"),
        ('{"type": "FeatureCollection", "features": []}', "innehåller inga områden"),
    ],
)
def test_what_is_no_geojson_is_refused(text, problem, tmp_path):
    path = tmp_path / "areas.geojson"
    path.write_text(text)
    with pytest.raises(LayerError, match=problem):
        read_layer(path)


def test_a_geojson_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "areas.geojson"
    path.write_bytes('{"type": "Västra"}'.encode("latin-1"))
    with pytest.raises(LayerError, match="UTF-8"):
        read_layer(path)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[14, 56], [15, 56]]]},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Sphere"},
        "POLYGON",
        [1],
    ],
)
def test_a_broken_geometry_is_named_by_its_number(geometry, geojson):
    with pytest.raises(LayerError, match="objekt nummer 1 är trasig"):
        read_layer(geojson(geometry=geometry))


@pytest.mark.parametrize(
    ("name", "epsg"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("urn:ogc:def:crs:EPSG::3006", 3006),
        ("EPSG:3006", 3006),
        ("http://www.opengis.net/def/crs/EPSG/0/3021", 3021),
    ],
)
def test_the_crs_of_a_geojson_is_looked_up_by_name(name, epsg, geojson):
    member = {"type": "name", "properties": {"name": name}}
    assert read_layer(geojson(crs=member)).crs.to_epsg() == epsg


@pytest.mark.parametrize(
    "crs",
    [
        None,
        {"type": "link", "properties": {"href": "http://example.org/crs"}},
        {"type": "name", "properties": {"name": "EPSG:999999"}},
        {"type": "name", "properties": {"name": "+proj=utm +nadgrids=/etc/passwd"}},
        {"type": "name", "properties": {"name": "/etc/passwd"}},
    ],
)
def test_a_crs_that_is_no_name_in_the_register_is_refused(crs, geojson):
    with pytest.raises(CrsError, match="inte går att slå upp"):
        read_layer(geojson(crs=crs))


@pytest.fixture(scope="module")
def originals(town, write, tmp_path_factory):
    folder = tmp_path_factory.mktemp("originals")
    return {s: write(town, folder / f"areas{s}").read_bytes() for s in FORMATS}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(suffix=st.sampled_from(FORMATS), data=st.data())
def test_a_damaged_file_is_read_or_refused_but_never_crashes(
    suffix, data, originals, tmp_path
):
    content = bytearray(originals[suffix])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / f"damaged{suffix}"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])

    with suppress(GeographyError):
        assert not read_layer(path).empty
