from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.formats import Form, Number, form_of
from indicators.formats.model import number_in
from indicators.formats.sniff import mismatch
from indicators.reading import read_observations
from tests.indicators.formats import builders as b
from tests.indicators.test_reading_corpus import AREAS, INDICATORS

CODES = {"Region": {"0764": "Alvesta"}, "Tid": {"2024": "2024"}}
CELLS = {("0764", "2024"): 25}


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"PK\x03\x04", Form.XLSX),
        (b"\xd0\xcf\x11\xe0", Form.XLS),
        (b' \r\n{"a": 1}', Form.JSON),
        (b"\xef\xbb\xbf[1]", Form.JSON),
        ('{"a": 1}'.encode("utf-16"), Form.JSON),
        (b'CHARSET="ANSI";\nMATRIX="A";', Form.PX),
        (b'MATRIX="A";\r\nTITLE[en]="B";\r\nVALUES("x")="1";', Form.PX),
        (b"omrade;period;andel", Form.CSV),
        (b'"region","Tid=2024"\n', Form.CSV),
        (b"STUB;HEADING\n", Form.CSV),
        (b"", Form.CSV),
    ],
)
def test_what_a_file_is_is_told_by_its_bytes(content, form):
    assert form_of(content) is form


@pytest.mark.parametrize(
    ("file", "form", "said"),
    [
        ("a.csv", Form.CSV, ""),
        ("a.TXT", Form.CSV, ""),
        ("a", Form.XLSX, ""),
        ("a.b", Form.XLSX, ""),
        ("a.xlsm", Form.XLSX, ""),
        ("a.csv", Form.XLSX, "Excel-arbetsbok"),
        ("a.xlsx", Form.CSV, "textfil"),
        ("a.xls", Form.XLSX, "Excel-arbetsbok"),
        ("a.px", Form.JSON, "JSON"),
    ],
)
def test_a_name_that_says_something_else_is_said(file, form, said):
    assert (said in mismatch(file, form)) if said else not mismatch(file, form)


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("12.50", "12.50"),
        ("-3", "-3"),
        ("1E-5", "0.00001"),
        ("1.5e3", "1500"),
        (".5", "0.5"),
    ],
)
def test_a_number_is_written_without_a_power(raw, written):
    assert number_in(raw) == written
    assert isinstance(number_in(raw), Number)


@pytest.mark.parametrize("raw", ["1,5", "", "..", "1e9999", "0x1", "1_000", "nan", "١"])
def test_what_is_no_number_stays_text(raw):
    assert number_in(raw) is raw


def test_the_id_of_the_table_says_which_indicator_it_is():
    one = replace(INDICATORS["trang"], source_id="HE/HE0110/TAB6436")
    content = b.jsonstat(CODES, CELLS, extension={"px": {"tableid": "tab6436"}})

    for data in (
        content,
        b.px({"region": CODES["Region"], "Tid": CODES["Tid"]}, CELLS),
    ):
        reading = read_observations(
            data, file="x", indicators={"trang": one}, areas=AREAS
        )
        assert list(reading.observations["indicator"]) == ["trang"]


def test_two_indicators_from_the_same_table_are_not_guessed_between():
    one = replace(INDICATORS["trang"], source_id="TAB1")
    content = b.jsonstat(CODES, CELLS, extension={"px": {"tableid": "TAB1"}})
    both = {"trang": one, "annan": replace(one, id="annan")}

    reading = read_observations(content, file="x", indicators=both, areas=AREAS)

    assert "vilken indikator" in str(reading.problems[0])


def test_contents_that_are_indicators_are_read_side_by_side():
    codes = CODES | {"ContentsCode": {"X1": "barn", "X2": "trang"}}
    cells = {("0764", "2024", "X1"): 7, ("0764", "2024", "X2"): 25}
    content = b.jsonstat(codes, cells, {"metric": ["ContentsCode"]})

    reading = read_observations(
        content, file="x.json", indicators=INDICATORS, areas=AREAS
    )

    assert list(reading.observations["indicator"]) == ["barn", "trang"]
    assert list(reading.observations["value"]) == [7, 25]


def test_the_description_names_the_form_and_the_sheet():
    content = b.workbook({"Data": [["kod", "period", "andel"], ["0764", 2024, 25]]})
    reading = read_observations(
        content, file="trang.xlsx", indicators=INDICATORS, areas=AREAS
    )

    described = reading.as_dict()["dialect"]
    assert (described["format"], described["sheet"]) == ("xlsx", "Data")
    assert described["header_row"] == 1
