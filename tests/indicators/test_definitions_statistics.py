"""What a definition says for the statistics: spread of a mean, persons who belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.definitions import read_definition, write_definition
from indicators.errors import DefinitionError

MEAN = """\
name = "Meritvärde"
short = "Meritvärde"
definition = "Påhittad."
denominator = "Elever"
kind = "mean"
unit = "poäng"
direction = "higher"
sector = "achieving"
origin = "local"
protection = "pupils"
source = "Kommunen"
class_limits = [200, 220]
lowest = 0
highest = 340
"""


def definition(folder: Path, more: str, text: str = MEAN) -> Path:
    path = folder / "merit.toml"
    path.write_text(text + more, "utf-8")
    return path


def test_the_spread_and_the_cluster_are_read_and_written(tmp_path):
    found = read_definition(definition(tmp_path, "spread = 61.5\ncluster = 2\n"))
    assert (found.spread, found.cluster) == (61.5, 2.0)
    assert "spread = 61.5" in write_definition(found)


def test_without_them_nothing_is_known_of_the_spread_and_each_answers_alone(tmp_path):
    found = read_definition(definition(tmp_path, ""))
    assert (found.spread, found.cluster) == (None, 1.0)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("spread = 0\n", "spread: ska vara större än noll"),
        ("cluster = 0.5\n", "cluster: ska vara minst ett"),
    ],
)
def test_what_cannot_be_is_said(tmp_path, more, message):
    with pytest.raises(DefinitionError, match=message):
        read_definition(definition(tmp_path, more))


def test_only_means_have_a_spread(tmp_path):
    index = MEAN.replace('"mean"', '"index"')
    with pytest.raises(DefinitionError, match="spread: är bara för medelvärden"):
        read_definition(definition(tmp_path, "spread = 3\n", index))
