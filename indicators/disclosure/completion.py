"""Fill in a possible count where the true one isn't known: missing and latent cells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from indicators.disclosure.model import Bools, Carriers, Ints, Rows, blocks
from indicators.disclosure.programme import of_rows, solve_whole
from indicators.disclosure.statements import Statements


def complete(
    known: Carriers, value: Ints, said: Statements, shown: Statements, is_loose: Bools
) -> tuple[Carriers, Ints]:
    """Find whole numbers for all columns that agree with the counts that are known.

    Parameters
    ----------
    value : array of int, shape (cells,)
        The true counts, -1 where unknown.
    said, shown : Statements
        What holds for withheld cells, and for shown ones.
    is_loose : array of bool, shape (cells,)
        Cells that are only known from rounded figures, so that sums may not fit.

    Returns
    -------
    Carriers
        With wider sums where the true counts don't add up.
    array of int, shape (columns,)
        Where there is no such table, the lowest counts; the audit will not pass them.
    """
    out, cell = known.outside, known.cell
    total = (np.nan_to_num(known.people, nan=-1) * known.scale).astype(np.int64)
    has = (value >= 0) & (total >= 0)
    value = np.where(out, np.where(has, total - value, -1)[cell], value[cell])
    if is_loose.any():
        off = known.rows.sums(value)
        wrong = (off < known.rows.low) | (off > known.rows.high)
        bad = np.zeros(len(value), bool)
        bad[known.rows.column[wrong[known.rows.row]]] = True
        value = np.where(bad & is_loose[cell], -1, value)
    low = np.where(out, 0, np.where(is_loose, shown.low, said.low)[cell])
    high = np.where(is_loose, shown.high, said.high)[cell]
    high = np.where(out, known.upper, np.minimum(high, known.upper))
    found = value.copy()
    unknown = value < 0
    label = blocks(known.rows, len(value), ~unknown)
    first = np.where(unknown, label, -1)
    rows = known.rows
    of_row = np.full(len(rows), -1)
    entry = unknown[rows.column]
    of_row[rows.row[entry]] = label[rows.column[entry]]
    for block in np.unique(first[unknown]).tolist():
        columns = np.flatnonzero(first == block)
        table = _table(rows.take(np.flatnonzero(of_row == block)), found, low, high)
        if table is None:
            found[columns] = low[columns]
        else:
            found[columns] = table[columns]
    return replace(known, rows=_widened(rows, found)), found


def _table(rows: Rows, value: Ints, low: Ints, high: Ints) -> Ints | None:
    every, local = rows.packed()
    is_known = value[every] >= 0
    least = np.where(is_known, value[every], low[every])
    most = np.where(is_known, value[every], high[every])
    if not len(every):
        return low
    answer = solve_whole(of_rows(local, least, most))
    if answer is None:
        return None
    table = value.copy()
    table[every] = answer
    return table


def _widened(rows: Rows, value: Ints) -> Rows:
    truth = rows.sums(value)
    return replace(
        rows, low=np.minimum(rows.low, truth), high=np.maximum(rows.high, truth)
    )
