"""The suppression engine of pytauargus, handed the same counts, needs and prices.

A tool for benchmarks only: `pip install pytauargus`, also into another environment
that is put on PYTHONPATH. It works on files, and leaves none behind.
"""

from __future__ import annotations

import contextlib
import csv
import importlib.util
import io
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from indicators.disclosure.tasks import Tasks

SECONDARY = range(10, 15)  # how the file says that a cell was withheld for others' sake
MOST_MINUTES = 2
DESCRIPTION = """<SEPARATOR> ";"
<SAFE> "S"
<UNSAFE> "U"
area {width}
<RECODEABLE>
<TOTCODE> "{top}"
<HIERARCHICAL>
<HIERCODELIST> "areas.hrc"
<HIERLEADSTRING> "@"
count
<NUMERIC>
<DECIMALS> 0
price
<NUMERIC> <COST>
<DECIMALS> 0
state
<STATUS>
less
<NUMERIC> <LOWERPL>
more
<NUMERIC> <UPPERPL>
"""
ORDERS = f"""<OPENTABLEDATA> "cells.tab"
<OPENMETADATA> "cells.rda"
<SPECIFYTABLE> "area"|"count"||"price"
<SAFETYRULE>
<READTABLE> 1
<SUPPRESS> OPT(1,{MOST_MINUTES})
<WRITETABLE> (1,2,AS+SO+,"out.tab")
"""


def is_installed() -> bool:
    """Tell whether there is anything to compare with."""
    return importlib.util.find_spec("pytauargus") is not None


def suppress(tasks: Tasks, parents: dict[str, str]) -> tuple[np.ndarray, float]:
    """Tell which cells pytauargus withholds, and the seconds it needs.

    Parameters
    ----------
    tasks : Tasks
        One period of a single municipality, every denominator public.
    parents : dict
        Area code → code of the larger area; the municipality has none.
    """
    from pytauargus.engine import run_batch

    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), tasks, parents)
        try:
            os.chdir(folder)
            begun = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                run_batch(Path(folder) / "orders.arb")
            took = time.perf_counter() - begun
        finally:
            os.chdir(here)
        return _read(Path(folder) / "out.tab", tasks), took


def _write(folder: Path, tasks: Tasks, parents: dict[str, str]) -> None:
    codes = tasks.base.cells["area_code"].tolist()
    (top,) = set(codes) - set(parents)
    children: dict[str, list[str]] = {}
    for code, parent in parents.items():
        children.setdefault(parent, []).append(code)
    lines = [
        line
        for group in children[top]
        for line in (group, *(f"@{code}" for code in children[group]))
    ]
    (folder / "areas.hrc").write_text("\n".join(lines) + "\n", "utf-8")
    width = max(map(len, codes))
    text = DESCRIPTION.format(width=width, top=top)
    (folder / "cells.rda").write_text(text, "utf-8")
    (folder / "cells.tab").write_text("".join(_cells(tasks)), "utf-8")
    (folder / "orders.arb").write_text(ORDERS, "utf-8")


def _cells(tasks: Tasks) -> list[str]:
    """Write one line a cell: the interval that must stay open is that of the small.

    From 0 to the width, or from the width below everybody to everybody; ours may lie
    anywhere around the count, which asks for less.
    """
    task, lines = tasks.task, []
    people = tasks.base.cells["people"].to_numpy()
    for cell, code in enumerate(tasks.base.cells["area_code"]):
        count, need = int(task.value[cell]), int(task.need[cell])
        less = more = 0
        if tasks.wanted[cell]:
            inside = count <= people[cell] - count
            less = count if inside else need - int(people[cell] - count)
            more = need - less
        state = "U" if tasks.wanted[cell] else "S"
        price = round(task.cost[cell])
        lines.append(f'"{code}";{count};{price};{state};{less};{more}\n')
    return lines


def _read(file: Path, tasks: Tasks) -> np.ndarray:
    said = {
        row[0]: int(row[2])
        for row in list(csv.reader(io.StringIO(file.read_text("utf-8"))))[1:]
        if len(row) == 3
    }
    secondary = [said[c] in SECONDARY for c in tasks.base.cells["area_code"]]
    return np.array(secondary) | tasks.wanted
