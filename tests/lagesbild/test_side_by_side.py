"""What the page Jämför is given: published figures only, in both languages."""

from __future__ import annotations

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from indicators.model import Status
from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.compare_words import compare_words
from lagesbild.config import GROUPS
from lagesbild.gaps import gap_tables
from lagesbild.preparing import open_prepared
from lagesbild.side_by_side import comparable_levels, page_data
from lagesbild.workspace import Workspace
from tests.browser.places import write_workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    place = tmp_path_factory.mktemp("side") / "data"
    shutil.copytree(ROOT / "data", place, ignore=shutil.ignore_patterns("var"))
    return place


@pytest.fixture(scope="module")
def atlas(root):
    prepared = open_prepared(root)  # publishes what is shipped
    assert prepared.levels
    return Atlas(Workspace(root))


@pytest.fixture(scope="module")
def gaps(atlas):
    return gap_tables(atlas, "deso-2025")


def test_there_is_a_gap_for_every_series(atlas, gaps):
    told = {f"{name}/{one['period']}" for name, rows in gaps.items() for one in rows}
    assert told == {one.key for one in atlas.series("deso-2025")}


def test_a_gap_names_only_areas_whose_figure_is_shown(atlas, gaps):
    areas = atlas.levels["deso-2025"].areas
    names = dict(zip(areas["area_code"], areas["name"], strict=True))
    hidden = 0
    for one in atlas.series("deso-2025"):
        (row,) = (r for r in gaps[one.indicator.id] if r["period"] == one.period)
        gone = [c for c, s in one.table["status"].items() if s != Status.OK]
        hidden += len(gone)
        assert [names[c] for c in gone if f"({names[c]}" in row["sentence"]] == []
        assert [names[c] for c in gone if f", {names[c]}" in row["sentence"]] == []
    assert hidden > 0


def test_a_gap_is_told_in_numbers_or_with_its_reason(gaps):
    rows = [one for own in gaps.values() for one in own]
    told = [one for one in rows if one["number"] is not None]
    untold = [one for one in rows if one["number"] is None]
    assert told
    assert untold
    assert all(one["highest"] and one["lowest"] and one["apart"] for one in told)
    assert all("räknas inte ut" in one["sentence"] for one in untold)
    assert not any(one["highest"] or one["between"] for one in untold)


def test_a_gap_says_how_many_areas_it_is_of_and_how_many_are_left_out(atlas, gaps):
    latest = gaps["absence_15"][-1]
    rows = latest_rows(atlas, "absence_15")
    shown = sum(one == Status.OK for one in rows["status"])
    assert 0 < shown < len(rows)
    assert latest["counted"] == f"{shown} av {len(rows)}"
    assert f"e {shown} områden som räknas med" in latest["sentence"]
    assert f" {len(rows) - shown} områden räknas inte med" in latest["sentence"]


def latest_rows(atlas, indicator):
    own = [s for s in atlas.series("deso-2025") if s.indicator.id == indicator]
    return own[-1].table


def test_periods_with_other_areas_are_told_from_those_with_the_same(atlas, gaps):
    shown = {}
    for one in atlas.series("deso-2025"):
        codes = {c for c, s in one.table["status"].items() if s == Status.OK}
        shown.setdefault(one.indicator.id, []).append(codes)
    seen = set()
    for name, rows in gaps.items():
        for i, (then, now) in enumerate(pairwise(rows)):
            if then["number"] is not None and now["number"] is not None:
                other = shown[name][i] != shown[name][i + 1]
                assert now["other_areas"] == other
                seen.add(other)
    assert seen == {True, False}


def test_a_gap_is_not_told_for_a_reason_of_the_first_area_only(atlas, gaps):
    rows = latest_rows(atlas, "merit_value")
    assert {"ok", "suppressed"} <= set(rows["status"])
    assert (
        "hur mycket det skiljer mellan personer" in gaps["merit_value"][-1]["sentence"]
    )


def test_a_share_that_cant_be_summed_for_groups_is_not_told_as_unknown(atlas):
    told = [one for own in gap_tables(atlas, GROUPS).values() for one in own]
    said = [one["sentence"] for one in told]
    assert any("kan inte räknas fram för flera områden ihop" in one for one in said)


def test_the_gap_of_three_areas_is_between_the_first_and_the_last(tmp_path):
    rows = [("2024", "A1", "10"), ("2024", "A2", "20"), ("2024", "A3", "30")]
    place = write_workspace(
        tmp_path / "data",
        {"A1": "Ett", "A2": "Två", "A3": "Tre"},
        {"m": {}},
        {"m": rows},
    )
    open_prepared(place)
    ((one,),) = gap_tables(Atlas(Workspace(place)), "area-1").values()
    # A share alone says nothing of how many: then there is no gap to tell
    assert one["number"] is None
    counts = "period,area_code,numerator,denominator\n" + "".join(
        f"2024,A{i},{10 * i},100\n" for i in (1, 2, 3)
    )
    (place / "observations" / "m.csv").write_text(counts, "utf-8")
    shutil.rmtree(place / "var")
    open_prepared(place)
    ((one,),) = gap_tables(Atlas(Workspace(place)), "area-1").values()
    assert one["number"] == pytest.approx(20)
    assert one["low"] < 20 < one["high"]
    assert (one["highest"], one["lowest"]) == ("30\xa0%", "10\xa0%")
    assert "Tre" not in one["sentence"]  # no single area is named
    assert (one["counted"], one["times"]) == ("3 av 3", "3,0")
    assert re.fullmatch(r"1,\d till \d,\d", one["times_between"])


