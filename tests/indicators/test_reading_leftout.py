from __future__ import annotations

import json
from dataclasses import replace

import pytest

from indicators.reading import Reading, read_observations
from tests import measures

AREAS = {"deso-2025": ["0764A0010", "0764A0020"]}
HEAD = "områdeskod;period;täljare;nämnare\n"
GOOD = "0764A0010;2024;5;20\n0764A0020;2024;1;8\n"
SUMS = [
    "Totalt", "Summa", "Samtliga", "Hela kommunen", "Alvesta kommun", "Totalsumma",
    "SUMMA:", "Upplands Väsby kommun",
]  # fmt: skip


def read(text: str) -> Reading:
    return read_observations(
        text.encode(),
        file="andel.csv",
        indicators={"andel": measures.SHARE},
        areas=AREAS,
    )


@pytest.mark.parametrize("period", ["2024", ""])
@pytest.mark.parametrize("name", SUMS)
def test_a_row_of_sums_is_left_out_and_said_without_a_question(name, period):
    reading = read(HEAD + GOOD + f"{name};{period};6;28\n")

    assert (reading.problems, reading.questions) == ((), ())
    assert list(reading.observations["area_code"]) == ["0764A0010", "0764A0020"]
    (repair,) = reading.repairs
    assert (repair.row, repair.column) == (4, "områdeskod")
    assert name in repair.message


def test_what_stands_in_a_row_of_sums_is_not_looked_at():
    assert read(HEAD + GOOD + "Summa;;#REF!;x\n").problems == ()


@pytest.mark.parametrize("name", ["områdesnamn", "område", "DeSO-namn"])
def test_a_sum_may_be_named_beside_an_empty_code(name):
    head = f"områdeskod;{name};period;täljare;nämnare\n"
    rows = "0764A0010;Torsås;2024;5;20\n;Totalt;2024;5;20\n"
    reading = read(head + rows)

    assert reading.problems == ()
    assert len(reading.observations) == 1


def test_an_empty_code_without_such_a_name_is_still_a_problem():
    head = "områdeskod;områdesnamn;period;täljare;nämnare\n"
    (problem,) = read(head + "0764A0010;A;2024;5;20\n;Torsås;2024;5;20\n").problems

    assert problem.message == "Områdeskoden saknas."


@pytest.mark.parametrize("name", ["Torsås", "Kommundelen", "Total A", "Okänd"])
def test_other_names_are_still_problems(name):
    (problem,) = read(HEAD + GOOD + f"{name};2024;6;28\n").problems

    assert "är okänt" in problem.message


def test_a_file_of_nothing_but_a_sum_is_a_problem():
    assert "är okänt" in read(HEAD + "Totalt;2024;6;28\n").problems[0].message


def test_a_row_with_nothing_but_its_area_is_left_out_and_said():
    reading = read(HEAD + "0764A0010;2024;5;20\n0764A0020;;;\n")

    assert reading.problems == ()
    assert any("ingen period och inga tal" in r.message for r in reading.repairs)


@pytest.mark.parametrize("row", ["0764A0020;;1;8", "0764A0020;;;8"])
def test_a_row_with_numbers_but_no_period_is_still_a_problem(row):
    (problem,) = read(HEAD + f"0764A0010;2024;5;20\n{row}\n").problems

    assert problem.message == "Perioden saknas."


# --- the country, counties and other municipalities ---

PLACES = AREAS | {"kommun-2025": ["0764"]}
OTHERS = ["00", "0000", "07", "0007", "0780", "00 Riket", "07 Kronobergs län"]


def read_places(text: str) -> Reading:
    return read_observations(
        text.encode(),
        file="andel.csv",
        indicators={"andel": measures.SHARE},
        areas=PLACES,
    )


@pytest.mark.parametrize("code", OTHERS)
def test_rows_of_the_country_a_county_or_another_municipality_are_left_out(code):
    reading = read_places(HEAD + f"{code};2024;9;10\n0764;2024;5;20\n")

    assert (reading.problems, reading.questions) == ((), ())
    assert list(reading.observations["area_code"]) == ["0764"]
    (said,) = [r.message for r in reading.repairs if "gäller riket" in r.message]
    assert f"({code})" in said


@pytest.mark.parametrize("code", OTHERS)
def test_a_file_about_other_places_only_is_a_problem(code):
    assert read_places(HEAD + f"{code};2024;9;10\n").problems
    mixed = HEAD + f"{code};2024;9;10\n0764X;2024;5;20\n"
    assert len(read_places(mixed).problems) == 2


@pytest.mark.parametrize("code", ["0780A0010", "0764X", "99", "9912", "780", "7"])
def test_what_may_be_a_wrong_code_is_not_left_out(code):
    assert read_places(HEAD + f"{code};2024;9;10\n0764;2024;5;20\n").problems


def test_other_places_in_json_are_left_out_too():
    points = [
        {"kpi": "N1", "municipality": code, "period": 2024, "gender": "T", "value": 7.5}
        for code in ("0000", "0764", "0780")
    ]
    reading = read_observations(
        json.dumps({"values": points}).encode(),
        file="x.json",
        indicators={"andel": replace(measures.SHARE, source_id="N1")},
        areas=PLACES,
    )

    assert list(reading.require(yes=False)["area_code"]) == ["0764"]
    assert any("(0000, 0780)" in repair.message for repair in reading.repairs)
