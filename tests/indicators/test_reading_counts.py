from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.model import Indicator, Kind, Origin, Protection
from indicators.reading import Reading, read_observations
from indicators.reading.headers import Role
from lagesbild.templates import number_columns
from tests import measures

SHARE = replace(measures.SHARE, class_limits=(10, 20))
MEAN = replace(SHARE, kind=Kind.MEAN, highest=340.0)
AREAS = {"deso-2025": ["0764A0010", "0764A0020"]}
NEEDED = "För det behövs antal: täljare och nämnare."
SMALL = "Antalet är bara känt som litet."


def read(text: str, indicator: Indicator = SHARE) -> Reading:
    rows = "område;period;" + "".join(f"{line}\n" for line in text.split("|"))
    known = {indicator.id: indicator}
    return read_observations(
        rows.encode(), file=f"{indicator.id}.csv", indicators=known, areas=AREAS
    )


def said(reading: Reading) -> list[tuple[int, str, str]]:
    return [(p.row, p.column, p.message) for p in reading.problems]


# --- the value is what the counts give ---


@pytest.mark.parametrize(("kind", "factor"), [(Kind.SHARE, 100), (Kind.RATE, 1000)])
def test_the_value_is_worked_out_from_the_counts_and_not_rounded_twice(kind, factor):
    written = f"{factor * 8 / 55:.1f}".replace(".", ",")
    reading = read(
        f"täljare;nämnare;värde|0764A0010;2024;8;55;{written}",
        replace(SHARE, kind=kind),
    )

    assert reading.problems == ()
    assert reading.observations["value"].tolist() == [factor * 8 / 55]


def test_a_value_that_the_counts_do_not_give_is_still_a_problem():
    reading = read("täljare;nämnare;andel|0764A0010;2024;8;55;14,6")

    assert "stämmer inte" in reading.problems[0].message


def test_what_our_own_form_says_is_kept_as_it_was_written():
    reading = read("täljare;nämnare;värde;status|0764A0010;2024;8;55;14,5;ok")

    assert reading.observations["value"].tolist() == [14.5]


# --- a protected measure needs its counts ---


@pytest.mark.parametrize(
    "columns",
    ["andel|0764A0010;2024;14,5", "nämnare;andel|0764A0010;2024;55;14,5"],
    ids=["a share alone", "a share of so many"],
)
def test_a_protected_share_without_counts_is_a_problem_with_a_way_out(columns):
    (problem,) = read(columns).problems

    assert (problem.row, problem.column) == (0, "andel")
    assert NEEDED in problem.message
    assert 'protection = "none"' in problem.remedy


def test_columns_that_are_there_but_empty_are_no_counts():
    (problem,) = read("täljare;nämnare;andel|0764A0010;2024;;;14,5").problems

    assert NEEDED in problem.message


def test_a_protected_mean_needs_only_how_many_it_is_of():
    assert "en nämnare" in read("värde|0764A0010;2024;215,5", MEAN).problems[0].message
    assert read("värde;nämnare|0764A0010;2024;215,5;24", MEAN).problems == ()


@pytest.mark.parametrize("origin", Origin)
def test_a_share_that_is_not_protected_needs_no_counts(origin):
    open_ = replace(SHARE, protection=Protection.NONE, origin=origin)

    assert read("andel|0764A0010;2024;14,5", open_).problems == ()
    assert "värde" in number_columns(open_)


def test_a_definition_that_is_a_draft_still_is_not_refused():
    draft = replace(SHARE, class_limits=())

    assert read("andel|0764A0010;2024;14,5", draft).problems == ()


def test_a_workspace_own_file_was_asked_about_when_it_came():
    own = "period,geography,area_code,numerator,denominator,value\n2024,,0764A0010,,,7"
    reading = read_observations(
        own.encode(), file="andel.csv", indicators={"andel": SHARE}, areas=AREAS
    )
    assert reading.problems == ()


def test_a_row_that_lacks_its_count_but_has_a_value_is_named():
    text = "täljare;nämnare;andel|0764A0010;2024;8;55;14,5|0764A0020;2024;;55;20,0"

    (found,) = said(read(text))
    assert found[:2] == (3, "täljare")
    assert "Antalet saknas" in found[2]


def test_a_row_that_lacks_everything_is_only_missing():
    text = "täljare;nämnare|0764A0010;2024;8;55|0764A0020;2024;..;55"

    reading = read(text)
    assert reading.problems == ()
    assert reading.observations["status"].tolist() == ["ok", "missing"]


def test_a_column_nobody_knows_may_be_matched_by_hand():
    assert read("elever;andel|0764A0010;2024;8;14,5").lacking[0] == Role.NUMERATOR
    assert read("nämnare;andel|0764A0010;2024;55;14,5").lacking == ()


# --- counts that are only known to be small ---


@pytest.mark.parametrize("mark", ["<5", "1-4", "färre än 5"])
def test_a_count_of_a_protected_measure_that_is_a_range_is_named(mark):
    text = f"täljare;nämnare|0764A0010;2024;8;55|0764A0020;2024;{mark};55"

    reading = read(text)
    assert [one[:2] for one in said(reading)] == [(3, "täljare")]
    assert reading.problems[0].message.startswith(SMALL)
    assert "skyddar det självt" in reading.problems[0].remedy


def test_what_is_withheld_without_a_range_or_not_protected_is_read():
    text = "täljare;nämnare|0764A0010;2024;8;55|0764A0020;2024;{};55"

    assert read(text.format("x")).problems == ()
    open_ = replace(SHARE, protection=Protection.NONE)
    assert read(text.format("<5"), open_).problems == ()
