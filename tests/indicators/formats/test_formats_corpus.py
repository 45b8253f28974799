"""Every file in tests/corpus_formats, read as it lies there; see tests/corpus.

`make_corpus.py` tells how each came about.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from indicators.reading import Reading, read_observations
from tests.indicators.test_reading_corpus import AREAS, INDICATORS, assert_as_expected

CORPUS = Path(__file__).parents[2] / "corpus_formats"
EXPECTED = tomllib.loads((CORPUS / "expected.toml").read_text("utf-8"))


def read(name: str) -> Reading:
    case = EXPECTED[name]
    ending = name.rpartition(".")[2]
    return read_observations(
        (CORPUS / name).read_bytes(),
        file=case.get("file", f"trang.{ending}"),
        indicators=INDICATORS,
        areas=AREAS,
        source=case.get("source"),
        sheet=case.get("sheet", ""),
        choose=case.get("choose"),
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_gives_exactly_what_stands_beside_it(name):
    assert_as_expected(EXPECTED[name], read(name))


def test_every_file_of_the_corpus_has_its_expectation_and_the_other_way_round():
    files = {path.name for path in CORPUS.iterdir()} - {"expected.toml"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_no_message_repeats_a_value_of_the_file(name):
    reading = read(name)
    texts = [str(problem) for problem in reading.problems]
    texts += [repair.message for repair in reading.repairs]

    assert not re.search(r"\b(25[.,]0|12[.,]5|22[.,]5|20[.,]5|74[.,]1)", str(texts))
