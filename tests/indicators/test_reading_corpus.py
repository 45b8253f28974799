"""Every file in tests/corpus, read as it lies there: what must come out stands beside.

The files are the odd ones that offices save, a few rows each, with their real bytes.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from indicators.model import COLUMNS, Kind, Origin
from indicators.reading import Reading, read_observations
from indicators.texts import Text
from tests import measures

CORPUS = Path(__file__).parents[1] / "corpus"
EXPECTED = tomllib.loads((CORPUS / "expected.toml").read_text("utf-8"))

SHARE = replace(measures.SHARE, id="trang", sector="safe")
INDICATORS = {
    one.id: one
    for one in (
        SHARE,
        replace(SHARE, id="barn", kind=Kind.COUNT, unit=Text("antal")),
        replace(SHARE, id="takt", kind=Kind.RATE, unit=Text("per 1 000")),
        replace(SHARE, id="idx", kind=Kind.INDEX, unit=Text("poäng")),
        replace(SHARE, id="merit", kind=Kind.MEAN, unit=Text("poäng"), highest=340),
        replace(SHARE, id="scbshare", origin=Origin.PUBLIC, source=Text("SCB")),
        replace(SHARE, id="kol", origin=Origin.PUBLIC, source_id="N15428"),
    )
}
AREAS = {
    "deso-2025": ["0764A0010", "0764A0020"],
    "regso-2025": ["0764R001"],
    "kommun-2025": ["0764"],
    "grupper": ["norr"],
}
BOTH = AREAS | {"deso-2018": ["0764A0010", "0764A0030"]}


def read(name: str) -> Reading:
    case = EXPECTED[name]
    return read_observations(
        (CORPUS / f"{name}.csv").read_bytes(),
        file=case.get("file", "trang.csv"),
        indicators=INDICATORS,
        areas=BOTH if case.get("areas") == "both" else AREAS,
        source=case.get("source"),
    )


def written(observations: pd.DataFrame) -> list[str]:
    lines = []
    for row in observations.itertuples(index=False):
        numbers = (row.numerator, row.denominator, row.value)
        shown = " ".join("-" if pd.isna(n) else f"{n:.12g}" for n in numbers)
        key = f"{row.indicator} {row.period} {row.group} {row.geography}"
        lines.append(
            f"{key} {row.area_code}: {shown} {row.status} {row.reason}".strip()
        )
    return lines


def unmatched(expected: list[str], found: list[tuple[str, str, str]]) -> list[str]:
    """Compare one by one; a place that differs, or a text that isn't there, is told."""
    wrong = [f"{len(found)} found: {found}"] if len(expected) != len(found) else []
    for line, (row, column, message) in zip(expected, found, strict=False):
        where, header, part = line.split("|", 2)
        if (where, header) != (row, column) or part not in message:
            wrong.append(f"{line} is not {row}|{column}|{message}")
    return wrong


def assert_as_expected(case: dict[str, Any], reading: Reading) -> None:
    """Compare what was read, said and repaired with what stands in `expected.toml`."""
    problems = [(str(p.row), p.column, str(p)) for p in reading.problems]
    repairs = [
        (f"{'?' * repair.needs_yes}{repair.row}", repair.column, repair.message)
        for repair in reading.repairs
    ]

    assert not unmatched(case.get("problems", []), problems)
    if not problems:
        assert not unmatched(case.get("repairs", []), repairs)
    assert written(reading.observations) == case.get("rows", [])


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_gives_exactly_what_stands_beside_it(name):
    reading = read(name)
    assert_as_expected(EXPECTED[name], reading)
    assert list(reading.observations) == COLUMNS


def test_every_file_of_the_corpus_has_its_expectation_and_the_other_way_round():
    assert {path.stem for path in CORPUS.glob("*.csv")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_no_message_repeats_a_value_of_the_file(name):
    """The values of the corpus are chosen to be found nowhere else in a message."""
    reading = read(name)
    texts = [str(problem) for problem in reading.problems]
    texts += [repair.message for repair in reading.repairs]

    assert not re.search(r"\b(25[.,]0|12[.,]5|22[.,]5|många|åtta|2E\+01)", str(texts))
