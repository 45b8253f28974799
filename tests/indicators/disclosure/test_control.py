"""What control does to a table, and what it says when it can't."""

from __future__ import annotations

import random
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from indicators.disclosure.control import control
from indicators.disclosure.policy import Policy
from indicators.disclosure.rounding import round_small
from indicators.disclosure.statements import as_shown
from indicators.model import COLUMNS, KEY, NUMBERS, Kind, Origin, Protection
from tests.indicators.disclosure.places import (
    COUNT,
    MEAN,
    NAN,
    SHARE,
    Place,
    Small,
    town,
    towns,
)

POLICY = Policy()


def protected(place: Place, table=None, indicator=SHARE, **options) -> pd.DataFrame:
    table = place.table() if table is None else table
    result = control(table, indicator, POLICY, place.sums, **options)
    assert result.infeasible is None
    return result.table


def hidden_in(table: pd.DataFrame) -> set[str]:
    return set(table.loc[table["status"] == "suppressed", "area_code"])


@settings(max_examples=15, deadline=None)
@given(towns(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_decide_who_is_hidden(place, order):
    table = place.table()
    shuffled = table.iloc[order.sample(range(len(table)), len(table))]

    one = control(table, SHARE, Small(), place.sums)
    other = control(shuffled, SHARE, Small(), order.sample(place.sums, len(place.sums)))

    assert_frame_equal(
        other.table.sort_values(KEY, ignore_index=True),
        one.table.sort_values(KEY, ignore_index=True),
    )
    assert one.certificate.sha256 == other.certificate.sha256


def test_what_is_withheld_has_no_numbers_and_the_rest_is_rounded():
    place = town([(1, 50), (20, 61), (30, 70), (25, 80)], "AABB")
    before = place.table()
    table = protected(place)

    hidden = table["status"] == "suppressed"
    assert hidden_in(table) == {"0", "1"}
    assert table.loc[hidden, NUMBERS].isna().all(axis=None)
    assert (table.loc[hidden, "reason"] == "protected").all()
    assert (table.loc[~hidden, "value"] % 1 == 0).all()
    assert_frame_equal(before, place.table())


def test_nothing_small_means_nothing_hidden():
    result = control(
        town([(20, 50), (30, 60)]).table(), SHARE, POLICY, town([(1, 1)]).sums
    )
    assert (result.withheld, result.inhabitants) == (0, 0)


def test_without_a_rule_all_is_let_through():
    public = replace(SHARE, origin=Origin.PUBLIC, protection=Protection.NONE)
    place = town([(0, 3), (1, 3)])
    result = control(place.table(), public, POLICY, place.sums)

    assert_frame_equal(result.table, place.table())
    assert result.certificate is None


def test_the_price_is_told_in_values_and_inhabitants():
    place = town([(1, 50), (20, 60), (30, 70)])
    result = control(place.table(), SHARE, POLICY, place.sums)
    assert (result.withheld, result.inhabitants) == (2, 110)


def test_the_cell_with_the_fewest_persons_is_the_shield():
    place = town([(1, 100), (20, 90), (20, 60), (20, 80)])
    assert hidden_in(protected(place)) == {"0", "2"}


def test_what_was_withheld_before_shields_again_though_it_costs_more():
    place = town([(2, 100), (20, 90), (20, 60), (20, 80)])
    first = protected(place)
    later = town([(2, 100), (20, 55), (20, 60), (20, 80)])
    both = pd.concat([place.table(), later.table().assign(period="2025")])

    assert hidden_in(first) == {"0", "2"}
    assert hidden_in(protected(place, both)) == {"0", "2"}


def test_what_an_earlier_release_withheld_stays_withheld():
    place = town([(1, 50), (20, 60), (30, 70)])
    first = protected(place)
    later = town([(9, 50), (12, 60), (30, 70)])

    assert hidden_in(protected(later, ledger=[first])) >= {"0", "1"}


def test_figures_that_others_publish_with_noise_count_as_known():
    place = town([(1, 50), (20, 60), (30, 70)])
    known = place.table()[["period", "group", "geography", "area_code"]]
    known = known.assign(low=[0.0, 18.0, 28.0, 0.0], high=[50.0, 22.0, 32.0, 200.0])
    table = protected(place, ledger=[known])

    assert hidden_in(table) == {"0", "1", "2"}


def test_a_school_alone_behind_a_value_is_withheld():
    place = town([(20, 50), (20, 60), (30, 70)])
    table = place.table().assign(providers=[1, 2, 2, 3])
    assert "0" in hidden_in(protected(place, table))


@pytest.mark.parametrize("kind", [Kind.SHARE, Kind.RATE, Kind.INDEX])
def test_a_local_figure_of_few_or_of_nobody_knows_how_many_is_not_shown(kind):
    rows = [("andel", "2024", "total", "deso", code, n, d, 40.0, "ok", "")
            for code, n, d in (("a", NAN, NAN), ("b", 50, 100),
                              ("c", NAN, 4))]  # fmt: skip
    table = pd.DataFrame(rows, columns=COLUMNS)
    indicator = replace(SHARE, kind=kind)
    expected = {"c"} if kind is Kind.INDEX else {"a", "c"}

    assert hidden_in(control(table, indicator, POLICY, ()).table) == expected


@pytest.mark.parametrize(
    "gap",
    [("suppressed", "small_count"), ("suppressed", "secrecy"), ("missing", "no_row")],
)
def test_a_cell_that_the_file_withholds_does_not_follow_from_its_neighbours(gap):
    place = town([(2, 50), (20, 60), (30, 70)])
    table = place.table()
    table.loc[0, [*NUMBERS, "status", "reason"]] = [NAN, NAN, NAN, *gap]
    result = protected(place, table)

    assert (result["status"] == "suppressed").sum() >= 1 + (gap[0] == "suppressed")
    assert tuple(result.loc[0, ["status", "reason"]]) == gap


def test_counts_without_a_base_are_protected_over_levels():
    counts = town([(1, 1), (30, 30), (40, 40)])
    table = counts.table().assign(numerator=NAN, denominator=NAN)
    table["value"] = [1.0, 30.0, 40.0, 71.0]
    assert hidden_in(protected(counts, table, COUNT)) == {"0", "1"}


def test_a_mean_of_few_is_withheld_with_a_neighbour():
    place = town([(4 * 220, 4), (30 * 220, 30), (50 * 220, 50)])
    grades = replace(MEAN, highest=340.0, protection=Protection.PUPILS)
    table = place.table().assign(numerator=NAN)
    table["value"] = 220.0
    assert len(hidden_in(protected(place, table, grades))) >= 2


# --- when it can't be done ---


def leaking() -> tuple[Place, pd.DataFrame, pd.DataFrame]:
    """A small count of which everything around has been shown already."""
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    years = [place.table().assign(period=str(y)) for y in (2022, 2023, 2024)]
    table = pd.concat(years, ignore_index=True)
    shown = as_shown(table, POLICY.rule(SHARE))
    return place, table, shown[shown["area_code"] != "0"]


def test_what_can_not_be_protected_is_not_published_and_has_a_price_list():
    place, table, ledger = leaking()
    result = control(table, SHARE, POLICY, place.sums, ledger=[ledger])
    offers = {one.kind: one for one in result.infeasible.alternatives}

    assert (result.table["status"] == "suppressed").all()
    assert result.certificate is None
    assert {cell[3] for cell in result.infeasible.cells} >= {"0"}
    assert set(offers) == {"coarser", "merged", "pooled", "rounded_5"}
    assert offers["coarser"].is_possible
    assert offers["coarser"].given_up == 12
    assert offers["rounded_5"].changed > 0


def test_rounding_small_counts_keeps_every_sum():
    draw = random.Random(1)
    people = [(draw.randint(0, 12), 60) for _ in range(12)]
    place = town(people, list("AAAABBBBCCCC"))
    table, changed, most = round_small(place.table(), place.sums, POLICY.rule(SHARE), 5)
    count = dict(zip(zip(table["geography"], table["area_code"], strict=True),
                     table["count"], strict=True))  # fmt: skip

    assert not any(0 < count["deso", str(i)] < 5 for i in range(12))
    assert all(count[w] == sum(count[p] for p in parts) for w, parts in place.sums)
    assert 0 < most < 5
    assert changed >= sum(0 < n < 5 for n, _d in people)


def test_a_secret_decides_between_equals_the_same_way_every_time():
    place = town([(1, 50), *[(20, 60)] * 9])
    chosen = {
        secret: frozenset(hidden_in(protected(place, secret=secret)))
        for secret in (b"", b"a", b"b", b"c", b"d")
    }
    again = {s: frozenset(hidden_in(protected(place, secret=s))) for s in chosen}

    assert chosen == again
    assert len(set(chosen.values())) > 1


def test_what_contradicts_itself_is_not_published():
    place = town([(1, 50), (20, 60), (30, 70)])
    cells = place.table()[["period", "group", "geography", "area_code"]]
    known = [cells.assign(low=low, high=low) for low in (10.0, 12.0)]
    result = control(place.table(), SHARE, POLICY, place.sums, ledger=known)

    assert result.infeasible is not None
    assert (result.table["status"] == "suppressed").all()


def test_those_in_no_part_of_a_whole_are_a_small_count_of_their_own():
    place = town([(20, 60), (30, 70)])
    table = place.table()
    table.loc[2, NUMBERS] = [52.0, 134.0, 39.0]  # two of four live nowhere

    assert hidden_in(protected(place, table))


def test_another_group_and_its_rest_are_not_told_by_the_total():
    place = town([(40, 100), (30, 90)])
    born = town([(38, 80), (15, 40)]).table().assign(group="utrikes födda")
    table = pd.concat([place.table(), born], ignore_index=True)
    result = protected(place, table)

    assert (result.loc[result["area_code"] == "0", "status"] == "suppressed").any()
