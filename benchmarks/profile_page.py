"""How long the page of one area takes in a browser, against Streamlit alone.

`python benchmarks/profile_page.py` prints two lines; `--write` puts them into
`docs/performance.md`. The floor and the page take turns in one Chromium, each time with
an empty cache. A time is the browser's own, from the start of the navigation to the
frame that shows the floor's box or the last part of the profile. Ends with 1 over the
budget.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median

from documents import put
from playwright.sync_api import Browser
from servers import ROOT, serve
from visitor import Visitor, chromium, wait_for_quiet

DOCUMENT = ROOT / "docs" / "performance.md"
APPS = Path(__file__).parent / "apps"
PORT = 8720
TIMES = 15
MOST = 1.5  # times the floor
PATIENCE = 60.0  # seconds
FLOOR = {"BENCH_PAGE": "floor.py", "BENCH_INDICATORS": json.dumps(list("abcdefghij"))}
LAST_PART = ".profil > details"


def measure(folder: Path) -> tuple[list[float], list[float]]:
    """Give the milliseconds of the floor and of the profile, after one visit each."""
    workspace = folder / "shipped"
    shutil.copytree(ROOT / "data", workspace, ignore=shutil.ignore_patterns("var"))
    ours = {"LAGESBILD_WORKSPACE": str(workspace)}
    with ExitStack() as running:
        floor, page = (
            running.enter_context(serve(*what, log=folder / "log")).address
            for what in (
                (APPS / "server.py", PORT, FLOOR),
                (ROOT / "app.py", PORT + 1, ours),
            )
        )
        browser = running.enter_context(chromium())
        times = [
            (visit(browser, floor), visit_profile(browser, f"{page}/omrade"))
            for _turn in range(TIMES + 1)
        ]
    floors, pages = zip(*times[1:], strict=True)
    return list(floors), list(pages)


def visit(browser: Browser, address: str) -> float:
    """Open the floor; give the milliseconds until its box is painted."""
    visitor = Visitor(browser, address, PATIENCE)
    try:
        return visitor.arrive()
    finally:
        visitor.leave()


def visit_profile(browser: Browser, address: str) -> float:
    """Open an area's page; give the milliseconds until its last part is painted."""
    visitor = Visitor(browser, address, PATIENCE)
    try:
        wait_for_quiet()
        visitor.page.goto(address, wait_until="commit")
        return visitor.page.evaluate(
            "([part, patience]) => bench.appearing(part, patience)",
            [LAST_PART, PATIENCE * 1000],
        )
    finally:
        visitor.leave()


def report(floors: list[float], pages: list[float]) -> str:
    """Say in words how long it took, and of what."""
    ratio = median(pages) / median(floors)
    return (
        f"Measured {date.today().isoformat()} by `python benchmarks/profile_page.py`, "  # noqa: DTZ011
        f"{os.cpu_count()} cores, medians of {TIMES} visits each, in turns:\n\n"
        f"**{ratio:.2f} × the floor** (goal {MOST}): {spread(pages)} "
        f"against {spread(floors)}."
    )


def spread(times: list[float]) -> str:
    """Write a median with the least and the most."""
    return f"{median(times):.0f} ms ({min(times):.0f}–{max(times):.0f})"


def main() -> int:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"into {DOCUMENT.name}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        floors, pages = measure(Path(folder))
    text = report(floors, pages)
    print(text)
    if options.write:
        put(text, DOCUMENT, "profile_page.py")
    return int(median(pages) > MOST * median(floors))


if __name__ == "__main__":
    raise SystemExit(main())
