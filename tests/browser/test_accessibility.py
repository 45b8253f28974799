"""axe-core finds nothing on any page or in the map document, in either language."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")


def violations(frame) -> list[str]:
    frame.evaluate(AXE.read_text("utf-8"))
    found = frame.evaluate("axe.run(document, { iframes: false })")["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:120]}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["screen", "phone"])
@pytest.mark.parametrize("query", ["", "?lang=en&indikator=absence_15"])
def test_the_map_page_and_the_map_are_clean(visit, alvesta, query, size):
    seen = visit(f"{alvesta}/{query}", *size)
    frame = seen.frame()

    assert violations(seen.page.main_frame) == []
    assert violations(frame) == []


@pytest.mark.parametrize("page", ["omrade", "om", "skydd"])
@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_the_other_pages_are_clean(visit, alvesta, page, query):
    seen = visit(f"{alvesta}/{page}{query}")
    seen.page.get_by_role("heading", level=2).first.wait_for()
    seen.page.wait_for_timeout(1000)

    assert violations(seen.page.main_frame) == []


def test_a_large_map_on_canvas_is_clean(visit, many_areas):
    seen = visit(many_areas)
    frame = seen.frame()

    assert violations(frame) == []
    assert frame.locator("[role=listbox]").count() == 1
