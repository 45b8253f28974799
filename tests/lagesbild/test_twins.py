"""Areas that are the same as one of another level get one verdict, not two."""

from __future__ import annotations

import pytest

from indicators.statistics import Verdict
from lagesbild.atlas import Atlas
from lagesbild.portrait import portrait
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import CONFIG

ALONE = """
[[groups]]
id = "ensam"
name = "Ensam"
areas = ["0764A0030"]
"""
# Alone p is 0.0196: too much where three are compared at once, not where two are.
ROWS = """\
område;period;täljare;nämnare
0764A0010;2024;40;200
0764A0020;2024;46;200
0764A0030;2024;66;220
"""


@pytest.fixture
def atlas(root):
    config = CONFIG.replace("[[sectors]]", f"{ALONE}\n[[sectors]]")
    (root / "lagesbild.toml").write_text(config, "utf-8")
    (root / "observations" / "trang.csv").write_text(ROWS, "utf-8")
    return Atlas(Workspace(root))


def test_an_area_and_a_group_of_it_alone_are_twins(atlas):
    alone = ("area-groups", "ensam")
    assert atlas.workspace.twins == {alone: ("deso-2025", "0764A0030")}


def test_they_have_the_same_verdict_though_fewer_groups_are_compared(atlas):
    area, group = (
        atlas.find(level, "trang/2024")
        for level in atlas.levels
        if level != "kommun-2025"
    )
    (own,) = (
        c
        for code, c in zip(area.codes, area.comparisons, strict=True)
        if code == "0764A0030"
    )

    assert group.comparisons[list(group.codes).index("ensam")] == own
    assert own.clear_alone
    assert own.verdict is Verdict.SAME


def test_the_profile_of_the_group_says_of_how_many_it_was_one(atlas):
    told = portrait(atlas, "area-groups", "ensam")
    (line,) = (line for sector in told["sectors"] for line in sector["lines"])
    assert "3 områden jämförs på en gång" in line["cannot_compare"]
