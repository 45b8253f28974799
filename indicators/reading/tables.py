"""From rows of cells to a table whose columns are understood."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.reading.body import read_body
from indicators.reading.byhand import BY_HAND, labels
from indicators.reading.declared import settle_declared
from indicators.reading.findings import Findings
from indicators.reading.headers import Role
from indicators.reading.keys import Table
from indicators.reading.layout import Layout, lay_out, report_ignored
from indicators.reading.periods import period_above
from indicators.reading.personal import (
    refuse_personal_headers,
    refuse_personal_numbers,
)
from indicators.reading.proposals import propose
from indicators.reading.request import Request
from indicators.reading.required import is_complete


def table_of(
    records: Sequence[list[str]],
    header: int,
    text: str,
    request: Request,
    findings: Findings,
) -> Table | None:
    """Read what is under the header; `text` is all of the file, to look through."""
    if header >= len(records):
        return None
    columns = request.columns
    layout = lay_out(header, records[header], request.keys, findings, columns)
    layout.above = period_above(records[:header])
    propose(layout, records[header + 1 :], request, findings)
    name_columns(layout, findings)
    refuse_personal_headers(layout.row, layout.headers, findings)
    refuse_personal_numbers(text, records, layout.headers, findings)
    if findings.problems:
        return None
    body = read_body(records, layout, findings)
    if not settle_declared(layout, body, findings):
        return None
    report_ignored(layout, body.columns, findings)
    complete = is_complete(layout, findings, request.period) and body.rows
    return Table(layout, body, findings) if complete else None


def name_columns(layout: Layout, findings: Findings) -> None:
    """Tell what the columns are called, and which of them has which role.

    What could be either of two isn't told to be one of them.
    """
    names = labels(layout.headers)
    found = {role: [names[at]] for role, at in layout.keys.items() if role in BY_HAND}
    for measure in layout.measures:
        for role, at in measure.columns.items():
            beside = Role.VALUE in measure.columns
            alone = Role.DENOMINATOR not in measure.columns
            if not (at in layout.either and beside and alone):
                found.setdefault(role, []).append(names[at])
    findings.headers = names
    findings.columns = {str(role): tuple(every) for role, every in found.items()}
