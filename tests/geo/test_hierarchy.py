from __future__ import annotations

import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from geo.errors import AreaCodeError, CoverageError, CrsError
from geo.hierarchy import dissolve, group_areas, members, parents

UP = {"A": "söder", "B": "norr", "C": "söder", "D": "söder"}


def test_larger_areas_have_the_columns_and_area_of_their_parts(town):
    larger = dissolve(town, UP, {"norr": "Norra"}, {"norr": "k"})

    assert larger.drop(columns="geometry").to_numpy().tolist() == [
        ["norr", "Norra", "k"],
        ["söder", "söder", ""],
    ]
    assert larger.columns.tolist() == town.columns.tolist()
    assert larger.dtypes.astype(str).tolist() == ["str", "str", "str", "geometry"]
    assert larger.area.tolist() == pytest.approx([2_250_000, 2_000_000])
    assert larger.crs == town.crs


def test_a_series_on_area_codes_does_as_well_as_a_mapping(town):
    by_series = dissolve(town, pd.Series(UP), {})
    assert_geodataframe_equal(by_series, dissolve(town, UP, {}))


def test_an_enclave_and_its_hole_become_one_surface(town):
    larger = dissolve(town, UP, {}).set_index("area_code")
    assert shapely.get_num_interior_rings(larger.geometry["söder"]) == 0


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(groups=st.lists(st.sampled_from("xyz"), min_size=13, max_size=13))
def test_dissolving_keeps_the_total_area_and_the_coverage(groups, alvesta):
    up = dict(zip(alvesta["area_code"], groups, strict=True))
    larger = dissolve(alvesta, up, {})

    assert larger.area.sum() == pytest.approx(alvesta.area.sum(), rel=1e-12)
    assert larger["area_code"].tolist() == sorted(set(groups))
    assert shapely.coverage_is_valid(larger.geometry.to_numpy())


@pytest.mark.parametrize("lost", [None, "", float("nan")])
def test_an_area_without_a_larger_one_is_named(lost, town):
    with pytest.raises(AreaCodeError, match="inte till något större område: C") as e:
        dissolve(town, pd.Series(UP | {"C": lost}, dtype=object), {})
    assert e.value.codes == ("C",)


def test_a_code_that_is_not_on_the_map_is_named(town):
    with pytest.raises(AreaCodeError, match=r"finns inte på kartan: Q\."):
        dissolve(town, UP | {"Q": "norr"}, {})


def test_areas_that_overlap_are_not_joined(frame):
    areas = frame(A=box(0, 0, 100, 100), B=box(50, 50, 150, 150))
    with pytest.raises(CoverageError, match="kan därför inte slås ihop"):
        dissolve(areas, {"A": "x", "B": "x"}, {})


def test_degrees_are_refused(town):
    with pytest.raises(CrsError, match="EPSG:3006 krävs"):
        dissolve(town.to_crs("EPSG:4326"), UP, {})


def test_groups_may_leave_areas_out(town):
    groups, findings = group_areas(town, {"g": ("Centrum", ["D", "C", "D"])})

    assert groups.drop(columns="geometry").to_numpy().tolist() == [["g", "Centrum", ""]]
    assert groups.area.tolist() == pytest.approx([1_000_000])
    assert findings == ()


def test_an_area_in_two_groups_is_allowed_and_told(town):
    groups, (found,) = group_areas(town, {"g": ("G", ["A", "C"]), "h": ("H", ["C"])})

    assert groups["area_code"].tolist() == ["g", "h"]
    assert (found.kind, found.codes) == ("shared", ("C",))
    assert "C ingår i flera områdesgrupper" in str(found)


@pytest.mark.parametrize(
    ("groups", "problem"),
    [
        ({"g": ("G", ["A", "X1", "X2"])}, "finns inte på kartan: X1, X2"),
        ({"g": ("G", ["A"]), "h": ("H", [])}, "inga områden: h"),
    ],
)
def test_groups_of_nothing_are_refused(groups, problem, town):
    with pytest.raises(AreaCodeError, match=problem):
        group_areas(town, groups)


def test_members_are_listed_area_by_area():
    table = members({"h": ("H", ["C"]), "g": ("G", ["D", "A", "A"])})
    assert table.to_dict("list") == {
        "area_code": ["A", "D", "C"],
        "parent_code": ["g", "g", "h"],
    }


def test_parents_are_listed_for_those_who_have_one(town):
    orphaned = town.assign(parent_code=["s", "", "s", ""])
    table = parents(orphaned)

    assert table.to_numpy().tolist() == [["A", "s"], ["C", "s"]]
    assert type(table) is pd.DataFrame
