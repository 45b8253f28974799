"""Write down the proof: for each protected count two tables that differ enough in it.

The tables are possible ones, not the true one, but they belong to the analyst's side
all the same: what may be printed is the verdict and the hash.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from indicators.disclosure.model import Carriers, Ints
from indicators.disclosure.names import CELL
from indicators.disclosure.policy import Rule
from indicators.disclosure.secondary import Pattern, Task, World, parts_of
from indicators.model import COLUMNS, KEY

FORMAT = "lagesbild-disclosure-1"


@dataclass(frozen=True)
class Certificate:
    """The proof as canonical JSON, for `verifier.verify`."""

    content: bytes
    protected: int

    @property
    def sha256(self) -> str:
        """The hash that is stored with the release and printed on snapshots."""
        return hashlib.sha256(self.content).hexdigest()


def certificate(
    known: Carriers, task: Task, pattern: Pattern, rule: Rule,
    table: pd.DataFrame, ledger: Sequence[pd.DataFrame],
) -> Certificate:  # fmt: skip
    """Write the certificate of a release.

    Parameters
    ----------
    table : DataFrame with `indicators.model.COLUMNS`
        What is published; its hash and that of the ledger are part of the proof.
    """
    base, worlds = _based(task, pattern)
    needed = np.flatnonzero(task.need > 0)
    rows = _open_rows(task, needed)
    part = task.rows.take(rows)
    columns = np.union1d(needed, part.column)
    number = {column: at for at, column in enumerate(columns.tolist())}
    content = {
        "format": FORMAT,
        "rule": asdict(rule),
        "published": digest([table]),
        "ledger": digest(ledger),
        "columns": _columns(known, task, pattern, columns),
        "others": _others(task, rule, needed, number),
        "rows": [
            [int(a), int(b), [number[c] for c in cs.tolist()], ws.tolist()]
            for a, b, cs, ws in zip(
                part.low, part.high, np.split(part.column, part.start[1:-1]),
                np.split(part.weight, part.start[1:-1]), strict=True,
            )
        ] if len(part) else [],
        "base": base[columns].tolist(),
        "pairs": [_pair(task, at, worlds, number) for at in needed.tolist()],
    }  # fmt: skip
    written = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return Certificate(written.encode(), len(needed))


def digest(tables: Sequence[pd.DataFrame]) -> str:
    """Hash tables by their content, in whatever order the rows come."""
    sha = hashlib.sha256()
    for table in tables:
        sha.update(_canonical(table).encode() + b"\0")
    return sha.hexdigest()


def _canonical(table: pd.DataFrame) -> str:
    """Write a table as CSV, sorted by its keys, the same on every system."""
    names = [name for name in (*COLUMNS, "low", "high") if name in table]
    keys = [table[name].to_numpy(object) for name in KEY if name in table]
    order = sorted(range(len(table)), key=[*zip(*keys, strict=True)].__getitem__)
    columns = [_words(table[name]) for name in names]
    rows = [*zip(*columns, strict=True)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows[at] for at in order)
    return text.getvalue()


def _words(column: pd.Series[Any]) -> list[str]:
    values = column.to_numpy(object).tolist()
    if pd.api.types.is_float_dtype(column.dtype):
        return ["" if value != value else f"{value:.6f}" for value in values]
    return ["" if value is None or value != value else str(value) for value in values]


Shifts = dict[int, list[dict[int, int]]]


def _based(task: Task, pattern: Pattern) -> tuple[Ints, Shifts]:
    """Take one world of each block as the base, and the others by how they differ."""
    label = parts_of(task)
    base = task.value.copy()
    of_block: dict[int, list[World]] = {}
    for world in pattern.worlds:
        if len(world[0]):
            of_block.setdefault(int(label[world[0][0]]), []).append(world)
    shifts: Shifts = {}
    for block, worlds in of_block.items():
        columns, by = worlds[0]
        base[columns] += by
        first = dict(zip(columns.tolist(), by.tolist(), strict=True))
        every = [_minus(dict(zip(c.tolist(), z.tolist(), strict=True)), first)
                 for c, z in worlds]  # fmt: skip
        shifts[block] = [*every, _minus({}, first)]
    return base, {
        int(c): shifts.get(int(label[c]), []) for c in np.flatnonzero(task.need)
    }


def _minus(one: dict[int, int], other: dict[int, int]) -> dict[int, int]:
    keys = one.keys() | other.keys()
    return {k: d for k in sorted(keys) if (d := one.get(k, 0) - other.get(k, 0))}


def _pair(task: Task, at: int, worlds: Shifts, number: dict[int, int]) -> list[Any]:
    """Choose the two worlds that differ most in a column."""
    # The last one is the true table; it is used only where no other will do.
    lowest = min(worlds[at], key=lambda shift: shift.get(at, 0))
    highest = max(worlds[at], key=lambda shift: shift.get(at, 0))
    tables = [[[number[c], d] for c, d in shift.items()] for shift in (lowest, highest)]
    return [number[at], int(task.need[at]), *tables]


def _others(
    task: Task, rule: Rule, needed: Ints, number: dict[int, int]
) -> dict[str, int]:
    """List the counts that others leave less open than the rule, and how open."""
    width = np.minimum(rule.width * rule.scale, task.most)
    return {
        str(number[at]): int(task.need[at])
        for at in needed.tolist()
        if task.need[at] < width[at]
    }


def _open_rows(task: Task, needed: Ints) -> Ints:
    """Find the sums in the blocks in which something is protected."""
    label = parts_of(task)
    wanted = np.isin(label, label[needed]) & (task.low < task.high)
    return np.unique(task.rows.row[wanted[task.rows.column]])


def _columns(
    known: Carriers, task: Task, pattern: Pattern, columns: Ints
) -> list[list[Any]]:
    """Name each column, and give the limits that hold for it once this is published."""
    hidden = pattern.is_withheld[task.cell]
    low = np.where(hidden, task.low, np.maximum(task.low, task.shown_low))
    high = np.where(hidden, task.high, np.minimum(task.high, task.shown_high))
    names = known.cells[CELL].to_numpy()[known.cell]
    return [
        [*names[c], int(known.outside[c]), int(low[c]), int(high[c]), int(task.most[c])]
        for c in columns.tolist()
    ]
