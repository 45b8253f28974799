"""Files with areas of two divisions: those of the one in use are read."""

from __future__ import annotations

import pytest

from indicators.reading import Reading, read_observations
from tests import measures

AREAS = {
    "deso-2025": ["0764A0010", "0764A0020"],
    "regso-2025": ["0764R001"],
    "kommun-2025": ["0764"],
}
HEAD = "områdeskod;period;täljare;nämnare\n"
NEW = "0764A0010_DeSO2025;2024;5;20\n0764A0020_DeSO2025;2024;1;8\n"
OLD = "0764A0010;2023;5;21\n0764A0090;2023;1;9\n"


def read(text: str) -> Reading:
    return read_observations(
        text.encode(),
        file="andel.csv",
        indicators={"andel": measures.SHARE},
        areas=AREAS,
    )


@pytest.mark.parametrize("old", [OLD, OLD.replace(";2023", "_DeSO2018;2023")])
def test_rows_of_another_division_are_left_out_after_one_question(old):
    reading = read(HEAD + old + NEW + "0764;2023;10;30\n")

    assert reading.problems == ()
    (question,) = reading.questions
    assert (question.row, question.column) == (2, "områdeskod")
    assert "2 rader med värden är av en annan årgång" in question.message
    assert "0764A0010" in question.message
    rows = reading.require(yes=True)
    assert set(zip(rows["area_code"], rows["period"], strict=True)) == {
        ("0764A0010", "2024"), ("0764A0020", "2024"), ("0764", "2023"),
    }  # fmt: skip


def test_no_figure_is_in_the_question():
    (question,) = read(HEAD + OLD.replace(";21", ";7654") + NEW).questions

    assert "7654" not in question.message


@pytest.mark.parametrize(
    "row",
    [
        "0764A0090_DeSO2025;2024;1;8",  # says that it is of the division in use
        "0764A0090_DeSO_2025;2024;1;8",
        "0764R009;2024;1;8",  # of a level that carries no mark here
        "0780A0010;2024;1;8",
    ],
)
def test_a_code_that_is_wrong_in_another_way_is_still_a_problem(row):
    (problem,) = read(HEAD + NEW + f"{row}\n").problems

    assert "är okänt" in problem.message


def test_without_a_mark_in_the_file_an_unknown_code_is_still_a_problem():
    assert read(HEAD + OLD).problems
