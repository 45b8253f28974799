"""The audit finds what can be told, and claims no more than can be told."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.audit import Verdict, audit
from indicators.disclosure.control import control
from indicators.disclosure.export import audit_export, sums_of
from indicators.disclosure.names import CELL
from indicators.disclosure.policy import Policy
from indicators.disclosure.statements import as_shown, withhold
from indicators.disclosure.structure import Structure
from tests.indicators.disclosure.places import (
    SHARE,
    Place,
    Small,
    by_sex,
    pair,
    told,
    town,
    towns,
)

FIVE = Policy().rule(SHARE)
laws = settings(max_examples=25, deadline=None)


def people_of(place: Place) -> pd.DataFrame:
    return place.table().rename(columns={"denominator": "people"})


def attacked(place: Place, rule, hidden, ledger=()):
    """Audit a place of which some cells are withheld."""
    table = as_shown(place.table(), rule)
    shown = withhold(table, np.array(hidden))
    structure = Structure(place.sums, place.atoms)
    return shown, audit(shown, structure, rule, people_of(place), ledger)


def hiding(place: Place, *codes: str) -> list[bool]:
    return [cell[3] in codes for cell in place.cells]


def compare(place: Place, rule, hidden) -> None:
    """Compare the audit with the list of all tables."""
    shown, found = attacked(place, rule, hidden)
    worlds = place.possible(shown)
    names = list(found.known.cells[CELL].itertuples(index=False, name=None))
    flagged = {finding.cell: finding.verdict for finding in found.findings}
    is_shown = dict(zip(place.cells, ~np.array(hidden), strict=True))
    for cell, parts in place.cells.items():
        at, d = names.index(cell), place.count(cell)[1]
        low, high = place.interval(parts, worlds)
        assert found.bounds.low[at] <= low
        assert high <= found.bounds.high[at]
        large = low >= rule.small and d - high >= rule.small and d >= rule.base
        safe = large or high - low >= min(rule.width, d)
        bare = is_shown[cell] and d < rule.base
        assert flagged.get(cell) == (None if safe and not bare else Verdict.LEAK)
    assert found.findings or told(place, rule, shown) == {}


some = st.lists(st.booleans(), min_size=30, max_size=30)
wide = st.sampled_from([2, 4])


@laws
@given(towns(), some, wide)
def test_over_levels_the_verdict_is_what_the_list_of_all_tables_says(place, hidden, w):
    compare(place, Small(wide=w).rule(SHARE), hidden[: len(place.cells)])


@laws
@given(st.lists(pair(4), min_size=3, max_size=3), st.lists(pair(3), min_size=3), some)
def test_over_groups_the_verdict_is_what_the_list_of_all_tables_says(
    people, women, hide
):
    place = by_sex(town(people, "AAB"), [*women, (0, 1), (0, 1), (0, 1)])
    compare(place, Small().rule(SHARE), hide[: len(place.cells)])


def grid() -> Place:
    """Sixteen cells with the sums of four rows and four columns."""
    cells = {("2024", "total", "ruta", f"r{r}k{c}"): (4 * r + c,)
             for r, c in product(range(4), range(4))}  # fmt: skip
    sums = []
    for axis in (0, 1):
        for line in range(4):
            name = ("rad", "kol")[axis], f"{line}"
            parts = [at for at in product(range(4), range(4)) if at[axis] == line]
            cells["2024", "total", *name] = tuple(4 * r + c for r, c in parts)
            sums.append((name, tuple(("ruta", f"r{r}k{c}") for r, c in parts)))
    pieces = [(20, 60)] * 16
    pieces[4 * 1 + 2] = (3, 60)
    return Place(tuple(pieces), cells, sums)


LINKED = ["r0k0", "r0k1", "r1k0", "r1k1", "r1k2", "r2k2", "r2k3", "r3k2", "r3k3"]


def test_a_cell_is_told_though_every_line_has_two_hidden_cells():
    # rows 0 and 1 minus columns 0 and 1 is the cell that links the two squares
    _shown, found = attacked(grid(), FIVE, hiding(grid(), *LINKED))
    assert ("2024", "total", "ruta", "r1k2") in {f.cell for f in found.findings}


def test_the_suppressor_does_not_fall_for_the_linked_squares():
    place = grid()
    result = control(place.table(), SHARE, Policy(), place.sums)
    found = audit(result.table, Structure(place.sums), FIVE, people_of(place))

    assert result.infeasible is None
    assert found.is_safe
    assert result.withheld == 4


ACROSS = [("p0", "a", "A"), ("p1", "a", "A"), ("p2", "a", "B"),
          ("p0", "b", "x"), ("p1", "b", "x"), ("p2", "b", "x"),
          ("p3", "b", "y")]  # fmt: skip


@pytest.mark.parametrize(("shown", "safe"), [("a", True), ("b", True), ("ab", False)])
def test_two_groupings_are_safe_alone_and_exact_together(shown, safe):
    cells = {("2024", "total", "a", "A"): (0, 1),
             ("2024", "total", "b", "x"): (0, 1, 2),
             ("2024", "total", "b", "y"): (3,)}  # fmt: skip
    kept = {cell: parts for cell, parts in cells.items() if cell[2] in shown}
    atoms = pd.DataFrame(ACROSS, columns=["atom", "geography", "area_code"])
    atoms = atoms[atoms["area_code"] != "B"]
    place = Place(((9, 30), (9, 30), (1, 30), (9, 15)), kept, [], atoms)

    _table, found = attacked(place, FIVE, [False] * len(kept))

    assert found.is_safe is safe


def two_releases() -> tuple[Place, pd.DataFrame, pd.DataFrame]:
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)])
    table = as_shown(place.table(), FIVE)
    return (place, withhold(table, np.array(hiding(place, "0", "1"))),
            withhold(table, np.array(hiding(place, "0", "2"))))  # fmt: skip


def test_two_releases_are_safe_alone_and_leak_together():
    place, first, second = two_releases()

    def safe(table, *ledger):
        structure = Structure(place.sums)
        return audit(table, structure, FIVE, people_of(place), ledger).is_safe

    assert safe(first)
    assert safe(second)
    assert not safe(second, first)


def test_with_the_ledger_the_second_release_hides_what_the_first_did():
    place, first, _second = two_releases()
    result = control(place.table(), SHARE, Policy(), place.sums, ledger=[first])

    assert (result.table["status"] == first["status"]).all()


def mutations(tries: int):
    """Show one cell by mistake that isn't small, in one random town after another."""
    draw = random.Random(4)
    policy = Small(wide=3)
    while tries:
        people = [(draw.randint(0, d), d) for d in draw.choices(range(3, 8), k=4)]
        place = town(people, draw.choice(["AABB", "AAAB", None]))
        table = control(place.table(), SHARE, policy, place.sums, exact=0).table
        rule, open_ = policy.rule(SHARE), as_shown(place.table(), policy.rule(SHARE))
        for at in np.flatnonzero(table["status"] == "suppressed"):
            n, d = open_.loc[at, ["numerator", "denominator"]]
            if tries and n >= 2 and d - n >= 2:
                tries -= 1
                hidden = (table["status"] == "suppressed").to_numpy().copy()
                hidden[at] = False
                yield place, rule, hidden


