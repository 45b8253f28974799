"""A folder as one municipality: its levels, its sums, and its published table."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from geo.errors import GeographyError
from indicators.model import COLUMNS, NUMBERS
from lagesbild.config import GROUPS
from lagesbild.errors import WorkspaceError
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace

SHIPPED = Path(__file__).parents[2] / "data"
HEADER = "område;period;täljare;nämnare\n"


@pytest.fixture(scope="module")
def shipped():
    workspace = Workspace(SHIPPED)
    return workspace, workspace.protected()


def change(root: Path, before: str, after: str) -> Workspace:
    path = root / "lagesbild.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    return Workspace(root)


def test_levels_go_from_fine_to_coarse_with_the_groups_last(shared_root):
    workspace = Workspace(shared_root)
    assert list(workspace.geographies) == ["deso-2025", "kommun-2025", GROUPS]
    assert workspace.codes["kommun-2025"] == ["0764"]
    assert workspace.codes[GROUPS] == ["norra"]


def test_without_groups_there_is_no_level_of_groups(root):
    text = (root / "lagesbild.toml").read_text("utf-8")
    (root / "lagesbild.toml").write_text(text.split("[[groups]]")[0], "utf-8")
    workspace = Workspace(root)

    assert list(workspace.geographies) == ["deso-2025", "kommun-2025"]
    assert workspace.further_sums() == []


def test_each_level_is_made_up_of_the_one_below(shared_root):
    found = {
        (division.geography, division.of): division.members.to_dict()
        for division in Workspace(shared_root).divisions()
    }
    assert found["kommun-2025", "deso-2025"] == {
        f"0764A00{n}0": "0764" for n in (1, 2, 3)
    }
    assert found[GROUPS, "deso-2025"] == dict.fromkeys(
        ["0764A0010", "0764A0020"], "norra"
    )


def test_the_municipality_is_the_groups_and_what_is_in_none(shared_root):
    (whole, parts), *others = Workspace(shared_root).further_sums()
    assert whole == ("kommun-2025", "0764")
    assert set(parts) == {(GROUPS, "norra"), ("deso-2025", "0764A0030")}
    assert others == []


def test_the_published_table_has_every_level_and_period(shared_root):
    published = Workspace(shared_root).protected()

    assert published.columns.tolist() == COLUMNS
    assert len(published) == 2 * (3 + 1 + 1)
    whole = published[published["area_code"] == "0764"].set_index("period")
    assert whole["numerator"].to_dict() == {"2023": 85, "2024": 102}
    assert whole["value"].to_dict() == {"2023": 27, "2024": 33}


def test_no_observations_are_an_empty_table(root):
    (root / "observations" / "trang.csv").unlink()
    assert Workspace(root).protected().empty


@pytest.mark.parametrize("content", ["", HEADER, "hej\n", HEADER + "x;2024;1;2\n"])
def test_a_file_that_can_not_be_read_is_said_and_nothing_shown(content, root):
    (root / "observations" / "trang.csv").write_text(content, "utf-8")
    with pytest.raises(WorkspaceError, match=r"värden kan inte läsas\.\n  trang.csv"):
        Workspace(root).protected()


def test_all_files_with_problems_are_said(root):
    for name in ("a", "b"):
        (root / "observations" / f"{name}.csv").write_text("hej\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"(?s)a\.csv.*b\.csv"):
        Workspace(root).observations()


def test_a_config_that_can_not_be_read_is_said_once(root):
    (root / "observations" / "andra.csv").write_text("x", "utf-8")
    (root / "lagesbild.toml").write_text("name = \n", "utf-8")
    with pytest.raises(WorkspaceError) as raised:
        Workspace(root).observations()
    assert str(raised.value) == (
        "lagesbild.toml är inte giltig TOML på rad 1. Rätta raden och försök igen."
    )


def test_a_geography_that_is_not_there_is_named_beside_those_that_are(root):
    workspace = change(root, 'geography = "deso-2025"', 'geography = "deso-2018"')
    with pytest.raises(WorkspaceError, match=r"deso-2018 finns inte .* deso-2025"):
        _ = workspace.geographies


def test_a_group_of_an_unknown_area_is_refused(root):
    workspace = change(root, '"0764A0020"]', '"0764A9990"]')
    with pytest.raises(GeographyError, match="finns inte på kartan: 0764A9990"):
        _ = workspace.geographies


def test_no_workspace_at_all_is_said_first(tmp_path):
    with pytest.raises(WorkspaceError, match="ingen arbetsyta"):
        _ = Workspace(tmp_path).geographies


# --- when something has changed ---


def test_the_fingerprint_is_the_same_until_something_changes(root):
    before = Workspace(root).fingerprint()
    assert Workspace(root).fingerprint() == before

    path = root / "observations" / "trang.csv"
    os.utime(path, ns=(1, 1))
    assert Workspace(root).fingerprint() != before


@pytest.mark.parametrize(
    "name", ["lagesbild.toml", "geography/x.toml", "indicators/x.toml",
             "observations/x.csv"],
)  # fmt: skip
def test_every_file_that_is_read_counts(name, root):
    before = Workspace(root).fingerprint()
    (root / name).write_text("# nytt", "utf-8")
    assert Workspace(root).fingerprint() != before


def test_what_is_not_read_does_not_count(root):
    before = Workspace(root).fingerprint()
    (root / "README.md").write_text("läs mig", "utf-8")
    (root / "var" / "lagesbild.sqlite").parent.mkdir()
    assert Workspace(root).fingerprint() == before


# --- protection through all levels ---


def status(workspace: Workspace) -> dict[str, str]:
    published = workspace.protected()
    return dict(zip(published["area_code"], published["status"], strict=True))


SMALL = HEADER + "0764A0010;2024;1;100\n0764A0020;2024;36;120\n0764A0030;2024;54;190\n"
ALONE = '"0764A0010"]\n\n[[groups]]\nid = "södra"\nname = "S"\nareas = ["0764A0020", '


def test_a_small_area_is_shielded_by_one_neighbour_in_its_group(with_rows):
    found = status(Workspace(with_rows(SMALL)))
    hidden = {code for code, word in found.items() if word == "suppressed"}
    assert hidden == {"0764A0010", "0764A0020"}


@pytest.mark.parametrize("municipality", ['"0764"', '""', '"764"'])
def test_a_group_of_one_small_area_is_not_what_the_others_leave(
    municipality, with_rows
):
    root = with_rows(SMALL)
    change(root, '"0764A0010", "0764A0020"]', ALONE + '"0764A0030"]')
    workspace = change(root, 'municipality = "0764"', f"municipality = {municipality}")

    found = status(workspace)

    assert found["norra"] == found["0764A0010"] == "suppressed"
    assert "suppressed" in (found["södra"], found["0764"])


def test_nothing_in_the_shipped_workspace_follows_by_subtraction(shipped):
    workspace, published = shipped
    leaves = workspace.codes[workspace.config.geography]
    inside = {(workspace.config.geography, c): {c} for c in leaves}
    for division in workspace.divisions():
        for code, whole in division.members.items():
            inside.setdefault((division.geography, whole), set()).update(
                inside[division.of, code]
            )
    hidden = published["status"] == "suppressed"
    assert hidden.any()
    for _key, table in published.groupby(["indicator", "period", "group"]):
        cells = list(zip(table["geography"], table["area_code"], strict=True))
        vectors = np.array([[c in inside[cell] for c in leaves] for cell in cells])
        shown = vectors[(table["status"] == "ok").to_numpy()].astype(int)
        for vector in vectors[hidden[table.index]].astype(int):
            rank = np.linalg.matrix_rank
            assert not len(shown) or rank([*shown, vector]) > rank(shown)


def test_what_the_shipped_workspace_withholds_has_no_numbers(shipped):
    _workspace, published = shipped
    rest = published[published["status"] != "ok"]
    assert rest[NUMBERS].isna().all(axis=None)
    assert set(published["status"]) == {"ok", "suppressed", "missing"}


def test_no_count_below_five_is_published_of_what_is_protected(shipped):
    workspace, published = shipped
    guarded = [i.id for i in workspace.indicators.values() if i.protection != "none"]
    shown = published[published["indicator"].isin(guarded)]
    shown = shown[shown["status"] == "ok"]

    counted = shown[shown["numerator"].notna() & shown["denominator"].notna()]
    assert len(counted)
    assert (counted["numerator"] >= 5).all()
    assert (counted["denominator"] - counted["numerator"] >= 5).all()


@pytest.mark.parametrize("group", ["total", "flickor", "-19 år", "+80", "=ja", "@"])
def test_what_is_read_from_the_store_is_what_was_protected(group, with_rows):
    # The tables are stored as CSV, where a formula gets an apostrophe before it.
    rows = HEADER.replace("period;", "period;grupp;") + "".join(
        f"0764A00{n}0;2024;{group};{10 * n};{90 + n}\n" for n in (1, 2, 3)
    )
    workspace = Workspace(with_rows(rows))
    stored = Desk(workspace).published()

    assert set(stored["group"]) == {group}
    assert_frame_equal(stored, workspace.protected())


# --- area groups that share areas, and geographies that cross each other ---

SECOND = """
[[groups]]
id = "sodra"
name = "Södra"
areas = ["0764A0020", "0764A0030"]
"""


def test_area_groups_may_share_areas(root):
    with (root / "lagesbild.toml").open("a", encoding="utf-8") as file:
        file.write(SECOND)
    workspace = Workspace(root)
    groups = workspace.divisions()[-1].members

    assert sorted(groups.loc["0764A0020"]) == ["norra", "sodra"]
    assert workspace.atoms() is None  # codes tell everything
    assert [dict(parts)[GROUPS] for _whole, parts in workspace.further_sums()] == [
        "norra",
        "sodra",
    ]


def test_groups_that_share_areas_do_not_tell_of_the_third(root):
    with (root / "lagesbild.toml").open("a", encoding="utf-8") as file:
        file.write(SECOND)
    workspace = Workspace(root)
    rows = [("0764A0010", 20, 60), ("0764A0020", 30, 70), ("0764A0030", 1, 50)]
    observations = workspace.observations().iloc[:0].copy()
    (name,) = workspace.indicators
    for at, (code, n, d) in enumerate(rows):
        observations.loc[at] = [
            name, "2024", "total", "deso-2025", code, n, d, 100 * n / d, "ok", "",
        ]  # fmt: skip
    numbers = dict.fromkeys(NUMBERS, float)
    table, controls = workspace.protect(observations.astype(numbers))

    shown = set(table.loc[table["status"] == "ok", "area_code"])
    assert controls[name].infeasible is None
    assert not {"0764A0030", "0764"} <= shown
    assert not {"0764A0030"} & shown
    assert not {"sodra", "0764A0020"} <= shown  # their difference is the third
    assert not {"norra", "0764"} <= shown


CROSSING = """\
level = "skola"
vintage = "2025"
name = { sv = "Skolområden", en = "School areas" }
description = "Upptagningsområden."
file = "skola-2025.geojson"
code_column = "kod"
name_column = "namn"
source = "Påhittad"
"""


def test_a_geography_across_the_others_is_a_level_with_pieces(root):
    import geopandas as gpd
    from shapely import box

    deso = Workspace(root).geographies["deso-2025"].areas
    left, low, right, high = deso.total_bounds
    middle = (left + right) / 2
    halves = [box(left, low, middle, high), box(middle, low, right, high)]
    frame = gpd.GeoDataFrame(
        {"kod": ["V", "O"], "namn": ["Väster", "Öster"]}, geometry=halves, crs=deso.crs
    )
    frame.to_file(root / "geography" / "skola-2025.geojson", driver="GeoJSON")
    (root / "geography" / "skola-2025.toml").write_text(CROSSING, "utf-8")
    change(root, 'geography = "deso-2025"',
           'geography = "deso-2025"\nacross = ["skola-2025"]')  # fmt: skip
    workspace = Workspace(root)
    atoms = workspace.atoms()

    assert list(workspace.geographies) == [
        "deso-2025", "kommun-2025", "skola-2025", GROUPS,
    ]  # fmt: skip
    assert set(atoms["geography"]) == {"deso-2025", "skola-2025"}
    assert set(atoms["area_code"]) == {*deso["area_code"], "V", "O"}


def test_a_geography_across_the_others_must_be_there(root):
    workspace = change(
        root, 'geography = "deso-2025"', 'geography = "deso-2025"\nacross = ["x"]'
    )
    with pytest.raises(WorkspaceError, match="indelningen x finns inte"):
        _ = workspace.geographies
