"""A workbook: its sheets, and what they share.

Why not a library: the fast one (calamine) doesn't tell a percentage from a number and
allocates what a sheet claims to be; the common one (openpyxl), where it streams, can't
tell a hidden row, nor an empty cell from a formula that nobody has worked out. The
tests read what both openpyxl and XlsxWriter have written.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from itertools import islice

from indicators.formats import limits
from indicators.formats.markup import local, walk
from indicators.formats.model import RefusedError
from indicators.formats.xlsx_numbers import BUILT_IN, Shape, shape_of
from indicators.formats.zipped import Archive, damaged, too_large
from indicators.texts import _

_OTHER_FORMATS = ("content.xml", "xl/workbook.bin")


@dataclass(frozen=True)
class Tab:
    """A sheet of a workbook, by its name and the part it is in."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True)
class Workbook:
    """What is needed to read any sheet; `shapes` by the style of a cell."""

    archive: Archive
    tabs: list[Tab]
    from_1904: bool
    strings: list[str]
    shapes: list[Shape]


def open_workbook(content: bytes) -> Workbook:
    """Open a workbook (xlsx or xlsm; its programs are left alone)."""
    archive = Archive(content)
    _refuse_others(archive)
    main = _relations(archive, "").one("officeDocument") or "xl/workbook.xml"
    relations = _relations(archive, main)
    listing = _Listing()
    walk(archive.read(main), listing)
    if len(listing.sheets) > limits.SHEETS:
        raise too_large()
    tabs = [
        Tab(name, relations.parts[identity], hidden)
        for name, identity, hidden in listing.sheets
        if relations.kinds.get(identity) == "worksheet"
    ]
    strings, styles = _Strings(), _Styles()
    for kind, target in (("sharedStrings", strings), ("styles", styles)):
        part = relations.one(kind)
        if part in archive:
            walk(archive.read(part), target)
    return Workbook(archive, tabs, listing.from_1904, strings.all, styles.shapes())


def _refuse_others(archive: Archive) -> None:
    if any(part in archive for part in _OTHER_FORMATS):
        raise RefusedError(
            _("Filen är en arbetsbok i ett annat format än xlsx (ods eller xlsb)."),
            _("Öppna den och välj Spara som: Excel-arbetsbok (xlsx) eller CSV UTF-8."),
        )
    if "[content_types].xml" not in archive:
        raise damaged()


@dataclass
class _Relations:
    """Which part of the archive an id stands for, and of what kind that is."""

    base: str
    parts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship" or attributes.get("TargetMode") == "External":
            return
        identity, target = attributes.get("Id", ""), attributes.get("Target", "")
        path = posixpath.normpath(posixpath.join("/", self.base, target))
        self.parts[identity] = path.lstrip("/")
        self.kinds[identity] = attributes.get("Type", "").rpartition("/")[2]

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...

    def one(self, kind: str) -> str:
        """Give the part of a kind that there is one of."""
        found = [self.parts[i] for i, k in self.kinds.items() if k == kind]
        return found[0] if found else ""


def _relations(archive: Archive, part: str) -> _Relations:
    folder, name = posixpath.split(part)
    relations = _Relations(folder)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where in archive:
        walk(archive.read(where), relations)
    return relations


@dataclass
class _Listing:
    """The list of sheets in a workbook, and where its days are counted from."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    from_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        if local(name) != "sheet":
            return
        identity = next((v for k, v in attributes.items() if local(k) == "id"), "")
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((attributes.get("name", ""), identity, hidden))

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


@dataclass
class _Strings:
    """The texts that cells share; those above a word as reading aid are left out."""

    all: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _in_text: bool = False
    _aside: bool = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        name = local(name)
        self._aside = name == "rPh" or (self._aside and name != "si")
        self._in_text = name == "t" and not self._aside
        if name == "si":
            self._parts = []

    def data(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)

    def end(self, name: str) -> None:
        name = local(name)
        self._in_text = False
        self._aside = self._aside and name != "rPh"
        if name == "si":
            self.all.append("".join(self._parts))
            if len(self.all) > limits.STRINGS:
                raise too_large()


@dataclass
class _Styles:
    """What the numbers of each style are shown as."""

    _codes: dict[int, str] = field(default_factory=dict)
    _used: list[int] = field(default_factory=list)
    _in_cells: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "numFmt":
            key = int(attributes.get("numFmtId", "0"))
            self._codes[key] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._used.append(int(attributes.get("numFmtId", "0")))

    def data(self, text: str) -> None: ...

    def end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._in_cells = False

    def shapes(self) -> list[Shape]:
        """Give the shape of each style that a cell may have."""
        own = {key: shape_of(code) for key, code in self._codes.items()}
        known = BUILT_IN | own
        used = islice(self._used, limits.CELLS)
        return [known.get(key, Shape.NUMBER) for key in used]
