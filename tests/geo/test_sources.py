"""Areas from SCB's WFS: all of the municipality's, in the right system, or none."""

from __future__ import annotations

import json

import pytest
from shapely import box
from shapely.geometry import mapping

from geo.errors import CrsError
from geo.load import read_areas
from geo.sources import fetch_areas
from indicators.sources.errors import (
    AnswerError,
    ChangedError,
    DownError,
    MissingError,
    SourceOffError,
    UnknownSourceError,
    WrongContentError,
)
from tests.indicators.sources.conftest import _running, service  # noqa: F401
from tests.indicators.sources.service import Reply

EAST, NORTH = 470_000, 6_300_000
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
REPORT = Reply(
    b'<?xml version="1.0"?><ows:ExceptionReport version="2.0.0"><ows:Exception '
    b'exceptionCode="InvalidParameterValue" locator="typeName"><ows:ExceptionText>'
    b"Feature type stat:DeSO_2030 unknown</ows:ExceptionText></ows:Exception>"
    b"</ows:ExceptionReport>",
    type="application/xml",
)


def feature(number, code=None, swapped=False, **changes):
    east, north = EAST + 1000 * number, NORTH
    shape = box(east, north, east + 1000, north + 1000)
    if swapped:
        shape = box(north, east, north + 1000, east + 1000)
    return {
        "type": "Feature",
        "id": f"DeSO_2025.{number}",
        "geometry": mapping(shape),
        "geometry_name": "sp_geometry",
        "properties": {
            "objectid": number,
            "desokod": code or f"2161A{number:03}0",
            "regsokod": "2161R001",
            "kommunkod": "2161",
            "lanskod": "21",
        },
        **changes,
    }


class Wfs:
    """Answers as GeoServer does, at most `most` areas a page."""

    def __init__(self, features, most=1000, matched=None, crs=CRS):
        self.features, self.most, self.crs = features, most, crs
        self.matched = len(features) if matched is None else matched

    def __call__(self, asked):
        start, count = int(asked.query["startIndex"]), int(asked.query["count"])
        shown = self.features[start : start + min(count, self.most)]
        return Reply(
            {
                "type": "FeatureCollection",
                "features": shown,
                "totalFeatures": self.matched,
                "numberMatched": self.matched,
                "numberReturned": len(shown),
                "timeStamp": "2026-03-01T00:00:00Z",
                "crs": self.crs if shown else None,
            },
            type="application/json;charset=UTF-8",
        )


@pytest.fixture
def fetch(service):  # noqa: F811
    def run(wfs, level="deso", kommun="2161", vintage="2025"):
        service.route = wfs
        return fetch_areas(level, kommun, vintage, service.outgoing())

    return run


@pytest.fixture
def load(tmp_path):
    def run(fetched):
        path = tmp_path / fetched.name
        path.write_bytes(fetched.content)
        return read_areas(path, code_column="desokod", parent_column="regsokod")

    return run


def test_the_areas_fetched_are_areas_that_can_be_read(fetch, load, service):  # noqa: F811
    fetched = fetch(Wfs([feature(2), feature(1), feature(3)]))
    areas = load(fetched)

    assert fetched.name == "deso-2025-2161.geojson"
    assert areas["area_code"].tolist() == ["2161A0010", "2161A0020", "2161A0030"]
    assert areas.crs == "EPSG:3006"
    assert areas.total_bounds.tolist() == [471_000, 6_300_000, 474_000, 6_301_000]
    query = service.asked[0].query
    assert query["typeNames"] == "stat:DeSO_2025"
    assert query["CQL_FILTER"] == "kommunkod='2161'"
    assert (query["srsName"], query["version"]) == ("EPSG:3006", "2.0.0")


@pytest.mark.parametrize("most", [1, 2, 5, 1000])
def test_all_pages_are_turned_and_give_the_same(fetch, most):
    features = [feature(number) for number in range(1, 8)]
    whole = fetch(Wfs(features)).content

    assert fetch(Wfs(features, most=most)).content == whole


