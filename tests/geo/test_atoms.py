"""Geographies cut along each other's borders: what they share, and what not."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from geo.atoms import overlay


def areas_of(atoms) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for atom, geography, code in atoms.itertuples(index=False, name=None):
        found.setdefault(atom, set()).add((geography, code))
    return found


def test_two_geographies_are_cut_along_each_others_borders(frame):
    deso = frame(a=box(0, 0, 100, 100), b=box(100, 0, 200, 100))
    school = frame(x=box(0, 0, 150, 100), y=box(150, 0, 200, 100))

    pieces = areas_of(overlay({"deso": deso, "school": school})).values()

    assert sorted(map(sorted, pieces)) == [
        [("deso", "a"), ("school", "x")],
        [("deso", "b"), ("school", "x")],
        [("deso", "b"), ("school", "y")],
    ]


def test_ground_that_only_one_of_them_covers_is_a_piece_of_its_own(frame):
    deso = frame(a=box(0, 0, 100, 100))
    school = frame(x=box(50, 0, 150, 100))

    pieces = areas_of(overlay({"deso": deso, "school": school})).values()

    assert sorted(map(sorted, pieces)) == [
        [("deso", "a")],
        [("deso", "a"), ("school", "x")],
        [("school", "x")],
    ]


def test_a_border_drawn_a_little_otherwise_makes_no_piece(frame):
    deso = frame(a=box(0, 0, 100, 100), b=box(100, 0, 200, 100))
    school = frame(x=box(0, 0, 100.5, 100), y=box(100.5, 0, 200, 100))
    atoms = overlay({"deso": deso, "school": school})
    assert atoms["atom"].nunique() == 2


def test_the_order_of_areas_and_of_geographies_does_not_matter(frame):
    deso = frame(a=box(0, 0, 100, 100), b=box(100, 0, 200, 100))
    school = frame(x=box(0, 0, 150, 100), y=box(150, 0, 200, 100))
    one = overlay({"deso": deso, "school": school})
    other = overlay({"school": school.iloc[::-1], "deso": deso.iloc[::-1]})
    assert one.equals(other)


cuts = st.lists(st.integers(1, 19), min_size=1, max_size=4, unique=True).map(sorted)


@settings(max_examples=30, deadline=None)
@given(st.tuples(cuts, cuts, cuts))
def test_pieces_are_what_lies_between_all_borders(frame, layers):
    """Strips cut at whole tens of metres: the borders tell which pieces there are."""
    made = {}
    for name, at in zip(("r", "s", "t"), layers, strict=True):
        ends = [0, *at, 20]
        strips = pairwise(ends)
        made[name] = frame(
            **{f"{a}-{b}": box(10 * a, 0, 10 * b, 100) for a, b in strips}
        )
    atoms = overlay(made)

    edges = sorted({0, 20}.union(*layers))
    assert atoms["atom"].nunique() == len(edges) - 1
    for (name, code), rows in atoms.groupby(["geography", "area_code"]):
        low, high = map(int, code.split("-"))
        assert len(rows) == sum(low <= edge < high for edge in edges), name
