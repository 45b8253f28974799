"""Two snapshots compared: every change under its cause, and none forgotten."""

from __future__ import annotations

import copy
import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.texts import use_language
from lagesbild.errors import SnapshotError
from lagesbild.snapshot.diff import Cause, compare, unseen
from lagesbild.snapshot.diff_page import difference_page
from lagesbild.snapshot.figures import cells
from tests.lagesbild.conftest import ROWS
from tests.lagesbild.snapshot.conftest import NORTH, SMALL, freeze, publish


def causes(found) -> set[Cause]:
    return {one.cause for one in found}


def test_a_snapshot_does_not_differ_from_itself(all_of_it):
    assert compare(all_of_it.content, all_of_it.content) == []


def test_a_new_period_has_the_figures_of_both_for_each_area(place):
    publish(place, ROWS)
    before = freeze(place).content
    publish(
        place,
        ROWS + "0764A0010;2025;14;100\n0764A0020;2025;36;120\n0764A0030;2025;60;90\n",
    )
    after = freeze(place).content
    found = [d for d in compare(before, after) if d.cause is Cause.PERIOD]
    assert [d.place for d in found] == [  # what it is about before all other areas
        "Norra (Områdesgrupper)",
        "0764",
        "Östra",
        "Västra",
        "Norra (DeSO)",
    ]
    percent = "\N{NO-BREAK SPACE}%"
    (north,) = (d for d in found if d.place == "Norra (DeSO)")
    assert north.said == (
        f"2024: 60{percent} (54 av 90)",
        f"2025: 67{percent} (60 av 90)",
    )
    (west,) = (d for d in found if d.place == "Västra")  # as it was, and told
    assert [text.partition(": ")[2] for text in west.said] == [
        f"30{percent} (36 av 120)"
    ] * 2
    assert str(north) == f"Trångbodda, Norra (DeSO): {' → '.join(north.said)}"


def test_a_measure_that_was_not_there_is_told_in_one_row(place):
    after = freeze(place).content
    before = {**after, "maps": [], "tables": [], "areas": []}
    found = [d for d in compare(before, after) if d.cause is Cause.PERIOD]
    assert [(d.subject, d.place, d.said) for d in found] == [
        ("Trångbodda", "", ("fanns inte med", "2024"))
    ]


def test_an_assessment_of_another_period_says_both(group):
    after = copy.deepcopy(group.content)
    line = after["areas"][0]["sectors"][0]["lines"][0]
    was = line["verdict_text"]
    line |= {"verdict": "higher", "verdict_text": "tydligt högre", "period": "2025"}
    (one,) = compare(group.content, after)
    assert one.said == (f"2024: {was}", "2025: tydligt högre")


def test_a_revised_figure_is_a_revision(place):
    publish(place, ROWS)
    before = freeze(place).content
    publish(place, ROWS.replace("54;90", "60;90"))
    found = compare(before, freeze(place).content)
    revised = {d.place: (d.before, d.after) for d in found if d.cause is Cause.REVISED}
    assert revised["Norra (DeSO)"] == (  # there is an area group called Norra too
        "60\N{NO-BREAK SPACE}% (54 av 90)",
        "67\N{NO-BREAK SPACE}% (60 av 90)",
    )
    assert Cause.PERIOD not in causes(found)
    assert Cause.SHOWN not in causes(found)


def test_what_is_shown_again_is_told_with_its_reason(place):
    before = freeze(place).content
    publish(place, SMALL.replace("2024;2;120", "2024;36;120"))
    found = [
        d for d in compare(before, freeze(place).content) if d.cause is Cause.SHOWN
    ]
    assert any(d.before == "Visas inte: skydd av små grupper" for d in found)
    assert "Västra" in {d.place for d in found}


