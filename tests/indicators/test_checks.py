from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from indicators import checks
from indicators.model import COLUMNS, Kind
from indicators.texts import Text
from tests import measures

SHARE = replace(
    measures.SHARE,
    id="trang",
    name=Text("Trångbodda"),
    sector="nurtured",
    short=Text("Trångbodda"),
)
INDICATORS = {
    "trang": SHARE,
    "takt": replace(SHARE, id="takt", kind=Kind.RATE),
    "merit": replace(SHARE, id="merit", kind=Kind.MEAN, lowest=0, highest=340),
}
NAN = float("nan")


def table(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (name, "2024", "total", "deso-2025", code, *numbers, "ok", "")
            for name, code, *numbers in rows
        ],
        columns=COLUMNS,
    )


def places(count: int) -> pd.DataFrame:
    headers = {"numerator": "antal", "denominator": "n", "value": "andel"}
    return pd.DataFrame({"row": range(2, 2 + count), **headers})


def test_a_sound_table_has_no_errors():
    sound = table(("trang", "A", 5, 20, 25), ("trang", "B", 8, 8, 100))

    assert checks.errors(sound, INDICATORS, places(2)) == []


def test_a_doubled_observation_names_the_row_of_the_first():
    doubled = table(*[("trang", "A", 5, 20, 25)] * 2, ("trang", "B", 1, 2, 50))

    (problem,) = checks.duplicates(doubled, places(3))

    assert (problem.row, problem.column) == (3, "")
    assert "A för 2024 finns redan på rad 2" in problem.message


def test_the_same_area_in_another_period_is_no_duplicate():
    years = table(("trang", "A", 5, 20, 25), ("trang", "A", 5, 20, 25))
    years["period"] = ["2023", "2024"]

    assert checks.duplicates(years) == []


def test_more_than_all_is_an_error_of_shares_but_not_of_rates():
    rows = [(5, 20, 25), (1, 8, 12.5), (9, 8, NAN)]
    above = table(*[(name, c, *n) for name in ("trang", "takt")
                    for c, n in zip("ABC", rows, strict=True)])  # fmt: skip

    (problem,) = checks.above_denominator(above, INDICATORS, places(6))

    assert (problem.row, problem.column) == (4, "antal")


def test_columns_that_changed_places_are_told_once():
    swapped = table(
        ("trang", "A", 20, 5, NAN), ("trang", "B", 8, 1, NAN), ("trang", "C", 3, 3, 100)
    )

    (problem,) = checks.above_denominator(swapped, INDICATORS, places(3))

    assert "bytt plats" in problem.message


@pytest.mark.parametrize("column", ["numerator", "denominator"])
def test_a_count_below_zero_is_an_error(column):
    negative = table(("trang", "A", 5, 20, 25)).assign(**{column: -1.0})

    (problem,) = checks.negative_counts(negative, places(1))

    assert problem.column == {"numerator": "antal", "denominator": "n"}[column]


@pytest.mark.parametrize(
    ("name", "value", "possible"),
    [
        ("trang", 100.00000000000001, True),
        ("trang", 100.1, False),
        ("trang", -0.1, False),
        ("takt", 5000.0, True),
        ("takt", -1.0, False),
        ("merit", 340.0, True),
        ("merit", 340.5, False),
        ("merit", NAN, True),
    ],
)
def test_values_are_held_to_what_is_possible(name, value, possible):
    one = table((name, "A", NAN, NAN, value))

    assert (checks.impossible_values(one, INDICATORS) == []) is possible


def test_counts_with_decimals_are_unusual_but_not_in_the_sum_behind_a_mean():
    rows = table(("trang", "A", 5.5, 20, 27.5), ("merit", "A", 5000.5, 20.5, 243.9))

    found = checks.unusual_counts(rows, INDICATORS, places(2))

    assert [(p.row, p.column) for p in found] == [(2, "antal"), (3, "n")]


def test_absent_areas_are_listed_once_for_all_periods_that_lack_them():
    one = table(("trang", "A", 5, 20, 25))
    years = pd.concat([one, one.assign(period="2023")], ignore_index=True)

    areas = {"deso-2025": ["F", "D", "A", "C", "E", "B"], "kommun": ["0"]}

    found = checks.absent_areas(years, areas)

    (message,) = [problem.message for problem in found]
    assert message.startswith("5 av 6 områden i deso-2025 saknas för trang 2024, 2023")
    assert message.endswith(": B, C, D, E, F.")


def test_without_rows_a_problem_names_the_observation_instead():
    (problem,) = checks.negative_counts(table(("trang", "A", -5, 20, 25)))

    assert problem.row == 0
    assert problem.message.startswith("trang 2024 A: ")
