"""Workbooks: the cells as their reader sees them, whoever wrote the file."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from indicators.formats import Number, RefusedError
from indicators.formats.xlsx import open_workbook
from indicators.formats.xlsx_numbers import Shape, shape_of, shown
from indicators.formats.xlsx_sheet import NOT_CALCULATED, read_sheet
from tests.indicators.formats import builders as b


def cells(content: bytes) -> list[list[str]]:
    book = open_workbook(content)
    return read_sheet(book, book.tabs[0])[0]


def test_what_openpyxl_writes_is_read():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["kod", "år", "andel", "dag", "ja", "fel"])
    sheet.append(["0764", 2024, 0.125, date(2025, 5, 22), True, "#N/A"])
    sheet["C2"].number_format = "0.0%"
    sheet["A4"] = "=A2"
    sheet.merge_cells("A5:B5")
    out = io.BytesIO()
    book.save(out)

    assert cells(out.getvalue()) == [
        ["kod", "år", "andel", "dag", "ja", "fel"],
        ["0764", "2024", "12.5%", "2025-05-22", "SANT", "#N/A"],
        [],
        [NOT_CALCULATED],
    ]


def test_what_xlsxwriter_writes_is_read():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["kod", "andel"])
    sheet.write_string(1, 0, "0764")
    sheet.write_formula(1, 1, "=1/8", book.add_format({"num_format": 10}), 0.125)
    sheet.write_rich_string(2, 0, "Käl", book.add_format({"bold": True}), "la")
    sheet.write_datetime(
        2, 1, date(2025, 5, 22), book.add_format({"num_format": "d-mmm"})
    )
    book.close()

    assert cells(out.getvalue()) == [
        ["kod", "andel"],
        ["0764", "12.5%"],
        ["Källa", "22-maj"],
    ]


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("General", Shape.NUMBER),
        ("# ##0.00", Shape.NUMBER),
        ('0.0" kr"', Shape.NUMBER),
        ("0.00E+00", Shape.NUMBER),
        ("0.0%", Shape.PERCENT),
        ('0.0"%"', Shape.PERCENT_SIGN),
        ("0\\%", Shape.PERCENT_SIGN),
        ("yyyy-mm-dd", Shape.DATE),
        ("[$-41D]d mmmm yyyy;@", Shape.DATE),
        ("d/m", Shape.DAY_MONTH),
        ("mmm\\-yy", Shape.MONTH_YEAR),
        ("yyyy", Shape.YEAR),
        ("hh:mm", Shape.TIME),
        ("[h]:mm:ss", Shape.TIME),
        ("[Red]0;[Blue]-0", Shape.NUMBER),
        ("yyyy-mm-dd hh:mm", Shape.DATE),
    ],
)
def test_a_number_format_tells_what_is_shown(code, shape):
    assert shape_of(code) is shape


@pytest.mark.parametrize(
    ("raw", "shape", "text"),
    [
        ("22.399999999999999", Shape.NUMBER, "22.4"),
        ("764", Shape.NUMBER, "764"),
        ("1.0", Shape.NUMBER, "1"),
        ("1E-7", Shape.NUMBER, "0.0000001"),
        ("0.07", Shape.PERCENT, "7%"),
        ("1", Shape.PERCENT, "100%"),
        ("12.5", Shape.PERCENT_SIGN, "12.5%"),
        ("1", Shape.DATE, "1900-01-01"),
        ("61", Shape.DATE, "1900-03-01"),
        ("45799", Shape.DATE, "2025-05-22"),
        ("45799.5", Shape.DATE, "2025-05-22 12:00:00"),
        ("0.25", Shape.TIME, "06:00:00"),
        ("-1", Shape.DATE, "#DATUM!"),
        ("1E99", Shape.DATE, "#DATUM!"),
        ("x", Shape.DATE, "x"),
    ],
)
def test_a_number_is_written_as_it_is_shown(raw, shape, text):
    assert shown(raw, shape, from_1904=False) == text


def test_days_may_be_counted_from_1904():
    assert shown("44337", Shape.DATE, from_1904=True) == "2025-05-22"


def test_numbers_are_told_from_texts():
    row = cells(b.workbook({"A": [["12.5", 12.5]]}))[0]

    assert row == ["12.5", "12.5"]
    assert [isinstance(cell, Number) for cell in row] == [False, True]


def test_rows_and_columns_that_are_not_there_are_empty():
    xml = (
        f'<x:worksheet xmlns:x="{b.MAIN}"><x:sheetData>'
        '<x:row r="3"><x:c r="B3"><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>'
        "<x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )

    assert cells(b.workbook({"A": xml})) == [[], [], ["", "1", "2"], ["3"]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A1"/><c r="A1"/></row>',
        '<row r="1"><c r="ÅÄ1"/></row>',
        '<row r="0"/>',
        '<row r="x"/>',
        '<c r="A1"/>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(rows):
    xml = f'<worksheet xmlns="{b.MAIN}"><sheetData>{rows}</sheetData></worksheet>'

    with pytest.raises(RefusedError, match="inte en hel Excel-arbetsbok"):
        cells(b.workbook({"A": xml}))


@pytest.mark.parametrize("row", [1_048_577, 3_000_000])
def test_a_sheet_with_more_rows_than_excel_has_is_too_large_and_not_damaged(row):
    rows = f'<sheetData><row r="{row}"/></sheetData>'

    with pytest.raises(RefusedError, match="orimligt stor"):
        cells(b.workbook({"A": f'<worksheet xmlns="{b.MAIN}">{rows}</worksheet>'}))


def test_a_formula_may_give_an_empty_text():
    row = [b'<c r="PLACE" t="str"><f>A1</f><v></v></c>', 1]

    assert cells(b.workbook({"A": [row]})) == [["", "1"]]


def test_a_part_of_elsewhere_is_not_followed():
    links = (
        '<Relationship Id="rId1" TargetMode="External" '
        f'Type="{b.TYPES}/worksheet" Target="file:///etc/passwd"/>'
    )
    parts = {"xl/_rels/workbook.xml.rels": f'<R xmlns="{b.TOP}">{links}</R>'}

    assert open_workbook(b.workbook({"A": [[1]]}, extra=parts)).tabs == []


def test_charts_are_no_sheets():
    links = b.relations([("rId1", "chartsheet", "worksheets/sheet1.xml")])
    content = b.workbook({"A": [[1]]}, extra={"xl/_rels/workbook.xml.rels": links})

    assert open_workbook(content).tabs == []
