"""Build the unknowns of an indicator and the sums between them from its cells."""

from __future__ import annotations

import numpy as np
import pandas as pd

from indicators.disclosure.grid import Grid
from indicators.disclosure.model import (
    MOST,
    Carriers,
    Floats,
    Ints,
    Rows,
    blocks,
    rows_of,
)
from indicators.disclosure.names import Names
from indicators.disclosure.policy import Rule
from indicators.disclosure.structure import Structure, populations
from indicators.model import Kind


def carriers(cells: pd.DataFrame, structure: Structure, rule: Rule) -> Carriers:
    """Build what can be known about an indicator before anything is shown.

    Parameters
    ----------
    cells : DataFrame with `CELL`, `people` and `added`
        One row for each cell, shown or not; `people` is NaN where it isn't public.
        `added` is what tells whether parts add up to their whole: the denominator, or
        the count where it is shown and there is no denominator.
    structure : Structure
    rule : Rule

    Returns
    -------
    Carriers
        The cells given come first, sorted by `CELL`, then the latent ones.
    """
    grid = Grid.of(cells, structure)
    if rule.kind is not Kind.INDEX:
        grid.complete()
        grid.populate(populations(structure.atoms))
        grid.relate(rule)
    return _with_outside(grid, rule, structure.people)


def _with_outside(grid: Grid, rule: Rule, said: pd.DataFrame | None) -> Carriers:
    """Add the counts outside where denominators aren't public."""
    rows, people = rows_of(grid.parts), grid.people
    count = len(people)
    names = grid.frame()
    least, most = _people_said(names, said, people)
    upper = np.minimum(_upper(rows, people, rule), most * rule.scale)
    label = blocks(rows, count)
    has_unknown = np.zeros(count, bool)
    np.logical_or.at(has_unknown, label, np.isnan(people))
    twice = np.flatnonzero(has_unknown[label]) if rule.bounded else np.zeros(0, int)
    number = np.full(count, -1)
    number[twice] = count + np.arange(len(twice))
    keep = number[rows.column[rows.start[:-1]]] >= 0
    outside = rows.take(np.flatnonzero(keep)).over(number)
    known = twice[~np.isnan(people[twice])]
    pair = np.vstack([known, number[known]])
    total = (people[known] * rule.scale).astype(np.int64)
    both = [_pairs(pair, total, total)]
    told = twice[np.isnan(people[twice]) & (most[twice] < MOST)]
    pair = np.vstack([told, number[told]])
    both.append(_pairs(pair, least[told] * rule.scale, most[told] * rule.scale))
    cells = names.assign(people=people, is_latent=np.arange(count) >= grid.given)
    return Carriers(
        cells,
        np.concatenate([np.arange(count), twice]),
        np.arange(count + len(twice)) >= count,
        np.concatenate([upper, upper[twice]]),
        rows_of([rows, outside, *both]),
        rule.scale,
    )


def _people_said(
    names: pd.DataFrame, said: pd.DataFrame | None, people: Floats
) -> tuple[Ints, Ints]:
    """Give what others have published of the denominators that aren't public."""
    least = np.zeros(len(names), np.int64)
    most = np.full(len(names), MOST, np.int64)
    if said is None or said.empty:
        return least, most
    at = Names(said).find(names)
    chosen = (at >= 0) & np.isnan(people)
    least[chosen] = said["low"].to_numpy(float)[at[chosen]].clip(0).astype(np.int64)
    most[chosen] = said["high"].to_numpy(float)[at[chosen]].clip(0, MOST)
    return least, most


def _pairs(cells: Ints, low: Ints, high: Ints) -> Rows:
    count = cells.shape[1]
    start, weight = np.arange(count + 1) * 2, np.ones(2 * count, np.int64)
    return Rows(start, cells.T.ravel(), weight, low, high)


def _upper(rows: Rows, people: Floats, rule: Rule) -> Ints:
    """Give the most that a count can be: its denominator, or that of a whole."""
    most = np.where(np.isnan(people), MOST, people * rule.scale)
    upper = (most if rule.bounded else np.full(len(people), MOST)).astype(np.int64)
    row, whole = rows.row, rows.column[rows.start[:-1]]
    for _round in range(3):
        np.minimum.at(upper, rows.column, (upper[whole] + rows.high)[row])
    return upper
