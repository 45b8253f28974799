"""The same thing wrong in many rows is listed up to a limit, and counted beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.errors import IndicatorFileError
from indicators.model import Direction, Indicator, Kind, Origin, Protection
from indicators.problems import LISTED, always, same_problem
from indicators.reading import read_observations
from indicators.texts import Text

MANY = LISTED + 250
AREAS = [f"0764A{n:04}" for n in range(MANY)]


@given(st.lists(st.integers(2, 10**6), max_size=3 * LISTED, unique=True).map(sorted))
def test_every_row_is_listed_or_counted(rows):
    found = same_problem(rows, "andel", always("Fel."))

    assert sum(problem.rows for problem in found) == len(rows)
    assert [problem.row for problem in found] == rows[: LISTED + 1]
    assert all(problem.column == "andel" for problem in found)


def test_each_row_may_be_told_in_words_of_its_own():
    found = same_problem([4, 7], "", lambda n: (f"Fel {n}.", "Rätta."))
    assert [str(problem) for problem in found] == [
        "rad 4: Fel 0. Rätta.", "rad 7: Fel 1. Rätta.",
    ]  # fmt: skip


def test_one_row_more_is_said_in_the_singular():
    last = same_problem(range(2, LISTED + 3), "", always("Fel."))[-1]
    assert last.message == "1 rad till har fel av samma slag."


def indicator(kind=Kind.SHARE):
    text = Text("Trångboddhet")
    return Indicator(
        id="trang", name=text, short=text, definition=text, kind=kind, unit=Text("%"),
        direction=Direction.NEUTRAL, sector="context", origin=Origin.LOCAL,
        protection=Protection.NORMAL, source=text, class_limits=(), numerator=text,
        denominator=text,
    )  # fmt: skip


def read(header, row):
    """Read a file with many rows, each made of a number and the code of an area."""
    lines = [header, *(row.format(n=n, code=code) for n, code in enumerate(AREAS))]
    return read_observations(
        "\n".join(lines).encode(),
        file="trang.csv",
        indicators={"trang": indicator()},
        areas={"deso-2025": AREAS},
    )


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        ("område;period;värde", "{code};2024;abc{n}", "Cellen är inte ett tal."),
        ("område;period;värde", "0764X{n:05};2024;5", "är okänt."),
        ("område;period;värde", "{code};år{n};5", "är ingen period"),
        ("område;period;värde", "{code};2024", "Raden har 2 celler"),
        ("område;period;värde", "{code};2024;5{n:04}", "Värdet kan inte vara"),
        ("område;period;värde", "0764A0000;2024;5", "finns redan på rad 2"),
        ("område;period;mått;värde", "{code};2024;annat{n};5", "är okänd"),
        ("område;period;indelning;värde", "{code};2024;x{n};5", "Indelningen x"),
        (
            "område;period;täljare;nämnare;värde", "{code};2024;10;100;3{n:04}",
            "stämmer inte",
        ),
        ("område;period;täljare;nämnare", "{code};2024;-{n}1;100", "mindre än noll"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_everywhere_is_listed_so_far_and_counted(header, row, said):
    problems = read(header, row).problems
    listed = [problem for problem in problems if said in problem.message]
    (rest,) = [p for p in problems if "fel av samma slag" in p.message and p.rows > 1]

    assert len(listed) == LISTED
    assert len(listed) + rest.rows in (MANY, MANY - 1)  # a first one isn't a double
    assert rest.row > max(problem.row for problem in listed)


def test_the_error_counts_every_row():
    reading = read("område;period;värde", "{code};2024;abc{n}")
    with pytest.raises(IndicatorFileError, match=f"har {MANY} fel") as caught:
        reading.require(yes=True)
    assert f"… och {MANY - 10} till" in str(caught.value)
