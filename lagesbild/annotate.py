"""A copy of a file with its problems written beside the rows that have them."""

from __future__ import annotations

import csv
import io

from indicators.reading import Reading
from indicators.texts import _
from lagesbild.export import safe_text

EXCEL = "utf-8-sig"  # what Swedish Excel opens right, with a semicolon between cells


def annotated_copy(reading: Reading, content: bytes) -> bytes:
    """Write a file again with a first column that says what is wrong in each row.

    Parameters
    ----------
    reading : Reading
        With the problems, and how the file was written.
    content : bytes
        The file itself. It is the analyst's own and goes back to the analyst only.

    Returns
    -------
    bytes
        CSV that Swedish Excel opens right. Cells that would be taken for formulas get
        an apostrophe; rows keep their numbers. Problems of the whole file stand first.
    """
    by_row: dict[int, list[str]] = {}
    for problem in reading.problems:
        where = f"{problem.column}: " if problem.column else ""
        text = f"{where}{problem.message} {problem.remedy}".strip()
        by_row.setdefault(problem.row, []).append(text)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for number, row in enumerate(_rows(reading, content), start=1):
        said = by_row.get(number, [])
        if number == 1:
            said = [_("FEL"), *by_row.get(0, []), *said]
        writer.writerow([" | ".join(said), *(safe_text(cell) for cell in row)])
    return out.getvalue().encode(EXCEL)


def _rows(reading: Reading, content: bytes) -> list[list[str]]:
    encoding = reading.dialect.encoding or "utf-8"
    text = content.decode(encoding, "replace").lstrip("\ufeff")
    lines = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = reading.dialect.delimiter or ";"
    return list(csv.reader(io.StringIO(lines), delimiter=delimiter)) or [[]]
