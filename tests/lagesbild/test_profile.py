"""One area: every indicator, also where nothing can be shown."""

from __future__ import annotations

import pytest

from indicators.texts import Text
from lagesbild.atlas import Atlas
from lagesbild.config import Sector
from lagesbild.profile import by_sector, profile, without_measures
from lagesbild.workspace import Workspace

CONTEXT = Sector("context", Text("Förutsättningar"))
SAFE = Sector("safe", Text("Trygg"))


@pytest.fixture(scope="module")
def series(shared_root):
    return Atlas(Workspace(shared_root)).series("deso-2025")


def test_the_latest_period_of_an_area_is_told_beside_the_municipality(series):
    (line,) = profile(series, "0764A0010")

    assert (line.indicator.id, line.period) == ("trang", "2024")
    assert (line.value, line.whole) == ("12\u00a0%", "33\u00a0%")
    assert line.base == "12\u00a0av\u00a0100"


def test_a_withheld_value_is_a_line_too(with_rows):
    rows = "område;period;täljare;nämnare\n" + "".join(
        f"0764A00{n}0;2024;{count};90\n" for n, count in enumerate((1, 30, 40), 1)
    )
    atlas = Atlas(Workspace(with_rows(rows)))
    (line,) = profile(atlas.series("deso-2025"), "0764A0010")

    assert line.value == "Visas inte: skydd av små grupper"
    assert line.base == ""


def test_lines_are_sorted_into_the_sectors_of_the_wheel(series):
    lines = profile(series, "0764A0010")
    assert by_sector(lines, [SAFE, CONTEXT]) == [(CONTEXT, lines)]
    assert by_sector(lines, [SAFE]) == [(None, lines)]
    assert by_sector([], [SAFE]) == []


def test_sectors_that_nothing_is_known_of_are_listed(series):
    lines = profile(series, "0764A0010")
    assert without_measures(lines, [SAFE, CONTEXT]) == [SAFE]
