"""Columns matched by hand: what is said goes before what the headers say."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading import read_observations
from indicators.reading.byhand import labels
from tests.indicators.test_reading import AREAS, INDICATORS, read

ODD = "Nyckel;Tidpunkt;Har;Alla\n0764A0010;2024;5;20\n0764A0020;2024;1;8\n"
MATCHED = {
    "area": "Nyckel",
    "period": "Tidpunkt",
    "numerator": "Har",
    "denominator": "Alla",
}


def values(reading):
    assert reading.problems == ()
    return list(reading.observations["value"])


def said(reading):
    return " ".join(map(str, reading.problems))


def test_a_file_without_one_header_that_we_know_is_read():
    assert said(read(ODD)) == said(read(ODD, columns={}))
    assert values(read(ODD, columns=MATCHED)) == [25.0, 12.5]


def test_the_headers_of_a_file_that_says_nothing_are_told():
    assert read(ODD).headers == ("Nyckel", "Tidpunkt", "Har", "Alla")
    assert read(ODD).columns == {}


def test_the_row_with_the_columns_asked_for_is_the_header():
    prose = "Kod;Antal i urvalet\nFrån kommunen;hösten\n\n"
    reading = read(prose + ODD, columns=MATCHED)

    assert reading.dialect.header_row == 4
    assert values(reading) == [25.0, 12.5]


def test_roles_can_be_said_in_swedish_and_headers_in_any_case():
    by_hand = {"Område": "nyckel", "PERIOD": "tidpunkt", "värde": "har"}
    assert values(read(ODD, columns=by_hand)) == [5.0, 1.0]


def test_what_is_not_named_is_guessed():
    text = "Område;År;Utfall\n0764A0010;2024;5\n"
    reading = read(text, columns={"value": "Utfall"})

    assert values(reading) == [5.0]
    assert reading.columns == {
        "area": ("Område",),
        "period": ("År",),
        "value": ("Utfall",),
    }


def test_another_column_than_the_guessed_one_can_be_taken():
    text = "Område;År;Andel;Andel efter justering\n0764A0010;2024;5;6\n"
    assert values(read(text)) == [5.0]
    by_hand = {"value": "Andel efter justering"}
    assert values(read(text, columns=by_hand)) == [6.0]


def test_a_guessed_column_can_be_left_out():
    text = "Område;År;Antal;Totalt;Andel\n0764A0010;2024;5;20;99\n"
    assert "stämmer inte" in said(read(text))
    assert values(read(text, columns={"value": ""})) == [25.0]


def test_saying_what_antal_counts_settles_it():
    text = "Område;År;Antal;Andel\n0764A0010;2024;20;25\n"
    assert "Det framgår inte vad kolumnen räknar" in said(read(text))
    assert "numerator" not in read(text).columns
    reading = read(text, columns={"denominator": "Antal", "numerator": ""})
    assert values(reading) == [25.0]
    assert list(reading.observations["denominator"]) == [20.0]


def test_of_periods_side_by_side_one_can_be_taken_and_keeps_its_period():
    text = "Område;2023;2024\n0764A0010;5;6\n"
    assert read(text).columns["value"] == ("2023", "2024")
    reading = read(text, columns={"value": "2024"})

    assert values(reading) == [6.0]
    assert list(reading.observations["period"]) == ["2024"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"area": "Kod"}, "ingen kolumn som heter Kod. Kolumnerna heter: Område, År"),
        (
            {"value": "Andel", "numerator": "andel"},
            "Kolumnen Andel är vald två gånger: som värde och som täljare",
        ),
        ({"colour": "Andel"}, "colour är inget som en kolumn kan vara. Skriv en av"),
        ({"value": "Tal"}, r"Flera kolumner heter Tal. Skriv en av: Tal (D), Tal (E)"),
    ],
)
def test_what_cannot_be_matched_is_said(columns, message):
    reading = read("Område;År;Andel;Tal;Tal\n0764A0010;2024;5;6;7\n", columns=columns)

    assert message in said(reading)
    assert reading.observations.empty


def test_of_two_columns_with_one_name_each_can_be_taken():
    text = "Område;År;Tal;Tal\n0764A0010;2024;5;6\n"
    assert values(read(text, columns={"value": "Tal (D)"})) == [6.0]


def test_a_sheet_of_a_workbook_is_matched_too():
    book = openpyxl.Workbook()
    for line in ODD.splitlines():
        book.active.append([int(c) if c.isdigit() else c for c in line.split(";")])
    out = io.BytesIO()
    book.save(out)

    reading = read_observations(
        out.getvalue(),
        file="trang.xlsx",
        indicators=INDICATORS,
        areas=AREAS,
        columns=MATCHED,
    )
    assert values(reading) == [25.0, 12.5]


CORPUS = Path(__file__).parents[1] / "corpus_formats"


def dataset(**columns):
    content = (
        b'{"version":"2.0","class":"dataset","id":["Plats","Tid","Mat"],'
        b'"size":[2,1,2],"dimension":{"Plats":{"category":{"index":'
        b'["0764A0010","0764A0020"]}},"Tid":{"category":{"index":["2024"]}},'
        b'"Mat":{"category":{"index":["Antal hus","Kvot"]}}},'
        b'"role":{"time":["Tid"],"metric":["Mat"]},"value":[5,25,1,12.5]}'
    )
    return read_observations(
        content, file="trang.json", indicators=INDICATORS, areas=AREAS, columns=columns
    )


def test_dimensions_and_contents_are_matched_too():
    assert said(dataset())
    assert dataset().headers == ("Plats", "Tid", "Mat") or dataset().headers
    assert values(dataset(area="Plats", value="Kvot")) == [25.0, 12.5]


def test_a_dimension_has_no_numbers():
    assert "Plats kan inte vara värde" in said(dataset(value="Plats"))
    assert "Kvot kan inte vara område" in said(dataset(area="Kvot"))


headers = st.lists(st.text("aA  é;12", max_size=4), max_size=8)


@given(headers)
def test_every_column_has_a_name_of_its_own(names):
    assert len(set(labels(names))) == len(names)


@pytest.mark.parametrize("name", ["trang 2026", "Trang-2026", "trang_2026", "trang"])
def test_a_file_is_named_after_its_indicator_whatever_follows(name):
    assert read(ODD, file=f"{name}.csv", columns=MATCHED).problems == ()
    assert read(ODD, file=f"x{name}.csv", columns=MATCHED).lacking == ("indicator",)
