"""Shapes as compact JSON: what is decoded is what was drawn, to the digit asked for."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from geo.errors import CrsError
from geo.geometry import (
    bounds,
    encode_areas,
    encode_shapes,
    label_points,
    script_json,
)


def decode(shape: list, digits: int) -> shapely.MultiPolygon:
    """Read what the browser reads: first a point, then steps from it."""
    polygons = []
    for rings in shape:
        points = [
            np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / 10**digits for ring in rings
        ]
        polygons.append(shapely.Polygon(points[0], points[1:]))
    return shapely.MultiPolygon(polygons)


@pytest.mark.parametrize("digits", [4, 5, 6])
def test_what_is_decoded_is_within_the_last_digit(digits, town):
    degrees = town.geometry.to_crs("EPSG:4326")
    for shape, true in zip(encode_shapes(town.geometry, digits), degrees, strict=True):
        found = decode(shape, digits)
        limit = 0.5 * 2**0.5 * 10**-digits + 1e-12
        assert shapely.hausdorff_distance(found, true) <= limit
        assert shapely.get_num_geometries(found) == shapely.get_num_geometries(true)


def test_holes_and_parts_are_kept(town):
    shapes = dict(zip(town["area_code"], encode_shapes(town.geometry, 5), strict=True))
    assert [len(rings) for rings in shapes["B"]] == [1, 1]
    assert [len(rings) for rings in shapes["C"]] == [2]


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    east=st.integers(1, 50_000), north=st.integers(1, 50_000), digits=st.integers(3, 7)
)
def test_any_box_is_closed_and_made_of_whole_numbers(east, north, digits, frame):
    areas = frame(A=box(0, 0, east, north))
    ((ring,),) = encode_shapes(areas.geometry, digits)[0]
    steps = np.reshape(ring, (-1, 2))[1:]

    assert all(type(number) is int for number in ring)
    assert steps.sum(axis=0).tolist() == [0, 0]
    assert (steps != 0).any(axis=1).all()


def test_areas_have_their_code_name_and_a_point_inside(town):
    for area, shape in zip(encode_areas(town, 5), town.geometry, strict=True):
        y, x = area["at"]
        point = shapely.Point(x, y)
        inside = decode(area["shape"], 5)

        assert area.keys() == {"code", "name", "at", "radius", "shape"}
        assert area["name"] == f"Område {area['code']}"
        assert inside.contains(point)
        assert 0 < area["radius"] <= np.sqrt(shape.area / np.pi)
    json.dumps(encode_areas(town, 5), allow_nan=False)


def test_a_bent_area_has_its_number_inside_and_not_in_its_middle(frame):
    bent = box(0, 0, 3_000, 3_000).difference(box(500, 500, 3_000, 3_000))
    areas = frame(L=bent)
    (point,), (radius,) = label_points(areas)

    assert not areas.geometry[0].contains(areas.geometry[0].centroid)
    assert areas.geometry[0].contains(point)
    assert areas.geometry[0].boundary.distance(point) == pytest.approx(radius, rel=1e-6)


def test_degrees_are_refused(town):
    with pytest.raises(CrsError, match="EPSG:3006 krävs"):
        encode_areas(town.to_crs("EPSG:4326"), 5)


def test_the_extent_is_as_leaflet_wants_it(town):
    (south, west), (north, east) = bounds(town)
    assert (south, west) < (north, east)
    assert 56 < south < north < 57
    assert 14 < west < east < 15


class Scripts(HTMLParser):
    """Collect what stands in script elements, as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data)


PIECES = ["</script>", "<!--", "-->", "<script", "]]>", "&lt;", "\u2028", "\u2029",
          "`", "${x}", "\\", "\"", "'", "å", "\x00", "</SCRIPT ", "<", ">"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join))
def test_no_text_can_close_the_script_it_stands_in(text):
    written = script_json({"name": text, text: 1})
    page = Scripts()
    page.feed(f'<script type="application/json">{written}</script><p>')
    page.close()

    assert page.tags == ["script", "p"]
    assert "".join(page.text) == written
    assert json.loads(written) == {"name": text, text: 1}
    assert not set(written) & set("<>&\u2028\u2029")
