"""Names and times in the list of snapshots: no two alike, as clocks are in Sweden."""

from __future__ import annotations

import pytest

from indicators.store.snapshots import Snapshot
from lagesbild.snapshot.named import day, moment, moments, names


def one(name: str, place: str = "Moheda", when: str = "2026-11-22T08:00:00+00:00"):
    return Snapshot(
        name, when, "Ada", "Alla våren", place, "[]", "sv", "[]", "", 1, "", 0
    )


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("2026-11-22T13:09:00+00:00", "2026-11-22 14:09"),
        ("2026-07-01T13:09:00+00:00", "2026-07-01 15:09"),
        ("2026-12-31T23:30:00+00:00", "2027-01-01 00:30"),
        ("2026-11-22T13:09:00", "2026-11-22 14:09"),
    ],
)
def test_times_are_those_of_clocks_in_sweden(stored, said):
    assert moment(stored) == said
    assert day(stored) == said[:10]


def test_the_time_is_said_only_if_two_share_the_day():
    found = [
        one("a"),
        one("b", when="2026-11-22T12:00:00+00:00"),
        one("c", when="2026-11-22T23:30:00+00:00"),  # the day after, in Sweden
    ]
    assert moments(found) == {
        "a": "2026-11-22 09:00",
        "b": "2026-11-22 13:00",
        "c": "2026-11-23",
    }


def test_the_name_has_its_place():
    found = [one("a"), one("b", "Vislanda")]
    assert names(found) == {"a": "Moheda: Alla våren", "b": "Vislanda: Alla våren"}


def test_the_same_title_for_the_same_place_is_told_apart_by_time_then_by_id():
    later = one("b", when="2026-11-23T08:00:00+00:00")
    assert set(names([one("a"), later]).values()) == {
        "Moheda: Alla våren, 2026-11-22",
        "Moheda: Alla våren, 2026-11-23",
    }
    assert names([one("a"), one("b")])["b"] == "Moheda: Alla våren, 2026-11-22 09:00, b"
