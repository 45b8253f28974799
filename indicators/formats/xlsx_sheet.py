"""The cells of a sheet, as text, in rows as the spreadsheet counts them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from indicators.formats import limits
from indicators.formats.markup import local, walk
from indicators.formats.model import Note, RefusedError
from indicators.formats.xlsx import Tab, Workbook
from indicators.formats.xlsx_numbers import Shape, shown
from indicators.formats.zipped import damaged, too_large
from indicators.texts import _, ngettext

NOT_CALCULATED = "#FORMEL!"  # stands in a cell whose formula has no result in the file
_EMPTY: list[str] = []
_TRUE = ("1", "true")
_TRUTHS = {"1": "SANT", "0": "FALSKT"}


class _Enough(Exception):  # noqa: N818
    """The rows that were asked for have been read."""


def read_sheet(
    book: Workbook, tab: Tab, rows: int = limits.CELLS
) -> tuple[list[list[str]], list[Note]]:
    """Read a sheet, or its first `rows`; the first in the list is row 1."""
    sheet = _Sheet(book, rows)
    with suppress(_Enough):
        walk(book.archive.read(tab.part), sheet)
    return sheet.records, _notes(sheet)


def _notes(sheet: _Sheet) -> list[Note]:
    """Say what a person who looks at the sheet doesn't see."""
    notes = []
    if sheet.hidden_rows:
        message = ngettext(
            "{count} rad är dold i kalkylbladet. Den har också lästs.",
            "{count} rader är dolda i kalkylbladet. De har också lästs.",
            len(sheet.hidden_rows),
        ).format(count=len(sheet.hidden_rows))
        notes.append(Note(message, sheet.hidden_rows[0]))
    width = max(map(len, sheet.records), default=0)
    hidden = {
        column
        for first, last in sheet.hidden_columns
        for column in range(first - 1, min(last, width))
    }
    if hidden:
        message = ngettext(
            "{count} kolumn är dold i kalkylbladet. Den har också lästs.",
            "{count} kolumner är dolda i kalkylbladet. De har också lästs.",
            len(hidden),
        )
        notes.append(Note(message.format(count=len(hidden))))
    return notes


@dataclass
class _Sheet:
    """What is gathered while the sheet is walked through."""

    book: Workbook
    rows: int
    records: list[list[str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._row, self._column, self._size = 0, -1, 0
        self._cells: list[str] = []
        self._is_hidden = self._aside = self._formula = False
        self._kind = self._style = self._found = ""
        self._text: list[str] | None = None
        self._columns: dict[str, int] = {}
        self._written: dict[tuple[str, str], str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self._text = None if self._aside else []
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._aside = True
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = attributes.get("min", "1"), attributes.get("max", "1")
            self.hidden_columns.append((int(first), int(last)))
            del self.hidden_columns[limits.COLUMNS :]

    def data(self, text: str) -> None:
        if self._text is not None and not self._aside:
            self._text.append(text)

    def end(self, name: str) -> None:
        name = local(name)
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._keep()
        elif name == "rPh":
            self._aside = False
        elif name == "row":
            self._end_row()

    def _keep(self) -> None:
        """Put what was read of a value away; a rich text has several pieces."""
        if self._text is not None:
            self._found += "".join(self._text)
            self._text = None

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number <= self._row:
            raise damaged()
        if number > limits.ROWS:
            raise too_large()
        if number > self.rows:
            raise _Enough
        self._row, self._column, self._cells = number, -1, []
        self._is_hidden = attributes.get("hidden") in _TRUE

    def _end_row(self) -> None:
        while self._cells and not self._cells[-1]:
            self._cells.pop()
        if not self._cells:
            return
        self._size += len(self._cells)
        if self._size > limits.CELLS:
            raise too_large()
        self.records.extend([_EMPTY] * (self._row - 1 - len(self.records)))
        self.records.append(self._cells)
        if self._is_hidden:
            self.hidden_rows.append(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        column = self._column + 1 if place is None else self._column_of(place)
        if column <= self._column or not self._row:
            raise damaged()
        self._column = column
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._found, self._text = "", None
        self._formula = False

    def _column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if place[len(letters) :] != str(self._row):
            raise damaged()
        if letters not in self._columns:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise damaged()
            number = 0
            for letter in letters.upper():
                number = number * 26 + ord(letter) - 64
            self._columns[letters] = number - 1
        return self._columns[letters]

    def _end_cell(self) -> None:
        text = self._found
        if self._formula and not text and self._kind != "str":
            text = NOT_CALCULATED
        elif text:
            text = self._as_shown(text)
        if not text:
            return
        if self._column >= limits.COLUMNS:
            raise RefusedError(
                _("Raden har fler än 2 000 kolumner."),
                _("Ta bort de kolumner som inte behövs, och spara på nytt."),
            )
        self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells.append(text)

    def _as_shown(self, raw: str) -> str:
        match self._kind:
            case "s":
                index = int(raw)
                if not 0 <= index < len(self.book.strings):
                    raise damaged()
                return self.book.strings[index].replace("\x00", "")
            case "b":
                return _TRUTHS.get(raw, raw)
            case "n":
                return self._number(raw)
        return raw  # a text, an error, a date in words

    def _number(self, raw: str) -> str:
        key = (self._style, raw)
        if key not in self._written:
            style = int(self._style)
            shapes = self.book.shapes
            shape = shapes[style] if 0 <= style < len(shapes) else Shape.NUMBER
            self._written[key] = shown(raw, shape, from_1904=self.book.from_1904)
        return self._written[key]
