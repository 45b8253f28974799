"""The annotated copy of a file: each problem beside its row, whatever the format."""

from __future__ import annotations

import csv
import io
import json

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from indicators.formats.xlsx import open_workbook
from indicators.formats.xlsx_sheet import read_sheet
from indicators.texts import use_language
from lagesbild.annotate_process import annotated_apart
from lagesbild.cli import main
from lagesbild.recipes import NOTHING, read_file
from lagesbild.workspace import Workspace

ROWS = [
    ["Hämtat 2026", "", "", ""],
    ["område", "period", "täljare", "nämnare"],
    ["0764A0010", "2025", 12.5, 100],
    ["0764A9999", "2025", 36, 120],
    ["=1+1", "2025", 36, 120],
]
JSON_STAT = {
    "version": "2.0",
    "class": "dataset",
    "id": ["område", "period", "ContentsCode"],
    "size": [2, 1, 2],
    "role": {"geo": ["område"], "time": ["period"], "metric": ["ContentsCode"]},
    "dimension": {
        "område": {"category": {"index": ["0764A0010", "0764A9999"]}},
        "period": {"category": {"index": ["2025"]}},
        "ContentsCode": {"category": {"index": ["täljare", "nämnare"]}},
    },
    "value": [12, 100, 36, 120],
}


def workbook(rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.add_worksheet("Om filen").write_string(0, 0, "Text")
    sheet = book.add_worksheet("Siffror")
    percent = book.add_format({"num_format": "0 %"})
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    sheet.write_number(9, 0, 0.45, percent)
    sheet.write_number(9, 1, 12345678901234567)
    book.close()
    return out.getvalue()


def as_read(copy: bytes) -> list[list[str]]:
    book = open_workbook(copy)
    return read_sheet(book, book.tabs[0])[0]


def cells_of(copy: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(copy.decode("utf-8-sig")), delimiter=";"))


def test_a_workbook_is_written_again_with_each_problem_beside_its_row(shared_root):
    content = workbook(ROWS)
    copy, ending = annotated_apart(shared_root, "trang.xlsx", content, [NOTHING])
    rows = as_read(copy)

    assert ending == ".xlsx"
    assert rows[0][:2] == ["FEL", "Hämtat 2026"]
    assert "0764A9999" in rows[3][0]
    assert rows[9][1:] == ["45%", "12345678901234570"]  # 16 digits
    assert rows[2][:5] == ["", "0764A0010", "2025", "12.5", "100"]
    problems = read_file(Workspace(shared_root), "trang.xlsx", content).problems
    beside = {at for at, row in enumerate(rows[1:], start=2) if row and row[0]}
    assert beside == {one.row for one in problems if one.row}


def test_no_cell_of_the_copy_is_a_formula_or_a_link(shared_root):
    odd = ["=1+1", "@x", "+46", "-1x", "http://x.se", "0764"]
    rows = [*ROWS, ["0764A0020", "2025", 1, 2, *odd]]
    copy, _ending = annotated_apart(
        shared_root, "trang.xlsx", workbook(rows), [NOTHING]
    )
    last = as_read(copy)[5]

    assert as_read(copy)[4][1] == "'=1+1"
    assert last[5:] == ["'=1+1", "'@x", "'+46", "'-1x", "http://x.se", "0764"]


def test_a_copy_has_the_same_problems_as_the_file(shared_root):
    place, content = Workspace(shared_root), workbook(ROWS[:4])
    copy, _ending = annotated_apart(shared_root, "trang.xlsx", content, [NOTHING])
    first = read_file(place, "trang.xlsx", content)
    again = read_file(place, "trang.xlsx", copy)

    assert [(p.row, p.column) for p in again.problems] == [
        (p.row, p.column) for p in first.problems
    ]


