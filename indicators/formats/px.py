"""PX files, as SCB, Folkhälsomyndigheten and others publish their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from indicators.formats.cube import flatten, require_size
from indicators.formats.model import Dataset, Dimension, Note, RefusedError, number_in
from indicators.formats.px_text import Statements, broken, statements
from indicators.texts import _

_CODEPAGE = re.compile(rb"^\s*CODEPAGE\s*=\s*\"([A-Za-z0-9_-]{1,20})\"", re.M)
# A Swedish "iso-8859-1" is in truth what Windows writes.
ENCODINGS = {
    "utf-8": "utf-8-sig", "utf8": "utf-8-sig",
    "windows-1252": "cp1252", "iso-8859-1": "cp1252", "iso-8859-15": "iso-8859-15",
}  # fmt: skip
_SECRET = re.compile(r"sekretess|skydda|röja|confidential", re.I)
_SYMBOLS = {
    "-": "DATASYMBOLNIL",
    **{"." * n: f"DATASYMBOL{n}" for n in range(1, 7)},
    "." * 7: "DATASYMBOLSUM",
}


def named_encoding(content: bytes) -> str:
    """Tell the encoding that the file says it has; "" if it doesn't or isn't known."""
    match = _CODEPAGE.search(content[:20_000])
    name = match[1].decode("ascii").casefold() if match else ""
    return ENCODINGS.get(name, "")


def read_px(text: str) -> Dataset:
    """Read the table of a PX file."""
    found = statements(text)
    if found.subjects("KEYS"):
        raise RefusedError(
            _("PX-filen är gles (KEYS), och sådana går inte att läsa."),
            _("Hämta tabellen som JSON-stat 2 eller CSV."),
        )
    names = [*found.all("STUB"), *found.all("HEADING")]
    if not names or len(set(names)) < len(names):
        raise broken("STUB")
    parts = [_dimension(found, name) for name in names]
    codes = [part for _dimension_, part in parts]
    require_size([len(part) for part in codes])
    contents = found.one("CONTVARIABLE")
    marks: dict[str, str] = {}
    cells = list(_cells(found, require_size([len(p) for p in codes]), marks))
    return flatten(
        [dimension for dimension, _codes in parts],
        codes,
        cells,
        names.index(contents) if contents in names else None,
        Dimension("value", found.one("CONTENTS")),
        table=found.one("TABLEID") or found.one("MATRIX"),
        notes=_notes(marks),
    )


def _dimension(found: Statements, name: str) -> tuple[Dimension, list[str]]:
    words = found.all("VALUES", name)
    codes = found.all("CODES", name) or words
    if not words or len(codes) != len(words) or len(set(codes)) < len(codes):
        raise broken(f"VALUES {name}")
    role = "time" if name in found.subjects("TIMEVAL") else ""
    code = found.one("VARIABLECODE", name) or name
    role = "contents" if name == found.one("CONTVARIABLE") else role
    return Dimension(code, name, role, dict(zip(codes, words, strict=True))), codes


def _cells(found: Statements, size: int, marks: dict[str, str]) -> Iterator[str]:
    """Give the cells; what the file says of its symbols goes to `marks`."""
    said = {mark: found.one(word) for mark, word in _SYMBOLS.items()}
    for count, cell in enumerate(found.data()):
        if count > size:
            return
        word = said.get(cell, "")
        if word and word != cell:
            marks[cell] = word
        plain = cell.replace("\x00", "")  # a NUL would be taken for our own mark
        yield "sekretess" if _SECRET.search(word) else number_in(plain)


def _notes(marks: Mapping[str, str]) -> list[Note]:
    message = _("Markeringen {mark} betyder enligt filen: {text}")
    return [
        Note(message.format(mark=mark, text=" ".join(word.split())[:80]))
        for mark, word in marks.items()
    ]
