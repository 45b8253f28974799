"""Borders and groups that are others: told in words, and kept from the revisions."""

from __future__ import annotations

import copy

import pytest

from lagesbild.snapshot.diff import Cause, compare
from lagesbild.snapshot.membership import Members, divisions_in, groups_in, written
from tests.lagesbild.conftest import ROWS
from tests.lagesbild.snapshot.conftest import NORTH, freeze, publish

SOUTH = '\n[[groups]]\nid = "sodra"\nname = "Södra"\nareas = ["0764A0030"]\n'
MOVED = {
    'areas = ["0764A0010", "0764A0020"]': 'areas = ["0764A0010"]',
    'areas = ["0764A0030"]': 'areas = ["0764A0030", "0764A0020"]',
}


def regroup(place, changes):
    path = place / "lagesbild.toml"
    text = path.read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.fixture
def two(place):
    """Before and after an area was moved from one group to the other."""
    regroup(place, {"\n[[sectors]]": f"{SOUTH}\n[[sectors]]"})
    publish(place, ROWS)
    before = freeze(place, NORTH).content
    regroup(place, MOVED)
    publish(place, ROWS.replace("54;90", "60;90"))
    return before, freeze(place, NORTH).content


def test_an_area_that_moved_between_groups_is_told_in_words(two):
    told = [str(one) for one in compare(*two) if one.cause is Cause.METHOD]
    assert told[0] == "Västra har flyttats från Norra till Södra."
    assert not any("kontrollsumma" in text for text in told)


def test_figures_of_a_group_that_was_redrawn_are_no_revisions(two):
    found = compare(*two)
    places = {
        cause: {one.place for one in found if one.cause is cause} for cause in Cause
    }
    assert {"Norra (Områdesgrupper)", "Södra"} <= places[Cause.METHOD]
    assert places[Cause.REVISED] == {"Norra (DeSO)", "Småstad"}


def test_where_only_the_checksum_is_known_the_whole_level_was_redrawn(two):
    """Snapshots from before groups' areas were frozen can be compared all the same."""
    before, after = (
        {**one, "boundaries": divisions_in(one["boundaries"])} for one in two
    )
    assert before["boundaries"] != two[0]["boundaries"]
    for pair in ((before, after), (before, two[1])):
        found = compare(*pair)
        texts = [str(one) for one in found if one.subject == "Områden och gränser"]
        assert len(texts) == 1
        assert "kontrollsumma" in texts[0]
        assert "Södra" not in {d.place for d in found if d.cause is Cause.REVISED}


def test_borders_of_the_areas_that_moved_make_all_figures_of_the_level_other(two):
    before, after = copy.deepcopy(two)
    after["boundaries"] = [
        text.replace("kontrollsumma: ", "kontrollsumma: f")
        for text in before["boundaries"]
    ]
    found = compare(before, after)
    assert {d.place for d in found if d.cause is Cause.REVISED} == {"Småstad"}


@pytest.mark.parametrize(
    ("groups", "text"),
    [
        ({"sodra": ["C"]}, "B hör inte längre till Norra."),
        ({"norra": ["A", "B", "C"], "sodra": ["C"]}, "C hör nu till Norra."),
        (
            {"norra": ["A"], "sodra": ["B", "C"]},
            "B har flyttats från Norra till Södra.",
        ),
    ],
)
def test_what_came_left_or_moved_is_said(all_of_it, groups, text):
    was = {"norra": ["A", "B"], "sodra": ["C"]}
    before, after = (
        {**all_of_it.content, "boundaries": [written(*one) for one in described(said)]}
        for said in (was, {"norra": ["A"] if "B" in text else was["norra"], **groups})
    )
    assert [str(one) for one in compare(before, after)] == [text]


def described(groups):
    for code, areas in groups.items():
        yield (
            code,
            Members(
                code.title().replace("Sodra", "Södra"),
                dict(zip(areas, areas, strict=True)),
            ),
        )


def test_what_is_written_of_a_group_is_read_back():
    group = Members("Berg [gamla], by: 1", {"a1": "Ängen, södra", "b": "[x] y."})
    said = ["DeSO (2025): 3 områden. Källa: SCB.", written("berg", group)]
    assert divisions_in(said) == said[:1]
    (read,) = groups_in(said).values()
    assert read == Members("Berg (gamla), by: 1", {"a1": "Ängen, södra", "b": "(x) y."})


def test_a_snapshot_says_which_areas_each_group_has(group):
    assert (
        "Norra [norra]: Östra [0764A0010], Västra [0764A0020]."
        in (group.content["boundaries"])
    )