def test_a_table_by_dimensions_is_written_flat_with_each_problem_in_its_row(
    shared_root,
):
    content = json.dumps(JSON_STAT).encode()
    copy, ending = annotated_apart(shared_root, "trang.json", content, [NOTHING])
    rows = cells_of(copy)

    assert ending == ".csv"
    assert rows[0] == ["FEL", "område", "period", "täljare", "nämnare"]
    assert rows[1] == ["", "0764A0010", "2025", "12", "100"]
    assert "0764A9999" in rows[2][0]
    assert rows[2][1:] == ["0764A9999", "2025", "36", "120"]


def test_what_is_wrong_with_all_of_a_table_stands_first(shared_root):
    told = JSON_STAT | {"role": {}}
    told["dimension"] = {
        name.replace("område", "plats"): what
        for name, what in JSON_STAT["dimension"].items()
    }
    told["id"] = ["plats", *JSON_STAT["id"][1:]]
    content = json.dumps(told).encode()
    copy, ending = annotated_apart(shared_root, "annat.json", content, [NOTHING])

    assert ending == ".csv"
    assert cells_of(copy)[0][0].startswith("FEL | ")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0", b""]
)
def test_there_is_no_copy_of_what_could_not_be_opened(shared_root, content):
    copy = annotated_apart(shared_root, "trang.xlsx", content, [NOTHING])
    assert copy == (b"", "")


def test_the_command_writes_the_copy_and_overwrites_nothing(
    shared_root, tmp_path, capsys
):
    file = tmp_path / "trang.xlsx"
    content = workbook(ROWS)
    file.write_bytes(content)
    options = ["--workspace", str(shared_root), "check", str(file), "--annotated"]

    assert main([*options, str(tmp_path / "fel")]) == 10
    assert f"utskrivna: {tmp_path / 'fel.xlsx'}" in capsys.readouterr().err
    assert as_read((tmp_path / "fel.xlsx").read_bytes())[0][0] == "FEL"
    assert main([*options, str(file)]) == 15
    assert "skrivs inte över" in capsys.readouterr().err
    assert file.read_bytes() == content


def test_no_copy_is_written_of_a_file_without_problems(shared_root, tmp_path, capsys):
    file = tmp_path / "trang.csv"
    rows = "".join(f"0764A00{n}0;2025;10;90\n" for n in (1, 2, 3))
    file.write_text("område;period;täljare;nämnare\n" + rows, "utf-8")
    options = ["--workspace", str(shared_root), "check", str(file)]

    assert main([*options, "--annotated", str(tmp_path / "fel.csv")]) == 0
    assert "Ingen kopia har skrivits" in capsys.readouterr().err
    assert not (tmp_path / "fel.csv").exists()


def page(root: str, file: str) -> None:
    from pathlib import Path

    from lagesbild.reader_process import read_apart
    from lagesbild.recipes import NOTHING
    from lagesbild.views.updating import show_reading

    content = Path(file).read_bytes()
    read = read_apart(Path(root), Path(file).name, content, [NOTHING])
    show_reading(Path(root), read, content)


def test_the_page_offers_the_copy_of_a_workbook(shared_root, tmp_path):
    file = tmp_path / "trang.xlsx"
    file.write_bytes(workbook(ROWS))
    app = AppTest.from_function(
        page, default_timeout=60, kwargs={"root": str(shared_root), "file": str(file)}
    ).run()

    assert not app.exception
    (button,) = app.get("download_button")
    assert button.proto.label == "Hämta filen med felen utskrivna (.xlsx)"


def test_the_page_parses_no_workbook_in_the_server(shared_root, tmp_path, monkeypatch):
    file, made = tmp_path / "trang.xlsx", []
    file.write_bytes(workbook(ROWS))
    monkeypatch.setattr(
        "streamlit.download_button", lambda _label, make, **_rest: made.append(make)
    )
    monkeypatch.setattr("lagesbild.annotate.open_workbook", None)
    app = AppTest.from_function(
        page, default_timeout=60, kwargs={"root": str(shared_root), "file": str(file)}
    ).run()

    assert not app.exception
    use_language("en")
    (make,) = made
    assert as_read(make())[0][0] == "FEL"  # in the language of the page
