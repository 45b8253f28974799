from __future__ import annotations

import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from geo.check import BLOCKING, check_areas, require_coverage
from geo.errors import CoverageError, CrsError

SQUARE = box(0, 0, 100, 100)
CLEAR = SQUARE.difference(box(40, 40, 60, 60))  # with a hole of 20 by 20 m

CASES = {
    "overlap": (
        {"A": SQUARE, "B": box(98, 0, 200, 100)},
        ("overlap", ("A", "B"), 200, "A och B överlappar varandra på 200 m²"),
    ),
    "an enclave in a filled hole": (
        {"A": box(40, 40, 60, 60), "B": SQUARE},
        ("lost_hole", ("B", "A"), 400, "A (400 m²) ligger helt inuti B"),
    ),
    "the same shape twice": (
        {"A": SQUARE, "B": shapely.reverse(SQUARE)},
        ("duplicate", ("A", "B"), 10_000, "samma form (1,0 hektar)"),
    ),
    "a gap all around an enclave": (
        {"A": CLEAR, "B": box(41, 41, 59, 59)},
        ("gap", ("A", "B"), 76, "en springa på 76 m²"),
    ),
    "a narrow hole in one area": (
        {"A": SQUARE.difference(box(40, 40, 42, 60))},
        ("gap", ("A",), 40, "I A finns ett smalt hål på 40 m²"),
    ),
    "a wide hole": (
        {"A": CLEAR},
        ("uncovered", ("A",), 400, "Är det inte en sjö"),
    ),
    "a strip that opens outwards": (
        {"A": SQUARE, "B": box(102, 0, 200, 100)},
        ("open_gap", ("A", "B"), 200, "en smal remsa på 200 m²"),
    ),
    "a border with other points": (
        {
            "A": SQUARE,
            "B": Polygon([(100, 0), (200, 0), (200, 100), (100, 100), (100, 50)]),
        },
        ("mismatch", ("A", "B"), 0, "inte samma punkter"),
    ),
    "a border that crosses itself": (
        {"A": Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])},
        ("invalid", ("A",), 0, "korsar eller rör vid sig själv, nära nord 6300050"),
    ),
    "a sliver": (
        {"A": MultiPolygon([SQUARE, box(200, 0, 500, 2)])},
        ("sliver", ("A",), 600, "A har en mycket smal del på 600 m², i medeltal 2 m"),
    ),
    "parts far apart": (
        {"A": MultiPolygon([SQUARE, box(20_000, 0, 20_090, 90)])},
        ("far_apart", ("A",), 8_100, "20 km från resten"),
    ),
    "an area outside Sweden": (
        {"A": SQUARE, "B": box(2_000_000, 0, 2_000_100, 100)},
        ("outside", ("B",), 10_000, "utanför Sverige: B"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_is_found_with_area_codes_and_size(case, frame):
    shapes, (kind, codes, size, words) = CASES[case]
    (found,) = check_areas(frame(**shapes))

    assert (found.kind, found.codes) == (kind, codes)
    assert found.size_m2 == pytest.approx(size, abs=0.5)
    assert words in str(found)


@pytest.mark.parametrize("case", CASES)
def test_only_what_breaks_the_coverage_stops_it(case, frame):
    shapes, (kind, _codes, _size, words) = CASES[case]
    if kind in BLOCKING:
        with pytest.raises(CoverageError) as caught:
            require_coverage(frame(**shapes), "karta.gpkg")
        assert words in str(caught.value)
        assert "karta.gpkg" in str(caught.value)
        assert "--repair" in str(caught.value)
    else:
        require_coverage(frame(**shapes), "karta.gpkg")


def test_a_clean_coverage_gives_no_findings(town):
    assert check_areas(town) == ()


def test_an_area_that_is_only_a_line_is_invalid(frame):
    line = Polygon([(0, 0), (100, 0), (0, 0)])
    (found,) = check_areas(frame(A=line, B=SQUARE))

    assert (found.kind, found.codes) == ("invalid", ("A",))


def test_what_stops_comes_first(frame):
    areas = frame(A=MultiPolygon([SQUARE, box(300, 0, 600, 2)]), B=box(98, 0, 199, 100))
    assert [finding.kind for finding in check_areas(areas)] == ["overlap", "sliver"]


def test_checking_changes_nothing(frame):
    areas = frame(A=Polygon([(0, 0), (100, 100), (100, 0), (0, 100)]))
    before = areas.copy(deep=True)
    check_areas(areas)

    assert_geodataframe_equal(areas, before)


def test_degrees_are_refused(town):
    with pytest.raises(CrsError, match="EPSG:3006 krävs"):
        check_areas(town.to_crs("EPSG:4326"))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.floats(0.1, 80), north=st.booleans())
def test_an_overlap_is_as_large_as_what_was_moved(width, north, frame):
    other = box(0, 100 - width, 100, 200) if north else box(100 - width, 0, 200, 100)
    found = [f for f in check_areas(frame(A=SQUARE, B=other)) if f.kind == "overlap"]

    assert [f.size_m2 for f in found] == [pytest.approx(100 * width, rel=1e-4)]
