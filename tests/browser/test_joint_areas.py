"""Small areas that are only shown together have one colour, and are said to be two."""

from __future__ import annotations

from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace
from tests.browser.conftest import serving
from tests.browser.places import write_workspace

AREAS = {"A": "Alby", "B": "Norrby", "C": "Åby", "D": "Östra", "E": "Västra"}
COUNTS = {"A": (2, 60), "B": (3, 80), "C": (12, 90), "D": (20, 80), "E": (15, 100)}
LOCAL = {"origin": "local", "protection": "normal"}
BOTH = "4\u00a0% (Alby och Norrby tillsammans)"


def test_both_areas_are_coloured_and_named_with_the_value_they_have_together(
    visit, tmp_path
):
    groups = [{"id": "alla", "name": "Alla", "areas": list(AREAS)}]
    root = write_workspace(tmp_path / "w", AREAS, {"liten": LOCAL}, {}, groups=groups)
    rows = [f"2024;{code};{n};{d}" for code, (n, d) in COUNTS.items()]
    file = "\n".join(["period;area_code;numerator;denominator", *rows]).encode()
    desk = Desk(Workspace(root))
    drafted = desk.draft([desk.read("liten.csv", file)], [], yes=True, way="merged")
    desk.publish(drafted, message="Sammanslaget")

    with serving(root) as address:
        seen = visit(address)
        page, frame = seen.page, seen.frame()
        names = [
            path.get_attribute("aria-label")
            for path in frame.locator("path[aria-label]").all()
        ]
        assert {name for name in names if "Alby" in name} == {
            f"Alby: {BOTH}",
            f"Norrby: {BOTH}",
        }
        alby, norrby, other = (
            frame.locator(f'path[aria-label^="{name}:"]')
            for name in ("Alby", "Norrby", "Östra")
        )
        fills = [path.get_attribute("fill") for path in (alby, norrby, other)]
        assert fills[0] == fills[1] != fills[2]
        alby.focus()
        assert BOTH in frame.locator("#place").inner_text()
        table = page.locator(".karta table").inner_text()
        assert table.count(BOTH) == 2
        assert not seen.complaints
