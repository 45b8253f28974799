"""Indicators with little or nothing to show draw a correct map and legend."""

from __future__ import annotations

import pytest

from tests.browser.conftest import serving
from tests.browser.places import write_workspace

AREAS = {f"A{i}": f"Ruta {i}" for i in range(6)}
CASES = {  # value per area as written; what the areas then are, in order
    "all_missing": (["", "", "", "", "", ""], "mmmmmm"),
    "all_equal": (["12"] * 6, "111111"),
    "one_area": (["12", "", "", "", "", ""], "1mmmmm"),
    "all_withheld": (["x"] * 6, "wwwwww"),
    "on_the_limits": (["9,9", "10", "19,9", "20", "0", "100"], "011202"),
    "no_limits": (["1", "2", "3", "4", "5", "6"], "000000"),
}
COLOURS = {"0": 0, "1": 1, "2": 2}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    definitions = {name: {"decimals": 1} for name in CASES}
    definitions["no_limits"] = {"class_limits": []}
    definitions["nothing_at_all"] = {}
    root = write_workspace(
        tmp_path_factory.mktemp("odd") / "data",
        AREAS,
        definitions,
        {
            name: [("2024", code, v) for code, v in zip(AREAS, values, strict=True)]
            for name, (values, _classes) in CASES.items()
        },
    )
    with serving(root) as address:
        yield address


@pytest.mark.parametrize("name", CASES)
def test_the_map_and_its_legend_agree_with_the_file(visit, odd, name):
    seen = visit(f"{odd}/?indikator={name}")
    frame = seen.frame()
    classes = CASES[name][1]
    shown = frame.evaluate("lagesbild.state.series.classes")
    rows = frame.locator("#legend li").all_inner_texts()
    counts = [int(row.rsplit("(", 1)[1].rstrip(")")) for row in rows]

    assert shown == classes
    assert sum(counts) == len(AREAS)
    assert counts[-2:] == [classes.count("w"), classes.count("m")]
    assert len(rows) == (3 if name == "no_limits" else 5)
    assert seen.complaints == []


def test_many_areas_have_their_ticks_as_soon_as_their_numbers_have_come(
    visit, many_areas
):
    seen = visit(f"{many_areas}/?lang=sv")
    frame = seen.frame()
    assert frame.locator("#legend .tick").count() == 0
    seen.page.get_by_role("button", name="Visa tabellen").click()
    frame.locator("#legend .tick").first.wait_for(state="attached")
    assert frame.locator("#legend .tick").count() == 30  # one for each value there is


def test_an_indicator_without_any_values_is_not_offered(visit, odd):
    seen = visit(f"{odd}/?indikator=nothing_at_all")
    seen.frame()

    assert "nothing_at_all" not in seen.page.url


def test_five_hundred_areas_with_the_same_value_are_one_class(tmp_path, visit):
    areas = {f"B{i:03}": f"Ruta {i}" for i in range(500)}
    root = write_workspace(
        tmp_path / "data",
        areas,
        {"tie": {}},
        {"tie": [("2024", code, "15") for code in areas]},
    )
    with serving(root) as address:
        seen = visit(address)
        frame = seen.frame()

        assert frame.evaluate("lagesbild.state.series.classes") == "1" * 500
        assert "(500)" in frame.locator("#legend li").nth(1).inner_text()
        assert seen.complaints == []