def test_a_definition_and_classes_that_changed_are_method(place):
    before = freeze(place).content
    path = place / "indicators" / "trang.toml"
    text = path.read_text("utf-8").replace('"Påhittad."', '"En annan."')
    path.write_text(text.replace("[20, 40]", "[10, 50]"), "utf-8")
    found = compare(before, freeze(place).content)
    assert causes(found) <= {Cause.METHOD, Cause.ASSESSMENT}
    told = {(d.period, d.before, d.after) for d in found}
    assert ("Definition", "Påhittad.", "En annan.") in told
    assert "Klasser" in {period for period, _b, _a in told}


def test_borders_that_moved_are_borders(all_of_it):
    after = copy.deepcopy(all_of_it.content)
    after["boundaries"][0] = after["boundaries"][0].replace(
        "kontrollsumma: ", "kontrollsumma: f"
    )
    (one,) = compare(all_of_it.content, after)
    assert (one.cause, one.subject) == (Cause.METHOD, "Områden och gränser")


def test_an_assessment_that_changed_is_told_for_its_area(group):
    after = copy.deepcopy(group.content)
    after["areas"][0]["sectors"][0]["lines"][0] |= {
        "verdict": "higher",
        "verdict_text": "tydligt högre",
    }
    (one,) = compare(group.content, after)
    assert (one.cause, one.place, one.after) == (
        Cause.ASSESSMENT,
        "Norra (Områdesgrupper)",  # there is an area called Norra too
        "tydligt högre",
    )


def test_a_verdict_that_changed_in_a_table_is_told_for_its_area(place):
    publish(place, ROWS)
    before = freeze(place).content
    publish(place, ROWS.replace("54;90", "20;90"))
    told = {
        (d.place, d.subject, d.period, d.before, d.after)
        for d in compare(before, freeze(place).content)
        if d.cause is Cause.ASSESSMENT and d.period
    }
    verdicts = ("tydligt högre", "går inte att skilja")
    assert ("Norra (DeSO)", "Trångbodda", "2024", *verdicts) in told


def test_a_verdict_of_a_portrait_is_told_once(place):
    publish(place, ROWS)
    before = freeze(place).content
    publish(place, ROWS.replace("54;90", "20;90"))
    found = compare(before, freeze(place).content)
    about = [
        (d.indicator, d.place, d.period) for d in found if d.cause is Cause.ASSESSMENT
    ]
    assert len(about) == len(set(about))


def test_files_from_before_tables_had_verdicts_can_be_compared(all_of_it):
    old = copy.deepcopy(all_of_it.content)
    for table in old["tables"]:
        del table["verdicts"]
    assert compare(old, all_of_it.content) == []


def test_a_division_that_only_one_shows_is_no_moved_border(group, all_of_it):
    found = compare(group.content, all_of_it.content)
    assert "Områden och gränser" not in {d.subject for d in found}


def test_snapshots_in_different_languages_are_not_compared(small_root, group):
    use_language("en")
    other = freeze(small_root, NORTH).content
    use_language("sv")
    with pytest.raises(SnapshotError, match="olika språk"):
        compare(group.content, other)


def test_an_area_and_the_whole_can_be_compared(group, all_of_it):
    """What only one of them was meant to tell of is no difference."""
    assert Cause.REVISED not in causes(compare(group.content, all_of_it.content))
    assert Cause.SHOWN not in causes(compare(group.content, all_of_it.content))


def with_row(content, cell, **fields):
    """The same, with other fields in the row of a cell."""
    rows = cells(content)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[cell]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {**row, **(fields if at == cell else {})} for at, row in rows.items()
    )
    return {**content, "data": out.getvalue()}


EAST = ("trang", "2024", "deso-2025", "0764A0010")
MEAN = {"numerator": "", "denominator": "45", "value": "227"}


def test_a_base_that_changed_is_told_where_the_value_reads_the_same(all_of_it):
    before = with_row(all_of_it.content, EAST, **MEAN, status="ok")
    (one,) = compare(before, with_row(before, EAST, denominator="46"))
    assert one.cause is Cause.REVISED
    assert [text.partition(" (")[2] for text in one.said] == [
        "bygger på 45)",
        "bygger på 46)",
    ]
    assert unseen(before, with_row(before, EAST, denominator="46")) == 0


