"""A file that says no period: somebody says one for all rows, or nothing is read."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading import read_observations
from indicators.reading.periods import period_in_name
from tests.indicators.test_reading import AREAS, INDICATORS, read

NONE = "Områdeskod;Värde\n0764A0010;25\n0764A0020;12,5\n"


def said(reading):
    return " ".join(map(str, reading.problems))


def test_without_a_word_about_it_nothing_is_read_and_it_is_asked_for():
    reading = read(NONE)

    assert reading.lacking == ("period",)
    assert "säg vilken period alla rader gäller" in said(reading)


@pytest.mark.parametrize("period", ["2025", "2024/25", "HT2025", "2022-2024"])
def test_every_row_is_of_the_period_that_was_said(period):
    reading = read(NONE, period=period)

    assert set(reading.require(yes=False)["period"]) == {period}
    assert f"Alla rader har lästs som {period}." in reading.repairs[0].message
    assert reading.lacking == ()


def test_that_no_column_has_values_does_not_hide_that_none_has_a_period():
    text = NONE.replace("Värde", "Utfall")

    assert set(read(text).lacking) == {"value", "period"}
    assert read(text, period="2025").lacking == ("value",)
    by_hand = {"value": "Utfall"}
    assert read(text, columns=by_hand, period="2025").problems == ()


def test_a_year_in_the_files_name_is_not_taken_by_itself():
    assert read(NONE, file="trang 2025.csv").lacking == ("period",)


def test_two_years_side_by_side_are_asked_about():
    (asked,) = read(NONE, period="2023-2024").questions
    assert "två år tillsammans" in asked.message


@pytest.mark.parametrize("period", ["i fjol", "2010-11", "25"])
def test_what_is_no_period_is_said_and_still_lacking(period):
    reading = read(NONE, period=period)

    assert "är ingen period" in said(reading)
    assert reading.lacking == ("period",)


@pytest.mark.parametrize(
    "text",
    [
        "Områdeskod;År;Värde\n0764A0010;2024;25\n",
        "Områdeskod;2023;2024\n0764A0010;1;2\n",
    ],
)
def test_a_file_that_says_its_period_is_not_read_by_another(text):
    assert read(text).problems == ()
    assert "säger själv vilken period" in said(read(text, period="2025"))


def test_a_column_of_periods_can_be_left_out_for_what_is_said():
    text = "Områdeskod;År;Värde\n0764A0010;2024;25\n"
    reading = read(text, columns={"period": ""}, period="2025")

    assert list(reading.require(yes=False)["period"]) == ["2025"]


def test_a_sheet_of_a_workbook_takes_it_too():
    book = openpyxl.Workbook()
    for row in (["Områdeskod", "Värde"], ["0764A0010", 25]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    reading = read_observations(
        out.getvalue(),
        file="trang.xlsx",
        indicators=INDICATORS,
        areas=AREAS,
        period="2025",
    )

    assert list(reading.require(yes=False)["period"]) == ["2025"]


def test_a_table_by_dimensions_takes_it_too():
    content = (
        b'{"version":"2.0","class":"dataset","id":["Region"],"size":[1],"dimension":'
        b'{"Region":{"category":{"index":["0764A0010"]}}},'
        b'"role":{"geo":["Region"]},"value":[25]}'
    )
    reading = read_observations(
        content, file="trang.json", indicators=INDICATORS, areas=AREAS, period="2025"
    )

    assert reading.problems == ()
    assert list(reading.observations["period"]) == ["2025"]


@pytest.mark.parametrize(
    ("file", "period"),
    [
        ("trang_2025.csv", "2025"),
        ("trang 2024-25.csv", "2024/25"),
        ("trang HT2025.csv", "HT2025"),
        ("trang_2022-2024.xlsx", "2022-2024"),
        ("trang.csv", ""),
        ("trang 2024 och 2025.csv", ""),  # which of them?
        ("trang_2025-01-31.csv", ""),  # when it was saved
        ("trang 20250131.csv", ""),
        ("trang 2010-11.csv", ""),  # the school year, or November
        ("nr 12025.csv", ""),
        (r"C:\2023\trang_2025.csv", "2025"),
    ],
)
def test_what_a_files_name_says_can_be_offered(file, period):
    assert period_in_name(file) == period


@given(st.integers(1900, 2099), st.sampled_from(" _-."))
def test_a_year_by_itself_in_a_name_is_found(year, mark):
    assert period_in_name(f"trang{mark}{year}.csv") == str(year)


# --- what stands above the table ---

PROSE = [
    "Läsår: 2024/25",
    "Läsår;2024/25",
    "Valt läsår 2024/25",
    "Kommun: X, Läsår: 2024/25",
]


@pytest.mark.parametrize("prose", PROSE)
def test_the_only_period_above_the_table_is_that_of_all_rows(prose):
    reading = read(f"Betyg\nUttaget 2025-03-01\n{prose}\n\n{NONE}")

    assert set(reading.require(yes=False)["period"]) == {"2024/25"}
    assert any("Ovanför tabellen står 2024/25" in r.message for r in reading.repairs)


@pytest.mark.parametrize(
    "prose",
    [
        "Läsår: 2023/24\nLäsår: 2024/25",
        "Läsår 2023/24, 2024/25",
        "Läsår;2023/24;2024/25",
        "Från och med läsår 2020/21 räknas också andra",
        "År 2020 ändrades måttet",
        "2024/25",
    ],
)
def test_several_periods_above_the_table_or_none_are_asked_for(prose):
    assert read(f"Betyg\n{prose}\n\n{NONE}").lacking == ("period",)


@pytest.mark.parametrize(("period", "asks"), [("2023/24", True), ("2024/25", False)])
def test_another_period_than_the_one_above_the_table_is_asked_about(period, asks):
    reading = read(f"Läsår: 2024/25\n\n{NONE}", period=period)

    assert bool(reading.questions) is asks
    assert set(reading.require(yes=True)["period"]) == {period}


def test_the_columns_own_periods_go_before_what_stands_above():
    text = "Läsår: 2024/25\n\nOmrådeskod;År;Värde\n0764A0010;2022;25\n"
    assert list(read(text).require(yes=False)["period"]) == ["2022"]
