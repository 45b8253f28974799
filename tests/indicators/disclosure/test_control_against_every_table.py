"""No small count follows from what is published: every possible table is listed.

The attacker knows every sum, every denominator and every figure that is shown. Whatever
is small (a cell, a piece that nobody publishes, or what is left of a cell when another
is taken away) must be undetermined by the width of the rule.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.control import control
from indicators.disclosure.verifier import verify
from tests.indicators.disclosure.places import (
    SHARE,
    Place,
    Small,
    by_sex,
    five_of,
    is_few,
    leaves,
    means,
    overlays,
    pair,
    told,
    town,
    towns,
    windows,
)

TWO, WIDE = Small(), Small(wide=4)
policies = st.sampled_from([TWO, WIDE])
methods = st.sampled_from([0, 15])
laws = settings(max_examples=18, deadline=None)


def protected(place: Place, policy: Small, table=None, **options) -> pd.DataFrame:
    """Protect a place; the certificate of it must hold."""
    table = place.table() if table is None else table
    result = control(
        table, place.indicator, policy, place.sums, atoms=place.atoms, **options
    )
    assert result.infeasible is None
    rows = result.table.to_dict("records")
    assert verify(result.certificate.content, rows, result.certificate.sha256) == []
    return result.table


@laws
@given(leaves, policies, methods)
def test_two_levels_leave_every_small_count_undetermined(people, policy, exact):
    place = town(people)
    shown = protected(place, policy, exact=exact)
    assert told(place, policy.rule(SHARE), shown) == {}


@laws
@given(towns(), policies, methods)
def test_levels_and_area_groups_together_give_nothing_away(place, policy, exact):
    shown = protected(place, policy, exact=exact)
    assert told(place, policy.rule(SHARE), shown) == {}


few = st.lists(pair(4), min_size=2, max_size=3)


@laws
@given(few, st.lists(pair(3), min_size=3, max_size=3), st.sampled_from([None, "AAB"]))
def test_women_men_and_everybody_give_nothing_away(people, women, division):
    place = by_sex(town(people, division and list(division)[: len(people)]), women)
    assert told(place, TWO.rule(SHARE), protected(place, TWO)) == {}


@laws
@given(overlays(), policies)
def test_geographies_across_each_other_tell_nothing_of_their_pieces(place, policy):
    assert told(place, policy.rule(SHARE), protected(place, policy)) == {}


@laws
@given(windows())
def test_years_pooled_in_several_ways_tell_nothing_of_single_years(drawn):
    place, unseen = drawn
    table = pd.concat([place.table(), unseen], ignore_index=True)
    assert told(place, TWO.rule(SHARE), protected(place, TWO, table)) == {}


@laws
@given(st.lists(pair(9), min_size=2, max_size=4), policies)
def test_a_rounded_share_is_read_as_the_count_it_tells(people, policy):
    place = town(people)
    shown = protected(place, policy, place.table(numerators=False))
    assert told(place, policy.rule(SHARE), shown) == {}


@laws
@given(means())
def test_rounded_means_tell_no_sum_of_few(place):
    shown, rule = protected(place, TWO), TWO.rule(place.indicator)
    worlds = place.possible(shown)
    for parts in place.cells.values():
        n, d = (sum(place.pieces[i][j] for i in parts) for j in (0, 1))
        low, high = place.interval(parts, worlds)
        if is_few(n, d, rule):
            assert high - low >= min(rule.width, d) * rule.scale


@laws
@given(
    st.lists(pair(5), min_size=3, max_size=5), five_of("AB"), five_of("xy"), policies
)
def test_two_releases_together_give_nothing_away(people, division, groups, policy):
    n = len(people)
    place = town(people, division[:n], groups[:n])
    first = replace(
        place, cells={c: p for c, p in place.cells.items() if c[2] != "grupp"}
    )
    before = protected(first, policy)
    second = replace(
        place, cells={c: p for c, p in place.cells.items() if c[2] != "regso"}
    )

    result = control(
        second.table(), SHARE, policy, place.sums, ledger=[before], exact=0
    )

    if result.infeasible is None:
        assert told(place, policy.rule(SHARE), before, result.table) == {}
    else:
        assert (result.table["status"] == "suppressed").all()
