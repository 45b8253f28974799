"""What it costs to withhold a cell, and which cell is the same one a period earlier."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from indicators.disclosure.model import CELL, Carriers, Floats, Ints

LEVELS = np.array([1.0, 2.0, 10.0, 50.0, 250.0])  # the price of a whole of wholes
JITTER = 0.1


def cost_of(known: Carriers, value: Ints, secret: bytes) -> Floats:
    """Price each cell: its inhabitants, times the weight of its level."""
    rows, count = known.rows, len(known.cells)
    level = np.zeros(len(known.cell), np.int64)
    whole = rows.column[rows.start[:-1]]
    is_sum = rows.weight[rows.start[:-1]] < 0
    for _level in range(len(LEVELS) - 1):
        above = np.zeros(len(rows), np.int64)
        first = np.arange(len(rows.column)) == rows.start[:-1][rows.row]
        parts = np.where(first, -1, level[rows.column])
        np.maximum.at(above, rows.row, parts + 1)
        np.maximum.at(level, whole[is_sum], above[is_sum])
    people = np.where(np.isnan(known.people), value[:count].clip(0), known.people)
    weight = np.zeros(count, np.int64)
    np.maximum.at(weight, known.cell, level)
    cost: Floats = (1 + people) * LEVELS[np.minimum(weight, len(LEVELS) - 1)]
    return cost * (1 + JITTER * _noise(known, secret)) if secret else cost


def _noise(known: Carriers, secret: bytes) -> Floats:
    """Draw a number below 1 for each area, the same in every period."""
    areas = known.cells[CELL[1:]].agg("\x1f".join, axis=1)
    digests = [
        hashlib.blake2b(a.encode(), key=secret[:64], digest_size=4) for a in areas
    ]
    return np.array([int.from_bytes(d.digest()) / 2**32 for d in digests])


def before(known: Carriers) -> Ints:
    """Find the same cell one period earlier."""
    periods = sorted(set(known.cells["period"]))
    earlier_one = dict(zip(periods[1:], periods, strict=False))
    last = known.cells[CELL].assign(period=known.cells["period"].map(earlier_one))
    index = pd.MultiIndex.from_frame(known.cells[CELL])
    if not index.is_unique:
        return np.full(len(known.cells), -1)
    found = index.get_indexer(pd.MultiIndex.from_frame(last))
    return np.asarray(np.where(last["period"].isna(), -1, found), np.int64)
