"""The rows of the table itself, between the header and the footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.problems import LISTED
from indicators.reading.findings import LIMIT, Findings
from indicators.reading.headers import Role
from indicators.reading.layout import Layout
from indicators.reading.numbers import exact
from indicators.texts import _, ngettext

# What could be the code of an area: one word with a digit in it.
_CODE_LIKE = re.compile(
    r"\s*(?:[0-9]{3,4}[A-Za-z]?\w*|[A-Za-z]{0,6}[0-9]+\w*)(?:\s.*)?"
)
NUMBER_LIKE = re.compile(r"\s*[-–~<>]?\s*[0-9][0-9\s.,'’%–-]*|\s*(?:\.+|[-–*xX])\s*")


@dataclass(frozen=True)
class Body:
    """Columns of equally many cells; `rows` is where a spreadsheet shows each."""

    rows: list[int]
    columns: list[tuple[str, ...]]


def read_body(records: Sequence[list[str]], layout: Layout, findings: Findings) -> Body:
    """Cut the table out, leaving empty rows and footnotes; require its width."""
    start, width = layout.header + 1, len(layout.headers)
    filled = [
        (row, cells)
        for row, cells in enumerate(records[start:], start + 1)
        if "".join(cells).strip()
    ]
    _say_above(layout, findings)
    table = filled[: len(filled) - _footnotes(filled, layout, findings)]
    if not table:
        message = _("Filen har en rubrikrad men inga rader med värden.")
        findings.problem(layout.row, "", message, _("Lägg till minst en rad."))
    kept = [
        (row, cells if len(cells) == width else cells[:width])
        for row, cells in table
        if len(cells) == width or _has_tail(cells, width)
    ]
    if len(kept) < len(table):
        odd = [(r, c) for r, c in table if len(c) != width and not _has_tail(c, width)]
        _report_widths(odd, width, findings)
    columns: list[tuple[str, ...]] = list(
        zip(*(cells for _row, cells in kept), strict=True)
    )
    values = {at for measure in layout.measures for at in measure.columns.values()}
    columns = [exact(c) if at in values else c for at, c in enumerate(columns)]
    return Body([row for row, _cells in kept], columns or [()] * width)


def _say_above(layout: Layout, findings: Findings) -> None:
    if layout.header:
        message = ngettext(
            "{count} rad ovanför rubrikraden används inte.",
            "{count} rader ovanför rubrikraden används inte.",
            layout.header,
        )
        findings.repair(1, "", message.format(count=layout.header))


def _has_tail(cells: Sequence[str], width: int) -> bool:
    """Tell whether a row has nothing but empty cells to the right of the table."""
    return len(cells) > width and not any(map(str.strip, cells[width:]))


def _report_widths(
    odd: Sequence[tuple[int, list[str]]], width: int, findings: Findings
) -> None:
    """Say which rows have more cells than the header, and which have fewer."""
    too_many = _(
        "Ett avgränsningstecken kan ha kommit med i en text eller i ett tal med "
        "decimalkomma: sätt citattecken om, eller spara med semikolon."
    )
    too_few = _("Raden kan vara avklippt: spara filen på nytt.")
    message = _("Raden har {count} celler, men rubrikraden har {width}.")
    for is_long, remedy in ((True, too_many), (False, too_few)):
        rows = [(row, len(c)) for row, c in odd if (len(c) > width) is is_long]
        said = [
            (message.format(count=count, width=width), remedy)
            for _row, count in rows[:LISTED]
        ]
        findings.same([row for row, _count in rows], "", said.__getitem__)


def _footnotes(
    filled: Sequence[tuple[int, list[str]]], layout: Layout, findings: Findings
) -> int:
    """Count the rows at the end which are notes and not data, and say so."""
    count = 0
    while count < len(filled) and _is_text(filled[-1 - count][1], layout):
        count += 1
    while count and not _begins_notes(filled, len(filled) - count, layout):
        count -= 1
    say_notes(count, filled[-count][0] if count else 0, findings)
    return count


def say_notes(count: int, row: int, findings: Findings) -> None:
    """Say how many rows, from `row` on, aren't part of the table."""
    if count:
        message = ngettext(
            "{count} rad under tabellen har lästs som fotnot.",
            "{count} rader under tabellen har lästs som fotnoter.",
            count,
        )
        findings.repair(row, "", message.format(count=count))


def _is_text(cells: Sequence[str], layout: Layout) -> bool:
    """Tell whether a row has neither the code of an area nor any value."""
    area = layout.keys.get(Role.AREA, 0)
    if area < len(cells) and _CODE_LIKE.fullmatch(cells[area].strip()[:LIMIT]):
        return False
    values = [i for m in layout.measures for i in m.columns.values() if i < len(cells)]
    return not any(
        NUMBER_LIKE.fullmatch(cells[i].strip()[:LIMIT]) for i in values if i != area
    )


def _begins_notes(
    filled: Sequence[tuple[int, list[str]]], index: int, layout: Layout
) -> bool:
    """Tell whether notes can begin here: after an empty row, or of another shape."""
    row, cells = filled[index]
    above = filled[index - 1][0] if index else layout.row
    alone = sum(1 for cell in cells if cell.strip()) == 1
    return alone or row > above + 1 or len(cells) < len(layout.headers)
