"""What a snapshot costs: time once its tables are read, and bytes.

Beside it, in the same run, the same maps drawn one at a time from the shapes, which is
what a snapshot would cost that shared nothing between its maps.

    python benchmarks/snapshot.py [WORKSPACE]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lagesbild.atlas import Atlas
from lagesbild.snapshot.making import Freezer
from lagesbild.snapshot.manifest import check
from lagesbild.snapshot.scope import scope_of
from lagesbild.structure import GROUPS
from lagesbild.workspace import Workspace

ROOT = Path(__file__).parents[1]
TIMES = 7
WHEN = "2026-11-22T08:00:00+00:00"


def median(work: Callable[[], object]) -> float:
    """Time some work a few times, in seconds of the clock; the middle one."""
    taken = []
    for _time in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[TIMES // 2]


def main() -> None:
    """Copy the workspace, and measure there."""
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "data"
        shutil.copytree(given, root, ignore=shutil.ignore_patterns("var"))
        measure(Freezer(Workspace(root)))


def measure(freezer: Freezer) -> None:
    """Print what each kind of snapshot costs."""
    atlas = freezer.atlas
    for level in atlas.levels:
        atlas.series(level)
        atlas.document(level)
    ten = list(scope_of(atlas, [], []).keys)[:10]
    group = (GROUPS, freezer.workspace.config.groups[0].id)
    cases = {"municipality": ([], []), "area, 10 indicators": ([group], ten)}
    for name, (areas, keys) in cases.items():
        made = freezer.freeze("Läget", areas, keys, who="A", when=WHEN)
        seconds = median(
            lambda a=areas, k=keys: freezer.freeze("Läget", a, k, who="A", when=WHEN)
        )
        checking = median(lambda file=made.file: check(file))
        print(
            f"{name}: {seconds * 1000:.0f} ms, {len(made.file) / 1e6:.2f} MB, "
            f"checked in {checking * 1000:.0f} ms"
        )
    scope = scope_of(atlas, [], [])

    def apart() -> None:
        for key in scope.keys:
            Atlas(freezer.workspace, atlas.published).picture(
                scope.drawn[key], key, ".svg"
            )

    print(f"the same maps alone, one at a time: {median(apart) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
