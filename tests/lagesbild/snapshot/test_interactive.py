"""The map to point in: what it is told to show first."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest

from lagesbild.snapshot.interactive import documents, opening
from lagesbild.snapshot.scope import scope_of
from tests.lagesbild.snapshot.conftest import NORTH, freezer

BASE = "deso-2025"


@pytest.fixture(scope="module")
def atlas(small_root):
    return freezer(small_root).atlas


def series(name: str, classes: str, period: str = "2024") -> Any:
    """Stand in for a series: its name, its classes, and its period."""
    return SimpleNamespace(
        indicator=SimpleNamespace(id=name), classes=classes, key=f"{name}/{period}"
    )


def test_it_begins_with_the_measure_spoken_of_else_with_the_start():
    found = [series(name, "0123") for name in ("first", "start", "spoken")]
    assert opening(found, ["spoken", "start"]) == "spoken/2024"
    assert opening(found, ["", "start"]) == "start/2024"
    assert opening(found, ["", "unknown"]) == "first/2024"


def test_it_begins_with_the_latest_period():
    found = [series("start", "0123", period) for period in ("2023", "2024")]
    assert opening(found, ["start"]) == "start/2024"


@pytest.mark.parametrize("hidden", ["www0", "mmm0", "wm0m"])
def test_what_is_mostly_not_shown_is_never_first_if_another_is(hidden):
    found = [series("spoken", hidden), series("start", hidden), series("last", "ww01")]
    assert opening(found, ["spoken", "start"]) == "last/2024"
    assert opening(found[:2], ["", "start"]) == "start/2024"


def orders(atlas, *areas: tuple[str, str]) -> list[dict[str, str]]:
    scope = scope_of(atlas, areas, [])
    return documents(atlas, scope, [])[BASE].orders


def test_the_map_of_a_group_opens_on_the_group(atlas):
    assert orders(atlas, NORTH) == [{"type": "view", "id": "norra"}]


def test_the_map_of_an_area_opens_on_its_group_with_the_area_chosen(atlas):
    (code, *_rest) = next(
        group.areas for group in atlas.workspace.config.groups if group.id == "norra"
    )
    chosen = {"type": "select", "code": code}
    assert orders(atlas, (BASE, code)) == [{"type": "view", "id": "norra"}, chosen]


def test_the_map_of_all_opens_on_all(atlas):
    assert orders(atlas) == []


def test_the_file_carries_what_its_map_is_to_show(group):
    (block,) = re.findall(
        r'<script type="application/json" id="karta-0">(.*?)</script>',
        group.file.decode(),
    )
    assert json.loads(block)["orders"] == [{"type": "view", "id": "norra"}]