def test_the_table_says_times_as_much_only_where_the_sentence_does(tmp_path):
    counts = [(12, 35), (13, 33), (12, 62), (23, 57), (0, 22), (4, 25)]
    one = gap_of(tmp_path / "few", counts)
    assert "gånger" not in one["sentence"]
    assert (one["times"], one["times_between"]) == ("", "")
    assert one["low"] > 0
    one = gap_of(tmp_path / "many", [(20 * k, 20 * n) for k, n in counts if k])
    assert "gånger" in one["sentence"]
    assert one["times"]
    assert one["times_between"]


def gap_of(place, counts):
    """Publish counts of one measure in as many areas; give the only gap."""
    areas = {f"A{i}": f"Namn {i}" for i in range(len(counts))}
    write_workspace(place, areas, {"m": {}}, {"m": []})
    rows = [f"2024,A{i},{k},{n}\n" for i, (k, n) in enumerate(counts)]
    (place / "observations" / "m.csv").write_text(
        "period,area_code,numerator,denominator\n" + "".join(rows), "utf-8"
    )
    open_prepared(place)
    ((one,),) = gap_tables(Atlas(Workspace(place)), "area-1").values()
    return one


IN_GROUPS = {
    "apart": (("A0",), ("A1", "A2"), ("A3",)),
    "twice": (("A0", "A1"), ("A1", "A2"), ("A3",)),
}


@pytest.mark.parametrize("how", IN_GROUPS)
def test_area_groups_that_overlap_have_no_gap(tmp_path, how):
    place = tmp_path / "data"
    gap_of(place, [(200, 1000), (300, 1000), (400, 1000), (500, 1000)])
    groups = "".join(
        f'[[groups]]\nid = "g{i}"\nname = "Grupp {i}"\nareas = {json.dumps(areas)}\n'
        for i, areas in enumerate(IN_GROUPS[how])
    )
    with (place / "lagesbild.toml").open("a", encoding="utf-8") as file:
        file.write(groups)
    atlas = Atlas(Workspace(place))
    assert gap_tables(atlas, "area-1")["m"][0]["number"] is not None
    found = gap_tables(atlas, GROUPS)
    if how == "apart":
        assert found["m"][0]["number"] == pytest.approx(30)
    else:
        assert found == {}


def test_more_areas_than_can_be_named_have_no_gap(tmp_path):
    areas = {f"A{i:03}": f"Ruta {i}" for i in range(201)}
    rows = [("2024", code, "5") for code in areas]
    place = write_workspace(tmp_path / "data", areas, {"m": {}}, {"m": rows})
    open_prepared(place)
    assert gap_tables(Atlas(Workspace(place)), "area-1") == {}


@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_the_page_gets_everything_as_plain_json(root, spoken):
    use_language(spoken)
    try:
        prepared = open_prepared(root)
        addresses = {
            level.id: {"document": "d", "pack": "p", "pooled": "i"}
            for level in comparable_levels(prepared)
        }
        data = page_data(prepared, addresses, indicator="kaa", level="", area="")
    finally:
        use_language("sv")
    assert json.loads(json.dumps(data)) == data
    assert data["start"]["indicator"] == "kaa"
    assert set(data["measures"]) == set(prepared.indicators)
    assert [level["id"] for level in data["levels"]] == list(addresses)
    assert all(level["gaps"] for level in data["levels"])
    assert all(level["pools"]["absence_15"]["sizes"] for level in data["levels"])
    assert all("median_income" not in level["pools"] for level in data["levels"])


def test_a_level_with_one_area_has_nothing_to_compare(root):
    prepared = open_prepared(root)
    assert "kommun-2025" in prepared.levels
    assert "kommun-2025" not in {one.id for one in comparable_levels(prepared)}


def test_every_word_the_browser_asks_for_is_there():
    scripts = "".join(
        path.read_text("utf-8") for path in (ROOT / "lagesbild/ui").glob("jamfor*.js")
    )
    from lagesbild.words import map_words, table_words

    known = {*compare_words(), *map_words(), *table_words()}
    assert set(re.findall(r"(?<!_)words\.([a-z_]+)", scripts)) <= known
    assert {"many", "lines", "heat", "two", "points", "gaps"} <= known


def test_no_word_ranks_or_explains():
    said = " ".join(compare_words().values()).lower()
    assert not re.search(r"\b(bäst|sämst|värst|topp|korrelation|beror på att)\b", said)