def test_a_secondary_cell_shown_by_mistake_is_found():
    caught = []
    for place, rule, hidden in mutations(40):
        shown, found = attacked(place, rule, hidden)
        caught.append(not found.is_safe)
        assert caught[-1] or told(place, rule, shown) == {}
    assert sum(caught) >= 0.95 * len(caught)


# --- an export ---


def areas() -> pd.DataFrame:
    rows = [("deso", str(i), "regso", "AABB"[i]) for i in range(4)]
    rows += [("regso", name, "kommun", "k") for name in "AB"]
    rows += [("kommun", "k", "", "")]
    columns = ["geography", "area_code", "parent_geography", "parent_code"]
    return pd.DataFrame(rows, columns=columns)


def test_what_control_lets_out_passes_from_the_export_alone():
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    shown = control(place.table(), SHARE, Policy(), sums_of(areas())).table
    report = audit_export(shown, areas(), {"andel": FIVE})

    assert report.is_safe
    assert report.as_dict()["indicators"]["andel"]["checked"] >= 2


def test_from_the_export_alone_primary_suppression_is_seen_through():
    place = town([(1, 50), (20, 60), (30, 70), (25, 80)], "AABB")
    shown = withhold(as_shown(place.table(), FIVE), np.array(hiding(place, "0")))
    report = audit_export(shown, areas(), {"andel": FIVE}).as_dict()

    assert not report["is_safe"]
    leaks = report["indicators"]["andel"]["leaks"]
    assert ["2024", "total", "deso", "0"] in [leak["cell"] for leak in leaks]


def test_a_report_holds_no_counts():
    place = town([(1, 50), (37, 91), (30, 70), (25, 80)], "AABB")
    shown = withhold(as_shown(place.table(), FIVE), np.array(hiding(place, "0")))
    text = str(audit_export(shown, areas(), {"andel": FIVE}).as_dict())

    assert "37" not in text
    assert "91" not in text


def test_open_statistics_are_not_audited():
    table = town([(1, 50), (20, 60)]).table()
    assert audit_export(table, areas(), {"andel": None}).audits == {}
