from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from indicators.reading import read_observations
from lagesbild.cli import main
from lagesbild.templates import number_columns, template
from lagesbild.workspace import Workspace

ROOT = Path(__file__).parents[2]
NUMBERS = {"absence_15": "12;60", "population": "812", "merit_value": "215,5;24"}


@pytest.fixture(scope="module")
def alvesta() -> Workspace:
    return Workspace(ROOT / "data")


def test_the_csv_is_what_swedish_excel_opens_right(alvesta):
    made = template(alvesta, alvesta.indicators["absence_15"], ".csv")

    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == 14
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["områdeskod", "områdesnamn", "period", "täljare", "nämnare"]
    assert rows[1][:3] == ["0764A0010", "Västra Torsås", ""]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_filled_in_template_reads_without_a_question(alvesta, name):
    text = template(alvesta, alvesta.indicators[name], ".csv").decode("utf-8-sig")
    head, *lines = text.splitlines()
    width = head.count(";")
    filled = [
        ";".join(line.split(";")[:2]) + f";2031;{NUMBERS[name]}" for line in lines
    ]
    assert all(line.count(";") == width for line in filled)
    reading = read_observations(
        "\r\n".join([head, *filled]).encode("utf-8-sig"),
        file=f"{name}.csv",
        indicators=alvesta.indicators,
        areas=alvesta.codes,
    )

    assert reading.problems == ()
    assert reading.questions == ()
    assert len(reading.observations) == 13


def test_the_workbook_has_locked_headers_and_takes_only_numbers(alvesta):
    made = template(alvesta, alvesta.indicators["absence_15"], ".xlsx")
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()

    assert "<sheetProtection" in sheet
    assert 'dataValidation type="decimal"' in sheet
    assert 'sqref="D2:E14"' in sheet


def read(workspace: Workspace, name: str, text: str):
    return read_observations(
        text.encode("utf-8-sig"),
        file=f"{name}.csv",
        indicators=workspace.indicators,
        areas=workspace.codes,
    )


@pytest.mark.parametrize("name", ["low_economic_standard", "employment"])
def test_an_open_share_may_be_filled_in_as_a_value_alone(alvesta, name):
    text = template(alvesta, alvesta.indicators[name], ".csv").decode("utf-8-sig")
    head, *lines = text.splitlines()
    assert head.split(";")[3:] == ["värde", "täljare", "nämnare"]
    filled = [";".join([*line.split(";")[:2], "2024", "12,5;;"]) for line in lines]

    reading = read(alvesta, name, "\n".join([head, *filled]))
    assert (reading.problems, reading.questions) == ((), ())
    assert set(reading.observations["value"]) == {12.5}


def test_a_protected_share_asks_for_its_counts_only(alvesta):
    assert number_columns(alvesta.indicators["kaa"]) == ["täljare", "nämnare"]


def test_a_row_that_is_left_empty_is_a_figure_that_is_lacking(alvesta):
    text = template(alvesta, alvesta.indicators["kaa"], ".csv").decode("utf-8-sig")
    head, first, *rest = text.splitlines()
    filled = ";".join([*first.split(";")[:2], "2024", "12", "60"])

    reading = read(alvesta, "kaa", "\n".join([head, filled, *rest]))
    assert (reading.problems, reading.questions) == ((), ())
    assert len(reading.observations) == 1
    assert any("12 rader har ingen period" in r.message for r in reading.repairs)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_template_is_never_written_over_a_file(ending, tmp_path, capsys):
    mine = tmp_path / f"mina{ending}"
    command = ["--workspace", str(ROOT / "data"), "template", "--indicator", "kaa"]
    assert main([*command, "--out", str(mine)]) == 0
    mine.write_bytes(b"filled in")

    assert main([*command, "--out", str(mine)]) == 12
    assert f"mina{ending} finns redan och skrivs inte över." in capsys.readouterr().err
    assert mine.read_bytes() == b"filled in"
