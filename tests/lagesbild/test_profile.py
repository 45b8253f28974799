"""One area: every indicator, also where nothing can be shown."""

from __future__ import annotations

import json

import pytest

from indicators.texts import Text
from lagesbild.atlas import Atlas
from lagesbild.config import Sector
from lagesbild.profile import by_sector, profile, without_measures
from lagesbild.workspace import Workspace

CONTEXT = Sector("context", Text("Förutsättningar"))
SAFE = Sector("safe", Text("Trygg"))


def told(root, code="0764A0010"):
    atlas = Atlas(Workspace(root))
    pack = json.loads(atlas.pack("deso-2025").content)
    return profile(pack, code, atlas.indicators)


@pytest.fixture(scope="module")
def lines(shared_root):
    return told(shared_root)


def test_the_latest_period_of_an_area_is_told_beside_the_municipality(lines):
    (line,) = lines

    assert (line.indicator.id, line.period) == ("trang", "2024")
    assert (line.value, line.whole) == ("12\u00a0%", "33\u00a0%")
    assert line.base == "12\u00a0av\u00a0100"


def test_a_withheld_value_is_a_line_too(with_rows):
    rows = "område;period;täljare;nämnare\n" + "".join(
        f"0764A00{n}0;2024;{count};90\n" for n, count in enumerate((1, 30, 40), 1)
    )
    (line,) = told(with_rows(rows))

    assert line.value == "Visas inte: skydd av små grupper"
    assert line.base == ""


def test_lines_are_sorted_into_the_sectors_of_the_wheel(lines):
    assert by_sector(lines, [SAFE, CONTEXT]) == [(CONTEXT, lines)]
    assert by_sector(lines, [SAFE]) == [(None, lines)]
    assert by_sector([], [SAFE]) == []


def test_sectors_that_nothing_is_known_of_are_listed(lines):
    assert without_measures(lines, [SAFE, CONTEXT]) == [SAFE]
