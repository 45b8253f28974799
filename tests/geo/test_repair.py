from __future__ import annotations

import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import translate

from geo.check import BLOCKING, check_areas, require_coverage
from geo.errors import CoverageError
from geo.repair import clean_areas

SQUARE = box(0, 0, 100, 100)


def test_an_overlap_goes_to_the_smaller_area_and_both_are_told(frame):
    areas, changes = clean_areas(frame(A=SQUARE, B=box(98, 0, 150, 100)))

    assert areas.area.tolist() == pytest.approx([9_800, 5_200])
    assert [(c.kind, c.codes, round(c.size_m2)) for c in changes] == [
        ("repaired", ("A",), 200)
    ]
    assert "0,0 m² lades till och 200 m² togs bort" in str(changes[0])


def test_an_enclave_gets_its_hole_back(frame):
    areas, _changes = clean_areas(frame(A=SQUARE, B=box(40, 40, 60, 60)))
    assert areas.area.tolist() == pytest.approx([9_600, 400])


def test_a_narrow_gap_is_filled_and_a_wide_one_left(frame):
    around = SQUARE.difference(box(20, 20, 60, 60))
    narrow, _changes = clean_areas(frame(A=around, B=box(21, 21, 59, 59)))
    wide, _changes = clean_areas(frame(A=around, B=box(35, 35, 45, 45)))

    assert narrow.area.sum() == pytest.approx(10_000)
    assert wide.area.sum() == pytest.approx(10_000 - 1_600 + 100)


def test_a_border_that_crosses_itself_is_made_valid_without_losing_area(frame):
    bowtie = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    areas, changes = clean_areas(frame(A=bowtie))

    assert areas.is_valid.all()
    assert areas.area.sum() == pytest.approx(5_000)
    assert [c.codes for c in changes] == [("A",)]


def test_an_area_that_would_vanish_is_refused(frame):
    with pytest.raises(CoverageError, match=r"skulle ta bort dessa områden helt.*: B"):
        clean_areas(frame(A=SQUARE, B=SQUARE))


def test_a_clean_coverage_is_left_as_it_is(town):
    areas, changes = clean_areas(town)

    assert changes == ()
    assert shapely.equals(areas.geometry.array, town.geometry.array).all()


def test_repairing_does_not_change_the_areas_given(frame):
    areas = frame(A=SQUARE, B=box(98, 0, 150, 100))
    before = areas.copy(deep=True)
    clean_areas(areas)

    assert_geodataframe_equal(areas, before)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(shifts=st.lists(st.tuples(*[st.floats(-3, 3)] * 2), min_size=13, max_size=13))
def test_whatever_was_shifted_a_little_is_a_coverage_afterwards(shifts, alvesta):
    moved = [translate(g, *d) for g, d in zip(alvesta.geometry, shifts, strict=True)]
    areas, _changes = clean_areas(alvesta.set_geometry(moved, crs=alvesta.crs))

    require_coverage(areas, "lagad")
    assert not [f for f in check_areas(areas) if f.kind in BLOCKING]
    assert areas["area_code"].tolist() == alvesta["area_code"].tolist()
    assert areas.area.to_numpy() == pytest.approx(alvesta.area.to_numpy(), rel=0.02)
