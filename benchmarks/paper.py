"""How long paper takes: `python benchmarks/paper.py [areas]`.

Prints how long the PDF of one area takes from content to bytes, with fonts, tags and
maps, and how many areas a batch makes in a second, HTML and PDF, on two cores. Every
area has another title and id, and its own numbers: the compiler remembers what it has
drawn, and must not gain from that here. Nothing is kept but what is printed.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from lagesbild.paper.pdf import pdf  # noqa: E402
from lagesbild.snapshot.making import Freezer  # noqa: E402
from lagesbild.workspace import Workspace  # noqa: E402

AREA_GOAL, BATCH_GOAL = 0.5, 5.0
INDICATORS, CORES = 10, 2
WHEN = "2026-11-22T10:00:00+00:00"

_freezer: Freezer


def measure(areas: int) -> dict[str, float]:
    """Measure both, on a copy of the shipped workspace."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "ort"
        shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("prepared"))
        contents = list(_contents(root, areas))
        worked = time.process_time()
        one = [_pdf_of(content) for content in contents]
        worked = (time.process_time() - worked) / areas
        first = _first_in_a_process(next(_contents(root, 1)))
        rate, memory = _batch(root, areas)
    return {
        "first": first,
        "median": statistics.median(one),
        "slowest": max(one),
        "worked": worked,
        "rate": rate,
        "memory": memory,
    }


def _contents(root: Path, areas: int) -> Any:
    _open(root)
    for number in range(areas):
        yield _freeze(number).content


def _open(root: Path) -> None:
    global _freezer
    _freezer = Freezer(Workspace(root))
    _freezer.atlas.published  # noqa: B018  read once, as a batch does


def _freeze(number: int) -> Any:
    areas = [
        (level, code)
        for level, geography in _freezer.atlas.levels.items()
        for code in geography.areas["area_code"]
    ]
    chosen: dict[str, str] = {}
    for one in _freezer.atlas.series(next(iter(_freezer.atlas.levels))):
        chosen[one.indicator.id] = one.key
    keys = list(chosen.values())[:INDICATORS]
    area = areas[number % len(areas)]
    return _freezer.freeze(f"Område {number}", [area], keys, who="Mätning", when=WHEN)


def _pdf_of(content: dict[str, Any]) -> float:
    began = time.perf_counter()
    pdf(content)
    return time.perf_counter() - began


def _first_in_a_process(content: dict[str, Any]) -> float:
    program = (
        "import json, sys, time; content = json.load(sys.stdin); "
        "began = time.perf_counter(); from lagesbild.paper.pdf import pdf; "
        "pdf(content); print(time.perf_counter() - began)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(content),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return float(told.stdout)


def _batch(root: Path, areas: int) -> tuple[float, float]:
    # Not by fork: the compiler has threads of its own, which a fork would lose.
    spawn = get_context("spawn")
    with ProcessPoolExecutor(CORES, spawn, _open, (root,)) as pool:
        list(pool.map(_both, range(CORES)))  # both have read and drawn what they share
        began = time.perf_counter()
        memory = max(pool.map(_both, range(areas), chunksize=4))
        return areas / (time.perf_counter() - began), memory


def _both(number: int) -> float:
    made = _freeze(number)
    if not (made.file and pdf(made.content)):
        raise ValueError("nothing was made")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _line(name: str, value: float, goal: float | None, unit: str, most: bool) -> str:
    if goal is None:
        return f"| {name} | {value:.2f} {unit} | – | – |"
    met = value <= goal if most else value >= goal
    sign = "≤" if most else "≥"
    return (
        f"| {name} | {value:.2f} {unit} | {sign} {goal:g} | {'yes' if met else 'NO'} |"
    )


def main() -> int:
    """Print the measurements as a table; 1 if a goal is missed."""
    areas = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    found = measure(areas)
    rows = [
        _line("PDF of an area, median", found["median"], AREA_GOAL, "s", True),
        _line("PDF of an area, slowest", found["slowest"], None, "s", True),
        _line("PDF of an area, processor time", found["worked"], None, "s", True),
        _line("PDF, first in a process", found["first"], None, "s", True),
        _line("Areas a second, HTML + PDF", found["rate"], BATCH_GOAL, "", False),
        _line("Most memory of a process", found["memory"], None, "MB", True),
    ]
    print(f"{areas} areas, {INDICATORS} indicators, {CORES} processes\n")
    print("| what | measured | goal | met |\n|---|---|---|---|")
    print("\n".join(rows))
    return int(any("NO" in row for row in rows))


if __name__ == "__main__":
    sys.exit(main())
