"""A copy of a file with its problems written beside the rows that have them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence

from indicators.formats import Form, Number
from indicators.formats.xlsx import open_workbook
from indicators.formats.xlsx_sheet import read_sheet
from indicators.reading import Reading
from indicators.reading.keys import Table
from indicators.reading.numbers import EXACT
from indicators.texts import _
from lagesbild.export import safe_text

EXCEL = "utf-8-sig"  # what Swedish Excel opens right, with a semicolon between cells
# Of a sheet's own numbers, those that a workbook keeps as they are; "45%" becomes text.
_KEPT = re.compile(r"-?(?=.{1,15}$)[0-9]+(?:\.[0-9]+)?")
Said = Mapping[int, Sequence[str]]  # what is wrong, by row; 0 is the whole file


def ending_of(reading: Reading) -> str:
    """Tell what an annotated copy of a file is: ".csv", ".xlsx", or "" for none."""
    found = reading.dialect
    if not reading.problems:
        return ""
    if found.format == Form.XLSX:
        return ".xlsx" if found.sheet else ""
    is_read = found.encoding if found.format == "csv" else reading.headers
    return ".csv" if is_read else ""


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
    return _csv(_rows(reading, content), _said(reading))


def annotated_workbook(reading: Reading, content: bytes) -> bytes:
    """Write the sheet that was read again, as `annotated_copy` does, as a workbook.

    It is parsed once more: do this in a child only.
    """
    import xlsxwriter  # only those who ask for a workbook need it

    book = open_workbook(content)
    tab = next(tab for tab in book.tabs if tab.name == reading.dialect.sheet)
    records, _notes = read_sheet(book, tab)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    made = xlsxwriter.Workbook(out, options | {"strings_to_urls": False})
    sheet, wrong = made.add_worksheet(), made.add_format({"bg_color": "#fdecc8"})
    for at, (said, *cells) in enumerate(_beside(records, _said(reading))):
        sheet.write_string(at, 0, said, wrong if said else None)
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, Number) and _KEPT.fullmatch(cell):
                sheet.write_number(at, column, float(cell))
            elif cell:
                sheet.write_string(at, column, safe_text(cell))
    sheet.set_column(0, 0, 60)
    made.close()
    return out.getvalue()


def annotated_table(reading: Reading, table: Table | None) -> bytes:
    """Write a table by dimensions flat, as `annotated_copy` does.

    Parameters
    ----------
    reading : Reading
    table : Table, optional
        What was read; where nothing could be, the copy has the headers only.
    """
    rows = [list(reading.headers)]
    if table is None or table.place is None:
        return _csv(rows, _said(reading))
    columns = (
        [cell.removeprefix(EXACT) for cell in column] for column in table.body.columns
    )
    rows += [list(row) for row in zip(*columns, strict=True)]
    return _csv(rows, _said_by_place(reading, table.body.rows, table.place))


def _csv(rows: Sequence[Sequence[str]], said: Said) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for wrong, *cells in _beside(rows, said):
        writer.writerow([wrong, *(safe_text(cell) for cell in cells)])
    return out.getvalue().encode(EXCEL)


def _beside(rows: Sequence[Sequence[str]], said: Said) -> list[list[str]]:
    """Put what is wrong first in each row; with the first row, what is wrong in all."""
    first = [_("FEL"), *said.get(0, [])]
    return [
        [" | ".join([*(first if at == 1 else []), *said.get(at, [])]), *cells]
        for at, cells in enumerate(rows or [[]], start=1)
    ]


def _said(reading: Reading) -> Said:
    by_row: dict[int, list[str]] = {}
    for problem in reading.problems:
        where = f"{problem.column}: " if problem.column else ""
        text = f"{where}{problem.message} {problem.remedy}".strip()
        by_row.setdefault(problem.row, []).append(text)
    return by_row


def _said_by_place(
    reading: Reading, rows: Sequence[int], place: Callable[[int], str]
) -> Said:
    """Find the row of each problem again: such a file names its rows in words only."""
    at_place = {place(row): at for at, row in enumerate(rows, start=2)}
    by_row: dict[int, list[str]] = {}
    for one in _said(reading).get(0, []):
        ends = [found.start() for found in re.finditer(": ", one)]
        starts = [0, *(end + 2 for end in ends[:1])]  # after the column, if it is named
        places = (one[start:end] for start in starts for end in ends)
        at = next((at_place[text] for text in places if text in at_place), 0)
        by_row.setdefault(at, []).append(one)
    return by_row


def _rows(reading: Reading, content: bytes) -> list[list[str]]:
    encoding = reading.dialect.encoding or "utf-8"
    text = content.decode(encoding, "replace").lstrip("\ufeff")
    lines = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = reading.dialect.delimiter or ";"
    return list(csv.reader(io.StringIO(lines), delimiter=delimiter)) or [[]]
