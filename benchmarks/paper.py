"""How long paper takes: `python benchmarks/paper.py [areas]`.

Prints how long the PDF of one area takes from content to bytes, with fonts, tags and
maps, and how many areas a batch makes in a second, HTML and PDF, on two cores: the
batch of the command line, with its plan, processes, store and files, over every area
of the shipped workspace, again under other titles and with other indicators. What a
process needs to start and to read the tables is not counted; a batch of one small
municipality is mostly that.
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
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from lagesbild.paper import as_file  # noqa: E402
from lagesbild.paper.pdf import pdf  # noqa: E402
from lagesbild.snapshot.batch import batch  # noqa: E402
from lagesbild.snapshot.crew import Crew, Writer, several  # noqa: E402
from lagesbild.snapshot.making import Freezer  # noqa: E402
from lagesbild.snapshot.scope import Area  # noqa: E402
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


def _places() -> list[Area]:
    return [
        (level, code)
        for level, geography in _freezer.atlas.levels.items()
        for code in geography.areas["area_code"]
    ]


def _keys(turn: int) -> list[str]:
    """Choose ten indicators; another ten each turn, so that no picture comes again."""
    chosen: dict[str, str] = {}
    for one in _freezer.atlas.series(next(iter(_freezer.atlas.levels))):
        chosen[one.indicator.id] = one.key
    keys = list(chosen.values())
    return [keys[(turn + i) % len(keys)] for i in range(INDICATORS)]


def _freeze(number: int) -> Any:
    places = _places()
    area = places[number % len(places)]
    return _freezer.freeze(
        f"Område {number}",
        [area],
        _keys(number // len(places)),
        who="Mätning",
        when=WHEN,
    )


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
    """Run batches as the command does, into the store and a folder; each has a title.

    The crew is asked once before, so that its processes have read their tables.
    """
    places = _places()
    writers = {".pdf": partial(as_file, ending=".pdf")}
    rounds = -(-areas // len(places))
    _freezer.desk  # noqa: B018  what is shipped is imported once, here
    with several(root, _freezer.release.number, CORES) as crew:
        # Enough for all: the process that is ready first would take one or two alone.
        _run(crew, root, "Först", places[: 4 * CORES], writers)
        began = time.perf_counter()
        for number in range(rounds):
            _run(crew, root, f"Omgång {number}", places, writers, turn=number)
        rate = rounds * len(places) / (time.perf_counter() - began)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return rate, memory


def _run(
    crew: Crew,
    root: Path,
    title: str,
    places: list[Area],
    writers: dict[str, Writer],
    turn: int = 0,
) -> None:
    keys = _keys(turn)
    made = batch(
        _freezer,
        root.parent / title,
        title=title,
        keys=keys,
        writers=writers,
        areas=places,
        crew=crew,
    )
    if any(done.was_there or not done.file.stat().st_size for done in made):
        raise ValueError("nothing was made")


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
