"""Columns of numbers: read each, and say what in them isn't a number or was mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.model import Indicator, Kind, Reason, Status
from indicators.problems import always
from indicators.reading import markers, wording
from indicators.reading.cells import Cell, Context, read_cell
from indicators.reading.columns import Distinct, Mask
from indicators.reading.findings import Findings
from indicators.reading.headers import Role
from indicators.reading.markers import Fix
from indicators.reading.numbers import Style, style_of
from indicators.reading.places import Column

STATUSES = list(Status)
REASONS = list(Reason)
OK, SUPPRESSED, MISSING = (
    STATUSES.index(s) for s in (Status.OK, Status.SUPPRESSED, Status.MISSING)
)
NEED_YES = {Fix.DASH, Fix.DATE, Fix.DATE_RANGE}


@dataclass(frozen=True)
class Numbers:
    """One column of one indicator, an entry a row; indices into STATUSES, REASONS."""

    header: str
    number: NDArray[np.float64]
    status: NDArray[np.int8]
    reason: NDArray[np.int8]
    decimals: NDArray[np.int8]
    blank: Mask
    percent: bool

    @property
    def ok(self) -> Mask:
        """Where there is a number."""
        usable: Mask = (self.status == OK) & ~np.isnan(self.number)
        return usable


def context_of(
    indicator: Indicator,
    role: Role,
    source: str,
    style: Style,
    texts: Iterable[str],
    *,
    alone: bool,
) -> Context:
    """Tell what the cells of a column may be; `alone`: it has no numerator by it."""
    is_value = role is Role.VALUE
    unit = indicator.unit.sv.casefold()
    percent = indicator.kind is Kind.SHARE or "%" in unit or "procent" in unit
    return Context(
        source,
        style,
        is_value,
        takes_percent=is_value and percent,
        has_ranges=any(markers.is_small(text.strip()) for text in texts),
        rounds=source == "scb"
        and is_value
        and alone
        and indicator.kind is not Kind.COUNT,
    )


def style(columns: Sequence[Sequence[str]], *, shares: bool) -> Style:
    """Settle how the numbers of columns that belong together are written."""
    texts = dict.fromkeys(text for column in columns for text in column)
    return style_of(texts, at_most_999=shares)


def read_numbers(
    cells: Distinct, context: Context, column: Column, findings: Findings
) -> Numbers:
    """Read all cells of a column; report each that can't be read, with its row."""
    read = [read_cell(text, context) for text in cells.texts]
    where = np.asarray(column.rows, dtype=np.intp)
    for fault in dict.fromkeys(cell.fault for cell in read if cell.fault):
        at = cells.where(cell.fault is fault for cell in read)
        findings.same(where[at], column.header, always(*wording.cell_fault(fault)))
    for fix in list(Fix)[1:]:
        _report(fix, read, cells, column, findings)
    return Numbers(
        column.header,
        np.array([cell.number for cell in read])[cells.codes],
        _indices([STATUSES.index(cell.status) for cell in read], cells),
        _indices([REASONS.index(cell.reason) for cell in read], cells),
        _indices([cell.decimals for cell in read], cells),
        np.array([cell.blank for cell in read])[cells.codes],
        any(cell.percent for cell in read),
    )


def _indices(numbers: Sequence[int], cells: Distinct) -> NDArray[np.int8]:
    return np.array(numbers, dtype=np.int8)[cells.codes]


def _report(
    fix: Fix, read: Sequence[Cell], cells: Distinct, column: Column, findings: Findings
) -> None:
    at = cells.where(cell.fix is fix for cell in read)
    if len(at):
        message = wording.cell_fix(fix, len(at)).format(count=len(at))
        findings.repair(
            column.rows[at[0]], column.header, message, needs_yes=fix in NEED_YES
        )
