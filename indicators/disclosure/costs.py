"""What it costs to withhold a cell, and which cell is the same one a period earlier."""

from __future__ import annotations

import hashlib

import numpy as np

from indicators.disclosure.model import Carriers, Floats, Ints
from indicators.disclosure.names import CELL, listed

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
    areas = ["\x1f".join(name[1:]) for name in listed(known.cells)]
    drawn = {area: _draw(area, secret) for area in dict.fromkeys(areas)}
    return np.array([drawn[area] for area in areas])


def _draw(area: str, secret: bytes) -> float:
    digest = hashlib.blake2b(area.encode(), key=secret[:64], digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


def before(known: Carriers) -> Ints:
    """Find the same cell one period earlier."""
    if not known.names.is_unique:
        return np.full(len(known.cells), -1)
    period = known.cells["period"].tolist()
    periods = sorted(set(period))
    earlier_one = dict(zip(periods[1:], periods, strict=False))
    last = [earlier_one.get(one, "") for one in period]  # no period is named ""
    return known.names.find(known.cells[CELL].assign(period=last))
