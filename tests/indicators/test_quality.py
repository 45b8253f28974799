from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import COLUMNS, Direction, Origin, Protection
from indicators.quality import ask
from indicators.texts import Text
from tests import measures

AREAS = [f"A{i}" for i in range(8)]
SHARE = replace(
    measures.SHARE,
    name=Text("Andelen"),
    short=Text("Andelen"),
    direction=Direction.NEUTRAL,
    source=Text("x"),
)


def rows(values, period="2025", geography="area", codes=AREAS, base=100.0):
    table = pd.DataFrame({"area_code": codes, "value": np.asarray(values, float)})
    return table.assign(
        indicator="andel", period=period, group="total", geography=geography,
        numerator=table["value"] * base / 100, denominator=base, status="ok", reason="",
    )[COLUMNS]  # fmt: skip


def asked(new, old=None, indicator=SHARE, divisions=()):
    old = rows([], codes=[]) if old is None else old
    return ask(new, old, {"andel": indicator}, divisions)


def test_ordinary_new_figures_raise_no_question():
    old = rows([20, 22, 24, 26, 28, 30, 32, 34], period="2024")
    new = rows([21, 22, 25, 27, 27, 31, 33, 33])

    assert asked(new, old) == []


def test_a_published_figure_that_changes_by_more_than_a_twentieth_is_asked_about():
    old = rows([20, 22, 24, 26, 28, 30, 32, 34])
    new = rows([20, 22, 24, 26, 28, 30, 32, 37])
    (line,) = asked(new, old)

    assert line.startswith("Andelen 2025: 1 tal skiljer sig mer än 5 %")
    assert "A7" in line


def test_rounding_is_no_revision():
    old, new = rows([3.0] * 8, base=1e3), rows([3.4] * 8, base=1e3)

    assert asked(new, old) == []


def test_an_area_that_moves_unlike_all_others_is_asked_about():
    old = rows([20, 22, 24, 26, 28, 30, 32, 34], period="2024")
    new = rows([21, 22, 25, 27, 27, 31, 33, 90])
    (line,) = asked(new, old)

    assert "mycket mer än de andra" in line
    assert line.endswith("A7. Stämmer det?")


def test_all_areas_moving_together_is_no_outlier():
    old = rows([20, 22, 24, 26, 28, 30, 32, 34], period="2024")

    assert asked(rows([25, 28, 29, 32, 33, 36, 37, 40]), old) == []


def test_periods_of_another_form_are_not_compared():
    old = rows([20, 22, 24, 26, 28, 30, 32, 34], period="2021-2023")

    (line,) = asked(rows([21, 22, 25, 27, 27, 31, 33, 90]), old)
    assert "mycket mer" not in line


def test_many_small_counts_are_a_reason_to_think_again():
    (line,) = asked(rows([1, 2, 3, 2, 20, 30, 40, 50]))

    assert "mer än 40 %" in line


def test_figures_that_will_be_withheld_for_want_of_counts_are_told_beforehand():
    local = replace(SHARE, origin=Origin.LOCAL, protection=Protection.NORMAL)
    bare = rows([20] * 8).assign(numerator=np.nan, denominator=np.nan)
    (line,) = asked(bare, indicator=local)
    assert line.startswith("Andelen: 8 tal saknar nämnare och kommer därför inte att")
    assert "A0, A1, A2, A3, A4 … (+3)" in line
    one = rows([20] * 8)
    one.loc[0, ["numerator", "denominator"]] = np.nan
    (line,) = asked(one, indicator=local)
    assert "1 tal saknar nämnare" in line
    assert "A0." in line
    official = replace(local, origin=Origin.PUBLIC, protection=Protection.NONE)
    assert asked(bare, indicator=official) == []


def test_official_figures_are_not_asked_about_small_counts():
    public = replace(SHARE, origin=Origin.PUBLIC, protection=Protection.NONE)

    assert asked(rows([1, 2, 3, 2, 20, 30, 40, 50]), indicator=public) == []


@settings(deadline=None)
@given(st.lists(st.integers(3111, 9999), min_size=8, max_size=8))  # no years
def test_no_question_contains_a_value(values):
    old = rows([v * 2 for v in values], base=1e6)
    text = " ".join(asked(rows(values, base=1e6), old))

    assert not any(str(value) in text for value in values)


# --- the period before is the one before in time ---

FIGURES = [20, 22, 24, 26, 28, 30, 32, 34]
MOVED = [20, 22, 24, 26, 28, 30, 32, 90]


def terms(**tables):
    return pd.concat([rows(v, period=p) for p, v in tables.items()], ignore_index=True)


def test_a_term_is_compared_with_the_term_before_and_not_with_one_years_back():
    old = terms(VT2021=MOVED, VT2025=MOVED, HT2025=FIGURES)

    assert asked(rows(FIGURES, period="VT2026"), old) == []
    assert "A7" in asked(rows(MOVED, period="VT2026"), old)[0]


def test_the_same_figures_again_raise_no_question_though_the_published_are_rounded():
    counts = np.array([1, 9, 8, 5, 14, 3, 7, 6])
    exact = 100 * counts / 55
    old = rows(exact.round(0), period="HT2025")

    assert asked(rows(exact, period="HT2026"), old) == []


def test_an_area_is_not_compared_where_the_period_before_does_not_show_it():
    old = terms(VT2025=MOVED, HT2025=FIGURES)
    hidden = (old["period"] == "HT2025") & (old["area_code"] == "A7")
    old.loc[hidden, ["value", "status"]] = [np.nan, "suppressed"]

    assert asked(rows(FIGURES, period="VT2026"), old) == []


def test_the_period_before_may_come_in_the_same_file():
    new = terms(HT2025=MOVED, VT2026=MOVED)

    lines = asked(new, terms(VT2025=MOVED, HT2023=FIGURES))
    assert lines == []


# --- periods that are not likely ---


@pytest.mark.parametrize(
    ("period", "is_asked"),
    [
        ("2062", True), ("2027", True), ("2026", False), ("HT2026", False),
        ("VT2027", True), ("2026/27", False), ("2027/28", True), ("2026M11", False),
        ("2026M12", True), ("2022-2024", False), ("2022-2028", True),
    ],
)  # fmt: skip
def test_a_period_that_begins_after_today_is_asked_about(period, is_asked):
    new = rows(FIGURES, period=period)
    lines = ask(new, rows([], codes=[]), {"andel": SHARE}, today=date(2026, 11, 22))

    assert any("har inte börjat" in line for line in lines) is is_asked


@pytest.mark.parametrize("period", ["2025", "2024/25", "2025M01", "2023-2025"])
def test_a_kind_of_period_that_the_measure_has_not_had_is_asked_about(period):
    old = terms(HT2024=FIGURES)
    (line,) = asked(rows(FIGURES, period=period), old)

    assert f"{period}: måttet har hittills andra slags perioder, terminer." in line
    assert asked(rows(FIGURES, period=period), rows([], codes=[])) == []
    assert asked(rows(FIGURES, period="VT2025"), old) == []
