"""What official statistics say of the same persons is known to the attacker."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import published
from indicators.disclosure.audit import audit
from indicators.disclosure.control import control
from indicators.disclosure.names import CELL
from indicators.disclosure.official import official
from indicators.disclosure.policy import Policy
from indicators.disclosure.statements import as_shown, withhold
from indicators.disclosure.structure import Structure
from indicators.disclosure.verifier import verify
from indicators.errors import DisclosureError
from indicators.levels import Division
from indicators.model import COLUMNS, NUMBERS, Kind, Origin, Protection, Thresholds
from tests.indicators.disclosure.places import (
    NAN,
    SHARE,
    Place,
    Small,
    is_few,
    pair,
    town,
)

OPEN = replace(
    SHARE, id="folk", origin=Origin.PUBLIC, protection=Protection.NONE, kind=Kind.COUNT
)
NONE = pd.DataFrame(columns=COLUMNS)


def said(place: Place, noise: list[int]) -> pd.DataFrame:
    """Say of each cell the interval that the noise leaves around what is published."""
    rows = [
        (*cell, max(place.count(cell)[0] + z - 2, 0), place.count(cell)[0] + z + 2)
        for cell, z in zip(place.cells, noise, strict=False)
    ]
    return pd.DataFrame(rows, columns=[*CELL, "low", "high"]).astype(
        {"low": float, "high": float}
    )


def agreeing(place: Place, worlds: np.ndarray, table: pd.DataFrame) -> np.ndarray:
    fits = np.ones(worlds.shape[1], bool)
    for *cell, low, high in table[[*CELL, "low", "high"]].itertuples(index=False):
        sums = worlds[list(place.cells[tuple(cell)])].sum(axis=0)
        fits &= (low <= sums) & (sums <= high)
    return worlds[:, fits]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(pair(9), min_size=3, max_size=4),
    st.sampled_from(["AAB", "ABB", None]),
    st.lists(st.integers(-2, 2), min_size=9, max_size=9),
    st.integers(1, 9),
)
def test_we_add_nothing_to_what_noisy_official_figures_tell(people, division, noise, n):
    place = town(people, division and [*division, "B"][: len(people)])
    known = said(place, noise[:n])
    rule = Small(wide=4).rule(SHARE)

    result = control(place.table(), SHARE, Small(wide=4), place.sums, ledger=[known])

    assert result.infeasible is None
    assert not verify(result.certificate.content, result.table.to_dict("records"))
    before = agreeing(place, place.worlds, known)
    after = agreeing(place, place.possible(result.table), known)
    for parts in {*place.cells.values()}:
        inside, d = np.array([place.pieces[i] for i in parts]).sum(axis=0)
        low, high = place.interval(parts, before)
        if is_few(inside, d, rule):
            left = np.subtract(*place.interval(parts, after)[::-1])
            assert left >= min(rule.width, d, high - low)


def test_without_them_control_would_show_what_they_narrow_to_one_count():
    place = town([(2, 60), (9, 60), (30, 60)])
    known = said(place, [0, 2, 0, 0]).iloc[[1]]  # somebody says 9 to 13 of area 1

    alone = control(place.table(), SHARE, Policy(), place.sums).table
    both = control(place.table(), SHARE, Policy(), place.sums, ledger=[known]).table

    hidden = {"0", "1"}
    assert set(alone.loc[alone["status"] == "suppressed", "area_code"]) == hidden
    assert set(both.loc[both["status"] == "suppressed", "area_code"]) > {"0"}
    left = agreeing(place, place.possible(both), known)
    low, high = place.interval((0,), left)
    assert high - low >= 5


def counts(values: dict[str, float], period: str) -> pd.DataFrame:
    rows = [
        ("folk", period, "total", "deso", code, NAN, NAN, value, "ok", "")
        for code, value in values.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, float))


NAMED = replace(SHARE, numerator_from="folk", denominator_from="folk")
BOTH = {"folk": OPEN, "andel": NAMED}


@pytest.mark.parametrize(("period", "limits"), [("2024", (40, 40)), ("2025", (38, 42))])
def test_only_figures_from_2025_on_have_noise(period, limits):
    found = official(NAMED, BOTH, {"folk": [counts({"0": 40}, period)]}, NONE, 2)
    assert tuple(found.counts[["low", "high"]].iloc[0]) == limits
    assert tuple(found.people[["low", "high"]].iloc[0]) == limits


def test_a_public_share_tells_of_its_numerator_as_it_is_rounded():
    share = replace(SHARE, id="folk", origin=Origin.PUBLIC, protection=Protection.NONE)
    table = counts({"0": 12}, "2024").assign(denominator=200.0)  # 12 %: 23 to 25
    found = official(NAMED, BOTH | {"folk": share}, {"folk": [table]}, NONE, 2)
    assert tuple(found.counts[["low", "high"]].iloc[0]) == (23, 25)
    assert tuple(found.people[["low", "high"]].iloc[0]) == (200, 200)


def test_where_official_figures_count_others_the_error_is_that_much_larger():
    ours = town([(20, 45), (20, 60)]).table()
    table = counts({"0": 40, "1": 60}, "2024")
    people = official(NAMED, BOTH, {"folk": [table]}, ours, 2).people
    assert people[["low", "high"]].to_numpy().tolist() == [[35, 45], [55, 65]]


def test_an_indicator_that_is_not_public_is_no_source():
    hidden = replace(OPEN, origin=Origin.LOCAL, protection=Protection.NORMAL)
    tables = {"folk": [counts({"0": 40}, "2024")]}
    assert official(NAMED, BOTH | {"folk": hidden}, tables, NONE, 2).counts is None


def test_publishing_takes_official_figures_into_account_by_itself():
    """Area 0 has 2 of 60, and the public count says 9 of area 1 for certain."""
    table = town([(2, 60), (9, 60), (30, 60)]).table()
    table = table[table["geography"] == "deso"]
    members = pd.Series({"0": "k", "1": "k", "2": "k"})
    levels = (Division("kommun", "deso", members),)
    everything = pd.concat([table, counts({"1": 9}, "2024")], ignore_index=True)

    def hidden(indicators) -> set[str]:
        made = published.publish(everything, indicators, levels)[0]
        ours = made[(made["indicator"] == "andel") & (made["status"] == "suppressed")]
        return set(ours["area_code"])

    assert hidden(BOTH | {"andel": SHARE}) == {"0", "1"}
    assert hidden(BOTH | {"andel": replace(SHARE, numerator_from="folk")}) == {"0", "2"}


@pytest.mark.parametrize(("noise", "hidden"), [(0, {"0", "2"}), (5, {"0", "1"})])
def test_the_workspace_says_how_far_off_they_are_taken_to_be(noise, hidden):
    """Hiding area 1 protects area 0 only if few know how many there are in 1."""
    table = town([(2, 60), (9, 60), (30, 60)]).table().assign(period="2025")
    table = table[table["geography"] == "deso"]
    members = pd.Series({"0": "k", "1": "k", "2": "k"})
    everything = pd.concat([table, counts({"1": 9}, "2025")], ignore_index=True)
    named = BOTH | {"andel": replace(SHARE, numerator_from="folk")}

    made = published.publish(
        everything, named, (Division("kommun", "deso", members),),
        Thresholds(noise=noise),
    )[0]  # fmt: skip

    ours = made[(made["indicator"] == "andel") & (made["status"] == "suppressed")]
    assert set(ours["area_code"]) == hidden


def test_a_small_count_that_official_figures_tell_is_not_refused_but_not_told_by_us():
    table = town([(2, 60), (9, 60), (30, 60)]).table()
    table = table[table["geography"] == "deso"]
    everything = pd.concat([table, counts({"0": 2}, "2024")], ignore_index=True)
    named = BOTH | {"andel": replace(SHARE, numerator_from="folk")}
    try:
        made = published.publish(everything, named)[0]
    except DisclosureError:
        pytest.fail("what others have told is no reason to refuse")
    row = made[(made["indicator"] == "andel") & (made["area_code"] == "0")].iloc[0]
    assert row["status"] == "suppressed"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 3), st.integers(0, 3))
def test_noisy_denominators_narrow_withheld_counts_as_far_as_they_can(n0, n1, c0, c1):
    """Both areas withhold all; the municipality shows all."""
    people = [(n0, n0 + c0), (n1, n1 + c1)]
    place = town(people)
    rule = Small().rule(SHARE)
    shown = withhold(as_shown(place.table(), rule), np.array([True, True, False]))
    ranges = {"0": (people[0][1] - 1, people[0][1] + 1)}
    said = pd.DataFrame(
        [("2024", "total", "deso", c, *limits) for c, limits in ranges.items()],
        columns=[*CELL, "low", "high"],
    )

    found = audit(shown, Structure(place.sums, None, said), rule)

    total, everybody = n0 + n1, sum(d for _n, d in people)
    low0, high0 = max(ranges["0"][0], 0), ranges["0"][1]
    possible = [
        a
        for a, b in product(range(total + 1), range(everybody - total + 1))
        if low0 <= a + b <= high0
    ]
    names = list(found.known.cells[CELL].itertuples(index=False, name=None))
    at = names.index(("2024", "total", "deso", "0"))
    assert found.bounds.low[at] <= min(possible)
    assert found.bounds.high[at] >= max(possible)
    narrow = max(possible) - min(possible) < min(rule.width, found.known.upper[at])
    assert not narrow or not found.is_safe
