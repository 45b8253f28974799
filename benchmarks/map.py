"""Measure the map against Streamlit alone and against the usual way, in one run.

`python benchmarks/map.py` prints a table; `--write` puts it into `docs/performance.md`;
`--quick` takes the two small sizes and fewer repeats. What is measured, and how, is
written in that document. Needs `streamlit-folium`, `psutil` and `npm` (once).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median

from documents import put
from mirror import fill_mirror
from playwright.sync_api import Browser
from servers import ROOT, Server, serve
from synthetic import COVERAGES, workspace_of
from tables import details, key_figures, startup_table
from visitor import Change, Visitor, as_environment, chromium, switch_in_file

DOCUMENT = ROOT / "docs" / "performance.md"
SHIPPED = 13  # areas in the shipped workspace
LARGEST = max(COVERAGES)
PORT = 8700
PATIENCE = 60.0  # seconds for one step
PATIENCE_USUAL = 900.0  # and for one of the usual way with the largest map


@dataclass(frozen=True)
class Repeats:
    """How often each thing is done; the first change is never counted."""

    arrivals: int
    changes: int
    changes_before_weighing: int


FULL = Repeats(arrivals=5, changes=9, changes_before_weighing=20)
QUICK = Repeats(arrivals=3, changes=5, changes_before_weighing=8)
ONCE = Repeats(arrivals=1, changes=1, changes_before_weighing=0)


@dataclass
class Way:
    """One way of showing a map, and all that was measured of it."""

    name: str
    server: Server
    repeats: Repeats
    arrivals: list[float] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    presses: list[Change] = field(default_factory=list)
    in_file: list[float] = field(default_factory=list)
    memory_first: float = 0.0
    memory: float = 0.0

    @property
    def patience(self) -> float:
        """How many seconds to wait for it."""
        return PATIENCE_USUAL if self.repeats is ONCE else PATIENCE

    def visitor(self, browser: Browser, path: str = "") -> Visitor:
        """Let somebody come; only the usual way must be watched from outside."""
        address = self.server.address + path
        watched = self.name == "usual"
        return Visitor(browser, address, self.patience, watched=watched)

    def summary(self) -> dict[str, object]:
        """Put together what is shown of it."""
        return {
            "arrival": _spread(self.arrivals),
            "change": _spread([one.milliseconds for one in self.changes]),
            "bytes": median(one.size for one in self.changes),
            "press": _spread([one.milliseconds for one in self.presses]),
            "press_bytes": median([one.size for one in self.presses] or [0]),
            "in_file": _spread(self.in_file),
            "memory_first": self.memory_first,
            "memory": self.memory,
            "started_in": self.server.started_in,
        }


def _spread(values: list[float]) -> list[float]:
    return [median(values), min(values), max(values)] if values else []


def measure_size(
    count: int, folder: Path, browser: Browser, repeats: Repeats
) -> dict[str, object]:
    """Measure the three ways with `count` areas, taking turns."""
    workspace = _workspace(count, folder)
    prepared = folder / f"prepared-{count}"
    facts = _prepare(workspace, prepared)
    facts["load"] = os.getloadavg()[1]  # by whatever else the machine does
    _say(f"{count}: prepared in {facts['prepare']:.0f} s")
    with _ways(facts, workspace, prepared, folder, repeats) as ways:
        for way in ways:
            _first_session(way, browser)
        _arrivals(ways, browser)
        floor, ours, usual = ways
        _change_in_turns([floor, ours], browser, facts)
        _change_in_turns([usual], browser, facts)
        _presses(ours, browser, facts)
        ours.in_file = switch_in_file(
            browser, (prepared / "export.html").as_uri(), repeats.changes
        )
        found = {way.name: way.summary() for way in ways}
    found["floor"]["memory_with_libraries"] = _memory_with_libraries(
        browser, facts, folder
    )
    for name, summary in found.items():
        _say(f"{count} {name}: {json.dumps(summary)}")
    return {"facts": facts, "ways": found}


def _workspace(count: int, folder: Path) -> Path:
    """Give a workspace that nobody has published in; the shipped one is copied."""
    workspace = folder / "shipped"
    if count == SHIPPED:
        shutil.rmtree(workspace, ignore_errors=True)
        shutil.copytree(ROOT / "data", workspace, ignore=shutil.ignore_patterns("var"))
    else:
        workspace = workspace_of(count, folder)
        shutil.rmtree(workspace / "var", ignore_errors=True)
    return workspace


def _prepare(workspace: Path, prepared: Path) -> dict:
    script = Path(__file__).parent / "startup.py"
    subprocess.run([sys.executable, script, workspace, prepared], check=True)
    return json.loads((prepared / "facts.json").read_text("utf-8"))


@contextmanager
def _ways(
    facts: dict, workspace: Path, prepared: Path, folder: Path, repeats: Repeats
) -> Iterator[list[Way]]:
    apps = Path(__file__).parent / "apps"
    ours = {"LAGESBILD_WORKSPACE": str(workspace.resolve())}
    usual = {
        **_floor(facts),
        "BENCH_PAGE": "usual.py",
        "BENCH_PRELOAD": "folium,usual_data",
        "BENCH_DATA": str(prepared),
        "BENCH_CDN": str(folder / "cdn"),
    }
    of_usual = ONCE if facts["areas"] == LARGEST else repeats
    wanted = [
        ("floor", apps / "server.py", _floor(facts), repeats),
        ("ours", ROOT / "app.py", ours, repeats),
        ("usual", apps / "server.py", usual, of_usual),
    ]
    with ExitStack() as running:
        yield [
            Way(
                name,
                running.enter_context(
                    serve(entry, PORT + i, environment, folder / f"{name}.log")
                ),
                often,
            )
            for i, (name, entry, environment, often) in enumerate(wanted)
        ]


def _memory_with_libraries(browser: Browser, facts: dict, folder: Path) -> float:
    """Weigh the floor with the libraries loaded that any page with areas loads."""
    environment = _floor(facts) | {"BENCH_PRELOAD": "pandas,geopandas,folium"}
    entry = Path(__file__).parent / "apps" / "server.py"
    with serve(entry, PORT + 9, environment, folder / "libraries.log") as server:
        way = Way("floor", server, QUICK)
        _visit_once(way, browser)
        return server.memory()


def _floor(facts: dict) -> dict[str, str]:
    names = as_environment(facts["names"])
    return {"BENCH_PAGE": "floor.py", "BENCH_INDICATORS": names}


def _first_session(way: Way, browser: Browser) -> None:
    """Warm up the server and the browser; what takes minutes is not done twice."""
    if way.repeats is not ONCE:
        _visit_once(way, browser)
        way.memory_first = way.server.memory()


def _visit_once(way: Way, browser: Browser) -> float:
    visitor = way.visitor(browser)
    try:
        return visitor.arrive()
    finally:
        visitor.leave()


def _arrivals(ways: list[Way], browser: Browser) -> None:
    for turn in range(max(way.repeats.arrivals for way in ways)):
        for way in ways:
            if turn < way.repeats.arrivals and way.repeats is not ONCE:
                way.arrivals.append(_visit_once(way, browser))


def _change_in_turns(ways: list[Way], browser: Browser, facts: dict) -> None:
    visitors = [way.visitor(browser) for way in ways]
    for way, visitor in zip(ways, visitors, strict=True):
        arrived = visitor.arrive()
        if way.repeats is ONCE:
            way.arrivals.append(arrived)
            way.memory_first = way.server.memory()
    names = [name for name in facts["names"][1:6] if name != facts["start"]]
    for turn, name in enumerate(_picked(names, ways[0].repeats)):
        for way, visitor in zip(ways, visitors, strict=True):
            change = visitor.choose(name)
            counted = way.repeats is ONCE or turn > 0
            if counted and len(way.changes) < way.repeats.changes:
                way.changes.append(change)
    for way, visitor in zip(ways, visitors, strict=True):
        way.memory = way.server.memory()
        visitor.leave()


def _picked(names: list[str], repeats: Repeats) -> Iterator[str]:
    often = max(repeats.changes + 1, repeats.changes_before_weighing)
    often = 1 if repeats is ONCE else often
    for _turn, name in zip(range(often), cycle(names), strict=False):
        yield name


def _presses(way: Way, browser: Browser, facts: dict) -> None:
    """Switch periods inside the map document."""
    visitor = way.visitor(browser, f"/?indikator={facts['several_periods']}")
    visitor.arrive()
    visitor.press(0)
    for turn in range(way.repeats.changes):
        way.presses.append(visitor.press(1 - turn % 2))
    visitor.leave()


def report(results: dict[int, dict], repeats: Repeats) -> str:
    """Write everything that was measured as Markdown."""
    size = f"{os.cpu_count()} cores, {_memory_gb()} GB"
    load = ", ".join(f"{result['facts']['load']:.1f}" for result in results.values())
    head = (
        f"Measured {date.today().isoformat()} on a machine with {size}, by "  # noqa: DTZ011
        f"`python benchmarks/map.py` (medians of {repeats.changes} changes and "
        f"{repeats.arrivals} first maps; load of the machine before each size: {load})."
    )
    parts = [head, key_figures(results), details(results), startup_table(results)]
    return "\n\n".join(parts) + "\n"


def _memory_gb() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="13 and 536 areas, fewer")
    parser.add_argument("--sizes", type=int, nargs="*", help="only these sizes")
    parser.add_argument("--write", action="store_true", help=f"into {DOCUMENT.name}")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "bench-lagesbild",
        help="for areas and files, kept between runs",
    )
    options = parser.parse_args()
    repeats = QUICK if options.quick else FULL
    sizes = options.sizes or [SHIPPED, *sorted(COVERAGES)]
    if options.quick and not options.sizes:
        sizes.remove(LARGEST)
    options.folder.mkdir(parents=True, exist_ok=True)
    fill_mirror(options.folder / "cdn")
    results = {}
    with chromium() as browser:
        for count in sizes:
            results[count] = measure_size(count, options.folder, browser, repeats)
    kept = options.folder / "results.json"
    kept.write_text(json.dumps(results, indent=1), "utf-8")
    text = report(results, repeats)
    print(text)
    if options.write:
        put(text, DOCUMENT, "map.py")


if __name__ == "__main__":
    main()