def test_the_same_areas_give_the_same_bytes_in_whatever_order(fetch):
    features = [feature(number) for number in range(1, 4)]

    assert fetch(Wfs(features)).sha256 == fetch(Wfs(features[::-1])).sha256


def test_a_service_that_does_not_count_is_asked_until_a_short_page(fetch):
    fetched = fetch(Wfs([feature(1), feature(2)], matched="unknown"))

    assert len(json.loads(fetched.content)["features"]) == 2


@pytest.mark.parametrize(
    "reply", [REPORT, Reply(REPORT.body, status=400, type="application/xml")]
)
def test_a_layer_that_is_not_there_is_said_so(fetch, reply):
    with pytest.raises(MissingError, match=r"inget sådant lager.*2018, 2025") as caught:
        fetch(lambda asked: reply, vintage="2030")
    assert "unknown" not in str(caught.value)


def test_a_web_page_is_not_taken_for_a_missing_layer(fetch):
    with pytest.raises(WrongContentError, match="webbsida"):
        fetch(lambda asked: Reply(b"<html>Driftstopp</html>", type="text/html"))


def test_a_municipality_without_areas_is_said_so(fetch):
    with pytest.raises(MissingError, match="inga områden i kommun 2161"):
        fetch(Wfs([]))


@pytest.mark.parametrize(
    ("wfs", "words"),
    [
        (Wfs([feature(1)], matched=2), "en del av områdena saknas"),
        (Wfs([feature(1), feature(2)], matched=1), "en del av områdena saknas"),
        (Wfs([feature(1), feature(1)]), "samma område kommer flera gånger"),
        (Wfs([feature(1, code="0764A0010")]), "desokod saknas"),
        (Wfs([feature(1, properties={"deso": "2161A0010"})]), "desokod saknas"),
        (Wfs([feature(1, properties=None)]), "desokod saknas"),
        (Wfs([feature(1, geometry=None)]), "geometry saknas"),
        (Wfs([feature(1)], crs=None), "inte i SWEREF 99 TM"),
        (Wfs([feature(1)], crs={"properties": {"name": "EPSG:4326"}}), "SWEREF"),
        (lambda asked: Reply({"features": ["x"]}), "features saknas"),
        (lambda asked: Reply([]), "FeatureCollection saknas"),
    ],
)
def test_an_answer_that_is_not_the_whole_truth_is_refused(fetch, wfs, words):
    with pytest.raises(ChangedError, match=words):
        fetch(wfs)


def test_when_the_second_page_fails_nothing_comes(fetch):
    wfs = Wfs([feature(1), feature(2)], most=1)

    def broken(asked):
        return Reply(status=502) if asked.query["startIndex"] == "1" else wfs(asked)

    with pytest.raises(DownError):
        fetch(broken)


def test_a_page_that_is_cut_off_is_asked_for_again_or_refused(fetch, service):  # noqa: F811
    service.faults = [Reply({"type": "FeatureCollection", "features": []}, cut=9)]
    assert fetch(Wfs([feature(1)])).content
    service.faults = [Reply({"features": []}, cut=4)] * 4
    with pytest.raises(AnswerError, match="bröts av"):
        fetch(Wfs([feature(1)]))


def test_swapped_axes_are_found_when_the_file_is_read(fetch, load):
    fetched = fetch(Wfs([feature(1, swapped=True)]))

    with pytest.raises(CrsError, match="bytt plats"):
        load(fetched)


@pytest.mark.parametrize(
    ("level", "kommun", "vintage"),
    [("nyko", "2161", "2025"), ("deso", "2161' OR 1=1", "2025"), ("deso", "2161", "")],
)
def test_only_what_scb_can_have_is_asked_for(fetch, service, level, kommun, vintage):  # noqa: F811
    with pytest.raises(UnknownSourceError, match="inga sådana områden"):
        fetch(Wfs([]), level, kommun, vintage)
    assert service.asked == []


def test_nothing_is_fetched_unless_it_is_turned_on(service):  # noqa: F811
    with pytest.raises(SourceOffError, match="avstängd"):
        fetch_areas("deso", "2161", "2025", service.outgoing(enabled=False))
    assert service.asked == []
