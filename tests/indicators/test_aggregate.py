"""Groups of areas from sums; what a part lacks, the whole lacks too."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from indicators.aggregate import aggregate
from indicators.model import (
    COLUMNS,
    NUMBERS,
    Kind,
    Reason,
    Status,
)
from tests.measures import SHARE

NAN = float("nan")
INDICATORS = {"andel": SHARE} | {
    kind.value: replace(SHARE, id=kind.value, kind=kind) for kind in Kind
}
ONE = pd.Series(dict.fromkeys("ABC", "allt"))


def row(name, code, numerator=NAN, denominator=NAN, value=NAN, status="ok", reason=""):
    key = (name, "2024", "total", "deso-2025", code)
    return (*key, float(numerator), float(denominator), float(value), status, reason)


def table(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def share(code, numerator, denominator):
    value = 100 * numerator / denominator if denominator else NAN
    return row("andel", code, numerator, denominator, value)


def whole(*rows, members=ONE) -> pd.Series:
    found = aggregate(table(*rows), members, "grupp", INDICATORS)
    assert found.columns.tolist() == COLUMNS
    (_index, only), *others = found.iterrows()
    assert not others
    return only


pairs = st.integers(1, 5_000).flatmap(
    lambda people: st.tuples(st.integers(0, people), st.just(people))
)


@settings(max_examples=40, deadline=None)
@given(
    counts=st.lists(pairs, min_size=1, max_size=12),
    split=st.lists(st.sampled_from("xyz"), min_size=12, max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_what_the_groups_have_together_is_what_the_areas_have(counts, split, order):
    rows = [share(f"{i:02}", *pair) for i, pair in enumerate(counts)]
    members = pd.Series({f"{i:02}": split[i] for i in range(len(rows))})
    order.shuffle(rows)

    found = aggregate(table(*rows), members, "grupp", INDICATORS)

    assert found["numerator"].sum() == sum(n for n, _ in counts)
    assert found["denominator"].sum() == sum(d for _, d in counts)
    assert found["area_code"].tolist() == sorted(set(members))
    for one in found.itertuples():
        assert one.value == pytest.approx(100 * one.numerator / one.denominator)


def test_a_share_comes_from_sums_and_never_from_averaged_shares():
    found = whole(share("A", 1, 10), share("B", 90, 100), share("C", 0, 10))
    assert found["value"] == pytest.approx(100 * 91 / 120)
    assert found["value"] != pytest.approx((10 + 90 + 0) / 3)


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([row("rate", c, 3, 200, 15) for c in "ABC"], 15),
        ([row("count", c, 7, NAN, 7) for c in "ABC"], 21),
        ([row("mean", "A", NAN, 10, 200), row("mean", "B", NAN, 30, 240),
          row("mean", "C", NAN, 60, 250)], 242),
    ],
)  # fmt: skip
def test_each_kind_is_added_up_in_its_own_way(rows, value):
    found = whole(*rows)
    assert found["value"] == pytest.approx(value)
    assert (found["status"], found["reason"]) == ("ok", "")


@pytest.mark.parametrize(
    "rows",
    [
        [row("index", c, value=5) for c in "ABC"],
        [row("andel", c, value=5) for c in "ABC"],
        [row("mean", c, value=5) for c in "ABC"],
        [share("A", 1, 10), share("B", 1, 10), row("andel", "C", value=10)],
    ],
)
def test_what_can_not_be_added_says_so(rows):
    found = whole(*rows)
    assert (found["status"], found["reason"]) == ("missing", "not_additive")
    assert found[NUMBERS].isna().all()


def test_a_group_of_one_area_has_its_value_whatever_the_kind():
    found = whole(row("index", "A", value=5), members=pd.Series({"A": "ensam"}))
    assert (found["value"], found["status"]) == (5, "ok")


def test_a_part_without_a_row_leaves_the_whole_without_a_value():
    found = whole(share("A", 1, 10), share("B", 1, 10))
    assert (found["status"], found["reason"]) == ("missing", "no_row")
    assert found[NUMBERS].isna().all()


@pytest.mark.parametrize("gap", [("suppressed", "secrecy"),
                                 ("suppressed", "small_count"),
                                 ("missing", "not_available"),
                                 ("missing", "not_applicable")])  # fmt: skip
def test_what_a_part_lacks_the_whole_lacks_for_the_same_reason(gap):
    lacking = row("andel", "B", status=gap[0], reason=gap[1])
    found = whole(share("A", 1, 10), lacking, share("C", 1, 10))
    assert (found["status"], found["reason"]) == gap
    assert found[NUMBERS].isna().all()


def test_an_approximate_part_does_not_make_the_whole_missing():
    about = row("andel", "B", 0, 10, 0, reason=Reason.ZERO)
    found = whole(share("A", 1, 10), about, share("C", 1, 10))
    assert (found["status"], found["reason"]) == ("ok", "")


@pytest.mark.parametrize("name", ["andel", "rate", "count", "mean"])
def test_a_sum_with_a_part_known_only_about_is_so_itself(name):
    count = NAN if name == "mean" else 3
    exact, about = (
        row(name, code, count, 200, 3, reason=reason)
        for code, reason in (("A", ""), ("B", Reason.APPROXIMATE))
    )
    members = pd.Series({"A": "allt", "B": "allt"})
    found = whole(exact, about, members=members)
    assert (found["status"], found["reason"]) == ("ok", "approximate")
    assert whole(about, members=members[["B"]])["reason"] == "approximate"
    assert whole(exact, members=members[["A"]])["reason"] == ""


def test_why_a_whole_is_missing_is_said_before_that_a_part_is_known_only_about():
    about = row("andel", "A", 3, 200, 1.5, reason=Reason.APPROXIMATE)
    gone = row("andel", "B", status="suppressed", reason="secrecy")
    assert whole(about)["reason"] == "no_row"
    assert whole(about, gone, share("C", 1, 10))["reason"] == "secrecy"
    bare = row("andel", "A", value=5, reason=Reason.APPROXIMATE)
    two = whole(bare, share("B", 1, 10), members=ONE[:2])
    assert two["reason"] == "not_additive"


cells = pairs | st.sampled_from(
    [(Status.MISSING, Reason.NOT_AVAILABLE), (Status.SUPPRESSED, Reason.SECRECY),
     (Status.SUPPRESSED, Reason.SMALL_COUNT), (Status.MISSING, Reason.NOT_APPLICABLE)]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(cells, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(content, order):
    rows = [
        share(code, *cell)
        if isinstance(cell[0], int)
        else row("andel", code, status=cell[0], reason=cell[1])
        for code, cell in zip("ABCDE", content, strict=False)
    ]
    members = pd.Series(dict.fromkeys("ABCDE"[: len(rows)], "allt"))
    before = aggregate(table(*rows), members, "grupp", INDICATORS)
    order.shuffle(rows)

    after = aggregate(table(*rows), members, "grupp", INDICATORS)

    assert_frame_equal(before, after)


def test_periods_and_groups_of_persons_are_kept_apart():
    years = table(share("A", 1, 10), share("B", 2, 10), share("C", 3, 10))
    both = pd.concat([years, years.assign(period="2023", group="flickor")])

    found = aggregate(both, ONE, "grupp", INDICATORS)

    keys = found[["period", "group"]].to_numpy().tolist()
    assert keys == [["2023", "flickor"], ["2024", "total"]]
    assert found["numerator"].tolist() == [6, 6]
    assert found["geography"].unique().tolist() == ["grupp"]


def test_an_area_in_two_groups_counts_in_both():
    members = pd.Series(["x", "x", "y"], index=["A", "B", "B"])
    rows = table(share("A", 1, 10), share("B", 2, 10))

    found = aggregate(rows, members, "grupp", INDICATORS).set_index("area_code")

    assert found["numerator"].to_dict() == {"x": 3, "y": 2}


def test_areas_of_no_group_are_left_out():
    found = whole(share("A", 1, 10), share("Q", 5, 10), members=ONE[:1])
    assert found["numerator"] == 1


def test_nothing_gives_an_empty_table_with_the_same_columns():
    found = aggregate(table(share("Q", 5, 10)), ONE, "grupp", INDICATORS)
    assert found.empty
    assert found.columns.tolist() == COLUMNS


def test_nobody_anywhere_has_no_share():
    found = whole(*[row("andel", c, 0, 0) for c in "ABC"])
    assert found["status"] == "missing"
    assert found[NUMBERS].isna().all()


def test_the_observations_given_are_not_changed():
    rows = table(share("A", 1, 10), share("B", 1, 10))
    before = rows.copy(deep=True)
    aggregate(rows, ONE, "grupp", INDICATORS)
    assert_frame_equal(rows, before)
