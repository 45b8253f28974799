"""Parts that do not add up to the whole that the same file gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from indicators.levels import Division
from indicators.model import Kind
from indicators.quality import ask
from indicators.texts import Text
from tests.indicators.test_quality import AREAS, SHARE, rows

COUNT = replace(SHARE, name=Text("Folkmängd"), kind=Kind.COUNT)
TO_TOP = Division("kommun", "area", pd.Series("K", index=AREAS))
# As in the shipped workspace: areas make up larger ones, and these the municipality.
CHAIN = (
    Division("mellan", "area", pd.Series(["M1"] * 5 + ["M2"] * 3, index=AREAS)),
    Division("kommun", "mellan", pd.Series("K", index=["M1", "M2"])),
)
GROUPS = Division(  # with an area in both
    "grupper", "area", pd.Series(["G1"] * 5 + ["G2"] * 4, index=[*AREAS, AREAS[0]])
)


def whole(numerator, denominator, code="K", geography="kommun"):
    row = rows([100 * numerator / denominator], geography=geography, codes=[code])
    return row.assign(numerator=float(numerator), denominator=float(denominator))


def said(*tables, divisions=CHAIN, indicator=SHARE):
    lines = ask(
        pd.concat(tables), rows([], codes=[]), {"andel": indicator}, tuple(divisions)
    )
    return [line for line in lines if "delarna blir tillsammans inte" in line]


def hidden(parts, index, status="suppressed"):
    parts.loc[index, ["numerator", "denominator", "value"]] = np.nan
    parts.loc[index, ["status", "reason"]] = [status, "protected"]
    return parts


@pytest.mark.parametrize(
    ("people", "is_said"), [(800, False), (806, False), (700, True), (900, True)]
)
@pytest.mark.parametrize("divisions", [(TO_TOP,), CHAIN])
def test_parts_that_do_not_add_up_are_said_but_not_noise(people, is_said, divisions):
    lines = said(rows([50] * 8), whole(400, people), divisions=divisions)

    assert len(lines) == is_said


@pytest.mark.parametrize(("counted", "is_said"), [(400, False), (394, False), (300, 1)])
def test_numerators_are_summed_as_well_as_denominators(counted, is_said):
    assert len(said(rows([50] * 8), whole(counted, 800))) == is_said


def test_counts_are_summed_though_nobody_is_counted_among():
    parts = rows([1500] * 8, base=np.nan)
    right, wrong = (
        rows([value], geography="kommun", codes=["K"], base=np.nan)
        for value in (12000, 9000)
    )

    assert said(parts, right, indicator=COUNT) == []
    assert "Folkmängd" in said(parts, wrong, indicator=COUNT)[0]


def test_a_level_between_is_compared_too_and_all_is_said_in_one_line():
    between = [whole(250, 500, "M1", "mellan"), whole(150, 400, "M2", "mellan")]
    (line,) = said(rows([50] * 8), *between, whole(400, 700))

    assert "står för K, M2." in line


def test_an_area_in_two_groups_is_in_the_sum_of_each():
    groups = [whole(250, 500, "G1", "grupper"), whole(200, 400, "G2", "grupper")]
    divisions = (*CHAIN, GROUPS)

    assert said(rows([50] * 8), *groups, divisions=divisions) == []
    groups[1] = whole(150, 300, "G2", "grupper")
    assert "G2" in said(rows([50] * 8), *groups, divisions=divisions)[0]


@pytest.mark.parametrize("status", ["suppressed", "missing"])
def test_where_a_part_is_unknown_the_others_may_be_fewer_but_not_more(status):
    parts = hidden(rows([50] * 8), 3, status)

    assert said(parts, whole(400, 800)) == []
    assert said(parts, whole(350, 700)) == []
    assert len(said(parts, whole(350, 650))) == 1
    assert len(said(parts, whole(300, 800))) == 1


def test_a_part_that_is_not_in_the_file_is_asked_about():
    assert len(said(rows([50] * 8).iloc[1:], whole(400, 800))) == 1


def test_a_whole_that_is_withheld_is_compared_with_nothing():
    assert said(rows([50] * 8), hidden(whole(400, 700), 0)) == []


def test_a_question_about_sums_contains_no_value():
    (line,) = said(rows([50] * 8), whole(377, 777))

    assert not any(number in line for number in ("377", "777", "400", "800"))
