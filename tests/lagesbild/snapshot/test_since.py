"""What is new since the last snapshot of a place, by its link and on the page."""

from __future__ import annotations

import dataclasses

import pytest

from indicators.store.snapshots import find, listed
from lagesbild.snapshot.commands import withdraw
from lagesbild.snapshot.diff import compare
from lagesbild.snapshot.diff_page import difference_page
from lagesbild.snapshot.since import earlier_of
from lagesbild.store_of import open_store_of
from tests.lagesbild.conftest import ROWS
from tests.lagesbild.snapshot.conftest import NORTH, freezer, publish


@pytest.fixture
def two(place):
    """Freeze the same place before and after its figures changed."""
    made = []
    for day, rows in enumerate((ROWS, ROWS.replace("54;90", "20;90")), start=1):
        publish(place, rows)
        one = freezer(place)
        when = f"2026-11-0{day}T08:00:00+00:00"
        made.append(one.freeze("Läget", [NORTH], who="Ada", when=when))
        one.keep(made[-1])
    return made


def address(two):
    before, after = two
    return f"/ogonblicksbild/{after.id}/sedan/{before.id}"


def test_the_link_gives_the_page_of_the_differences(app, two, fetch):
    said = [one.content for one in two]
    for _again in range(2):  # the second time as it was kept
        page = fetch(app, address(two))
        assert (page.status, page.body) == (200, difference_page(*said, compare(*said)))
    assert page.headers["content-language"] == "sv"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_asked_for_backwards_the_earlier_is_before_all_the_same(app, two, fetch):
    said = [one.content for one in two]
    page = fetch(app, address(two[::-1])).body
    assert page == difference_page(*said, compare(*said), turned=True)
    assert "de två har bytt plats här" in page.decode()


@pytest.mark.parametrize("which", [0, 1])
def test_nothing_is_told_of_one_that_is_withdrawn(app, place, two, fetch, which):
    fetch(app, address(two))
    withdraw(place, two[which].id, "fel karta")
    gone = fetch(app, address(two))
    assert gone.status == 410
    assert "Skäl: fel karta" in gone.body.decode()
    assert "Trångbodda" not in gone.body.decode()


def test_of_one_that_is_not_there_there_are_no_differences(app, two, fetch):
    assert fetch(app, f"/ogonblicksbild/{two[0].id}/sedan/{'0' * 16}").status == 404


def test_the_last_before_it_of_the_same_place_is_the_earlier_one(place, two):
    store = open_store_of(place)
    before, after = (find(store, one.id) for one in two)
    found = listed(store)
    assert earlier_of(after, found) == before
    assert earlier_of(before, found) is None
    for other in ({"areas": "[]"}, {"language": "en"}):
        assert earlier_of(dataclasses.replace(after, **other), found) is None


def test_one_that_is_withdrawn_is_not_the_earlier_one(place, two):
    store = open_store_of(place)
    withdraw(place, two[0].id, "fel karta")
    assert earlier_of(find(store, two[1].id), listed(store)) is None
