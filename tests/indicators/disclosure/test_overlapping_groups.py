"""Groups that share areas: safe one by one, and not together unless they are tied."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.audit import audit
from indicators.disclosure.control import control
from indicators.disclosure.policy import Policy
from indicators.disclosure.statements import as_shown, withhold
from indicators.disclosure.structure import Structure, disjoint
from indicators.disclosure.verifier import verify
from tests.indicators.disclosure.places import SHARE, Place, Small, pair, told

TOP = ("kommun", "k")
FIVE = Policy().rule(SHARE)


def grouped(people, groups: dict[str, set[int]]) -> Place:
    """Build a municipality of areas, and groups that may share some of them."""
    leaves = [("deso", str(i)) for i in range(len(people))]
    parts = {leaf: (i,) for i, leaf in enumerate(leaves)}
    parts[TOP] = tuple(range(len(people)))
    sums = [(TOP, tuple(leaves))]
    for name, inside in groups.items():
        parts["grupp", name] = tuple(sorted(inside))
        sums.append((("grupp", name), tuple(leaves[i] for i in sorted(inside))))
    for chosen in disjoint(
        {name: frozenset(map(str, g)) for name, g in groups.items()}
    ):
        taken = set().union(*(groups[name] for name in chosen))
        rest = [leaf for i, leaf in enumerate(leaves) if i not in taken]
        sums.append((TOP, (*(("grupp", name) for name in chosen), *rest)))
    cells = {("2024", "total", *area): of for area, of in parts.items()}
    return Place(tuple(people), cells, sums)


@st.composite
def overlapping(draw):
    people = draw(st.lists(pair(6), min_size=3, max_size=5))
    some = st.sets(st.integers(0, len(people) - 1), min_size=1)
    return grouped(
        people, {name: draw(some) for name in "xyz"[: draw(st.integers(2, 3))]}
    )


@settings(max_examples=40, deadline=None)
@given(overlapping(), st.sampled_from([2, 4]), st.sampled_from([0, 15]))
def test_groups_that_overlap_give_nothing_away(place, wide, exact):
    policy = Small(wide=wide)
    result = control(place.table(), SHARE, policy, place.sums, exact=exact)
    rows = result.table.to_dict("records")

    assert result.infeasible is None
    assert verify(result.certificate.content, rows) == []
    assert told(place, policy.rule(SHARE), result.table) == {}


ALONE = grouped([(9, 30), (9, 30), (1, 30), (9, 40)], {"x": {0, 1, 2}, "y": {0, 1}})


@pytest.mark.parametrize(("shown", "safe"), [("x", True), ("y", True), ("xy", False)])
def test_two_groups_are_safe_alone_and_exact_together(shown, safe):
    kept = {c: p for c, p in ALONE.cells.items() if c[3] in shown or c[2] == "deso"}
    place = replace(ALONE, cells=kept)
    hidden = np.array([cell[2] == "deso" for cell in kept])
    table = withhold(as_shown(place.table(), FIVE), hidden)
    people = place.table().rename(columns={"denominator": "people"})

    found = audit(table, Structure(place.sums), FIVE, people)

    assert found.is_safe is safe


def test_control_withholds_a_group_that_would_tell_of_another():
    result = control(ALONE.table(), SHARE, Policy(), ALONE.sums)
    table = result.table.set_index("area_code")["status"]

    assert result.infeasible is None
    assert table["2"] == "suppressed"
    assert "suppressed" in (table["x"], table["y"])
    assert told(ALONE, FIVE, result.table) == {}


def test_the_choices_of_disjoint_groups_are_the_largest_ones():
    groups = {"a": frozenset("12"), "b": frozenset("23"), "c": frozenset("4")}
    assert disjoint(groups) == [("a", "c"), ("b", "c")]
    assert disjoint({"a": frozenset("1"), "c": frozenset("4")}) == [("a", "c")]
    assert disjoint({}) == []
