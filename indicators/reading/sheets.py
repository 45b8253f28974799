"""Which sheet of a workbook has the table, and where in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.formats import RefusedError
from indicators.formats.xlsx import Tab, Workbook, open_workbook
from indicators.formats.xlsx_sheet import read_sheet
from indicators.reading.body import say_notes
from indicators.reading.findings import Findings, some
from indicators.reading.grid import SAMPLE
from indicators.reading.keys import Table
from indicators.reading.layout import COMPLETE, header_in
from indicators.reading.personal import refuse_personal_numbers
from indicators.reading.pxsheet import GIVEN, name_columns
from indicators.reading.request import Request
from indicators.reading.required import report_no_header
from indicators.reading.tables import table_of
from indicators.texts import _


@dataclass(frozen=True)
class _Found:
    """A sheet with something in it: how good its header is, and where."""

    tab: Tab
    score: int
    header: int
    unnamed: bool = False


def read_workbook(
    content: bytes, request: Request, findings: Findings
) -> tuple[str, Table | None]:
    """Read the sheet with the table, or the one that is asked for; give its name."""
    book = open_workbook(content)
    keys, columns, sheet = request.keys, request.columns, request.sheet
    found = [one for tab in book.tabs if (one := _look(book, tab, keys, columns))]
    chosen = _asked(found, sheet) if sheet else _best(found)
    if chosen is None:
        raise RefusedError(_("Filen är tom."), _("Spara den på nytt från originalet."))
    _say_which(chosen, found, findings, was_asked=bool(sheet))
    records, notes = read_sheet(book, chosen.tab)
    if chosen.unnamed:
        _name_columns(records, findings)
    for note in notes:
        findings.repair(note.row, note.column, note.message, needs_yes=note.needs_yes)
    text = "\n".join(["\t".join(row) for row in records if row])
    if not chosen.score:
        report_no_header(findings, [records[:SAMPLE]])
        refuse_personal_numbers(text, records, (), findings)
        return chosen.tab.name, None
    _pad(records, chosen.header)
    table = table_of(records, chosen.header, text, request, findings)
    return chosen.tab.name, table


def _look(
    book: Workbook, tab: Tab, keys: Mapping[str, str], columns: Mapping[str, str]
) -> _Found | None:
    rows, _notes = read_sheet(book, tab, SAMPLE)
    if not rows:
        return None
    score, header = header_in(rows, keys, columns)
    named = name_columns(rows) if score < COMPLETE else None
    if named is None:
        return _Found(tab, score, header)
    score, _first = header_in(rows[named.header : named.header + 1], keys)
    return _Found(tab, score, named.header, unnamed=True)


def _name_columns(records: list[list[str]], findings: Findings) -> None:
    span = name_columns(records)
    if span is None:  # only the first rows looked so
        return
    names = [name for name in records[span.header] if name in GIVEN]
    message = _("Kolumnerna till vänster saknar rubrik. De har lästs som: {names}.")
    findings.repair(span.header + 1, "", message.format(names=some(names)))
    say_notes(sum(1 for row in records[span.end :] if row), span.end + 2, findings)
    del records[span.end :]


def _asked(found: Sequence[_Found], name: str) -> _Found:
    for one in found:
        if one.tab.name.casefold() == name.strip().casefold():
            return one
    message = _("Arbetsboken har inget blad {name} med innehåll.")
    remedy = _("Välj ett av: {names}.")
    raise RefusedError(
        message.format(name=name),
        remedy.format(names=some([one.tab.name for one in found], limit=20)),
    )


def _best(found: Sequence[_Found]) -> _Found | None:
    """Take the first that has a whole table and can be seen, or the nearest to it."""
    return max(
        found,
        key=lambda one: (one.score >= COMPLETE, not one.tab.hidden, bool(one.score)),
        default=None,
    )


def _say_which(
    chosen: _Found, found: Sequence[_Found], findings: Findings, *, was_asked: bool
) -> None:
    """Say which sheet was read; ask, if another has a table too."""
    others = [one for one in found if one is not chosen]
    if not others and not chosen.tab.hidden:
        return
    tables = [one.tab.name for one in others if one.score >= COMPLETE]
    text = _("Bladet {name} har lästs.").format(name=some([chosen.tab.name]))
    if chosen.tab.hidden:
        text += " " + _("Det är dolt i arbetsboken.")
    if tables:
        more = _("Också dessa har tabeller, som inte används: {names}.")
        text += " " + more.format(names=some(tables, limit=10))
        findings.choices["sheet"] = tuple(
            one.tab.name for one in found if one.score >= COMPLETE
        )
    elif others:
        more = _("Blad som inte används: {names}.")
        text += " " + more.format(names=some([o.tab.name for o in others], limit=10))
    ask = (bool(tables) or chosen.tab.hidden) and not was_asked
    findings.repair(0, "", text, needs_yes=ask)


def _pad(records: list[list[str]], header: int) -> None:
    """Give the rows of the table the empty cells that a sheet doesn't store."""
    width = len(records[header])
    for at in range(header + 1, len(records)):
        short = width - len(records[at])
        if records[at] and short > 0:
            records[at] = records[at] + [""] * short
