"""Files made to harm: refused in little time and memory, before they unfold."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from indicators.formats import limits
from indicators.reading import Reading, read_observations
from tests.indicators.formats import builders as b
from tests.indicators.test_reading_corpus import AREAS, INDICATORS

HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>deso</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>2024</t></is></c></row>'
)


def read(content: bytes) -> Reading:
    return read_observations(content, file="trang", indicators=INDICATORS, areas=AREAS)


def sheet(rows: str, before: str = "") -> bytes:
    return b.workbook(
        {
            "A": f'{b.HEAD}{before}<worksheet xmlns="{b.MAIN}">'
            '<dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{HEADER}{rows}</sheetData></worksheet>"
        }
    )


def far_down(column: str) -> str:
    place = f"{column}1048576"
    return f'<row r="1048576"><c r="{place}"><v>1</v></c></row>'


def far_out(rows: int) -> str:
    cells = (f'<row r="{i}"><c r="BXX{i}"><v>1</v></c></row>' for i in range(2, rows))
    return "".join(cells)


ENTITY = '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a cell in the last column": lambda: sheet(far_down("XFD")),
    "cells far to the right in many rows": lambda: sheet(far_out(1_600)),
    "an entity bomb": lambda: sheet("<row><c><v>&b;</v></c></row>", ENTITY),
    "a reference to a file": lambda: sheet("<row><c><v>&b;</v></c></row>", OUTSIDE),
    "a reference in the shared texts": lambda: b.workbook(
        {"A": [[1]]}, extra={"xl/sharedStrings.xml": OUTSIDE, "xl/styles.xml": OUTSIDE}
    ),
    "spaces that shrink a thousandfold": lambda: sheet(f"<!--{' ' * 9_000_000}-->"),
    "a list of parts that is damaged": lambda: damaged(),
    "many parts": lambda: b.archive({f"{i:0240}": "" for i in range(2_500)}),
    "a part within itself": lambda: twice("xl/workbook.xml"),
    "deep JSON": lambda: b'{"a":' * 200_000,
    "deep JSON that closes": lambda: b"[" * 200_000 + b"]" * 200_000,
    "a text that never ends": lambda: b'{"' + b'\\"' * 500_000,
    "a number of a million figures": lambda: b'{"dataset": ' + b"9" * 1_000_000 + b"}",
    "a cube of a hundred million cells": lambda: cube(10_000),
    "sizes that are no numbers": lambda: b.jsonstat({"a": {"b": "c"}}, {}, size=["x"]),
    "PX with no end": lambda: b'CHARSET="ANSI";\nSTUB="' + b"x" * 1_000_000,
    "PX of keywords only": lambda: b'MATRIX="A";\n' + b'A="";' * 120_000,
    "PX with an open bracket": lambda: b'MATRIX="A";\nVALUES(' + b"x" * 1_000_000,
    "PX with a table too large": lambda: px_of(2_000),
}


def twice(name: str) -> bytes:
    out = BytesIO(b.workbook({"A": [[1]]}))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as z:
        z.writestr(name, "<x/>")
    return out.getvalue()


def damaged() -> bytes:
    return sheet(far_out(9)).replace(b"PK\x01\x02", b"PKxx")


def cube(size: int) -> bytes:
    codes = {str(i): "" for i in range(size)}
    return b.jsonstat({"a": codes}, {}, id=["a", "a"], size=[size, size])


def px_of(size: int) -> bytes:
    codes = {str(i): str(i) for i in range(size)}
    content = b.px({"a": {"1": "1"}, "år": {"1": "1"}}, {("1", "1"): 1})
    values = ",".join(f'"{code}"' for code in codes).encode()
    return content.replace(b')="1";', b")=" + values + b";")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_little_time_and_memory(name):
    content = HOSTILE[name]()
    tracemalloc.start()
    start = time.process_time()

    reading = read(content)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.problems
    assert reading.observations.empty
    assert time.process_time() - start < 8
    assert peak < 50_000_000


def test_a_sparse_sheet_is_read_without_what_lies_between():
    tracemalloc.start()
    reading = read(sheet(far_down("A")))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(sheet(far_down("A"))) < 4_000
    assert reading.problems
    assert peak < 50_000_000


def test_a_file_that_is_too_long_is_refused():
    reading = read(b"PK" + bytes(limits.BYTES))

    assert "64 MB" in str(reading.problems[0])


@pytest.mark.parametrize("name", ["UNPACKED", "CELLS", "TAGS", "STRINGS", "SHEETS"])
def test_each_limit_of_a_workbook_holds(name, monkeypatch):
    rows = [["kod", "period", "andel"], ["0764", 2024, 25]]
    content = b.workbook({"A": rows, "B": rows}, strings="<si/><si/>")
    assert not read(content).problems
    monkeypatch.setattr(limits, name, 1)

    assert "orimligt stor" in str(read(content).problems[0])


@pytest.mark.parametrize("name", ["CELLS", "DEPTH", "ITEMS"])
def test_each_limit_of_json_holds(name, monkeypatch):
    codes = {"Region": {"0764": "Alvesta"}, "Tid": {"2023": "", "2024": ""}}
    content = b.jsonstat(codes, {})
    assert not read(content).problems
    monkeypatch.setattr(limits, name, 1)

    assert read(content).problems
