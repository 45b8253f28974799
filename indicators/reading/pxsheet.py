"""Sheets as PxWeb writes them: what the columns to the left are, nobody says.

A title, a row of headings for each dimension across, and below them the categories of
the others, each written once and then left empty until the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indicators.periods import parse_period
from indicators.reading.findings import LIMIT
from indicators.reading.grid import SAMPLE
from indicators.reading.headers import key_of
from indicators.reading.keys import EVERYBODY

CODES, NAMES, PERIODS, SEXES = GIVEN = ("områdeskod", "område", "period", "kön")
_AREA = re.compile(r"[0-9]{2,4}(?:[ABCR][0-9]{3,4})?(?:_\w+)?(?:\s.*)?")
_SEXES = EVERYBODY | {"kvinnor", "män", "kvinna", "man", "flickor", "pojkar"}


@dataclass(frozen=True)
class Span:
    """Where such a table is: the index of its header, and of what is below it."""

    header: int
    end: int


def name_columns(records: list[list[str]]) -> Span | None:
    """Write the header that such a sheet lacks into `records`."""
    top, body = _headings(records)
    if not top:
        return None
    stub = min(i for row in records[top:body] for i, c in enumerate(row) if c.strip())
    end = next((i for i in range(body, len(records)) if not records[i]), len(records))
    if any(any(map(str.strip, row[stub:])) for row in records[end:]):
        end = len(records)  # there is more of it
    for at in range(stub - 1):
        _fill_down(records, at, [i for i in range(body, end) if records[i]])
    columns = [
        [row[at].strip() if at < len(row) else "" for row in records[body:end]]
        for at in range(stub)
    ]
    records[body - 1] = _names(columns) + _joined(records[top:body], stub)
    return Span(body - 1, end)


def _headings(records: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Find the rows which begin with an empty cell, and the first row below them."""
    for top, row in enumerate(records[:SAMPLE]):
        if not row or row[0].strip():
            continue
        for body in range(top + 1, min(len(records), top + SAMPLE)):
            if not records[body]:
                break
            if records[body][0].strip():
                return top, body
    return 0, 0


def _fill_down(records: list[list[str]], at: int, rows: Sequence[int]) -> None:
    last = ""
    for i in rows:
        row = records[i]
        last = row[at] if row[at].strip() else last
        if not row[at].strip():
            records[i] = [*row[:at], last, *row[at + 1 :]]


def _names(columns: Sequence[Sequence[str]]) -> list[str]:
    """Tell what the columns to the left are by what is in them."""
    names = [_name(cells) for cells in columns]
    coded = [at for at, cells in enumerate(columns) if _all(cells, _is_code)]
    sure = [at for at in coded if names[at] != PERIODS]
    if coded:
        names[(sure or coded)[0]] = CODES
    elif names:
        names[0] = names[0] or NAMES  # it is said that there are no codes
    return names


def _name(cells: Sequence[str]) -> str:
    if _all(cells, lambda text: parse_period(text) is not None):
        return PERIODS
    return SEXES if _all(cells, lambda text: key_of(text) in _SEXES) else ""


def _all(cells: Sequence[str], is_so: Callable[[str], bool]) -> bool:
    different = {cell for cell in cells if cell}
    return bool(different) and all(map(is_so, different))


def _is_code(text: str) -> bool:
    return bool(_AREA.fullmatch(text[:LIMIT]))


def _joined(rows: Sequence[Sequence[str]], stub: int) -> list[str]:
    """Join the headings above each column; the upper ones go on until the next."""
    width = max(map(len, rows))
    lines = [list(row[stub:]) + [""] * (width - len(row)) for row in rows]
    for line in lines[:-1]:
        for at in range(1, len(line)):
            line[at] = line[at].strip() or line[at - 1]
    return [
        " ".join(filter(None, map(str.strip, parts))) if parts[-1].strip() else ""
        for parts in zip(*lines, strict=True)
    ]
