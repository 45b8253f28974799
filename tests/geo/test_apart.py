"""Areas that somebody hands us are read where they can do no harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from geopandas.testing import assert_geodataframe_equal

from benchmarks.hostile_files import AREAS, canary
from geo import apart
from geo.apart import read_areas_apart
from geo.drivers import KEPT
from geo.errors import AreaCodeError, CrsError, GeographyError, LayerError
from geo.load import read_areas

MB = 1024**2
MOST_MEMORY = 50 * MB
COLUMNS = {"code_column": "area_code", "name_column": "name", "parent_column": "parent"}


@pytest.fixture(scope="module")
def bird(tmp_path_factory):
    with canary(tmp_path_factory.mktemp("kanarie")) as bird:
        yield bird


@pytest.fixture(scope="module")
def warm(tmp_path_factory, town):
    """Let everything that reading needs be loaded, before memory is measured."""
    path = tmp_path_factory.mktemp("lager") / "a.geojson"
    town.to_file(path)
    read_areas_apart(path, code_column="area_code")


@pytest.mark.parametrize("name", AREAS)
def test_hostile_areas_are_refused_and_harm_nothing(name, bird, warm, tmp_path):
    path = tmp_path / name
    path.write_bytes(AREAS[name](bird))
    before = psutil.Process().memory_info().rss

    with pytest.raises(GeographyError) as refused:
        read_areas_apart(path, code_column="kod")

    assert psutil.Process().memory_info().rss - before < MOST_MEMORY
    assert bird.asked == []
    assert bird.secret not in str(refused.value)


def test_the_address_of_another_server_is_no_file(bird):
    for start in ("/vsicurl/", "/vsicurl_streaming/", ""):
        path = Path(f"{start}{bird.address}/areas.geojson")
        with pytest.raises(LayerError, match="finns inte"):
            read_areas_apart(path, code_column="kod")
    assert bird.asked == []


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".zip"])
def test_areas_come_back_as_they_are_read_here(suffix, town, write, tmp_path):
    path = write(town, tmp_path / f"områden{suffix}")

    assert_geodataframe_equal(
        read_areas_apart(path, **COLUMNS), read_areas(path, **COLUMNS)
    )


def test_a_refusal_keeps_its_kind_and_its_words(geojson, town, write, tmp_path):
    doubled = write(town.assign(area_code="A"), tmp_path / "a.gpkg")
    bare = write(town.set_crs(None, allow_override=True), tmp_path / "b.gpkg")

    with pytest.raises(AreaCodeError, match="mer än en gång: A"):
        read_areas_apart(doubled, code_column="area_code")
    with pytest.raises(CrsError, match="Ange lagrets CRS"):
        read_areas_apart(bare, code_column="area_code")
    with pytest.raises(LayerError, match=r"ingen kolumn deso"):
        read_areas_apart(geojson(), code_column="deso")


def test_what_takes_too_long_or_too_much_is_stopped(geojson, monkeypatch):
    path = geojson()
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(LayerError, match=r"areas\.geojson tog för lång tid"):
        read_areas_apart(path, code_column="kod")
    monkeypatch.undo()
    monkeypatch.setattr(apart, "LARGEST_ANSWER", 1)
    with pytest.raises(LayerError, match=r"areas\.geojson krävde för mycket"):
        read_areas_apart(path, code_column="kod")


@pytest.mark.skipif(sys.platform == "win32", reason="only the time is limited there")
def test_the_child_may_not_take_more_than_its_memory():
    code = (
        "from geo.apart import MEMORY, limit; limit(seconds=9, memory=MEMORY);"
        "bytearray(MEMORY + 1)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True)

    assert b"MemoryError" in ended.stderr


@pytest.mark.parametrize("module", ["geo.apart", "geo.layers", "lagesbild.workspace"])
def test_gdal_has_only_the_drivers_that_we_need(module):
    code = f"import {module}, json, pyogrio; print(json.dumps(pyogrio.list_drivers()))"
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_SKIP")}
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )

    assert set(json.loads(found.stdout)) == set(KEPT)


def test_the_canary_would_be_heard_if_gdal_were_left_as_it_is(tmp_path):
    """Or else the tests above would prove nothing."""
    code = "import pyogrio, sys; pyogrio.read_dataframe(sys.argv[1], layer=sys.argv[2])"
    settings = ("_SKIP", "ALLOWED_FILENAME", "GDAL_HTTP_TIMEOUT")
    bare = {k: v for k, v in os.environ.items() if not k.endswith(settings)}
    with canary(tmp_path) as bird:
        path = tmp_path / "areas.geojson"
        path.write_bytes(AREAS["virtual.geojson"](bird))
        for layer in ("secret0", "secret1"):
            read = [sys.executable, "-c", code, str(path), layer]
            subprocess.run(read, capture_output=True, env=bare, check=False)

        assert bird.asked