def test_a_very_small_number_is_written_with_all_its_decimals(all_of_it):
    before = with_row(all_of_it.content, EAST, **MEAN | {"value": "1e-05"}, status="ok")
    (one,) = compare(before, with_row(before, EAST, value="2e-05"))
    assert [text.split("\N{NO-BREAK SPACE}")[0] for text in one.said] == [
        "0,00001",
        "0,00002",
    ]


def test_what_nobody_can_see_is_left_out_and_counted(all_of_it):
    before = with_row(all_of_it.content, EAST, **MEAN | {"denominator": ""})
    after = with_row(before, EAST, numerator="9")
    assert (compare(before, after), unseen(before, after)) == ([], 1)


NUMBER = st.integers(0, 500).map(str)
FIELD = st.sampled_from(["numerator", "denominator", "value", "status", "reason"])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 99), FIELD, NUMBER), max_size=6))
def test_every_cell_that_differs_is_told_once_under_one_cause(all_of_it, changes):
    before = all_of_it.content
    rows = list(csv.DictReader(io.StringIO(before["data"])))
    for place, name, number in changes:
        row = rows[place % len(rows)]
        row[name] = {"status": "missing", "reason": "not_available"}.get(name, number)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    after = {**before, "data": out.getvalue()}
    then, now = cells(before), cells(after)
    differing = [cell for cell in then if dict(then[cell]) != dict(now[cell])]
    found = compare(before, after)
    assert len(found) + unseen(before, after) == len(differing)
    assert all(one.said[0] != one.said[1] for one in found)
    assert causes(found) <= {Cause.REVISED, Cause.SHOWN}


@pytest.fixture
def two(place):
    publish(place, ROWS)
    before = freeze(place).content
    path = place / "indicators" / "trang.toml"
    path.write_text(path.read_text("utf-8").replace("[20, 40]", "[10, 50]"), "utf-8")
    publish(place, SMALL.replace("54;90", "60;90"))
    return before, freeze(place).content


def test_the_page_has_every_cause_and_every_change(two):
    found = compare(*two)
    page = difference_page(*two, found).decode()
    assert page == difference_page(*two, found).decode()
    assert page.count("<section") == len(Cause) + 1
    for cause in Cause:  # the list at the top leads to each
        assert f'<a href="#{cause.value}">' in page
        assert f'<section class="andring" id="{cause.value}">' in page
    assert "Samma period, ändrade tal" in page
    assert page.count('<th role="rowheader" scope="row">') == len(found)
    assert page.count("@bottom-left") == 1  # the foot of every printed page


def test_the_maps_side_by_side_have_the_classes_of_the_later_one(two):
    page = difference_page(*two, compare(*two)).decode()
    pair = page.partition('<div class="par">')[2].partition("</ul>")[0]
    sides = pair.split("<figure>")[1:]
    assert len(sides) == 2
    groups = [side.split('fill-rule="evenodd">')[1].split("</g>")[0] for side in sides]
    before, after = (re.findall(r'fill="([^"]*)"', group) for group in groups)
    # 12 % was in the lowest class; with limits of 10 and 50 it is in the middle one.
    assert before == ["#639fd0", "#639fd0", "#0b2f63"]
    assert after[2] == "#0b2f63"
    assert "hatch-w" in after[1]
    assert "under 10" in pair


def test_every_pattern_that_a_map_is_painted_with_is_there(two):
    """Turned round, so that it is the map with something withheld that is painted."""
    after, before = two
    page = difference_page(before, after, compare(before, after)).decode()
    used = set(re.findall(r"url\(#([^)]+)\)", page))
    assert any("hatch-w" in name for name in used)
    assert used <= set(re.findall(r' id="([^"]+)"', page))
