"""Which cells there are, and the denominators that somebody has shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from indicators.disclosure.model import Floats, Ints
from indicators.disclosure.names import CELL, Names
from indicators.disclosure.policy import Rule
from indicators.model import Kind


def public_cells(
    published: pd.DataFrame,
    rule: Rule,
    denominators: pd.DataFrame | None = None,
    told: Sequence[pd.DataFrame] = (),
) -> pd.DataFrame:
    """List all cells with the denominators that somebody has shown."""
    tables = [published, *told]
    every = pd.concat([table[CELL] for table in tables], ignore_index=True)
    _key, first = np.unique(Names(every).key, return_index=True)
    cells = every.take(first).reset_index(drop=True)
    names = Names(cells)
    people, added = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
    for table in (t for t in tables if "denominator" in t):
        at = names.find(table)
        _fill(people, at, table["denominator"])
        _fill(added, at, table["value"])
    if denominators is not None:
        _fill(people, names.find(denominators), denominators["people"])
    adds = people
    if rule.kind is Kind.COUNT:
        adds = np.where(np.isnan(people), added, people)
    return cells.assign(people=people, added=adds)


def _fill(values: Floats, at: Ints, said: pd.Series[float]) -> None:
    """Take what is said of cells of which nothing is known so far."""
    new = (at >= 0) & np.isnan(values[at])
    values[at[new]] = said.to_numpy(float)[new]
