from __future__ import annotations

import json
import time
from dataclasses import replace

import pandas as pd
import pytest

from indicators.errors import IndicatorFileError
from indicators.model import Kind, Origin
from indicators.periods import parse_period
from indicators.reading import Reading, read_observations
from indicators.reading.headers import Role, indicator_keys, meaning_of
from indicators.reading.markers import source_of
from indicators.reading.personal import has_personal_number
from indicators.texts import Text
from tests import measures

TRANG = replace(
    measures.SHARE,
    id="trang",
    name=Text("Trångbodda hushåll", "Overcrowded households"),
    sector="nurtured",
    short=Text("Trångbodda"),
    source_id="N07907",
)
INDICATORS = {"trang": TRANG}
AREAS = {"deso-2025": ["0764A0010", "0764A0020"]}
HEAD = "områdeskod;period;täljare;nämnare\n"
GOOD = HEAD + "0764A0010;2024;5;20\n0764A0020;2024;1;8\n"
ASKS = GOOD.replace("0764A", "764A")
BAD = GOOD.replace("0764A0020", "0764X").replace(";1;", ";4711;")


def read(text: str, file: str = "trang.csv", **options) -> Reading:
    known = {"indicators": INDICATORS, "areas": AREAS} | options
    return read_observations(text.encode(), file=file, **known)


def test_a_good_file_gives_its_observations_without_a_yes():
    assert list(read(GOOD).require(yes=False)["value"]) == [25.0, 12.5]


def test_a_file_with_problems_gives_nothing_whatever_is_said():
    reading = read(BAD)

    with pytest.raises(IndicatorFileError, match="rad 3, kolumn områdeskod"):
        reading.require(yes=True)
    assert reading.observations.empty


def test_a_file_with_questions_waits_for_a_yes():
    reading = read(ASKS)

    with pytest.raises(IndicatorFileError, match="förlorat sin inledande nolla"):
        reading.require(yes=False)
    assert len(reading.require(yes=True)) == 2


@pytest.mark.parametrize("text", [GOOD, ASKS, BAD])
def test_the_description_is_json_and_holds_no_value(text):
    described = json.dumps(read(text.replace("5;20", "4711;9422")).as_dict())

    assert "4711" not in described
    assert "9422" not in described


def test_what_was_found_out_of_the_file_is_told():
    dialect = read("\ufeffTitel\r\n" + GOOD.replace("\n", "\r\n")).dialect

    assert (dialect.encoding, dialect.delimiter) == ("utf-8-sig", ";")
    assert (dialect.line_ending, dialect.header_row) == ("CRLF", 2)
    assert (dialect.decimal, dialect.layout) == ("", "long")


@pytest.mark.parametrize("file", ["C:\\Users\\x\\trang.csv", "/tmp/in/trang.csv"])
def test_only_the_name_of_the_file_is_kept(file):
    assert read(GOOD, file).file == "trang.csv"


@pytest.mark.parametrize("file", ["trang.csv", "Trang_2024.csv", "trang-v2.csv"])
def test_the_file_name_can_say_which_indicator_it_is(file):
    assert not read(GOOD, file).problems


@pytest.mark.parametrize("file", ["trangas.csv", "blad1.csv"])
def test_no_other_file_name_says_which_indicator_it_is(file):
    assert "vilken indikator" in read(GOOD, file).problems[0].message
    assert not read(GOOD, file, indicator="trang").problems


def test_what_the_file_says_goes_before_what_the_caller_says():
    text = GOOD.replace("täljare;nämnare", "trang täljare;trang nämnare")
    both = INDICATORS | {"barn": replace(TRANG, id="barn", kind=Kind.COUNT)}

    found = read(text, indicators=both, indicator="barn").require(yes=False)

    assert set(found["indicator"]) == {"trang"}


def test_an_unknown_source_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="unknown source"):
        read(GOOD, source="brå")


