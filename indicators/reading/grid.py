"""From text to rows of cells, everything as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from indicators.formats import RefusedError, limits
from indicators.reading.findings import Findings
from indicators.texts import _

DELIMITERS = (";", ",", "\t", "|")
SAMPLE = 40  # rows in which the header has to be
_SEP = re.compile(r'\A"?sep=(.)"?[ \t;,]*(?:\r\r\n|\r\n|\r|\n|\Z)', re.I)


def announced(text: str) -> tuple[str, str]:
    """Take off a first line `sep=;`, which Excel obeys and doesn't show as a row."""
    match = _SEP.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def sample(text: str, delimiter: str) -> list[list[str]]:
    """Read the first rows, without complaining."""
    rows: list[list[str]] = []
    try:
        rows.extend(islice(_rows(text, delimiter, strict=False), SAMPLE))
    except csv.Error:
        return rows
    return rows


def require_width(rows: Iterable[Sequence[str]]) -> None:
    """Refuse a file with more columns than any table has, before all of it is cut."""
    for cells in rows:
        if len(cells) > limits.COLUMNS and any(map(str.strip, cells[limits.COLUMNS :])):
            raise RefusedError(
                _("Raden har fler än 2 000 kolumner."),
                _("Ta bort de kolumner som inte behövs, och spara på nytt."),
            )


def split(text: str, delimiter: str, findings: Findings) -> list[list[str]]:
    """Read all rows; the first is the spreadsheet's row 1."""
    rows: list[list[str]] = []
    try:
        rows.extend(_rows(text, delimiter, strict=True))
    except csv.Error:
        # `extend` keeps what it got before the error.
        findings.problem(
            len(rows) + 1,
            "",
            _("Raden går inte att dela upp i celler."),
            _(
                "Se efter att varje citattecken har sitt slut, och att ingen cell är "
                "orimligt lång."
            ),
        )
    return rows


def _rows(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    # newline="" splits at \n, \r and \r\n as a spreadsheet does, and nowhere else.
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=delimiter, strict=strict)
