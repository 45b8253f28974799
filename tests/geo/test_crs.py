from __future__ import annotations

import pytest
import shapely

from geo.crs import area_km2, require_crs
from geo.errors import CrsError


def test_area_is_in_square_kilometres(town):
    assert area_km2(town).tolist() == pytest.approx([1.0, 2.25, 0.96, 0.04])


def test_areas_add_up_to_that_of_all_together(alvesta):
    whole = shapely.union_all(alvesta.geometry.to_numpy()).area / 1e6
    assert area_km2(alvesta).sum() == pytest.approx(whole)


def test_degrees_are_refused_rather_than_reprojected(town):
    with pytest.raises(CrsError, match="EPSG:4326, men EPSG:3006 krävs"):
        area_km2(town.to_crs("EPSG:4326"))


def test_a_layer_without_crs_is_refused_by_name(town):
    with pytest.raises(CrsError, match="Kartlagret NYKO saknar koordinatsystem"):
        require_crs(town.set_crs(None, allow_override=True), "EPSG:3006", name="NYKO")
