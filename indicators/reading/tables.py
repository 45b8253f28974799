"""From rows of cells to a table whose columns are understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.reading.body import read_body
from indicators.reading.declared import settle_declared
from indicators.reading.findings import Findings
from indicators.reading.keys import Table
from indicators.reading.layout import lay_out, report_ignored
from indicators.reading.personal import (
    refuse_personal_headers,
    refuse_personal_numbers,
)
from indicators.reading.required import is_complete


def table_of(
    records: Sequence[list[str]],
    header: int,
    text: str,
    keys: Mapping[str, str],
    findings: Findings,
) -> Table | None:
    """Read what is under the header; `text` is all of the file, to look through."""
    if header >= len(records):
        return None
    layout = lay_out(header, records[header], keys, findings)
    refuse_personal_headers(layout.row, layout.headers, findings)
    refuse_personal_numbers(text, records, layout.headers, findings)
    if findings.problems:
        return None
    body = read_body(records, layout, findings)
    if not settle_declared(layout, body, findings):
        return None
    report_ignored(layout, body.columns, findings)
    complete = is_complete(layout, findings) and body.rows
    return Table(layout, body, findings) if complete else None
