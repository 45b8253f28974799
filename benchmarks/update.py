"""Time what an analyst waits for: check, protection and rehearsal of an update.

`python benchmarks/update.py` prints a table; `--write` puts it into `docs/store.md`;
`--profile` says where the time goes. The update is one file of 13 areas × 10 indicators
× 5 years for the shipped areas, over a workspace that published five years before: one
year is new, and in the four others some counts are corrected.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import os
import platform
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.documents import put  # noqa: E402
from indicators.definitions import write_definition  # noqa: E402
from indicators.model import Indicator, Origin, Protection  # noqa: E402
from indicators.quality import ask  # noqa: E402
from indicators.store import SourceFile  # noqa: E402
from indicators.texts import Text  # noqa: E402
from lagesbild.publishing import Desk  # noqa: E402
from lagesbild.rehearsal import rehearse  # noqa: E402
from lagesbild.workspace import Workspace  # noqa: E402

INDICATORS, YEARS, FIRST, TIMES = 10, 5, 2019, 7
MOST = 1.0  # seconds
SEED = 20261122
# As in the shipped workspace, where six of fifteen are protected; and the most.
MIXES = {"four of ten protected": 4, "all ten protected": 10}
Row = tuple[str, str, str, str]


def make_workspace(folder: Path, protected: int) -> tuple[Workspace, bytes]:
    """Make a workspace that has published five years, and the next year's file."""
    source = Workspace(ROOT / "data")
    root = folder / f"place-{protected}"
    for part in ("indicators", "observations"):
        (root / part).mkdir(parents=True)
    (root / "geography").mkdir()
    for path in (ROOT / "data" / "geography").iterdir():
        (root / "geography" / path.name).write_bytes(path.read_bytes())
    (root / "lagesbild.toml").write_bytes(
        (ROOT / "data" / "lagesbild.toml").read_bytes()
    )
    model = source.indicators["overcrowding_norm2_0_17"]
    rng = np.random.default_rng(SEED)
    codes = source.codes[source.config.geography]
    update = ["indikator;år;områdeskod;täljare;nämnare"]
    for number in range(INDICATORS):
        indicator = _indicator(model, number, is_local=number < protected)
        path = root / "indicators" / f"{indicator.id}.toml"
        path.write_text(write_definition(indicator), "utf-8")
        people = rng.integers(40, 700, len(codes))
        counts = {
            year: rng.binomial(people, rng.uniform(0.02, 0.3, len(codes)))
            for year in range(FIRST, FIRST + YEARS + 1)
        }
        rows = _rows(codes, counts, people, range(FIRST, FIRST + YEARS))
        path = root / "observations" / f"{indicator.id}.csv"
        path.write_text("\n".join(["år;områdeskod;täljare;nämnare", *rows]), "utf-8")
        counts[FIRST + 1][:2] += 1
        later = _rows(codes, counts, people, range(FIRST + 1, FIRST + YEARS + 1))
        update += [f"{indicator.id};{row}" for row in later]
    return Workspace(root), "\n".join(update).encode()


def _indicator(model: Indicator, number: int, *, is_local: bool) -> Indicator:
    return replace(
        model,
        id=f"measure_{number}",
        name=Text(f"Mått {number}"),
        origin=Origin.LOCAL if is_local else Origin.PUBLIC,
        protection=Protection.NORMAL if is_local else Protection.NONE,
        source_id="",
    )


def _rows(
    codes: list[str], counts: dict, people: np.ndarray, years: range
) -> list[str]:
    return [
        f"{year};{code};{counts[year][i]};{people[i]}"
        for year in years
        for i, code in enumerate(codes)
    ]


