from __future__ import annotations

from pathlib import Path

import pytest

from indicators.reading import Reading, read_observations
from tests.indicators.test_reading_corpus import AREAS, INDICATORS, written

CORPUS = Path(__file__).parents[2] / "corpus_formats"


def read(name: str, **options: object) -> Reading:
    ending = name.rpartition(".")[2]
    return read_observations(
        (CORPUS / name).read_bytes(),
        file=f"trang.{ending}",
        indicators=INDICATORS,
        areas=AREAS,
        **options,
    )


@pytest.mark.parametrize("name", ["typ av huvudman", "Typ av Huvudman"])
def test_a_row_can_be_chosen_where_several_are_about_the_same(name):
    reading = read("providers-undecided.csv", choose={name: "enskild"})

    assert [row.split(":")[1] for row in written(reading.observations)] == [
        " - - 12.5 ok"
    ]


def test_the_choices_are_told():
    reading = read("providers-undecided.csv")

    assert reading.choices == {"Typ av huvudman": ("Kommunal", "Enskild")}
    assert reading.as_dict()["choices"] == {"Typ av huvudman": ["Kommunal", "Enskild"]}


def test_another_than_the_total_can_be_chosen():
    reading = read(
        "skolverket.csv", choose={"Typ av huvudman": "Kommunal"}, source="skolverket"
    )

    assert sorted(reading.observations["value"].dropna()) == [80.5, 81.5, 85.0]


@pytest.mark.parametrize(
    ("choose", "message"),
    [
        ({"Typ av huvudman": "Statlig"}, "Kommunal, Enskild"),
        ({"Storlek": "Stor"}, "ingen kolumn Storlek"),
        ({"Andel": "25"}, "ingen kolumn Andel"),
    ],
)
def test_a_choice_that_is_not_there_is_a_problem(choose, message):
    reading = read("providers-undecided.csv", choose=choose)

    assert message in str(reading.problems[0])
    assert reading.observations.empty


@pytest.mark.parametrize("dimension", ["ContentsCode", "tabellinnehåll"])
@pytest.mark.parametrize("content", ["A1", "boende"])
def test_a_content_is_chosen_by_its_code_or_word(dimension, content):
    reading = read("json-stat-contents-unknown.json", choose={dimension: content})

    values = reading.observations["value"].dropna()
    assert list(values) == [20.5, 25, 12.5]
    assert "Flyttande" in reading.repairs[0].message


def test_the_contents_are_told():
    choices = read("json-stat-contents-unknown.json").choices

    assert choices == {"contentscode": ("Boende", "Flyttande")}


def test_a_category_of_a_dimension_is_chosen():
    reading = read("json-stat-no-total.json", choose={"hus": "Flerbostadshus"})

    assert list(reading.observations["value"]) == [2.5, 3.5]


def test_a_sheet_is_chosen():
    reading = read("excel-two-tables.xlsx", sheet="2023")

    assert list(reading.observations["numerator"]) == [5, 1]
    assert not reading.questions
    assert reading.dialect.sheet == "2023"


def test_a_sheet_that_is_not_there_is_a_problem():
    reading = read("excel-two-tables.xlsx", sheet="2022")

    assert "2024, 2023" in str(reading.problems[0])
    assert read("excel-two-tables.xlsx").choices == {"sheet": ("2024", "2023")}


def test_rows_that_are_doubled_in_all_that_matters_stay_an_error():
    text = "kod;period;andel;anm\n0764;2024;25;a\n0764;2024;25;a\n"
    reading = read_observations(
        text.encode(), file="trang.csv", indicators=INDICATORS, areas=AREAS
    )

    assert "finns redan på rad 2" in str(reading.problems[0])


def test_a_column_of_numbers_is_nothing_to_choose_by():
    text = "kod;period;andel;nedre gräns\n0764;2024;25;1\n0764;2024;26;2\n"
    reading = read_observations(
        text.encode(), file="trang.csv", indicators=INDICATORS, areas=AREAS
    )

    assert "finns redan på rad 2" in str(reading.problems[0])
    assert not reading.choices
