"""The numbers behind the map: nothing withheld in them, nothing lost, in order."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geometry import SVG_UP_TO
from geo.palette import INK, colours
from indicators.model import (
    COLUMNS,
    Origin,
    Protection,
)
from indicators.texts import Text
from lagesbild.pack import build_pack, caption, class_words, labels, shades
from lagesbild.series import (
    Series,
    all_series,
    levels_with_values,
    periods_of,
    whole_of,
)
from tests import measures

NAN = float("nan")
SHARE = replace(
    measures.SHARE,
    name=Text("Andel", "Share"),
    origin=Origin.PUBLIC,
    protection=Protection.NONE,
    source=Text("SCB"),
    class_limits=(20.0, 40.0),
    decimals=1,
)
WHOLE = ("kommun", "k")


def row(code, value, status="ok", reason="", period="2024", geography="deso", n=50.0):
    counts = (value, n) if status == "ok" else (NAN, NAN)
    key = ("andel", period, "total", geography, code)
    return (*key, *counts, value if status == "ok" else NAN, status, reason)


def table(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def series(*rows, codes="abc", indicator=SHARE) -> Series:
    (one,) = all_series(table(*rows), "deso", list(codes), {"andel": indicator}, WHOLE)
    return one


FULL = (row("a", 10.0), row("b", NAN, "suppressed", "protected"), row("c", 55.5))


def test_every_area_has_its_class_in_the_order_of_the_map():
    assert series(*FULL).classes == "0w2"
    assert series(*FULL[::-1]).classes == "0w2"
    assert series(*FULL, codes="cba").classes == "2w0"


def test_an_area_without_a_row_is_missing():
    one = series(FULL[0])
    assert one.classes == "0mm"
    assert one.table["reason"].tolist() == ["", "no_row", "no_row"]


def test_areas_of_no_map_are_left_out():
    assert series(*FULL, row("q", 99.0)).table.index.tolist() == ["a", "b", "c"]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 999))
def test_the_class_is_that_of_the_value_as_it_is_written(tenths):
    value, limit = (10 * tenths + 5) / 100, (tenths + 1) / 10  # 12,35 beside 12,4
    indicator = replace(SHARE, class_limits=(limit,))
    one = series(row("a", value), codes="a", indicator=indicator)
    (written,) = labels(one)["numbers"]

    above = float(written.replace(",", ".")) >= limit

    assert one.classes == str(int(above))


def test_what_is_not_shown_has_no_number_anywhere_in_the_pack():
    rows = table(*FULL)
    rows.loc[1, ["numerator", "denominator", "value"]] = [31.0, 77.0, 13.5]  # leaky
    (one,) = all_series(rows, "deso", list("abc"), {"andel": SHARE}, None)
    text = json.dumps(build_pack([one], dict.fromkeys("abc", ""), level=""))

    assert labels(one)["order"][1] is None
    assert labels(one)["labels"][1] == "Visas inte: skydd av små grupper"
    assert not any(secret in text for secret in ("31", "77", "13,5", "13.5"))


def test_a_pack_is_json_without_nan():
    pack = build_pack([series(*FULL)], {"a": "A", "b": "B", "c": "C"}, level="DeSO")
    json.dumps(pack, allow_nan=False)

    (one,) = pack["series"]
    assert pack["names"] == ["A", "B", "C"]
    assert (one["key"], one["classes"], one["indicator"]) == ("andel/2024", "0w2", 0)
    assert one["numbers"] == ["10,0", "", "55,5"]
    assert one["bases"] == ["10\u00a0av\u00a050", "", "56\u00a0av\u00a050"]
    assert len(pack["indicators"][0]["colours"]) == 3


def test_a_large_level_has_its_labels_fetched_one_series_at_a_time():
    codes = [f"{n:04}" for n in range(SVG_UP_TO + 1)]
    one = series(*[row(code, 10.0) for code in codes], codes=codes)
    (written,) = build_pack([one], dict.fromkeys(codes, ""), level="")["series"]

    assert "numbers" not in written
    assert len(written["classes"]) == SVG_UP_TO + 1
    assert len(labels(one)["numbers"]) == SVG_UP_TO + 1


def test_the_last_series_is_shown_first_unless_another_is_asked_for():
    two = [series(*FULL), replace(series(*FULL), period="2025")]
    areas = dict.fromkeys("abc", "")
    assert build_pack(two, areas, level="")["show"] == "andel/2025"
    assert build_pack(two, areas, level="", show="andel/2024")["show"] == "andel/2024"
    assert build_pack([], areas, level="")["show"] == ""


@pytest.mark.parametrize(
    ("periods", "ordered"),
    [
        (["2024", "2022", "2023"], ["2022", "2023", "2024"]),
        (["HT2023", "VT2024", "VT2023"], ["VT2023", "HT2023", "VT2024"]),
        (["2023/24", "2021/22"], ["2021/22", "2023/24"]),
        (["2022-2024", "2019-2021"], ["2019-2021", "2022-2024"]),
        (["2024M10", "2024M02"], ["2024M02", "2024M10"]),
    ],
)
def test_periods_come_oldest_first(periods, ordered):
    rows = table(*[row("a", 1.0, period=period) for period in periods])
    assert periods_of(rows, "andel") == ordered


def test_only_everybody_is_shown_on_the_map():
    rows = table(*FULL).assign(group="flickor")
    assert all_series(rows, "deso", list("abc"), {"andel": SHARE}, WHOLE) == []


def test_the_municipality_is_beside_its_areas_but_not_beside_itself():
    whole = row("k", 33.0, geography="kommun")
    assert series(*FULL, whole).whole["value"] == 33
    (alone,) = all_series(table(whole), "kommun", ["k"], {"andel": SHARE}, WHOLE)
    assert alone.whole is None


def test_a_municipality_that_is_not_shown_says_why():
    hidden = row("k", NAN, "suppressed", "protected", geography="kommun")
    bare = row("k", NAN, "missing", "not_additive", geography="kommun")
    assert whole_of(series(*FULL)) == "Uppgift saknas"
    assert whole_of(series(*FULL, hidden)) == "Visas inte: skydd av små grupper"
    assert whole_of(series(*FULL, bare)).startswith("Kan inte räknas fram")
    assert whole_of(series(*FULL, row("k", 33.0, geography="kommun"))) == (
        "33,0\u00a0%"
    )


def test_levels_where_all_is_missing_are_not_offered():
    rows = table(*FULL, row("k", NAN, "missing", "not_additive", geography="kommun"))
    assert levels_with_values(rows, ["deso", "kommun"]) == ["deso"]


def test_the_legend_counts_the_areas_of_each_class():
    words = caption(series(*FULL), "DeSO")

    assert [letter for letter, _text in words.legend] == ["2", "1", "0", "w", "m"]
    assert [text.rsplit("(")[-1] for _l, text in words.legend] == [
        "1)", "0)", "1)", "1)", "0)",
    ]  # fmt: skip
    assert words.subtitle == "Andel i procent · 2024 · DeSO"
    assert (words.mark, words.language) == ("", "sv")


def test_the_legend_says_why_there_is_no_value_and_so_does_the_pack():
    sums = [row(code, NAN, "missing", "not_additive") for code in "ab"]
    cannot = "Kan inte räknas fram för flera områden ihop"
    one = series(*sums, row("c", 10.0))
    assert dict(caption(one, "").legend)["m"] == f"{cannot} (2)"
    (packed,) = build_pack([one], dict.fromkeys("abc", ""), level="")["series"]
    assert packed["missing"] == cannot

    two = series(*sums)  # nobody has said anything of c
    assert two.missing == f"{cannot} · Uppgift saknas"
    assert series(*FULL).missing == "Uppgift saknas"


def test_practice_data_is_marked_in_the_picture_and_in_the_pack():
    made_up = replace(SHARE, origin=Origin.PRACTICE)
    one = series(*FULL, indicator=made_up)
    pack = build_pack([one], dict.fromkeys("abc", ""), level="")

    assert caption(one, "DeSO").mark.startswith("Övningsdata")
    assert pack["indicators"][0]["practice"].startswith("Övningsdata")


@pytest.mark.parametrize("limits", [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)])
def test_every_class_has_a_colour_words_and_a_readable_ink(limits):
    indicator = replace(SHARE, class_limits=limits)
    palette, inks = shades(indicator)

    assert palette == colours(len(limits) + 1)
    assert len(class_words(indicator)) == len(palette)
    assert inks.keys() == {*map(str, range(len(palette))), "w", "m"}
    assert inks["w"] == inks["m"] == INK


# --- indicators at the edge ---


@pytest.mark.parametrize(
    ("rows", "classes"),
    [
        ([row(c, NAN, "missing", "not_available") for c in "abc"], "mmm"),
        ([row(c, NAN, "suppressed", "protected") for c in "abc"], "www"),
        ([row(c, 20.0) for c in "abc"], "111"),
        ([row("a", 0.0)], "0mm"),
    ],
    ids=["all missing", "all withheld", "all equal", "one area"],
)
def test_a_series_at_the_edge_has_classes_words_and_a_legend(rows, classes):
    one = series(*rows)
    pack = build_pack([one], dict.fromkeys("abc", ""), level="")

    assert one.classes == classes
    assert json.loads(json.dumps(pack, allow_nan=False)) is not None
    assert pack["series"][0]["headline"]
    counted = [int(t.rsplit("(")[-1][:-1]) for _l, t in caption(one, "x").legend]
    assert sum(counted) == 3


def test_five_hundred_areas_on_a_limit_are_all_in_the_class_above():
    codes = [f"{n:03}" for n in range(500)]
    one = series(*[row(code, 40.0) for code in codes], codes=codes)

    assert one.classes == "2" * 500
    assert dict(caption(one, "x").legend)["2"].endswith("eller mer (500)")
    assert set(labels(one)["numbers"]) == {"40,0"}
    assert np.unique(one.table["value"]).tolist() == [40]


# --- what can be told apart ---

COUNTS = {"a": (60.0, 100.0), "b": (10.0, 100.0), "c": (22.0, 100.0)}


def counted(*hidden: str, whole: str = "ok") -> Series:
    """Make three areas of a municipality with 200 of 1 000, some of them withheld."""
    rows = [
        (*row(code, 100 * k / n, n=n)[:5], k, n, 100 * k / n, "ok", "")
        if code not in hidden
        else row(code, NAN, "suppressed", "protected")
        for code, (k, n) in COUNTS.items()
    ]
    own = row("k", NAN, "suppressed", "protected", geography="kommun")
    if whole == "ok":
        own = (*own[:5], 200.0, 1000.0, 20.0, "ok", "")
    return series(*rows, own)


def test_every_area_has_its_verdict_as_one_letter():
    pack = build_pack([counted()], dict.fromkeys("abc", ""), level="")
    (one,) = pack["series"]

    assert one["verdicts"] == "hls"
    assert one["certainty"].startswith("2 av 3 områden går att skilja")
    assert one["why_not"] == ""
    assert one["whole_number"] == 20
    assert pack["indicators"][0]["limits"] == [20.0, 40.0]
    assert pack["verdict_words"].keys() == set("hlsn")
    assert {*"hlsn"} <= pack["indicators"][0]["inks"].keys()


def test_a_withheld_area_has_no_verdict_and_changes_no_others():
    (one,) = build_pack([counted("b")], dict.fromkeys("abc", ""), level="")["series"]

    assert (one["classes"], one["verdicts"]) == ("2w1", "hns")
    assert "2 områden som kan jämföras" in one["certainty"]


def test_beside_a_withheld_municipality_nothing_is_compared_and_no_mark_is_set():
    (one,) = build_pack([counted(whole="no")], dict.fromkeys("abc", ""), level="")[
        "series"
    ]

    assert (one["verdicts"], one["whole_number"]) == ("nnn", None)
    assert one["why_not"] == "det finns inget värde att jämföra med"


def test_what_is_withheld_is_in_no_verdict_sentence_or_legend():
    one = counted("b")
    leaky = one.found.copy()
    numbers = ["numerator", "denominator", "value"]
    leaky.loc[leaky["area_code"] == "b", numbers] = [97.0, 99.0, 98.0]
    other = replace(one, found=leaky)
    assert other.table.loc["b", "value"] == 98.0
    packs = [build_pack([s], dict.fromkeys("abc", ""), level="") for s in (one, other)]

    assert packs[0] == packs[1]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(["ok", "suppressed", "missing"]), min_size=1, max_size=9)
)
def test_there_is_a_verdict_letter_for_each_area_and_none_where_there_is_no_value(
    states,
):
    codes = [f"{i}" for i in range(len(states))]
    rows = [
        row(code, 30.0, status, "" if status == "ok" else "protected")
        if status != "missing"
        else row(code, NAN, "missing", "not_available")
        for code, status in zip(codes, states, strict=True)
    ]
    whole = (*row("k", 20.0, geography="kommun")[:5], 200.0, 1000.0, 20.0, "ok", "")
    one = series(*rows, whole, codes=codes)
    (written,) = build_pack([one], dict.fromkeys(codes, ""), level="")["series"]

    assert len(written["verdicts"]) == len(states)
    for letter, verdict in zip(written["classes"], written["verdicts"], strict=True):
        assert letter not in "wm" or verdict == "n"
