"""The ways out, taken: what they publish, and that it tells no more than they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.audit import audit
from indicators.disclosure.control import control, ways_out
from indicators.disclosure.export import audit_export
from indicators.disclosure.policy import Policy
from indicators.disclosure.rounding import round_small
from indicators.disclosure.statements import as_shown
from indicators.disclosure.structure import Structure
from indicators.disclosure.verifier import verify
from indicators.disclosure.ways import Way, take
from indicators.model import Kind, Protection
from tests.indicators.disclosure.places import SHARE, Place, Small, pair, told, town

TWO = Small()
FIVE = Policy().rule(SHARE)
laws = settings(max_examples=25, deadline=None)


def taken(place: Place, way: str, policy=TWO, **options):
    result = control(place.table(), SHARE, policy, place.sums, way=way, **options)
    assert result.infeasible is None
    rows = result.table.to_dict("records")
    assert verify(result.certificate.content, rows, result.certificate.sha256) == []
    return result.table


@laws
@given(st.lists(pair(6), min_size=3, max_size=5))
def test_coarser_shows_no_area_of_the_finest_level(people):
    place = town(people, list("AABBB")[: len(people)])
    table = taken(place, "coarser")

    assert not (table.loc[table["geography"] == "deso", "status"] == "ok").any()
    assert told(place, TWO.rule(SHARE), table) == {}


@laws
@given(st.lists(pair(6), min_size=3, max_size=5))
def test_merged_areas_give_nothing_away(people):
    place = town(people, list("AABBB")[: len(people)])
    try:
        table = taken(place, "merged")
    except AssertionError:
        offers = ways_out(place.table(), SHARE, TWO, place.sums)
        assert "merged" not in {one.kind for one in offers}
        return
    cells = {
        ("2024", "total", "deso", code): tuple(map(int, code.split("+")))
        for code in table.loc[table["geography"] == "deso", "area_code"]
    }
    everything = replace(place, cells=place.cells | cells)
    assert told(everything, TWO.rule(SHARE), table) == {}


def test_merged_areas_are_shown_together_only():
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    table = taken(place, "merged", Policy()).set_index("area_code")

    assert list(table.loc[["0", "1"], "status"]) == ["suppressed"] * 2
    assert table.loc["0+1", "numerator"] == 21
    assert list(table.loc[["2", "3", "A", "B", "k"], "status"]) == ["ok"] * 5


@pytest.mark.parametrize("way", ["merged", "pooled"])
def test_a_sum_with_a_part_known_only_about_is_so_itself(way):
    place = town([(3, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    years = ["2021", "2022", "2023"] if way == "pooled" else ["2024"]
    table = pd.concat([place.table().assign(period=year) for year in years])
    about = (table["area_code"] == "0") & (table["period"] == years[0])
    table = table.assign(reason=table["reason"].mask(about, "approximate"))
    result = control(
        table.reset_index(drop=True), SHARE, Policy(), place.sums, way=way
    ).table
    shown = result[result["status"] == "ok"].set_index("area_code")["reason"]
    joint = "0+1" if way == "merged" else "0"
    assert shown.pop(joint) == "approximate"
    assert set(shown) == {""}


def test_pooled_years_replace_single_ones():
    place = town([(2, 50), (20, 60), (30, 70)])
    years = [place.table().assign(period=str(y)) for y in range(2020, 2024)]
    result = control(
        pd.concat(years, ignore_index=True), SHARE, Policy(), place.sums, way="pooled"
    )
    assert set(result.table["period"]) == {"2021-2023"}
    row = result.table[result.table["area_code"] == "0"].iloc[0]
    assert (row["numerator"], row["denominator"], row["status"]) == (6, 150, "ok")


@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.INDEX])
def test_three_years_of_a_number_or_an_index_are_not_added_up(kind):
    place = town([(2, 50), (20, 60), (30, 70)])
    years = [place.table().assign(period=str(y)) for y in range(2020, 2024)]
    table = pd.concat(years, ignore_index=True)
    rule = replace(Policy().rule(SHARE), kind=kind)
    assert take(Way.POOLED, table, place.sums, rule, b"") is None
    assert take(Way.POOLED, table, place.sums, Policy().rule(SHARE), b"") is not None


# --- rounding ---


def outcomes(n: int, d: int, base: int) -> set[int]:
    """What a count can be shown as."""
    if 0 < n < base:
        return {0, base}
    return {d, d - base} if 0 < d - n < base else {n}


large = st.integers(10, 12).flatmap(
    lambda d: st.tuples(st.sampled_from([0, 1, 3, 4, 5, d - 3, d - 1, d]), st.just(d))
)


@laws
@given(st.lists(large, min_size=2, max_size=3), st.binary(min_size=1, max_size=4))
def test_a_rounded_count_can_be_as_many_as_the_base_allows(people, secret):
    place = town(people)
    table = taken(place, "rounded_5", secret=secret)
    shown = table.set_index(["geography", "area_code"])["numerator"]
    assert (table["status"] == "ok").all()
    assert shown["kommun", "k"] == sum(
        shown["deso", str(i)] for i in range(len(people))
    )

    found = audit(table, Structure(place.sums), TWO.rule(SHARE))
    names = found.known.cells["area_code"].tolist()
    for i, (n, d) in enumerate(people):
        seen = int(shown["deso", str(i)])
        assert seen in outcomes(n, d, 5)
        assert not 0 < seen < 5
        assert not 0 < d - seen < 5
        possible = [m for m in range(d + 1) if seen in outcomes(m, d, 5)]
        at = names.index(str(i))
        assert found.bounds.low[at] == min(possible)
        assert found.bounds.high[at] == max(possible)
        if min(n, d - n) < 5:
            assert max(possible) - min(possible) >= 4


def test_each_small_count_is_rounded_both_ways_depending_on_the_secret():
    place = town([(3, 60), (1, 60), (4, 60), (30, 60)])
    seen: dict[str, set[float]] = {}
    for number in range(60):
        table = taken(place, "rounded_5", Policy(), secret=bytes([number + 1]))
        for code, n in zip(table["area_code"], table["numerator"], strict=True):
            seen.setdefault(code, set()).add(n)
    assert seen["0"] == seen["1"] == seen["2"] == {0, 5}
    assert seen["3"] == {30}


def test_what_is_rounded_is_right_on_average():
    place = town([(n % 5, 60) for n in range(25)])
    rule = Policy().rule(SHARE)
    totals = [
        round_small(place.table(), place.sums, rule, 5, bytes([n + 1]))[0][
            "count"
        ].iloc[-1]
        for n in range(40)
    ]
    assert max(abs(total - 50) for total in totals) < 5


def test_with_an_exact_total_from_before_rounding_is_refused():
    """4 in each of two areas; the exact total tells both, once one is 0 and one 5."""
    place = town([(4, 60), (4, 60)])
    before = as_shown(place.table(), FIVE).iloc[[2]]
    for number in range(1, 30):
        result = control(place.table(), SHARE, Policy(), place.sums, [before],
                         way="rounded_5", secret=bytes([number]))  # fmt: skip
        worlds = [(a, b) for a, b in product(range(9), range(9)) if a + b == 8]
        assert worlds
        if result.infeasible is not None:
            return
        shown = result.table["numerator"].tolist()
        left = [w for w in worlds if all(s in outcomes(n, 60, 5)
                for s, n in zip(shown, w, strict=False))]  # fmt: skip
        assert np.ptp([a for a, _b in left]) >= 4
    pytest.fail("no secret showed what the exact total tells")


@pytest.mark.parametrize(
    ("people", "protection", "way"),
    [
        ([(3, 60), (20, 60)], Protection.NORMAL, "rounded_3"),  # 3 and 4 would show
        ([(3, 60), (20, 60)], Protection.SENSITIVE, "rounded_5"),  # too narrow
        ([(3, 8), (20, 60)], Protection.NORMAL, "rounded_5"),  # too few in all
    ],
)
def test_rounding_is_not_offered_where_it_would_not_protect(people, protection, way):
    place, one = town(people), replace(SHARE, protection=protection)
    result = control(place.table(), one, Policy(), place.sums, way=way)

    assert result.infeasible is not None
    assert way not in {offer.kind for offer in result.infeasible.alternatives}
    assert way not in {
        o.kind for o in ways_out(place.table(), one, Policy(), place.sums)
    }


def test_the_price_of_each_way_is_what_taking_it_costs():
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    for offer in ways_out(place.table(), SHARE, Policy(), place.sums):
        result = control(
            place.table(), SHARE, Policy(), place.sums, way=offer.kind, exact=0
        )
        assert (offer.withheld, offer.inhabitants) == (
            result.withheld,
            result.inhabitants,
        )
        assert offer.is_possible


AREAS = pd.DataFrame(
    [("deso", str(i), "regso", "AABB"[i]) for i in range(4)]
    + [("regso", name, "kommun", "k") for name in "AB"]
    + [("kommun", "k", "", "")],
    columns=["geography", "area_code", "parent_geography", "parent_code"],
)


@pytest.mark.parametrize("way", ["coarser", "merged", "rounded_5"])
def test_what_a_way_lets_out_passes_from_the_export_alone(way):
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    table = taken(place, way, Policy())
    assert audit_export(table, AREAS, {"andel": FIVE}).is_safe


def test_a_joint_area_and_one_of_its_members_together_are_found_in_an_export():
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    table = taken(place, "merged", Policy())
    shown = as_shown(place.table(), FIVE)
    is_one = (table["area_code"] == "1") & (table["geography"] == "deso")
    leak = pd.concat([table[~is_one], shown[shown["area_code"] == "1"]])
    assert not audit_export(leak, AREAS, {"andel": FIVE}).is_safe
