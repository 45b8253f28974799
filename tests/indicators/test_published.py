"""The table that everybody reads from: levels, protection and rounding together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from indicators import published
from indicators.levels import Division
from indicators.model import (
    COLUMNS,
    KEY,
    NUMBERS,
    Kind,
    Origin,
    Protection,
    Thresholds,
)
from tests import measures

NAN = float("nan")
SHARE = replace(measures.SHARE, decimals=2)
OPEN = replace(SHARE, id="oppen", origin=Origin.PUBLIC, protection=Protection.NONE)
INDICATORS = {
    "andel": SHARE,
    "oppen": OPEN,
    "ovning": replace(SHARE, id="ovning", origin=Origin.PRACTICE),
    "medel": replace(SHARE, id="medel", kind=Kind.MEAN, lowest=0, highest=340),
    "takt": replace(SHARE, id="takt", kind=Kind.RATE, decimals=1),
}
REGSO = Division("regso", "deso", pd.Series({"a": "A", "b": "A", "c": "B", "d": "B"}))
KOMMUN = Division("kommun", "regso", pd.Series({"A": "k", "B": "k"}))
LEVELS = (REGSO, KOMMUN)


def publish(*arguments, **more) -> pd.DataFrame:
    """Give the table alone."""
    return published.publish(*arguments, **more)[0]


def table(counts: dict, name: str = "andel", geography: str = "deso") -> pd.DataFrame:
    """Make rows of {area code: (numerator, denominator)}."""
    factor = INDICATORS[name].multiplier
    rows = [
        (name, "2024", "total", geography, code, n, d, factor * n / d, "ok", "")
        for code, (n, d) in counts.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, float))


FINE = {"a": (20, 60), "b": (30, 70), "c": (25, 50), "d": (33, 80)}


def at(table: pd.DataFrame, code: str) -> pd.Series:
    (_index, row), *_others = table[table["area_code"] == code].iterrows()
    return row


def test_every_level_is_worked_out_from_the_one_below():
    published = publish(table(FINE), INDICATORS, LEVELS)

    assert published["geography"].value_counts().to_dict() == {
        "deso": 4, "regso": 2, "kommun": 1,
    }  # fmt: skip
    assert at(published, "k")["numerator"] == 108
    assert at(published, "k")["value"] == round(100 * 108 / 260)


def test_what_the_file_gives_for_a_level_is_not_worked_out_again():
    given = table({"A": (49, 130)}, geography="regso")

    published = publish(pd.concat([table(FINE), given]), INDICATORS, LEVELS)

    assert at(published, "A")["numerator"] == 49
    assert at(published, "k")["numerator"] == 49 + 58
    assert not published.duplicated(KEY).any()


def test_the_table_is_sorted_and_in_the_agreed_columns():
    published = publish(table(FINE)[::-1], INDICATORS, LEVELS)
    assert published.columns.tolist() == COLUMNS
    assert published.index.tolist() == list(range(7))
    assert_frame_equal(published, published.sort_values(KEY, ignore_index=True))


def test_nothing_read_is_nothing_published():
    published = publish(pd.DataFrame(columns=COLUMNS), INDICATORS, LEVELS)
    assert published.empty
    assert published.columns.tolist() == COLUMNS


people = st.integers(1, 2_000).flatmap(
    lambda d: st.tuples(st.integers(0, d) | st.integers(0, min(d, 6)), st.just(d))
)
towns = st.lists(people, min_size=4, max_size=4).map(
    lambda counts: dict(zip("abcd", counts, strict=True))
)


@settings(max_examples=20, deadline=None)
@given(towns)
def test_only_what_is_ok_has_numbers_and_none_of_them_is_small(counts):
    published = publish(table(counts), INDICATORS, LEVELS)

    shown = published[published["status"] == "ok"]
    hidden = published[published["status"] != "ok"]
    assert hidden[NUMBERS].isna().all(axis=None)
    assert (hidden["reason"] == "protected").all()
    assert (shown["numerator"] >= 5).all()
    assert (shown["denominator"] - shown["numerator"] >= 5).all()


@settings(max_examples=20, deadline=None)
@given(towns)
def test_no_sum_that_is_shown_lacks_just_one_part(counts):
    published = publish(table(counts), INDICATORS, LEVELS).set_index("area_code")
    is_shown = (published["status"] == "ok").to_dict()

    for whole, parts in {"A": "ab", "B": "cd", "k": "AB"}.items():
        hidden = [part for part in parts if not is_shown[part]]
        assert not (is_shown[whole] and len(hidden) == 1)
        assert is_shown[whole] or hidden


@settings(max_examples=20, deadline=None)
@given(towns, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(counts, order):
    rows = table(counts)
    shuffled = rows.iloc[order.sample(range(4), 4)]
    published = publish(shuffled, INDICATORS, LEVELS)
    assert_frame_equal(published, publish(rows, INDICATORS, LEVELS))


@settings(max_examples=25, deadline=None)
@given(towns)
def test_open_statistics_are_shown_as_they_were_published(counts):
    rows = table(counts, "oppen")
    published = publish(rows, INDICATORS, LEVELS)

    assert (published["status"] == "ok").all()
    assert_frame_equal(published[published["geography"] == "deso"], rows)


@pytest.mark.parametrize(
    ("thresholds", "hidden"),
    [
        (Thresholds(), ""),
        (Thresholds(count=20, pupils=20), ""),
        (Thresholds(count=21, pupils=21), "ab"),
    ],
)
def test_a_workspace_can_be_stricter(thresholds, hidden):
    published = publish(table(FINE), INDICATORS, LEVELS, thresholds)
    found = published.loc[published["status"] == "suppressed", "area_code"]
    assert "".join(found) == hidden


@pytest.mark.parametrize(
    ("name", "numerator", "denominator", "value"),
    [
        ("andel", 333, 999, 33),
        ("andel", 333, 1000, 33.3),
        ("andel", 3333, 9999, 33.3),
        ("takt", 333, 999, 333.3),
    ],
)
def test_figures_of_few_are_written_coarsely(name, numerator, denominator, value):
    published = publish(table({"a": (numerator, denominator)}, name), INDICATORS)
    assert at(published, "a")["value"] == value


def test_a_mean_is_whole_points():
    rows = table({"a": (0, 50)}, "medel").assign(numerator=NAN, value=221.46)
    assert at(publish(rows, INDICATORS), "a")["value"] == 221


def test_a_share_without_its_base_can_not_be_proved_safe_and_is_withheld():
    rows = table({"a": (1, 3)}, "ovning").assign(numerator=NAN, denominator=NAN)
    assert at(publish(rows, INDICATORS), "a")["status"] == "suppressed"


def test_further_sums_are_protected_too():
    # Nobody makes this level, but a reader can add it up.
    rows = pd.concat([table(FINE | {"a": (1, 60)}), table({"k": (89, 260)}, "andel",
                                                          "kommun")])  # fmt: skip
    sums = [(("kommun", "k"), tuple(("deso", code) for code in "abcd"))]

    without = publish(rows, INDICATORS)
    published = publish(rows, INDICATORS, further_sums=sums)

    assert (without["status"] == "suppressed").sum() == 1
    assert (published["status"] == "suppressed").sum() == 2


def test_indicators_are_protected_each_by_its_own_rule():
    small = {"a": (1, 60)} | {code: FINE[code] for code in "bcd"}
    rows = pd.concat([table(small), table(small, "oppen"), table(FINE, "takt")])

    published = publish(rows, INDICATORS, LEVELS)

    hidden = published[published["status"] == "suppressed"]
    assert set(hidden["indicator"]) == {"andel"}


def test_groups_of_persons_do_not_give_each_other_away():
    # 1 girl and 30 boys are 31 in all: the girl follows from the two others.
    girls = table({code: (1 if code == "a" else 20, 60) for code in "abcd"})
    boys = table(dict.fromkeys("abcd", (30, 70))).assign(group="pojkar")
    everybody = table({c: (31 if c == "a" else 50, 130) for c in "abcd"})
    rows = pd.concat([girls.assign(group="flickor"), boys, everybody])

    published = publish(rows, INDICATORS, LEVELS)

    here = published[published["area_code"] == "a"].set_index("group")["status"]
    assert here["flickor"] == "suppressed"
    assert (here == "suppressed").sum() >= 2
