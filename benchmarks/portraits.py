"""How long the portraits of a municipality's areas take, without a browser.

    python -m benchmarks.portraits [WORKSPACE]

The budget is one second for all 13 areas of the shipped workspace together.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.portrait import portraits
from lagesbild.structure import GROUPS
from lagesbild.workspace import Workspace

SHIPPED = Path(__file__).parent.parent / "data"
BUDGET = 1.0  # seconds
TIMES = 5


def seconds(workspace: Workspace, level: str) -> tuple[int, float]:
    """Measure all portraits of a level from the published table, nothing kept."""
    taken, made = [], 0
    published = Atlas(workspace).published
    for _again in range(TIMES):
        atlas = Atlas(workspace, published)
        start = time.perf_counter()
        made = len(list(portraits(atlas, level)))
        taken.append(time.perf_counter() - start)
    return made, median(taken)


def main() -> int:
    """Print one line for each level that has portraits, and fail over the budget."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    use_language("sv")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns("var"))
        workspace = Workspace(copy)
        levels = [workspace.config.geography, *[GROUPS] * bool(workspace.config.groups)]
        slow = False
        for level in levels:
            made, taken = seconds(workspace, level)
            print(f"{level}: {made} portraits in {taken:.3f} s")
            slow |= made <= 13 and taken > BUDGET
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