def test_columns_have_the_same_types_with_rows_and_without():
    assert list(read(GOOD).observations.dtypes) == list(read(BAD).observations.dtypes)
    assert pd.api.types.is_string_dtype(read(BAD).observations["status"])


@pytest.mark.parametrize(
    ("public", "source", "source_id", "expected"),
    [
        (True, "SCB, Registret över totalbefolkningen", "", "scb"),
        (True, "Egen", "TAB6436", "scb"),
        (True, "Egen", "HE/HE0110/HE0110I/Tab4InkDesoRegso", "scb"),
        (True, "Skolverket", "", "skolverket"),
        (True, "Skolverket via Kolada", "N15428", "kolada"),
        (True, "Skolverket via Kolada", "", "local"),
        (False, "Bearbetning av uppgifter från SCB", "TAB6436", "local"),
    ],
)
def test_the_definition_tells_whose_markers_to_expect(
    public, source, source_id, expected
):
    origin = Origin.PUBLIC if public else Origin.LOCAL
    one = replace(TRANG, origin=origin, source=Text(source), source_id=source_id)

    assert source_of(one) == expected


@pytest.mark.parametrize(
    ("header", "role", "indicator", "period"),
    [
        ("Områdes-kod ", Role.AREA, "", ""),
        ("ANTAL_ELEVER", Role.DENOMINATOR, "", ""),
        ("Andel (%)", Role.VALUE, "", ""),
        ("2023/24", Role.VALUE, "", "2023/24"),
        ("Täljare HT 2024", Role.NUMERATOR, "", "HT2024"),
        ("trang", Role.VALUE, "trang", ""),
        ("Trångbodda hushåll 2024", Role.VALUE, "trang", "2024"),
        ("N07907", Role.VALUE, "trang", ""),
        ("trang_n", Role.DENOMINATOR, "trang", ""),
    ],
)
def test_a_header_tells_what_its_column_is(header, role, indicator, period):
    found = meaning_of(header, indicator_keys(INDICATORS))

    assert found is not None
    assert (found.role, found.indicator, found.period) == (role, indicator, period)


@pytest.mark.parametrize(
    "header", ["", "områdesnamn", "antal skolor", "25,0", "x" * 999]
)
def test_other_headers_tell_nothing(header):
    assert meaning_of(header, indicator_keys(INDICATORS)) is None


@pytest.mark.parametrize("text", ["2024-13", "1850", "2023/2025", "2010-11", "", "HT"])
def test_what_is_no_period_is_not_made_one(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("19811218-9876", True),
        ("811218+9876", True),
        ("198112189876", True),
        ("811278-9873", True),  # a coordination number
        ("8112189877", False),  # wrong check digit, and no dash
        ("212000-0639", False),  # an organisation
        ("2024-12-31", False),
        ("070-1234567", False),
    ],
)
def test_personal_identity_numbers_are_recognised(text, personal):
    assert has_personal_number(f"barn {text};3") is personal


@pytest.mark.parametrize("row", ["0764X;2024;-3;x y", "0764A0010;2024;5;20", "{i};;;"])
def test_a_hundred_thousand_rows_are_read_while_you_wait(row):
    rows = [row.replace("{i}", str(i)) for i in range(100_000)]
    start = time.process_time()

    read(HEAD + "\n".join(rows))

    assert time.process_time() - start < 6  # 1 to 2 s here; quadratic takes minutes


@pytest.mark.parametrize("head", ["områdeskod;period;täljare", "a;b;c"])
@pytest.mark.parametrize("many", [2_001, 100_000])
def test_a_text_with_too_many_columns_is_refused_before_it_is_read(head, many):
    start = time.perf_counter()
    reading = read(head + ";x" * many + "\n" + "0764A0010;2024;5" + ";1" * many)

    assert "fler än 2 000 kolumner" in str(reading.problems[0])
    assert "Ta bort de kolumner" in str(reading.problems[0])
    assert time.perf_counter() - start < 5


def test_empty_columns_to_the_right_are_not_counted():
    assert read(GOOD.replace("\n", ";" * 3_000 + "\n")).problems == ()
