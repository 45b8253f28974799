from __future__ import annotations

import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from geo.errors import CoverageError, CrsError
from geo.simplify import MAX_AREA_CHANGE, default_tolerance, simplify_areas


def points(areas):
    return int(shapely.get_num_coordinates(areas.geometry.to_numpy()).sum())


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(tolerance=st.floats(0, 5_000))
def test_the_coverage_stays_valid_and_every_area_stays(tolerance, alvesta):
    simpler = simplify_areas(alvesta, tolerance)

    assert shapely.coverage_is_valid(simpler.geometry.to_numpy())
    assert simpler["area_code"].tolist() == alvesta["area_code"].tolist()
    assert (simpler.area > 0).all()
    assert simpler.crs == alvesta.crs
    assert points(simpler) <= points(alvesta)


def test_neighbours_still_share_their_border(alvesta):
    simpler = simplify_areas(alvesta, 200)
    joined = shapely.coverage_union_all(simpler.geometry.to_numpy())

    assert points(simpler) < points(alvesta)
    assert joined.area == pytest.approx(simpler.area.sum())
    assert shapely.union_all(simpler.geometry.to_numpy()).equals(joined)


def test_the_areas_given_are_not_changed(alvesta):
    before = alvesta.copy(deep=True)
    simplify_areas(alvesta, 500)

    assert_geodataframe_equal(alvesta, before)


def test_areas_that_overlap_are_refused(frame):
    areas = frame(A=box(0, 0, 100, 100), B=box(50, 50, 150, 150))
    with pytest.raises(CoverageError, match="går inte att förenkla"):
        simplify_areas(areas, 10)


def test_degrees_are_refused(alvesta):
    with pytest.raises(CrsError, match="EPSG:3006 krävs"):
        simplify_areas(alvesta.to_crs("EPSG:4326"), 10)


@pytest.mark.parametrize("width_px", [1, 400, 1_600])
def test_the_default_tolerance_spares_the_small_areas(width_px, alvesta):
    tolerance = default_tolerance(alvesta, width_px=width_px)
    change = simplify_areas(alvesta, tolerance).area / alvesta.area - 1

    assert 0 < tolerance <= 250
    assert np.abs(change).max() <= MAX_AREA_CHANGE


def test_without_small_areas_the_pixel_decides(frame):
    areas = frame(A=box(0, 0, 160_000, 1_000))
    assert default_tolerance(areas) == pytest.approx(100)
