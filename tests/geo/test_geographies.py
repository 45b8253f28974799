from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import shapely

from geo.errors import AreaCodeError, CoverageError, GeographyError, LayerError
from geo.geographies import load_geographies

SHIPPED = Path(__file__).parents[2] / "data/geography"
TOML = """
level = "{level}"
vintage = "1"
name = "Namn"
description = {{ sv = "Ord", en = "Words" }}
code_column = "{code}"
source = "Kommunen"
{more}
"""


@pytest.fixture
def describe(tmp_path, town, write):
    """Write `<level>-1.toml` beside a file with four areas, small.gpkg."""
    write(town.assign(kommun="0764"), tmp_path / "small.gpkg")

    def to_file(level, more, code="area_code"):
        text = TOML.format(level=level, more=more, code=code)
        (tmp_path / f"{level}-1.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return to_file


def test_the_shipped_geographies_nest_and_cover_the_same_ground():
    shipped = load_geographies(SHIPPED)
    sizes = {key: len(geography.areas) for key, geography in shipped.items()}
    totals = [geography.areas.area.sum() for geography in shipped.values()]

    assert sizes == {"deso-2025": 13, "kommun-2025": 1, "regso-2025": 12}
    assert [g.parent for g in shipped.values()] == ["regso-2025", None, "kommun-2025"]
    assert totals == pytest.approx([totals[0]] * 3)
    assert shipped["kommun-2025"].areas["name"].tolist() == ["Alvesta"]
    assert str(shipped["deso-2025"].name) == "DeSO 2025"


def test_the_shipped_areas_are_a_coverage_and_the_twins_lie_as_named():
    areas = load_geographies(SHIPPED)["deso-2025"].areas
    east = areas.set_index("name").centroid.x

    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    assert east["Moheda-Torpsbruk västra"] < east["Moheda-Torpsbruk östra"]
    assert areas["name"].is_unique


def test_a_level_is_made_by_joining_the_areas_of_another(describe):
    describe("liten", 'file = "small.gpkg"\nparent = "stor-1"\nparent_column="parent"')
    folder = describe("stor", 'dissolve_of = "liten-1"', code="parent")
    geographies = load_geographies(folder)

    assert geographies["stor-1"].areas["area_code"].tolist() == ["norr", "söder"]
    assert geographies["liten-1"].areas["name"].tolist() == ["A", "B", "C", "D"]


def test_all_problems_of_a_description_are_told_at_once(describe):
    folder = describe(
        "fel", "file = 3\ndissolve_of = 'x-1'\nfarg = 'röd'\nparent = 'y'"
    )
    with pytest.raises(GeographyError) as caught:
        load_geographies(folder)

    text = str(caught.value)
    assert text.startswith("Indelningen fel-1.toml kan inte användas:\n")
    assert "file ska vara text" in text
    assert "inte båda" in text
    assert "farg är ingen känd uppgift" in text
    assert "parent och parent_column ska anges båda" in text


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("", "Antingen file"),
        ('file = "../small.gpkg"', r"Filen \.\./small\.gpkg finns inte i mappen"),
        ('file = "borta.gpkg"', r"Filen borta\.gpkg finns inte"),
        ('dissolve_of = "ingen-1"', "dissolve_of: ingen-1 ska vara en indelning"),
        ('dissolve_of = "fel-1"', "dissolve_of: fel-1 ska vara en indelning"),
        ('file = "small.gpkg"\nlicence = ""', "licence ska vara text"),
        ('file = "small.gpkg"\nlevel = "fel"', "ingen giltig TOML"),
        (
            'file = "small.gpkg"\nparent = "x-1"\nparent_column = "parent"',
            "ingen indelning x-1",
        ),
        (
            'file = "small.gpkg"\nparent = "fel-1"\nparent_column = "parent"',
            "i en ring",
        ),
    ],
)
def test_a_description_that_leads_nowhere_is_refused(more, problem, describe):
    with pytest.raises(GeographyError, match=problem):
        load_geographies(describe("fel", more))


def test_a_description_is_named_after_level_and_vintage(describe):
    folder = describe("liten", 'file = "small.gpkg"')
    (folder / "liten-1.toml").rename(folder / "annan-1.toml")
    with pytest.raises(GeographyError, match=r"ska heta .*, liten-1\.toml"):
        load_geographies(folder)


def test_an_empty_folder_is_no_set_of_geographies(tmp_path):
    with pytest.raises(GeographyError, match="har ingen indelning"):
        load_geographies(tmp_path)


def test_a_parent_that_does_not_exist_is_told_with_the_area(describe):
    describe("stor", 'file = "small.gpkg"')
    folder = describe(
        "liten", 'file = "small.gpkg"\nparent = "stor-1"\nparent_column = "parent"'
    )
    with pytest.raises(AreaCodeError, match=r"liten-1: dessa .* stor-1: A, B, C, D"):
        load_geographies(folder)


def test_an_area_must_lie_in_its_parent(describe, town, write, tmp_path):
    write(town.assign(upp=["A", "B", "A", "D"]), tmp_path / "wrong.gpkg")
    describe("stor", 'file = "small.gpkg"')
    folder = describe(
        "liten", 'file = "wrong.gpkg"\nparent = "stor-1"\nparent_column = "upp"'
    )
    with pytest.raises(AreaCodeError, match=r"sägs tillhöra: C\."):
        load_geographies(folder)


def test_a_larger_area_has_one_name(describe):
    describe("liten", 'file = "small.gpkg"')
    folder = describe(
        "stor", 'dissolve_of = "liten-1"\nname_column = "name"', code="parent"
    )
    with pytest.raises(GeographyError, match=r"i kolumnen name, .*: söder\."):
        load_geographies(folder)


def test_a_column_that_is_missing_is_told(describe):
    describe("liten", 'file = "small.gpkg"')
    folder = describe("stor", 'dissolve_of = "liten-1"', code="finnsinte")
    with pytest.raises(LayerError, match="ingen kolumn finnsinte"):
        load_geographies(folder)


def test_areas_that_overlap_are_refused(describe, frame, write, tmp_path):
    square = shapely.box(0, 0, 100, 100)
    overlapping = frame(A=square, B=shapely.box(50, 0, 150, 100))
    write(overlapping, tmp_path / "overlap.gpkg")
    with pytest.raises(CoverageError, match="A och B överlappar varandra"):
        load_geographies(describe("fel", 'file = "overlap.gpkg"'))


def test_the_shipped_files_can_be_copied_anywhere(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "g")
    assert list(load_geographies(tmp_path / "g")) == [
        "deso-2025",
        "kommun-2025",
        "regso-2025",
    ]
