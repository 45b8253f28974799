"""What the page about an area shows: texts for charts, and all of it as a table."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.portrait import portrait
from lagesbild.profile import as_csv, columns, page_data, rows, verdict_line
from lagesbild.workspace import Workspace


@pytest.fixture
def told(shared_root):
    return portrait(Atlas(Workspace(shared_root)), "deso-2025", "0764A0010")


def test_every_chart_has_its_text(told):
    (line,) = page_data(told)["portrait"]["sectors"][0]["lines"]
    flat = {key: str(text).replace("\u00a0", " ") for key, text in line.items()}

    assert flat["strip_label"] == (
        "Trångbodda: här 12 %, hela kommunen 33 %, områdena mellan 12 % och 60 %."
    )
    assert flat["course_label"] == "Utveckling för Trångbodda. 2023: 10 %, 2024: 12 %."
    assert flat["verdict_line"] == "Tydligt lägre än i hela kommunen"


@pytest.mark.parametrize(
    ("kind", "whole", "mark"),
    [
        ("share", 33, 33),
        ("share", 90, 90),
        ("count", 102, None),
        ("count", 30, 30),
        ("count", None, None),
    ],
)
def test_a_sum_of_the_areas_has_no_mark_among_them(told, kind, whole, mark):
    line = {**told["sectors"][0]["lines"][0], "kind": kind, "whole_number": whole}
    (line,) = page_data(with_line(told, line))["portrait"]["sectors"][0]["lines"]
    assert line["mark"] == mark


def with_line(told, *lines):
    return {**told, "sectors": [{**told["sectors"][0], "lines": list(lines)}]}


def test_alike_and_not_compared_have_a_sign_each(told):
    words = page_data(told)["words"]
    assert words["alike"] == "Området, går inte att skilja från hela kommunen"
    assert words["alone"] == "Området, jämförs inte"


def test_what_no_group_can_have_is_one_line_and_rows_of_the_table(told):
    line = told["sectors"][0]["lines"][0]
    why = "Kan inte räknas fram för flera områden ihop"
    gone = {**line, "additive": False, "number": None, "value": why}
    other = {**gone, "name": "Andel utan arbete", "short": "Arbetslöshet"}
    some = with_line(told, line, gone, other)
    (sector,) = page_data(some)["portrait"]["sectors"]

    assert sector["without"] == f"{why}: Trångbodda; Arbetslöshet."
    assert [one["number"] for one in sector["lines"]] == [12]
    assert [row[3] for row in rows(some)[1:]] == [why, why]
    assert [row[0] for row in rows(some)] == ["Trångbodda", line["name"], other["name"]]


def test_a_sector_that_only_has_such_measures_is_seen(told):
    line = {**told["sectors"][0]["lines"][0], "additive": False}
    (sector,) = page_data(with_line(told, line))["portrait"]["sectors"]
    assert (sector["name"], sector["lines"]) == ("Förutsättningar", [])
    assert sector["without"]


def test_where_all_can_be_worked_out_no_line_says_otherwise(told):
    (sector,) = page_data(told)["portrait"]["sectors"]
    assert sector["without"] == ""


def test_the_table_says_all_that_the_page_says(told):
    (row,) = rows(told)
    by_column = dict(zip(columns(told), row, strict=True))
    flat = {key: text.replace("\u00a0", " ") for key, text in by_column.items()}

    assert flat == {
        "Mått": "Trångbodda",
        "Del av hjulet": "Förutsättningar",
        "Period": "2024",
        "Värde": "12 %",
        "Bygger på": "12 av 100",
        "Troligt värde": flat["Troligt värde"],
        "Hela kommunen": "33 %",
        "Jämförelse": "Tydligt lägre än i hela kommunen",
        "Utveckling": flat["Utveckling"],
        "Källa": "Kommunen",
        "Märkning": "",
    }
    assert re.fullmatch(r"troligen mellan \d+ och \d+ %", flat["Troligt värde"])
    assert flat["Utveckling"].endswith(".")


def test_sectors_without_measures_are_rows_too(told):
    bare = rows({**told, "bare": ["Trygg"]})[-1]
    assert bare[:2] == ["Inga mått ännu", "Trygg"]
    assert len(bare) == len(columns(told))


def test_practice_data_is_marked_in_every_row(told):
    line = {**told["sectors"][0]["lines"][0], "practice": "Övningsdata – påhittat"}
    sectors = [{**told["sectors"][0], "lines": [line]}]
    assert rows({**told, "sectors": sectors})[0][-1] == "Övningsdata"


def test_the_file_opens_in_a_spreadsheet_and_runs_nothing(told):
    text = as_csv({**told, "name": "=1+1"}).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text), delimiter=";")

    assert head == ["Område", *columns(told)]
    assert row[0] == "'=1+1"
    assert len(row) == len(head)


@pytest.mark.parametrize(
    ("verdict", "reason", "said"),
    [
        ("higher", "", "Tydligt högre än i hela kommunen"),
        ("lower", "", "Tydligt lägre än i hela kommunen"),
        ("same", "", "Går inte att skilja från hela kommunen"),
        ("not_compared", "för få", "Jämförs inte: för få"),
    ],
)
def test_every_verdict_is_a_line(verdict, reason, said):
    words = {
        "higher": "tydligt högre",
        "lower": "tydligt lägre",
        "same": "går inte att skilja",
        "not_compared": "jämförs inte",
    }
    line = {"verdict": verdict, "verdict_text": words[verdict], "reason_text": reason}
    line["number"] = 12.0
    assert verdict_line(line) == said


def test_a_line_with_nothing_to_show_has_no_charts(with_rows):
    rows_ = "område;period;täljare;nämnare\n" + "".join(
        f"0764A00{n}0;2024;{count};90\n" for n, count in enumerate((1, 30, 40), 1)
    )
    one = portrait(Atlas(Workspace(with_rows(rows_))), "deso-2025", "0764A0010")
    (line,) = page_data(one)["portrait"]["sectors"][0]["lines"]
    assert line["number"] is None
    assert line["verdict_line"] == "Jämförs inte"
    assert "Visas inte" in line["strip_label"] or not line["spread"]


def test_the_page_speaks_english_too(shared_root):
    use_language("en")
    one = portrait(Atlas(Workspace(shared_root)), "deso-2025", "0764A0010")
    data = page_data(one)
    said = json.dumps(
        [data["words"], data["columns"], data["rows"]], ensure_ascii=False
    )
    for name in ("Trångbodda", "Östra"):
        said = said.replace(name, "")
    assert not re.search(r"[åäö]", said)
