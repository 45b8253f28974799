"""Write the files that the readers are tried on, byte by byte where that matters."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from itertools import product
from xml.sax.saxutils import escape, quoteattr

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TOP = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETML}.sheet.main+xml"/>'
    "</Types>"
)
# The styles of the cells that the tests write: s="1" is the first of these.
FORMATS = ["0.0%", "d-mmm", "mmm-yy", "yyyy-mm-dd", "yyyy", '0.0"%"', "hh:mm"]
PERCENT, DAY_MONTH, MONTH_YEAR, DATE, YEAR, PERCENT_SIGN, TIME = range(1, 8)


def letters(column: int) -> str:
    name = ""
    while column >= 0:
        name, column = chr(65 + column % 26) + name, column // 26 - 1
    return name


def cell(place: str, value: object) -> str:
    """Write one cell; raw XML comes as bytes, (number, style) as a pair."""
    if isinstance(value, bytes):
        return value.decode().replace("PLACE", place)
    style = ""
    if isinstance(value, tuple):
        value, number = value
        style = f' s="{number}"'
    if isinstance(value, int | float):
        return f'<c r="{place}"{style}><v>{value!r}</v></c>'
    text = escape(str(value))
    return f'<c r="{place}"{style} t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows: Sequence[Sequence[object]], before: str = "", hidden=()) -> str:
    """Write a sheet; empty cells and rows aren't there, as in files from Excel."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = [
            cell(f"{letters(at)}{number}", value)
            for at, value in enumerate(row)
            if value not in ("", None)
        ]
        unseen = ' hidden="1"' if number in hidden else ""
        if cells:
            lines.append(f'<row r="{number}"{unseen}>{"".join(cells)}</row>')
    data = f"<sheetData>{''.join(lines)}</sheetData>"
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}{data}</worksheet>'


def styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(code)}/>'
        for i, code in enumerate(FORMATS)
    )
    used = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(FORMATS)))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def workbook(
    sheets: Mapping[str, str | Sequence[Sequence[object]]],
    *,
    hidden: Sequence[str] = (),
    from_1904: bool = False,
    strings: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Put a workbook together; a sheet is rows, or XML."""
    names, links = [], []
    parts: dict[str, str | bytes] = {"[Content_Types].xml": CONTENT_TYPES}
    for number, (name, content) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        names.append(f'<sheet name={quoteattr(name)} r:id="rId{number}"{state}/>')
        where = f"worksheets/sheet{number}.xml"
        links.append((f"rId{number}", "worksheet", where))
        parts[f"xl/{where}"] = content if isinstance(content, str) else sheet(content)
    links.append(("rIdS", "styles", "styles.xml"))
    parts["xl/styles.xml"] = styles()
    if strings:
        links.append(("rIdT", "sharedStrings", "/xl/sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'
    parts["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{TYPES}">'
        f'<workbookPr date1904="{int(from_1904)}"/>'
        f"<sheets>{''.join(names)}</sheets></workbook>"
    )
    parts["_rels/.rels"] = relations([("rId1", "officeDocument", "xl/workbook.xml")])
    parts["xl/_rels/workbook.xml.rels"] = relations(links)
    return archive(parts | dict(extra or {}))


def relations(links: Sequence[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{identity}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for identity, kind, target in links
    )
    return f'{HEAD}<Relationships xmlns="{TOP}">{lines}</Relationships>'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


Categories = Mapping[str, Mapping[str, str]]


def number_of(cells: Mapping[tuple[str, ...], object], codes: Categories) -> list:
    return [cells.get(key) for key in product(*codes.values())]


def jsonstat(
    codes: Categories,
    cells: Mapping[tuple[str, ...], object],
    roles: Mapping[str, Sequence[str]] | None = None,
    *,
    index: type = dict,
    **more: object,
) -> bytes:
    """Write JSON-stat 2; a cell that is text is a marker, in `status`."""
    flat = number_of(cells, codes)
    dimension = {
        name: {
            "label": name.lower(),
            "category": {
                "index": list(labels)
                if index is list
                else {code: at for at, code in enumerate(labels)},
                "label": dict(labels),
            },
        }
        for name, labels in codes.items()
    }
    tree = {
        "version": "2.0",
        "class": "dataset",
        "label": "Trångbodda",
        "id": list(codes),
        "size": [len(labels) for labels in codes.values()],
        "dimension": dimension,
        "role": roles or {},
        "value": [None if isinstance(c, str) else c for c in flat],
        "status": {str(i): c for i, c in enumerate(flat) if isinstance(c, str)},
    }
    return json.dumps(tree | more, ensure_ascii=False).encode()


def pxjson(
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[tuple[Sequence[str], Sequence[str]]],
) -> bytes:
    tree = {
        "columns": [{"code": c, "text": t, "type": k} for c, t, k in columns],
        "comments": [],
        "data": [{"key": list(k), "values": list(v)} for k, v in rows],
    }
    return b"\xef\xbb\xbf" + json.dumps(tree, ensure_ascii=False).encode()


def px(
    codes: Categories,
    cells: Mapping[tuple[str, ...], object],
    *,
    encoding: str = "cp1252",
    page: str = "",
    more: str = "",
) -> bytes:
    """Write a PX file: the last dimension in the heading, the others in the stub."""
    names = list(codes)

    def quoted(words) -> str:
        return ",".join(f'"{word}"' for word in words)

    lines = ['CHARSET="ANSI";', 'AXIS-VERSION="2010";']
    lines += [f'CODEPAGE="{page}";'] if page else []
    lines += ['LANGUAGE="sv";', 'MATRIX="TAB6436";', 'CONTENTS="Andel trångbodda,"']
    lines += ['"procent";', more, f"STUB={quoted(names[:-1])};"]
    lines += [f"HEADING={quoted(names[-1:])};"]
    for name, labels in codes.items():
        lines.append(f'VALUES("{name}")={quoted(labels.values())};')
        lines.append(f'VALUES[en]("{name}")={quoted("X" * len(labels))};')
        if name in ("år", "Tid"):
            lines.append(f'TIMEVAL("{name}")=TLIST(A1),{quoted(labels)};')
        lines.append(f'CODES("{name}")={quoted(labels)};')
    data = " ".join(
        f'"{c}"' if isinstance(c, str) else str(c) for c in number_of(cells, codes)
    )
    return "\r\n".join([*filter(None, lines), f"DATA=\r\n{data};", ""]).encode(encoding)


Point = tuple[str, str, int, Mapping[str, object]]


def kolada(points: Sequence[Point], **more: object) -> bytes:
    tree = {
        "count": len(points),
        "values": [
            {
                "kpi": kpi,
                "municipality": area,
                "period": period,
                "values": [
                    {"gender": g, "value": v, "status": "", "count": 1}
                    for g, v in genders.items()
                ],
            }
            for kpi, area, period, genders in points
        ],
    }
    return json.dumps(tree | more).encode()
