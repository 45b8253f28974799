"""What areas are held against: each benchmark, what it lacks, what it must not tell."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from indicators.statistics import Why, compare
from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.benchmarks import MOST_AREAS, Benchmarks
from lagesbild.certainty_file import certainty_csv
from lagesbild.compared import compared
from lagesbild.config import BENCHMARKS, GROUPS
from lagesbild.config_file import read_config
from lagesbild.errors import WorkspaceError
from lagesbild.portrait import portrait
from lagesbild.preparing import open_prepared
from lagesbild.profile import page_data, rows
from lagesbild.profile_beside import beside
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import CODES, CONFIG, ROWS, make_workspace

LEVEL = "deso-2025"
NAMES = dict(zip(CODES, ("Östra", "Västra", "Norra"), strict=True))
COUNTY = """
[[benchmarks]]
code = "07"
name = { sv = "länet", en = "the county" }
"""
COUNTY_ROWS = ROWS + "07;2024;2000;10000\n"


def workspace(folder: Path, more: str = COUNTY, rows: str = "") -> Path:
    root = make_workspace(folder / "ort")
    (root / "lagesbild.toml").write_text(CONFIG + more, "utf-8")
    (root / "observations" / "trang.csv").write_text(
        rows or (COUNTY_ROWS if more == COUNTY else ROWS), "utf-8"
    )
    return root


def told(root: Path, benchmark: str, level: str = LEVEL, atlas: Atlas | None = None):
    atlas = atlas or Atlas(Workspace(root))
    benchmarks = Benchmarks(atlas, level)
    (chosen,) = [one for one in benchmarks.known if one.id == benchmark]
    areas = atlas.levels[level].areas
    names = dict(zip(areas["area_code"], areas["name"], strict=True))
    return compared(benchmarks, chosen, atlas.series(level), names)


def series(root: Path, benchmark: str, key: str = "trang/2024", **more):
    return told(root, benchmark, **more)["series"][key]


# --- what there is to choose ---


def test_municipality_group_earlier_period_county_and_each_area_can_be_chosen(tmp_path):
    atlas = Atlas(Workspace(workspace(tmp_path)))
    known = [one.id for one in Benchmarks(atlas, LEVEL).known]

    assert known == ["", "grupp", "tidigare", "07", CODES[2], CODES[1], CODES[0]]
    assert Benchmarks(atlas, "kommun-2025").known == []  # nothing to stand out from
    assert "grupp" not in [one.id for one in Benchmarks(atlas, GROUPS).known]


def test_a_benchmark_without_figures_is_not_offered(tmp_path):
    atlas = Atlas(Workspace(workspace(tmp_path, rows=ROWS)))
    assert "07" not in [one.id for one in Benchmarks(atlas, LEVEL).known]


def test_one_period_has_none_before_it(tmp_path):
    latest = "\n".join(line for line in ROWS.splitlines() if ";2023;" not in line)
    atlas = Atlas(Workspace(workspace(tmp_path, rows=latest)))
    assert "tidigare" not in [one.id for one in Benchmarks(atlas, LEVEL).known]


def test_so_many_areas_are_not_offered_one_by_one(shared_root, monkeypatch):
    monkeypatch.setattr("lagesbild.benchmarks.MOST_AREAS", 2)
    known = [one.id for one in Benchmarks(Atlas(Workspace(shared_root)), LEVEL).known]
    assert MOST_AREAS == 50
    assert not set(known) & set(CODES)


# --- each of them ---


def test_beside_the_municipality_it_is_as_on_the_map(shared_root):
    (one,) = [
        one
        for one in Atlas(Workspace(shared_root)).series(LEVEL)
        if one.period == "2024"
    ]
    here = series(shared_root, "")
    found = [{"h": "higher", "l": "lower", "s": "same"}[x] for x in here["verdicts"]]

    assert found == [c.verdict for c in one.comparisons] == ["lower", "same", "higher"]
    assert here["certainty"].startswith("2 av 3 områden går att skilja från kommunen.")
    assert here["legend"] == "Jämfört med kommunen (antal områden)"


# The first beside the last alone: p = 0.033. As one of two beside the first: 0.067.
UNEVEN = """\
område;period;täljare;nämnare
0764A0010;2024;28;96
0764A0020;2024;33;135
0764A0030;2024;70;162
"""


def test_two_areas_are_told_apart_alike_whichever_is_asked_about(tmp_path):
    root = workspace(tmp_path, "", UNEVEN)
    first, last = (series(root, code)["verdicts"] for code in (CODES[0], CODES[2]))
    assert (last[0], first[2]) == ("s", "s")
    assert (last[1], series(root, CODES[1])["verdicts"][2]) == ("l", "h")


def test_an_area_that_only_the_number_of_areas_keeps_from_being_clear_is_told_so(
    tmp_path,
):
    root = workspace(tmp_path, "", UNEVEN)
    atlas = Atlas(Workspace(root))
    whole = told(root, CODES[2], atlas=atlas)
    one = whole["series"]["trang/2024"]
    assert (one["crowded"], one["among"]) == ([0], 2)
    found = beside(portrait(atlas, LEVEL, CODES[0]), whole, 0)
    (line,) = [line for sector in found["sectors"] for line in sector["lines"]]
    assert "2 områden jämförs på en gång" in line["cannot_say"][0]


def test_a_benchmark_from_elsewhere_names_its_source_on_map_and_profile(tmp_path):
    root = workspace(tmp_path, COUNTY + 'source = "Regionen"\n', COUNTY_ROWS)
    assert series(root, "07")["certainty"].endswith("Källa för länet: Regionen.")
    assert "Källa" not in series(root, "")["certainty"]
    atlas = Atlas(Workspace(root))
    whole = told(root, "07", atlas=atlas)
    found = beside(portrait(atlas, LEVEL, CODES[0]), whole, 0)
    lines = [line for sector in found["sectors"] for line in sector["lines"]]
    assert [line["source"] for line in lines] == ["Kommunen; länet: Regionen"]


def test_an_area_is_held_against_the_group_that_it_is_in(shared_root):
    here, group = series(shared_root, "grupp"), told(shared_root, "grupp")

    assert group["which"] == [0, 0, None]
    (other,) = here["others"]
    assert (other["name"], other["text"]) == ("Norra", "22\u00a0%")
    assert (other["number"], other["people"]) == (22.0, 220.0)
    assert other["low"] < 22 < other["high"]
    assert here["verdicts"] == "lhn"
    assert here["certainty"] == (
        "Båda de områden som kan jämföras går att skilja från sin områdesgrupp. "
        "Ett ligger tydligt högre och ett tydligt lägre."
    )
    assert here["why_not"] == "området är inte med i någon områdesgrupp"


@pytest.mark.parametrize(
    ("benchmark", "relation"),
    [
        ("grupp", "part"),
        ("tidigare", "separate"),
        ("07", "part"),
        (CODES[2], "separate"),
    ],
)
def test_parts_of_a_whole_are_compared_with_what_is_left_of_it(
    tmp_path, benchmark, relation
):
    atlas = Atlas(Workspace(workspace(tmp_path)))
    benchmarks = Benchmarks(atlas, LEVEL)
    (chosen,) = [one for one in benchmarks.known if one.id == benchmark]
    one = atlas.find(LEVEL, "trang/2024")
    beside_ = chosen.hold(one)
    found = benchmarks.compare(chosen, one, beside_)
    rows_ = one.table.to_dict("records")
    tested = [
        (compare(row, other, one.indicator, relation=relation), here)
        for row, other, here in zip(rows_, beside_.rows, found, strict=True)
        if not isinstance(other, Why)
    ]

    assert beside_.relation == relation
    least = min(alone.p for alone, _here in tested)
    assert min(here.p for _alone, here in tested) == pytest.approx(
        min(1, least * len(tested))
    )
    for alone, here in tested:
        assert here.difference == pytest.approx(alone.difference)


def test_a_group_of_one_area_is_the_area_itself(tmp_path):
    alone = CONFIG.replace(', "0764A0020"]', "]")
    root = workspace(tmp_path, "")
    (root / "lagesbild.toml").write_text(alone, "utf-8")
    here = series(root, "grupp")
    assert here["verdicts"] == "nnn"
    assert here["why_not"] in (
        "området är detsamma som det jämförs med",
        "området är inte med i någon områdesgrupp",
    )


def test_an_area_in_two_groups_is_held_against_the_first(tmp_path):
    second = '\n[[groups]]\nid = "alla"\nname = "Alla"\nareas = ["0764A0010", '
    root = workspace(tmp_path, second + '"0764A0030"]\n')
    assert told(root, "grupp")["which"] == [0, 0, 1]


def test_each_area_is_held_against_its_own_period_before(shared_root):
    here = series(shared_root, "tidigare")

    assert here["before"] == "2023"
    assert here["verdicts"] == "sss"
    assert here["certainty"] == (
        "Inget av de 3 områdena går att skilja från sitt värde 2023."
    )
    first = series(shared_root, "tidigare", "trang/2023")
    assert (first["verdicts"], first["before"]) == ("nnn", "")
    assert first["certainty"].endswith(
        "det finns ingen tidigare period att jämföra med."
    )


def test_a_break_between_two_periods_keeps_them_apart(tmp_path):
    root = workspace(tmp_path, "")
    path = root / "indicators" / "trang.toml"
    path.write_text('breaks = ["2024"]\n' + path.read_text("utf-8"), "utf-8")
    here = series(root, "tidigare")
    assert here["verdicts"] == "nnn"
    assert here["why_not"] == "gränsen eller definitionen har ändrats"


def test_another_area_is_held_against_all_others_and_not_itself(shared_root):
    here = series(shared_root, CODES[2])
    assert here["verdicts"] == "lln"
    assert here["others"][0]["text"] == "60\u00a0%"
    assert "skilja från Norra" in here["certainty"]
    assert any("detsamma som det jämförs med" in line for line in here["lines"])


def test_groups_that_share_an_area_are_not_held_against_each_other(tmp_path):
    second = '\n[[groups]]\nid = "södra"\nname = "Södra"\nareas = ["0764A0020", '
    root = workspace(tmp_path, second + '"0764A0030"]\n')
    here = series(root, "norra", level=GROUPS)
    assert here["verdicts"] == "nn"
    assert told(root, "norra", GROUPS)["reasons"][here["reasons"][1]] == (
        "samma personer eller år finns med i båda"
    )


@pytest.mark.parametrize(
    ("relation", "counts", "verdicts"),
    [
        ("part", "2000;10000", "lhh"),
        ("separate", "2000;10000", "lhh"),
        ("part", "40;80", "nnn"),  # fewer than in each area: they can't be in it
    ],
)
def test_the_county_is_told_by_its_name_and_its_relation(
    tmp_path, relation, counts, verdicts
):
    more = COUNTY + f'relation = "{relation}"\n'
    root = workspace(tmp_path, more, ROWS + f"07;2024;{counts}\n")
    here = series(root, "07")

    assert "länet" in here["certainty"]
    assert here["legend"] == "Jämfört med länet (antal områden)"
    assert here["verdicts"] == verdicts
    other = series(root, "07", "trang/2023")  # no figure for that year
    assert other["certainty"].startswith("Områdena jämförs inte med länet: det finns")


def test_a_measure_that_others_count_in_other_ways_is_held_against_nobody_elsewhere(
    tmp_path,
):
    root = workspace(tmp_path)
    with (root / "indicators" / "trang.toml").open("a", encoding="utf-8") as file:
        file.write("only_within = true\n")
    assert series(root, "07")["verdicts"] == "nnn"
    assert (
        "andra kommuner kan registrera måttet på ett annat sätt"
        in (series(root, "07")["certainty"])
    )
    assert "n" not in series(root, "")["verdicts"]  # the municipality itself is not


def test_the_rows_of_a_benchmark_are_published_and_on_no_map(tmp_path):
    atlas = Atlas(Workspace(workspace(tmp_path)))
    rows = atlas.published[atlas.published["geography"] == BENCHMARKS]

    assert rows["area_code"].tolist() == ["07"]
    assert BENCHMARKS not in atlas.levels


# --- what is wrong in the configuration ---


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (COUNTY + 'relation = "near"\n', "relation är near"),
        (COUNTY.replace('"07"', '"grupp"'), "koden är upptagen"),
        (COUNTY.replace('"07"', '"0764"'), "koden är upptagen"),
        (COUNTY + COUNTY, "koden är upptagen"),
        ('\n[[benchmarks]]\nname = "länet"\n', "code saknas"),
    ],
)
def test_a_benchmark_that_can_not_be_is_said_to_be_so(tmp_path, more, said):
    root = workspace(tmp_path, more, ROWS)
    with pytest.raises(WorkspaceError, match=re.escape(said)):
        read_config(root)


def test_a_benchmark_is_no_area(tmp_path):
    root = workspace(tmp_path, COUNTY.replace('"07"', f'"{CODES[0]}"'), ROWS)
    with pytest.raises(WorkspaceError, match="samma kod som ett område"):
        Workspace(root).observations()


# --- nothing withheld ---

SMALL = "område;period;täljare;nämnare\n" + "".join(
    f"{code};{year};{count};90\n"
    for year in ("2023", "2024")
    for code, count in zip(CODES, (1, 30, 40), strict=True)
)


@pytest.mark.parametrize("benchmark", ["", "grupp", "tidigare", *CODES])
def test_what_is_withheld_has_no_verdict_and_no_figure_beside_any_benchmark(
    tmp_path, benchmark
):
    root = workspace(tmp_path, "", SMALL)
    atlas = Atlas(Workspace(root))
    hidden = atlas.published["status"] == "suppressed"
    assert hidden.any()
    leaky = atlas.published.copy()
    leaky.loc[hidden, ["numerator", "denominator", "value"]] = [61.0, 90.0, 67.8]
    known = {one.id for one in Benchmarks(atlas, LEVEL).known}
    if benchmark in known:
        again = told(root, benchmark, atlas=Atlas(Workspace(root), leaky))
        assert again == told(root, benchmark, atlas=atlas)


def test_beside_a_withheld_area_nothing_is_compared(tmp_path):
    rows = SMALL.replace("90\n", "200\n")
    atlas = Atlas(Workspace(workspace(tmp_path, "", rows)))
    shown = atlas.published[
        (atlas.published["geography"] == LEVEL) & (atlas.published["period"] == "2024")
    ].set_index("area_code")["status"]
    for code in CODES:
        if shown[code] != "ok" and code in [
            o.id for o in Benchmarks(atlas, LEVEL).known
        ]:
            here = series(atlas.workspace.root, code, atlas=atlas)
            assert set(here["verdicts"]) == {"n"}
            assert here["others"][0]["number"] is None
            assert here["others"][0]["text"].startswith("Visas inte")


# --- the page about an area ---


def held(root: Path, benchmark: str, code: str = CODES[1]):
    one = portrait(Atlas(Workspace(root)), LEVEL, code)
    return beside(one, told(root, benchmark), CODES.index(code))


def line_of(one):
    return one["sectors"][0]["lines"][0]


@pytest.mark.parametrize(
    ("benchmark", "name", "whole", "verdict"),
    [
        ("", "hela kommunen", "33\u00a0%", "Går inte att skilja från hela kommunen"),
        ("grupp", "Norra", "22\u00a0%", "Tydligt högre än i Norra"),
        ("tidigare", "samma område 2023", "25\u00a0%",
         "Går inte att skilja från samma område 2023"),
        (CODES[0], "Östra", "12\u00a0%", "Tydligt högre än i Östra"),
        ("07", "länet", "20\u00a0%", "Tydligt högre än i länet"),
    ],
)  # fmt: skip
def test_a_profile_is_held_against_what_was_chosen(
    tmp_path, benchmark, name, whole, verdict
):
    one = held(workspace(tmp_path), benchmark)
    line = line_of(page_data(one)["portrait"])

    assert (line["beside"], line["whole"], line["verdict_line"]) == (
        name,
        whole,
        verdict,
    )
    assert f"{name} {whole}" in line["strip_label"]
    assert line["whole_number"] == int(whole.split("\u00a0")[0])


def test_headlines_stay_with_the_municipality_and_say_so(tmp_path):
    root = workspace(tmp_path)
    plain, other = (
        portrait(Atlas(Workspace(root)), LEVEL, CODES[0]),
        held(root, "grupp", CODES[0]),
    )
    assert other["headlines"] == plain["headlines"]
    assert page_data(plain)["words"]["short_beside"] == ""
    assert "hela kommunen" in page_data(other)["words"]["short_beside"]


def test_what_cannot_be_said_is_said_of_what_was_chosen(tmp_path):
    root = workspace(tmp_path)
    plain = line_of(portrait(Atlas(Workspace(root)), LEVEL, CODES[1]))["cannot_say"]
    earlier = line_of(held(root, "tidigare"))["cannot_say"]
    group = line_of(held(root, "grupp"))["cannot_say"]

    assert "skiljer sig från hela kommunen" in plain[0]
    assert "skiljer sig från samma område 2023" in earlier[0]
    assert not any("skiljer sig från" in text for text in group)
    assert plain[1:] == earlier[1:] == group


def test_the_table_of_a_profile_names_what_it_is_held_against(tmp_path):
    data = page_data(held(workspace(tmp_path), "tidigare"))
    assert "Samma område en tidigare period" in data["columns"]
    assert "Samma område 2023: 25\u00a0%" in data["rows"][0]


def test_an_area_in_no_group_has_nothing_to_be_held_against(tmp_path):
    one = held(workspace(tmp_path), "grupp", CODES[2])
    line = line_of(page_data(one)["portrait"])
    assert (line["whole"], line["whole_number"]) == ("", None)
    assert line["verdict_line"] == (
        "Jämförs inte: området är inte med i någon områdesgrupp"
    )
    assert rows(one)[0][6] == ""


# --- the file, and what readers fetch ---


def test_the_file_of_a_map_has_what_came_out_of_it(tmp_path):
    root = workspace(tmp_path)
    prepared = open_prepared(root)
    level = prepared.levels[LEVEL]
    places = {code: place for place, code in enumerate(level.codes)}
    found = prepared.compared(LEVEL, "grupp")
    text = certainty_csv(prepared.csv(LEVEL, "trang/2024"), found, places).decode()
    lines = list(csv.DictReader(io.StringIO(text)))

    assert [one["area_code"] for one in lines] == list(CODES)
    assert [one["verdict"] for one in lines] == ["lower", "higher", "not_compared"]
    assert [one["compared_with"] for one in lines] == ["Norra", "Norra", ""]
    assert lines[2]["why_not"] == "området är inte med i någon områdesgrupp"


def test_groups_of_persons_are_in_the_file_without_a_verdict(tmp_path):
    prepared = open_prepared(workspace(tmp_path))
    tidy = prepared.csv(LEVEL, "trang/2024").replace(",total,", ",flickor,")
    found = prepared.compared(LEVEL, "")
    text = certainty_csv(tidy, found, {code: i for i, code in enumerate(CODES)})
    assert all(line.endswith(b",,,") for line in text.splitlines()[1:])


def test_readers_get_it_in_both_languages(tmp_path):
    root = workspace(tmp_path)
    prepared = open_prepared(root)
    choice = prepared.levels[LEVEL].benchmarks["07"]
    use_language("sv")
    assert str(choice.name) == "länet"
    assert prepared.compared(LEVEL, "07") == json.loads(json.dumps(told(root, "07")))
    use_language("en")
    assert str(choice.name) == "the county"
    everything = json.dumps(
        [prepared.compared(LEVEL, one) for one in prepared.levels[LEVEL].benchmarks],
        ensure_ascii=False,
    )
    for name in NAMES.values():
        everything = everything.replace(name, "")
    assert not re.search(r"[åäö]", everything)
