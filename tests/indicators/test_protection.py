"""What is withheld stays withheld, also for those who add and subtract.

The attacker here knows every sum that is shown, who is part of what, and how many
people live everywhere. All whole-number tables that agree with this are listed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from indicators.model import (
    COLUMNS,
    NUMBERS,
    Direction,
    Indicator,
    Kind,
    Origin,
    Protection,
)
from indicators.protection import Rule, protect, rule_of
from indicators.texts import Text

NAN = float("nan")
SHARE = Indicator(
    id="andel",
    name=Text("Andel"),
    definition=Text("Påhittad"),
    kind=Kind.SHARE,
    unit=Text("%"),
    direction=Direction.LOWER,
    sector="context",
    origin=Origin.LOCAL,
    protection=Protection.NORMAL,
    source=Text("Kommunen"),
    class_limits=(),
    short=Text("Andel"),
)
COUNT = replace(SHARE, kind=Kind.COUNT)
MEAN = replace(SHARE, kind=Kind.MEAN)
FIVE = Rule(count=5, base=5, width=5)
SMALL = Rule(count=2, base=2, width=2)  # so that every table can be listed
WIDE = Rule(count=2, base=2, width=4)
laws = settings(max_examples=60, deadline=None)


@dataclass(frozen=True)
class Town:
    """Areas with numerators and denominators, and the sums they make up."""

    people: tuple[tuple[int, int], ...]
    parts: dict[tuple[str, str], tuple[int, ...]]  # each cell as leaves
    sums: list

    def table(self) -> pd.DataFrame:
        rows = []
        for cell, leaves in self.parts.items():
            n, d = np.array([self.people[i] for i in leaves]).sum(axis=0)
            value = 100 * n / d if d else NAN
            rows.append(("andel", "2024", "total", *cell, n, d, value, "ok", ""))
        return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, float))

    def possible(self, shown: dict) -> np.ndarray:
        """List every table of leaves that has the sums that are shown."""
        ranges = [range(d + 1) for _n, d in self.people]
        worlds = np.array(np.meshgrid(*ranges, indexing="ij")).reshape(len(ranges), -1)
        for cell, numerator in shown.items():
            fits = worlds[list(self.parts[cell])].sum(axis=0) == numerator
            worlds = worlds[:, fits]
        return worlds


def town(people, division=None, groups=None) -> Town:
    """Build up areas to a municipality, by a division and by groups if there are."""
    leaves = [("deso", str(i)) for i in range(len(people))]
    parts = {cell: (i,) for i, cell in enumerate(leaves)}
    top, sums = ("kommun", "k"), []
    parts[top] = tuple(range(len(people)))
    for level, belongs in (("regso", division), ("grupp", groups)):
        if belongs is None:
            continue
        for name in sorted(set(belongs) - {""}):
            inside = tuple(i for i, one in enumerate(belongs) if one == name)
            parts[level, name] = inside
            sums.append(((level, name), tuple(leaves[i] for i in inside)))
        whole = [(level, name) for name in sorted(set(belongs) - {""})]
        rest = [leaves[i] for i, one in enumerate(belongs) if one == ""]
        sums.append((top, (*whole, *rest)))
    return Town(tuple(people), parts, sums or [(top, tuple(leaves))])


def hidden_in(result: pd.DataFrame) -> set[str]:
    return set(result.loc[result["status"] == "suppressed", "area_code"])


def attack(place: Town, rule: Rule) -> dict:
    """Tell for each small cell (lowest, highest, people) that it can be.

    A hidden cell that only shields others, and is told all the same, is no leak.
    """
    result = protect(place.table(), SHARE, rule, place.sums)
    is_shown = result["status"] == "ok"
    cells = list(zip(result["geography"], result["area_code"], strict=True))
    known = dict(zip(cells, result["numerator"], strict=True))
    shown = {cell: known[cell] for cell, ok in zip(cells, is_shown, strict=True) if ok}
    worlds = place.possible(shown)
    found = {}
    for cell in cells:
        n, d = np.array([place.people[i] for i in place.parts[cell]]).sum(axis=0)
        if rule.is_sensitive(n, d):
            sums = worlds[list(place.parts[cell])].sum(axis=0)
            found[cell] = (int(sums.min()), int(sums.max()), int(d))
    return found


def narrow(found: dict, width: int) -> dict:
    return {
        cell: (low, high)
        for cell, (low, high, people) in found.items()
        if high - low < min(width, people)
    }


def given_away(place: Town, rule: Rule) -> list:
    """List the small cells that follow from those shown by adding and subtracting."""
    result = protect(place.table(), SHARE, rule, place.sums)
    known, wanted = [], []
    for row in result.itertuples():
        cell = (row.geography, row.area_code)
        vector = np.isin(np.arange(len(place.people)), place.parts[cell]).astype(float)
        n, d = np.array([place.people[i] for i in place.parts[cell]]).sum(axis=0)
        if row.status == "ok":
            known.append(vector)
        elif rule.is_sensitive(n, d) and d:
            wanted.append((cell, vector))
    rank = np.linalg.matrix_rank(np.array(known)) if known else 0
    return [
        cell
        for cell, v in wanted
        if np.linalg.matrix_rank([*known, v]) == rank and rank
    ]


def pair(most: int):
    """Draw a numerator and a denominator, small or nearly all more often than not."""
    return st.integers(0, most).flatmap(
        lambda d: st.tuples(
            st.sampled_from([0, min(1, d), max(d - 1, 0), d]) | st.integers(0, d),
            st.just(d),
        )
    )


def five_of(letters):
    return st.lists(st.sampled_from(letters), min_size=5, max_size=5)


leaves = st.lists(pair(12), min_size=2, max_size=4) | st.lists(
    pair(6), min_size=5, max_size=5
)


def of_kind(cells: dict) -> pd.DataFrame:
    """Make rows of {(geography, code): (numerator, denominator, value)}."""
    rows = [
        ("andel", "2024", "total", *cell, *map(float, numbers), "ok", "")
        for cell, numbers in cells.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


# --- two and three levels, every table listed ---


@laws
@given(leaves, st.sampled_from([SMALL, WIDE]))
def test_two_levels_leave_every_hidden_cell_undetermined(people, rule):
    assert narrow(attack(town(people), rule), rule.width) == {}


@laws
@given(leaves, five_of("AB"))
def test_three_levels_leave_every_hidden_cell_undetermined(people, division):
    place = town(people, division[: len(people)])
    assert narrow(attack(place, SMALL), SMALL.width) == {}


def test_three_levels_keep_the_wider_interval_of_sensitive_figures():
    # Hiding area 2 shields area 0 too little: what is left of the whole is 0 + 5.
    place = town([(0, 60), (30, 60), (5, 50)], "ABB")
    rule = Rule(count=5, base=10, width=10)

    assert narrow(attack(place, rule), rule.width) == {}


@laws
@given(leaves, five_of("AB"), five_of("xy"))
def test_groups_within_the_division_give_nothing_away(people, division, groups):
    n = len(people)
    of = dict(zip(division, groups, strict=True))  # a group is whole larger areas
    place = town(people, division[:n], [of[one] for one in division[:n]])
    assert narrow(attack(place, SMALL), SMALL.width) == {}


def test_a_group_minus_a_larger_area_does_not_give_the_third_area_away():
    # Areas 0 and 1 make up A, and 0, 1 and 2 the group x: x - A is area 2.
    people = [(1, 40), (20, 50)] * 3
    place = town(people, "AABBCC", "xxxyyy")

    assert given_away(place, FIVE) == []


def test_of_a_group_across_the_division_no_area_is_told_by_its_bounds():
    people = [(5, 5), (9, 12), (4, 11), (0, 6)]
    place = town(people, "BABA", ["", "", "y", "y"])
    found = attack(place, SMALL)

    assert {cell: low for cell, (low, high, _d) in found.items() if low == high} == {}


# --- the rule ---


@pytest.mark.parametrize(
    ("numerator", "denominator", "is_small"),
    [
        (0, 100, True),
        (4, 100, True),
        (5, 100, False),
        (95, 100, False),
        (96, 100, True),
        (100, 100, True),
        (5, 9, True),
        (NAN, 9, True),
        (NAN, 10, False),
        (4, NAN, True),
        (5, NAN, False),
    ],
)
def test_few_inside_few_outside_and_few_in_all_are_small(
    numerator, denominator, is_small
):
    assert Rule(5, 10, 5).is_sensitive(numerator, denominator) is is_small


@pytest.mark.parametrize(
    ("protection", "limits"),
    [
        (Protection.NORMAL, (5, 5, 5)),
        (Protection.PUPILS, (5, 10, 5)),
        (Protection.SENSITIVE, (5, 10, 10)),
    ],
)
def test_each_protection_class_has_its_rule(protection, limits):
    rule = rule_of(replace(SHARE, protection=protection))
    assert (rule.count, rule.base, rule.width) == limits


def test_open_statistics_have_no_rule():
    public = replace(SHARE, origin=Origin.PUBLIC, protection=Protection.NONE)
    assert rule_of(public) is None


@pytest.mark.parametrize("kind", [Kind.SHARE, Kind.RATE, Kind.MEAN])
def test_a_local_figure_of_nobody_knows_how_many_is_not_shown(kind):
    local = replace(SHARE, kind=kind)
    cells = {("deso", "a"): (NAN, NAN, 40), ("deso", "b"): (50, 100, 50)}
    assert hidden_in(protect(of_kind(cells), local, rule_of(local), [])) == {"a"}


@laws
@given(leaves, five_of("AB"), st.integers(3, 5))
def test_a_stricter_threshold_shows_no_small_count_that_a_looser_one_hides(
    people, division, count
):
    place = town(people, division[: len(people)])
    strict = protect(place.table(), SHARE, Rule(count, count, count), place.sums)
    shown = strict[strict["status"] == "ok"]

    assert (shown["numerator"] >= count).all()
    assert (shown["denominator"] - shown["numerator"] >= count).all()


# --- what comes out ---


@laws
@given(leaves, five_of("AB"))
def test_what_is_withheld_has_no_numbers_and_the_rest_is_as_it_was(people, division):
    place = town(people, division[: len(people)])
    before = place.table()

    after = protect(before, SHARE, SMALL, place.sums)

    hidden = after["status"] == "suppressed"
    assert after.loc[hidden, NUMBERS].isna().all(axis=None)
    assert (after.loc[hidden, "reason"] == "protected").all()
    assert_frame_equal(after[~hidden], before[~hidden])
    assert_frame_equal(before, place.table())


def test_without_a_rule_all_is_let_through():
    place = town([(0, 3), (1, 3)])
    assert_frame_equal(protect(place.table(), SHARE, None, place.sums), place.table())


def test_nothing_small_means_nothing_hidden():
    place = town([(20, 50), (30, 60), (25, 70)], "AAB")
    result = protect(place.table(), SHARE, FIVE, place.sums)
    assert_frame_equal(result, place.table())


@laws
@given(leaves, five_of("AB"), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_decide_who_is_hidden(people, division, order):
    place = town(people, division[: len(people)])
    table = place.table()
    shuffled = order.sample(range(len(table)), len(table))

    after = protect(table.iloc[shuffled], SHARE, SMALL, place.sums)

    assert_frame_equal(after.sort_index(), protect(table, SHARE, SMALL, place.sums))


def test_the_part_with_the_fewest_persons_is_the_shield():
    place = town([(1, 100), (20, 90), (20, 60), (20, 80)])
    result = protect(place.table(), SHARE, FIVE, place.sums)
    assert hidden_in(result) == {"0", "2"}


def test_shields_cascade_upwards_where_a_larger_area_has_one_part():
    place = town([(1, 50), (20, 60), (30, 70)], "ABB")
    hidden = hidden_in(protect(place.table(), SHARE, FIVE, place.sums))

    assert {"0", "A", "B"} <= hidden
    assert "k" not in hidden


def test_two_hidden_parts_that_are_few_together_get_a_third():
    place = town([(1, 50), (2, 50), (30, 60), (40, 70)])
    assert hidden_in(protect(place.table(), SHARE, FIVE, place.sums)) == {"0", "1", "2"}


def test_periods_and_groups_are_protected_one_by_one():
    place = town([(1, 50), (20, 60), (30, 70)])
    fine = town([(10, 50), (20, 60), (30, 70)]).table().assign(period="2023")
    both = pd.concat([place.table(), fine], ignore_index=True)

    result = protect(both, SHARE, FIVE, place.sums)

    hidden = result[result["status"] == "suppressed"]
    assert set(hidden["period"]) == {"2024"}


# --- counts and means ---


def counts(**values: int) -> tuple[pd.DataFrame, list]:
    cells = {("deso", code): (n, NAN, n) for code, n in values.items()}
    total = sum(values.values())
    table = of_kind(cells | {("kommun", "k"): (total, NAN, total)})
    return table, [(("kommun", "k"), tuple(cells))]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("abcd", min_size=1), min_size=5, max_size=12, unique=True))
def test_the_shield_of_a_count_is_the_same_in_every_process(codes):
    # A set is ordered by hashes, which differ from one start of Python to the next.
    small, *others = codes
    table, sums = counts(**{small: 1}, **dict.fromkeys(others, 20))

    hidden = hidden_in(protect(table, COUNT, FIVE, sums))

    assert hidden == {small, min(others)}


def test_a_small_count_without_a_base_is_hidden_and_shielded():
    table, sums = counts(a=1, b=30, c=40)
    hidden = hidden_in(protect(table, COUNT, FIVE, sums))

    assert "a" in hidden
    assert len(hidden) >= 2


def test_sensitive_counts_are_undetermined_by_twice_as_much():
    # 2 + 4 = 6 can be 0 to 6: less than the ten that the rule asks for.
    table, sums = counts(a=2, b=4, c=30, d=40)
    shown = protect(table, COUNT, Rule(5, 10, 10), sums)

    left = table.loc[shown["status"] == "suppressed", "value"].sum()

    assert left >= 10


def test_a_mean_of_few_is_hidden_with_a_neighbour():
    pupils = {"a": 4, "b": 30, "c": 50}
    cells = {("deso", code): (NAN, n, 220) for code, n in pupils.items()}
    cells |= {("kommun", "k"): (NAN, 84, 225)}
    sums = [(("kommun", "k"), tuple(cells)[:3])]

    hidden = hidden_in(protect(of_kind(cells), MEAN, Rule(5, 10, 5), sums))

    assert hidden == {"a", "b"}


def test_a_mean_that_shields_is_not_told_by_another_sum():
    pupils = {"a": 4, "b": 30, "c": 50}
    cells = {("deso", code): (NAN, n, 220) for code, n in pupils.items()}
    cells |= {("regso", "A"): (NAN, 34, 221), ("grupp", "x"): (NAN, 80, 222)}
    a, b, c = list(cells)[:3]
    sums = [(("regso", "A"), (a, b)), (("grupp", "x"), (b, c))]

    hidden = hidden_in(protect(of_kind(cells), MEAN, Rule(5, 10, 5), sums))

    assert {"a", "b"} < hidden


def test_a_share_of_few_is_hidden_also_where_the_numerator_is_not_written():
    # 1 per cent of 100 is one person, whoever writes only "1 %" and "100".
    cells = {("deso", "a"): (NAN, 100, 1), ("deso", "b"): (NAN, 100, 40)}
    assert "a" in hidden_in(protect(of_kind(cells), SHARE, rule_of(SHARE), []))


# --- what the file itself withholds ---


@pytest.mark.parametrize(
    "gap", [("suppressed", "small_count"), ("suppressed", "secrecy")]
)
def test_a_cell_that_the_file_withholds_does_not_follow_from_its_neighbours(gap):
    cells = {("deso", "a"): (NAN, NAN, NAN), ("deso", "b"): (20, 60, 33),
             ("deso", "c"): (30, 70, 43), ("kommun", "k"): (52, 180, 29)}  # fmt: skip
    table = of_kind(cells)
    table.loc[0, ["status", "reason"]] = gap
    sums = [(("kommun", "k"), tuple(cells)[:3])]

    result = protect(table, SHARE, FIVE, sums)

    assert hidden_in(result) > {"a"}


def test_a_cell_that_the_file_withholds_keeps_its_reason():
    table, sums = counts(a=1, b=30, c=40)
    table.loc[0, [*NUMBERS, "status", "reason"]] = [NAN, NAN, NAN, "missing", "no_row"]

    result = protect(table, COUNT, FIVE, sums)

    assert result.loc[0, ["status", "reason"]].tolist() == ["missing", "no_row"]
