"""The portrait of an area: chosen by test, strengths first, nothing withheld in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.config import GROUPS
from lagesbild.errors import UnknownChoiceError
from lagesbild.portrait import measures, portrait, portraits
from lagesbild.portrait.headlines import MOST
from lagesbild.portrait.measures import MOST_TICKS
from lagesbild.preparing import open_prepared
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import CODES, CONFIG, DEFINITION, make_workspace

LINE = {
    "indicator", "name", "unit", "period", "value", "number", "base", "interval",
    "low", "high", "whole", "whole_number", "verdict", "verdict_text", "reason_text",
    "trend", "trend_text", "history", "spread", "source", "licence", "practice",
    "definition", "cannot_say", "sentence", "kind", "additive",
}  # fmt: skip
LEVEL = "deso-2025"


def lines(one) -> list[dict]:
    return [line for sector in one["sectors"] for line in sector["lines"]]


@pytest.fixture(scope="module")
def atlas(shared_root) -> Atlas:
    return Atlas(Workspace(shared_root))


def test_a_line_has_value_count_interval_comparison_trend_and_source(atlas):
    (line,) = lines(portrait(atlas, LEVEL, CODES[0]))

    assert set(line) >= LINE
    assert (line["value"], line["base"]) == ("12\u00a0%", "12\u00a0av\u00a0100")
    assert line["number"] == 12
    assert 6 < line["low"] < 12 < line["high"] < 20
    assert (line["whole"], line["whole_number"]) == ("33\u00a0%", 33)
    assert line["verdict"] == "lower"
    assert line["trend"] == "not_computed"
    assert [point["text"] for point in line["history"]] == ["10\u00a0%", "12\u00a0%"]
    assert line["spread"] == {
        "lowest": 12,
        "highest": 60,
        "lowest_text": "12\u00a0%",
        "highest_text": "60\u00a0%",
        "values": [12, 30, 60],
    }


def test_it_is_the_same_as_json(atlas):
    for one in portraits(atlas, LEVEL):
        assert json.loads(json.dumps(one, allow_nan=False)) == one


def test_an_area_group_has_one_too(atlas):
    one = portrait(atlas, GROUPS, "norra")
    assert (one["name"], lines(one)[0]["base"]) == ("Norra", "48\u00a0av\u00a0220")


def test_it_tells_what_no_group_can_have_from_what_is_missing(tmp_path):
    root = make_workspace(tmp_path / "data")
    open_share = DEFINITION.replace('"local"', '"public"').replace('"normal"', '"none"')
    (root / "indicators" / "arbete.toml").write_text(open_share, "utf-8")
    rows = "område;period;värde\n" + "".join(f"{code};2024;12\n" for code in CODES)
    (root / "observations" / "arbete.csv").write_text(rows, "utf-8")
    found = Atlas(Workspace(root))

    for level, code, additive in ((GROUPS, "norra", False), (LEVEL, CODES[0], True)):
        told = {one["indicator"]: one for one in lines(portrait(found, level, code))}
        assert told["arbete"]["additive"] is additive
        assert (told["arbete"]["number"] is not None) is additive
        assert told["trang"]["additive"]
        assert told["trang"]["kind"] == "share"


@pytest.mark.parametrize(("level", "code"), [("kvarter", "1"), (LEVEL, "0764X")])
def test_what_is_not_there_is_said_to_be_so(atlas, level, code):
    with pytest.raises(UnknownChoiceError):
        portrait(atlas, level, code)


def with_measures(tmp_path, counts: dict[str, tuple[list[int], str]]):
    """Write a workspace with measures: counts of 400 in each area, and a direction."""
    root = make_workspace(tmp_path / "ort")
    for path in ("indicators/trang.toml", "observations/trang.csv"):
        (root / path).unlink()
    for name, (numbers, direction) in counts.items():
        definition = DEFINITION.replace('"lower"', f'"{direction}"').replace(
            "Trångbodda", name
        )
        (root / "indicators" / f"{name}.toml").write_text(definition, "utf-8")
        rows = [f"{c};2024;{n};400" for c, n in zip(CODES, numbers, strict=True)]
        (root / "observations" / f"{name}.csv").write_text(
            "\n".join(["område;period;täljare;nämnare", *rows]), "utf-8"
        )
    return Atlas(Workspace(root))


LOW, HIGH, ALIKE = [40, 160, 160], [240, 100, 100], [120, 121, 119]


def test_strengths_come_first_and_as_many_challenges_at_most(tmp_path):
    atlas = with_measures(
        tmp_path,
        {"a": (HIGH, "lower"), "b": (HIGH, "lower"), "c": (LOW, "lower")},
    )
    said = portrait(atlas, LEVEL, CODES[0])["headlines"]

    assert said[0].startswith("c: 10")
    assert sum("tydligt högre" in text for text in said) == 1
    assert said[-1] == "I ett mått till skiljer sig Östra tydligt från hela kommunen."


def test_higher_is_a_strength_where_the_definition_says_so(tmp_path):
    atlas = with_measures(tmp_path, {"a": (LOW, "lower"), "b": (HIGH, "higher")})
    said = portrait(atlas, LEVEL, CODES[0])["headlines"]
    assert [text[0] for text in said] == ["a", "b"]
    assert not any("skulle det gälla" in text for text in said)


def test_a_clear_difference_for_the_worse_is_told_in_persons(tmp_path):
    atlas = with_measures(tmp_path, {"a": (HIGH, "lower")})
    one = portrait(atlas, LEVEL, CODES[0])
    assert "färre personer" in lines(one)[0]["fewer"]
    assert lines(one)[0]["fewer"] in one["headlines"][0]


def test_a_neutral_measure_is_never_a_strength_or_a_challenge(tmp_path):
    atlas = with_measures(tmp_path, {"a": (HIGH, "neutral")})
    one = portrait(atlas, LEVEL, CODES[0])

    assert one["headlines"] == [
        "I ett mått skiljer sig Östra tydligt från hela kommunen."
    ]
    assert lines(one)[0]["fewer"] == ""
    assert any(
        "varken bra eller dåligt" in text for text in lines(one)[0]["cannot_say"]
    )


ONE = [
    "I det enda mått som jämförs går Östra inte att skilja från hela kommunen.",
    "In the only measure that is compared, Östra cannot be told apart from the whole "
    "municipality.",
]
BOTH = [
    "I inget av de båda mått som jämförs går Östra att skilja från hela kommunen.",
    "In neither of the two measures that are compared can Östra be told apart from "
    "the whole municipality.",
]
ALL = [
    "I inget av de tre mått som jämförs går Östra att skilja från hela kommunen.",
    "In none of the three measures that are compared can Östra be told apart from "
    "the whole municipality.",
]


@pytest.mark.parametrize(("measures", "said"), [("a", ONE), ("ab", BOTH), ("abc", ALL)])
def test_where_nothing_differs_that_is_said_of_the_area(tmp_path, measures, said):
    atlas = with_measures(tmp_path, dict.fromkeys(measures, (ALIKE, "lower")))
    assert portrait(atlas, LEVEL, CODES[0])["headlines"] == said[:1]
    use_language("en")
    assert portrait(atlas, LEVEL, CODES[0])["headlines"] == said[1:]


@pytest.mark.parametrize(
    ("alike", "sv", "en"),
    [
        ("b", "I ett av de två mått som jämförs går Östra inte att skilja",
         "In one of the two measures that are compared, Östra cannot be told apart"),
        ("bc", "I två av de tre mått som jämförs går Östra inte att skilja",
         "In two of the three measures that are compared, Östra cannot be told apart"),
    ],
)  # fmt: skip
def test_where_some_differ_it_is_said_in_how_many_the_area_does_not(
    tmp_path, alike, sv, en
):
    measures = {"a": (HIGH, "lower"), **dict.fromkeys(alike, (ALIKE, "lower"))}
    atlas = with_measures(tmp_path, measures)
    assert portrait(atlas, LEVEL, CODES[0])["headlines"][0].startswith(sv)
    use_language("en")
    assert portrait(atlas, LEVEL, CODES[0])["headlines"][0].startswith(en)


def test_neutral_measures_are_counted_beside_those_that_are_alike(tmp_path):
    measures = {
        **dict.fromkeys("ab", (HIGH, "neutral")),
        "c": (ALIKE, "lower"),
    }
    assert portrait(with_measures(tmp_path, measures), LEVEL, CODES[0])[
        "headlines"
    ] == [
        "I ett av de tre mått som jämförs går Östra inte att skilja från hela "
        "kommunen.",
        "I två mått skiljer sig Östra tydligt från hela kommunen.",
    ]


def test_what_differs_is_not_one_more_where_nothing_told_before_it_differs(tmp_path):
    atlas = with_measures(tmp_path, {"a": (ALIKE, "lower"), "b": (HIGH, "neutral")})
    path = atlas.workspace.root / "observations" / "a.csv"
    falling = "".join(
        f"{code};{year};{120 + 20 * (2024 - year)};400\n"
        for code in CODES
        for year in range(2020, 2024)
    )
    path.write_text(path.read_text("utf-8") + "\n" + falling, "utf-8")
    one = portrait(Atlas(Workspace(atlas.workspace.root)), LEVEL, CODES[0])
    verdicts = {line["indicator"]: line["verdict"] for line in lines(one)}
    assert verdicts == {"a": "same", "b": "higher"}
    assert one["headlines"][0].endswith("Talet har sjunkit från 2020 till 2024.")
    assert one["headlines"][1:] == [
        "I ett mått skiljer sig Östra tydligt från hela kommunen."
    ]


NEAR = [145, 120, 119]  # the first would be clear if it were the only one


def test_it_is_said_where_only_the_number_of_areas_keeps_a_difference_from_being_clear(
    tmp_path,
):
    atlas = with_measures(tmp_path, {"a": (NEAR, "lower"), "b": (ALIKE, "lower")})
    near, alike = lines(portrait(atlas, LEVEL, CODES[0]))
    assert near["verdict"] == alike["verdict"] == "same"
    assert near["cannot_compare"] in near["cannot_say"]
    assert "3 områden jämförs på en gång" in near["cannot_compare"]
    assert "på en gång" not in " ".join(alike["cannot_say"])
    assert "slumpen kan ge" in alike["cannot_compare"]


def test_that_siblings_share_an_answer_is_stated_as_an_assumption(tmp_path):
    atlas = with_measures(tmp_path, {"a": (ALIKE, "lower")})
    said = " ".join(lines(portrait(atlas, LEVEL, CODES[0]))[0]["cannot_say"])
    assert "Syskon" not in said
    path = atlas.workspace.root / "indicators" / "a.toml"
    path.write_text(path.read_text("utf-8") + "cluster = 2\n", "utf-8")
    again = Atlas(Workspace(atlas.workspace.root))
    said = lines(portrait(again, LEVEL, CODES[0]))[0]["cannot_say"]
    (told,) = [text for text in said if text.startswith("Syskon")]
    assert "100 personer räknas som 50 hem. Det är ett antagande." in told


def test_at_most_three_of_each_and_the_rest_is_counted(tmp_path):
    measures = dict.fromkeys("abcde", (LOW, "lower"))
    said = portrait(with_measures(tmp_path, measures), LEVEL, CODES[0])["headlines"]
    assert len(said) == MOST + 1
    assert said[-1].startswith("I två mått till skiljer sig Östra")


@pytest.fixture
def withheld(with_rows) -> Atlas:
    rows = "område;period;täljare;nämnare\n" + "".join(
        f"0764A00{n}0;2024;{count};90\n" for n, count in enumerate((1, 30, 40), 1)
    )
    return Atlas(Workspace(with_rows(rows)))


def test_a_withheld_figure_is_nowhere_in_it(withheld):
    one = portrait(withheld, LEVEL, CODES[0])
    (line,) = lines(one)

    assert line["value"] == "Visas inte: skydd av små grupper"
    kept = ("number", "low", "high", "people")
    assert [line[key] for key in kept] == [None] * 4
    assert line["base"] == line["interval"] == line["fewer"] == ""
    assert line["verdict"] == "not_compared"
    assert line["history"][0]["number"] is None
    assert line["cannot_say"][0].startswith("Talet visas inte")
    assert not re.search(r"\b(1|90)\b", json.dumps(line["sentence"]))


def test_others_do_not_show_it_in_their_spread(withheld):
    shown = [
        line["number"]
        for one in portraits(withheld, LEVEL)
        for line in lines(one)
        if line["number"] is not None
    ]
    for one in portraits(withheld, LEVEL):
        spread = lines(one)[0]["spread"]
        assert (spread["values"] if spread else []) == sorted(shown)


def test_the_portrait_is_a_function_of_the_published_table_alone(atlas):
    again = Atlas(atlas.workspace, atlas.published.copy())
    assert list(portraits(again, LEVEL)) == list(portraits(atlas, LEVEL))


def test_it_is_said_in_english_too(atlas):
    use_language("en")
    one = portrait(atlas, LEVEL, CODES[0])
    said = [
        *one["headlines"],
        *lines(one)[0]["cannot_say"],
        lines(one)[0]["trend_text"],
    ]
    text = " ".join(said).replace("Östra", "").replace("Trångbodda", "")
    assert not re.search(r"[åäö]|\b(det|och|inte|talet|mellan)\b", text, re.I)


def test_sectors_without_measures_are_named(tmp_path):
    more = CONFIG + '\n[[sectors]]\nid = "safe"\nname = "Trygg"\n'
    root = make_workspace(tmp_path / "ort")
    (root / "lagesbild.toml").write_text(more, "utf-8")
    one = portrait(Atlas(Workspace(root)), LEVEL, CODES[0])

    assert [sector["name"] for sector in one["sectors"]] == ["Förutsättningar"]
    assert one["bare"] == ["Trygg"]


def test_what_belongs_to_no_sector_comes_last(tmp_path):
    root = make_workspace(tmp_path / "ort")
    path = root / "indicators" / "trang.toml"
    path.write_text(path.read_text("utf-8").replace("context", "annat"), "utf-8")
    one = portrait(Atlas(Workspace(root)), LEVEL, CODES[0])
    assert [sector["name"] for sector in one["sectors"]] == ["Övrigt"]


def test_readers_get_the_same_without_tables_being_loaded(root):
    prepared = open_prepared(root)
    atlas = Atlas(Workspace(root))
    for level, code in ((LEVEL, CODES[1]), (GROUPS, "norra")):
        assert prepared.portrait(level, code) == portrait(atlas, level, code)
    use_language("en")
    assert prepared.portrait(LEVEL, CODES[1]) == portrait(atlas, LEVEL, CODES[1])
    with pytest.raises(UnknownChoiceError):
        prepared.portrait(LEVEL, "../x")
    with pytest.raises(UnknownChoiceError):
        prepared.portrait("kommun-2025", "0764")


def test_the_server_needs_no_tables_for_the_profile():
    code = (
        "import sys, lagesbild.profile, lagesbild.comparable, lagesbild.wording;"
        "heavy = {'pandas', 'numpy', 'scipy', 'geopandas'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_strip_of_very_many_areas_has_both_ends_and_no_more_than_can_be_seen(atlas):
    (one,) = measures(atlas.series(LEVEL))
    rows = {str(n): {"value": float(n), "status": "ok"} for n in range(5000)}
    one.__dict__["rows"] = [{c: {**row, "denominator": 9.0} for c, row in rows.items()}]
    values = one.spread()["values"]

    assert len(values) == MOST_TICKS
    assert (values[0], values[-1]) == (0, 4999)
    assert values == sorted(values)


def test_it_is_tested_once_and_told_in_every_language(atlas):
    known = measures(atlas.series(LEVEL))
    swedish = list(portraits(atlas, LEVEL, known))
    use_language("en")
    assert list(portraits(atlas, LEVEL, known)) == list(portraits(atlas, LEVEL))
    assert list(portraits(atlas, LEVEL, known)) != swedish
