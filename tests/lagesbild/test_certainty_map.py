"""Pictures of what can be told apart: the words and hatches that the map has."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from geo.palette import VERDICTS
from indicators.model import Status
from lagesbild.atlas import Atlas
from lagesbild.certainty_map import certainty_caption, certainty_letters
from lagesbild.cli import main
from lagesbild.publishing import Desk
from lagesbild.sentences.told_apart import certainty
from lagesbild.verdicts import letters
from lagesbild.workspace import Workspace

ROOT = Path(__file__).parents[2]
LEVEL = "deso-2025"


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("certain") / "data"
    shutil.copytree(ROOT / "data", place, ignore=shutil.ignore_patterns("var"))
    Desk(Workspace(place)).import_shipped()
    return place


@pytest.fixture(scope="module")
def atlas(root) -> Atlas:
    return Atlas(Workspace(root))


def shown(one) -> int:
    return (one.table["status"] == Status.OK).sum()


def test_an_area_has_its_verdict_exactly_where_its_value_is_shown(atlas):
    for one in atlas.series(LEVEL):
        drawn, told = certainty_letters(one), letters(one.comparisons)
        statuses = one.table["status"]
        for letter, verdict, status in zip(drawn, told, statuses, strict=True):
            assert letter == (verdict if status == Status.OK else letter)
            assert (letter in "hlsn") == (status == Status.OK)


def test_the_legend_counts_every_area_once(atlas):
    for one in atlas.series(LEVEL):
        rows = certainty_caption(one, "DeSO").legend
        counts = [int(re.search(r"\((\d+)\)$", words)[1]) for _letter, words in rows]
        assert sum(counts) == len(one.table)
        assert set(certainty_letters(one)) <= {letter for letter, _words in rows}


def test_each_area_has_the_colour_or_hatch_of_its_verdict(atlas):
    keys = [one.key for one in atlas.series(LEVEL)]
    fills = {**VERDICTS, **{c: f"url(#hatch-{c})" for c in "snwm"}}
    some = set()
    for key in keys:
        (svg,) = atlas.pictures(LEVEL, [key], view="certainty")
        start = svg.index('fill-rule="evenodd">')
        paths = svg[start : svg.index("</g>", start)]
        drawn = certainty_letters(atlas.find(LEVEL, key))
        assert re.findall(r'fill="([^"]+)"/>', paths) == [fills[c] for c in drawn]
        some |= set(drawn)
    assert some >= {"h", "s", "w"}


def test_the_sentence_of_the_map_is_in_the_picture_and_its_description(atlas):
    for one in atlas.series(LEVEL):
        (svg,) = atlas.pictures(LEVEL, [one.key], view="certainty")
        written = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
        assert certainty(one.comparisons) in written
        assert certainty(one.comparisons) in svg.partition("</desc>")[0]
        assert one.indicator.is_practice == ("Övningsdata" in written)


def test_the_hatches_of_certainty_are_not_in_an_ordinary_picture(atlas):
    (svg,) = atlas.pictures(LEVEL, ["kaa/2025"])
    assert "hatch-s" not in svg


@pytest.mark.parametrize("ending", ["svg", "png", "html"])
def test_the_command_draws_either_view(root, tmp_path, ending):
    made = []
    for view in ("level", "certainty"):
        out = tmp_path / f"{view}.{ending}"
        wanted = ["map", "--indicator", "kaa", "--view", view, "--out", str(out)]
        assert main(["--workspace", str(root), *wanted]) == 0
        made.append(out.read_bytes())
    assert made[0] != made[1]
