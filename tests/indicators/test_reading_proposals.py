"""Columns whose headers aren't in our words: guessed where it is clear, and asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.model import Kind, Origin, Protection
from indicators.reading import read_observations
from indicators.texts import Text
from tests import measures

AREAS = {"deso-2025": ["0764A0010", "0764A0020"]}
SHARE = replace(measures.SHARE, id="trang", name=Text("Trångbodda"))
MERIT = replace(
    SHARE,
    id="merit",
    name=Text("Meritvärde, årskurs 9 (medelvärde, 17 ämnen)"),
    short=Text("Meritvärde åk 9"),
    kind=Kind.MEAN,
    unit=Text("poäng"),
    protection=Protection.PUPILS,
    class_limits=(210.0, 220.0),
    highest=340,
)
ABSENT = replace(SHARE, id="absent", protection=Protection.PUPILS, class_limits=(9.0,))
PEOPLE = replace(SHARE, id="people", kind=Kind.COUNT, unit=Text("personer"))
EVERY = {one.id: one for one in (SHARE, MERIT, ABSENT, PEOPLE)}


def read(*lines, file="trang.csv", **options):
    return read_observations(
        "\n".join(lines).encode(),
        file=file,
        indicators=EVERY,
        areas=AREAS,
        **options,
    )


def said(reading):
    return " ".join(map(str, reading.problems))


def asked(reading):
    return " ".join(one.message for one in reading.questions)


def rows(reading):
    assert reading.problems == ()
    found = reading.observations
    return sorted(zip(found["period"], found["value"], strict=True))


@pytest.mark.parametrize(
    "header",
    ["Andel personer 2025", '"Andel personer, procent 2025"', "Utfall 2025"],
)
def test_the_only_column_of_numbers_with_a_year_in_its_header_is_taken_if_it_is_so(
    header,
):
    reading = read(f"region,{header}", "0764A0010,25", "0764A0020,12.5")

    assert "har lästs som värde" in asked(reading)
    assert rows(reading) == [("2025", 12.5), ("2025", 25.0)]


def test_columns_of_the_same_words_are_one_for_each_period():
    reading = read(
        "region;kön;Andel personer 2024;Andel personer 2025;Anmärkning",
        "0764A0010;totalt;24;25;",
        "0764A0020;totalt;12;13;Se not",
    )

    assert "Andel personer 2024, Andel personer 2025 har lästs som" in asked(reading)
    assert rows(reading) == [("2024", 12), ("2024", 24), ("2025", 13), ("2025", 25)]


@pytest.mark.parametrize("file", ["people.csv", "trang.csv"])
def test_what_is_called_a_number_of_something_is_a_count_and_no_share(file):
    reading = read("region;Antal personer 2026", "0764A0010;57", file=file)

    assert "har lästs som täljare" in asked(reading)
    assert bool(reading.problems) is (file == "trang.csv")


def test_two_kinds_of_columns_with_years_are_left_to_be_matched_by_hand():
    lines = ["region;Befolkning 2025;Utfall 2025", "0764A0010;60;25"]

    assert "value" in read(*lines).lacking
    by_hand = read(*lines, columns={"value": "Utfall 2025"})
    assert rows(by_hand) == [("2025", 25)]
    assert "Perioden 2025 har lästs ur rubriken." in [
        one.message for one in by_hand.repairs
    ]


@pytest.mark.parametrize("cell", ["många", "", ".."])
def test_a_column_without_numbers_is_not_taken(cell):
    assert "value" in read("region;Utfall 2025", f"0764A0010;{cell}").lacking


def test_an_age_in_a_header_is_no_period():
    assert "value" in read("region;Ungdomar 16-17", "0764A0010;5").lacking
    by_hand = {"value": "Ungdomar 16-17"}
    reading = read("region;Ungdomar 16-17", "0764A0010;5", columns=by_hand)
    assert reading.lacking == ("period",)


def test_a_file_that_has_periods_and_values_is_read_as_before():
    reading = read("region;år;andel;Utfall 2020", "0764A0010;2025;5;6")

    assert reading.questions == ()
    assert rows(reading) == [("2025", 5)]


# --- a column chosen by hand keeps the period that stands in its header ---

UNEMPLOYED = ["region;Andel personer, procent 2025", "0764A0010;25"]
BY_HAND = {"value": "Andel personer, procent 2025"}


def test_a_period_that_is_said_does_not_go_before_the_one_in_the_header():
    reading = read(*UNEMPLOYED, columns=BY_HAND, period="2019")

    (problem,) = reading.problems
    assert (problem.row, problem.column) == (1, "Andel personer, procent 2025")
    assert "2025 står i rubriken" in problem.message
    assert "utan att säga någon period" in problem.remedy


@pytest.mark.parametrize("period", ["", "2025"])
def test_the_period_in_the_header_of_a_column_chosen_by_hand_is_used(period):
    assert rows(read(*UNEMPLOYED, columns=BY_HAND, period=period)) == [("2025", 25)]


def test_one_year_is_of_all_columns_chosen_by_hand():
    columns = {"numerator": "Berörda 2025", "denominator": "Boende"}
    lines = ["region;Berörda 2025;Boende", "0764A0010;5;20"]

    assert rows(read(*lines, columns=columns)) == [("2025", 25)]
    (problem, *_rest) = read(*lines, columns=columns, period="2024").problems
    assert "2025 står i rubriken" in problem.message


def test_the_year_is_also_of_a_column_beside_whose_header_we_know():
    lines = ["region;Utfall 2025;Totalt", "0764A0010;25;20"]
    reading = read(*lines, columns={"value": "Utfall 2025"})

    assert rows(reading) == [("2025", 25)]
    assert list(reading.observations["denominator"]) == [20]


def test_columns_of_two_years_are_not_taken_together():
    columns = {"numerator": "Berörda 2025", "denominator": "Boende 2024"}
    reading = read("region;Berörda 2025;Boende 2024", "0764A0010;5;20", columns=columns)

    assert "säger olika perioder: 2025, 2024" in said(reading)


@pytest.mark.parametrize(("year", "asks"), [("2025", False), ("2024", True)])
def test_a_header_that_says_another_year_than_all_rows_is_asked_about(year, asks):
    lines = ["region;år;Utfall 2025", f"0764A0010;{year};25"]
    reading = read(*lines, columns={"value": "Utfall 2025"})

    assert ("Rubriken säger 2025" in asked(reading)) is asks
    assert rows(reading) == [(year, 25)]


# --- what schools write ---


@pytest.mark.parametrize("header", ["Meritvärde", "Genomsnittligt meritvärde (17)"])
def test_a_column_called_as_the_measure_is_its_value_and_pupils_its_denominator(header):
    reading = read(
        f"kod;läsår;Elever;{header}", "0764A0010;2024/25;31;225,5", file="merit.csv"
    )

    assert f"{header} har lästs som värde" in asked(reading)
    assert "Elever har lästs som nämnare" in asked(reading)
    assert rows(reading) == [("2024/25", 225.5)]
    assert list(reading.observations["denominator"]) == [31]


def test_another_measures_word_is_not_its_value():
    reading = read("kod;läsår;Meritvärde", "0764A0010;2024/25;225", indicator="people")

    assert reading.lacking == ("value",)


def test_pupils_with_something_are_a_part_of_all_pupils():
    reading = read(
        "kod;läsår;Elever;Elever med frånvaro",
        "0764A0010;2024/25;80;20",
        file="absent.csv",
    )

    assert "Elever har lästs som nämnare" in asked(reading)
    assert "Elever med frånvaro har lästs som täljare" in asked(reading)
    assert rows(reading) == [("2024/25", 25)]


@pytest.mark.parametrize(
    "headers",
    ["Elever;Elever med frånvaro;Elever med oro", "Elever;Andel", "Pojkar;Flickor"],
)
def test_where_it_is_not_clear_nothing_is_guessed(headers):
    cells = ";20" * (headers.count(";") + 1)
    reading = read(f"kod;läsår;{headers}", f"0764A0010;2024/25{cells}", file="absent.x")

    assert reading.problems
    assert reading.questions == ()


def test_official_values_need_no_pupils():
    public = replace(MERIT, origin=Origin.PUBLIC, protection=Protection.NONE)
    reading = read_observations(
        b"kod;period;medel;elever\n0764A0010;2024/25;225;31\n",
        file="merit.csv",
        indicators={"merit": public},
        areas=AREAS,
    )

    assert (reading.problems, reading.questions) == ((), ())


# --- which measure, and what it lacks ---

KPI = [
    "kommun;kpi;period;value",
    "0764A0010;N15507;2024;225",
    "0764A0020;N15507;2024;230",
]


def test_a_measure_that_is_said_is_that_of_a_file_with_one_unknown_name():
    reading = read(*KPI, file="x.csv", indicator="people")

    assert "Filen gäller N15507 hos källan. Den har lästs som people." in asked(reading)
    assert set(reading.require(yes=True)["indicator"]) == {"people"}


def test_without_a_word_one_unknown_name_is_said_once_and_the_measure_lacking():
    reading = read(*KPI, file="x.csv")

    (problem,) = reading.problems
    assert problem.message == "Indikatorn N15507 är okänd."
    assert reading.lacking == ("indicator",)


def test_of_several_names_the_measure_that_is_said_is_none():
    mixed = [*KPI, "0764A0010;N15424;2024;90"]

    assert "N15424 är okänd" in said(read(*mixed, indicator="people"))


def test_a_known_name_in_the_file_goes_before_the_measure_that_is_said():
    lines = [line.replace("N15507", "trang") for line in KPI]
    reading = read(*lines, indicator="people")
    assert "people" not in said(reading) + asked(reading)


@pytest.mark.parametrize(
    ("header", "measure", "message"),
    [
        ("täljare", "trang", "Trångbodda går inte att räkna ut: kolumnen med nämnaren"),
        ("nämnare", "trang", "Trångbodda går inte att räkna ut: kolumnen med värdet"),
        ("nämnare", "people", "går inte att läsa: kolumnen med antalet saknas"),
    ],
)
def test_what_a_measure_lacks_is_said_by_its_name(header, measure, message):
    reading = read(f"kod;år;{header}", "0764A0010;2024;5", indicator=measure)
    assert message in said(reading)


@pytest.mark.parametrize("dots", ["..", " ..", "‥", ". ."])
@pytest.mark.parametrize("source", ["scb", "skolverket", "kolada", "local", None])
def test_two_dots_are_a_mark_in_the_values_of_every_source(dots, source):
    lines = ["kod;läsår;Meritvärde;Elever", "0764A0010;2024/25;225;31"]
    row = f"0764A0020;2024/25;{dots};{dots}"
    reading = read(*lines, row, indicator="merit", source=source)

    assert reading.problems == ()
    gone = "suppressed" if source == "skolverket" else "missing"
    assert list(reading.observations["status"]) == ["ok", gone]
