"""Published figures as files: tidy, the same bytes every time, safe to open."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import COLUMNS
from lagesbild.commands import export_all
from lagesbild.errors import WorkspaceExistsError
from lagesbild.export import (
    FORMULA_STARTS,
    areas_table,
    export,
    tables_as_zip,
    tidy_csv,
)
from lagesbild.workspace import Workspace

NAN = float("nan")


def table(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def row(code="A", value=12.0, status="ok", reason="", period="2024"):
    return ("trang", period, "total", "deso", code, 1.0, 2.0, value, status, reason)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.fixture(scope="module")
def folder(shared_root, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("ut") / "export"
    export_all(shared_root, place)
    return place


def test_the_columns_are_exactly_the_agreed_ones(folder):
    header = (folder / "observations.csv").read_bytes().split(b"\n")[0]
    assert header == (
        b"indicator,period,group,geography,area_code,"
        b"numerator,denominator,value,status,reason"
    )
    header = (folder / "areas.csv").read_bytes().split(b"\n")[0]
    assert header == b"geography,area_code,name,parent_geography,parent_code"


def test_areas_stand_with_the_one_they_belong_to(folder):
    rows = read((folder / "areas.csv").read_bytes())[1:]
    assert rows == [
        ["deso-2025", "0764A0010", "Östra", "kommun-2025", "0764"],
        ["deso-2025", "0764A0020", "Västra", "kommun-2025", "0764"],
        ["deso-2025", "0764A0030", "Norra", "kommun-2025", "0764"],
        ["kommun-2025", "0764", "0764", "", ""],
        ["area-groups", "norra", "Norra", "", ""],
        ["deso-2025", "0764A0010", "Östra", "area-groups", "norra"],
        ["deso-2025", "0764A0020", "Västra", "area-groups", "norra"],
    ]


def test_the_manifest_has_the_hash_of_each_file(folder):
    manifest = json.loads((folder / "manifest.json").read_bytes())
    files = {path.name for path in folder.iterdir()}

    assert files == {*manifest["files"], "manifest.json"}
    for name, about in manifest["files"].items():
        data = (folder / name).read_bytes()
        assert about == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    assert manifest["practice_data"] == []


def test_the_same_workspace_gives_the_same_bytes(folder, shared_root, tmp_path):
    again = export_all(shared_root, tmp_path / "igen")
    assert [path.read_bytes() for path in again] == [
        (folder / path.name).read_bytes() for path in again
    ]


def test_where_there_is_no_number_the_cell_is_empty():
    hidden = list(row(value=NAN, status="suppressed", reason="protected"))
    hidden[5:7] = NAN, NAN
    assert read(tidy_csv(table(hidden)))[1][5:] == [
        "", "", "", "suppressed", "protected",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 4)), min_size=1))
def test_numbers_are_read_back_as_they_were_with_a_point(values):
    rows = read(tidy_csv(table(*[row(value=value) for value in values])))[1:]
    assert [float(cells[7]) for cells in rows] == values
    assert not any("," in cells[7] or cells[7].endswith(".0") for cells in rows)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("=+-@\t\r\n'\",;a1(|)\u00e5"), max_size=12))
def test_whatever_a_text_holds_the_table_keeps_its_shape(text):
    rows = read(tidy_csv(table(row(code=text), row(code="B"))))
    assert [len(cells) for cells in rows] == [10, 10, 10]
    assert rows[2][4] == "B"
    assert not rows[1][4].lstrip().startswith(FORMULA_STARTS)


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@a", "\t=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert read(tidy_csv(table(row(code=text))))[1][4] == f"'{text}"


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("a1,;'\" \u00e5=+-@"), max_size=12).map("x".__add__))
def test_other_text_is_kept_as_it_is(text):
    assert read(tidy_csv(table(row(code=text))))[1][4] == text


@pytest.mark.parametrize("column", [c for c in COLUMNS if c not in COLUMNS[5:8]])
def test_every_text_column_is_made_safe(column):
    rows = table(row()).assign(**{column: '=HYPERLINK("x")'})
    (cells,) = read(tidy_csv(rows))[1:]
    assert cells[COLUMNS.index(column)] == '\'=HYPERLINK("x")'


def test_a_negative_number_is_no_formula():
    assert read(tidy_csv(table(row(value=-1.5))))[1][7] == "-1.5"


def test_names_of_areas_are_made_safe_too(shared_root):
    geographies = dict(Workspace(shared_root).geographies)
    rows = areas_table(geographies).assign(name="@SUM(A1)")
    assert {cells[2] for cells in read(tidy_csv(rows, list(rows)))[1:]} == {"'@SUM(A1)"}


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "viktigt.txt").write_text("kvar", "utf-8")
    with pytest.raises(WorkspaceExistsError, match="Ingenting har skrivits"):
        export(tmp_path, table(row()), {}, set())
    assert [path.name for path in tmp_path.iterdir()] == ["viktigt.txt"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "fil").write_text("kvar", "utf-8")
    with pytest.raises(WorkspaceExistsError, match="fil finns redan"):
        export(tmp_path / "fil", table(row()), {}, set())


def test_an_empty_folder_and_one_to_be_made_do(shared_root, tmp_path):
    (tmp_path / "tom").mkdir()
    assert export_all(shared_root, tmp_path / "tom")
    assert export_all(shared_root, tmp_path / "a" / "b")


def test_practice_data_is_named_in_the_manifest(shared_root, tmp_path):
    workspace = Workspace(shared_root)
    files = export(
        tmp_path / "ut",
        workspace.protected(),
        areas_table(workspace.geographies),
        {"b", "a"},
    )
    assert json.loads(files[-1].read_bytes())["practice_data"] == ["a", "b"]


def test_a_pack_of_tables_is_the_same_bytes_every_time():
    tables = {"b": b"x,y\n", "a": b"1,2\n"}
    backwards = dict(reversed(tables.items()))

    assert tables_as_zip(tables) == tables_as_zip(backwards)
