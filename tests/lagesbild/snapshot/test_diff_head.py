"""It is said what is compared, and in which order, before what differs."""

from __future__ import annotations

import copy
import re

import pytest

from lagesbild.snapshot.diff import compare
from lagesbild.snapshot.diff_head import heading, in_order
from lagesbild.snapshot.diff_page import difference_page
from lagesbild.snapshot.diff_text import MOST, told
from lagesbild.snapshot.difference import Cause, Difference
from lagesbild.snapshot.identity import spaced
from tests.lagesbild.snapshot.conftest import NORTH, freeze

OTHER = "Olika områden: bara det som båda berättar om jämförs."


def said(before, after, **more):
    return heading(before, after, compare(before, after), **more)


def later(content, **more):
    made = {"when": "2026-12-01T08:00:00+00:00", "who": "Ada"}
    return {**copy.deepcopy(content), "made": made, **more}


def elsewhere(content):
    """The same of another municipality, with a group of the same id."""
    data = content["data"].replace("0764", "1280")
    tables = copy.deepcopy(content["tables"])
    for one in tables:
        one["codes"] = [code.replace("0764", "1280") for code in one["codes"]]
    more = {"municipality": "Malmö", "place": "Malmö", "areas": []}
    borders = [text.replace("summa: ", "summa: f") for text in content["boundaries"]]
    return later(content, data=data, tables=tables, boundaries=borders, **more)


def test_both_are_named_with_place_date_and_id(group):
    lines = said(group.content, later(group.content))
    name = f"Läget (Norra, Småstad), fryst {{}}, id {spaced(group.id)}"
    assert lines == [
        f"Före: {name.format('2026-11-22')}",
        f"Nu: {name.format('2026-12-01')}",
        "Allt som båda berättar om är likadant.",
    ]


def test_two_of_the_same_day_are_named_with_the_time(group):
    lines = said(group.content, group.content)
    assert all("fryst 2026-11-22 08:00 UTC, id" in line for line in lines[:2])


def test_the_earlier_one_is_always_before(group):
    now = later(group.content)
    assert in_order(group.content, now) == (group.content, now, False)
    assert in_order(now, group.content) == (group.content, now, True)
    assert in_order(now, now) == (now, now, False)


def test_one_frozen_later_of_an_older_release_stays_where_it_was_put(group):
    release = {**group.content["release"], "when": "2020-01-01T00:00:00+00:00"}
    old = later(group.content, release=release)
    assert in_order(old, group.content)[2] is False
    assert in_order(group.content, old)[2] is False


def test_that_they_changed_places_is_said_on_the_page_and_as_text(group):
    both = (group.content, later(group.content))
    text = "Den som är äldst står alltid som Före: de två har bytt plats här."
    assert text in said(*both, turned=True)
    assert text not in said(*both)
    assert text in difference_page(*both, [], turned=True).decode()


def test_that_the_places_are_others_is_said(group, all_of_it, place):
    assert OTHER in said(group.content, all_of_it.content)
    assert OTHER not in said(group.content, later(group.content))
    deso = freeze(place, ("deso-2025", "0764A0030")).content
    assert deso["place"] == "Norra"  # by the name it is the same
    assert OTHER in said(group.content, deso)
    assert NORTH != ("deso-2025", "0764A0030")


def test_where_nothing_is_in_both_that_is_said_and_no_noughts(all_of_it):
    both = (all_of_it.content, elsewhere(all_of_it.content))
    found = compare(*both)
    assert found == []
    assert said(*both)[2:] == [
        OTHER,
        "Inga tal står i båda, så inga tal kan jämföras.",
    ]
    page = difference_page(*both, found).decode()
    assert "Inga tal står i båda" in page
    assert not re.search(r"0 ändringar|Inget\.", page)


def test_how_many_changes_nobody_could_see_is_said(all_of_it):
    data = all_of_it.content["data"]
    row = next(line for line in data.splitlines() if ",suppressed," in line)
    other = row.replace(",suppressed,protected", ",suppressed,other")
    assert row != other
    lines = said(
        all_of_it.content, later(all_of_it.content, data=data.replace(row, other))
    )
    assert lines[-1].startswith("1 ändring är så liten att den läses likadant")


@pytest.mark.parametrize("count", [MOST, MOST + 1])
def test_many_areas_with_a_new_period_are_one_line_of_text(count):
    about = (Cause.PERIOD, "x", "Trångbodda")
    found = [
        Difference(*about, f"Område {i}", "2025", "7 %", "8 %", "2024")
        for i in range(count)
    ]
    lines = told(found)
    assert lines[0] == f"Ny period eller nytt mått ({count})"
    own = lines[1 : lines.index("Samma period, ändrade tal (0)")]
    if count <= MOST:
        assert own[0] == "  Trångbodda, Område 0: 2024: 7 % → 2025: 8 %"
        assert len(own) == count
    else:
        assert own == [
            f"  Trångbodda: 2024 → 2025 i {count} områden. Talen står i tabellen som "
            "--out skriver."
        ]


def test_a_row_of_the_page_has_both_periods(group):
    about = (Cause.PERIOD, "trang", "Trångbodda", "Norra")
    one = Difference(*about, "2025", "7 %", "8 %", "2024")
    page = difference_page(group.content, later(group.content), [one]).decode()
    for text in ("2024 → 2025", "2024: 7 %", "2025: 8 %"):
        assert f">{text}</td>" in page