def phases(workspace: Workspace, content: bytes) -> dict[str, float]:
    """Time each step of one update, as `Desk.draft` takes them."""
    desk, taken = Desk(Workspace(workspace.root)), {}
    _ = desk.workspace.codes  # the areas are read once in a process

    def timed(name: str, work: Callable):
        start = time.perf_counter()
        answer = work()
        taken[name] = time.perf_counter() - start
        return answer

    place = desk.workspace
    reading = timed("read and check", lambda: desk.read("update.csv", content))
    observations = reading.require(yes=True)
    before = timed("read what is published", desk.published)
    ledger = timed("read all that ever was", desk.ledger)
    after, _c = timed("protect", lambda: place.protect(observations, ledger))
    names = sorted(set(observations["indicator"]))
    timed("rehearse", lambda: rehearse(place, before, after, names))
    timed(
        "ask of quality",
        lambda: ask(observations, before, place.indicators, place.divisions()),
    )
    return taken


def whole(workspace: Workspace, content: bytes) -> tuple[float, float]:
    """Time one update as the page and the command do it, in this process.

    Gives the seconds that went by, and those that the processor spent on it: other work
    on the machine makes the first longer.
    """
    desk = Desk(Workspace(workspace.root))
    _ = desk.workspace.codes
    start, spent = time.perf_counter(), time.process_time()
    reading = desk.read("update.csv", content)
    desk.draft([reading], [SourceFile.of("update.csv", content)], yes=True)
    return time.perf_counter() - start, time.process_time() - spent


def command(workspace: Workspace, content: bytes, folder: Path) -> float:
    """Time `lagesbild publish` without a yes: the whole process, from its start."""
    path = folder / "update.csv"
    path.write_bytes(content)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "lagesbild.cli", "publish", str(path), "--message", "x",
         "--workspace", str(workspace.root)],
        cwd=ROOT, check=False, capture_output=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - start


def measure(folder: Path) -> list[Row]:
    """Measure every mix: the whole, its parts, and a process of its own."""
    rows: list[Row] = []
    for words, protected in MIXES.items():
        workspace, content = make_workspace(folder, protected)
        whole(workspace, content)  # imports the shipped data and warms the process
        times, spent = zip(
            *(whole(workspace, content) for _i in range(TIMES)), strict=True
        )
        middle = statistics.median(times)
        reached = "yes" if middle <= MOST else "**no**"
        what = f"check, protect, rehearse and ask, in a warm process ({words})"
        spread = f"{middle:.2f} s ({min(times):.2f}–{max(times):.2f})"
        rows.append((what, f"≤ {MOST:.0f} s", spread, reached))
        quietly = (
            f"{statistics.median(spent):.2f} s ({min(spent):.2f}–{max(spent):.2f})"
        )
        rows.append(("– of that: the processor's own time", "–", quietly, "–"))
        parts = [phases(workspace, content) for _i in range(TIMES)]
        for name in parts[0]:
            part = statistics.median(one[name] for one in parts)
            rows.append((f"– of that: {name}", "–", f"{part * 1000:.0f} ms", "–"))
        alone = statistics.median(command(workspace, content, folder) for _i in "123")
        what = "the same by `lagesbild publish`, from the start of its process"
        rows.append((what, "–", f"{alone:.2f} s", "–"))
    return rows


def report(rows: list[Row]) -> str:
    """Write the measurements as a Markdown table."""
    cells = (platform.python_version(), os.cpu_count(), os.getloadavg()[0])
    lines = [
        "Measured {} with `python benchmarks/update.py`, Python {}, {} cores shared "
        "with other work (load {:.1f}).".format(date.today().isoformat(), *cells),  # noqa: DTZ011
        "",
        "| what | wanted | found | reached |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines)


def profile(folder: Path) -> None:
    """Print where the time goes."""
    for protected in MIXES.values():
        workspace, content = make_workspace(folder, protected)
        whole(workspace, content)
        seen = cProfile.Profile()
        seen.runcall(whole, workspace, content)
        out = io.StringIO()
        pstats.Stats(seen, stream=out).sort_stats("cumulative").print_stats(45)
        print(out.getvalue())


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.profile:
            profile(Path(folder))
            return
        text = report(measure(Path(folder)))
    print(text)
    if options.write:
        put(text, ROOT / "docs" / "store.md", "update.py")


if __name__ == "__main__":
    main()
