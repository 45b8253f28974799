"""From the bytes of a file to its table, by what kind of file it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from indicators.formats import Dataset, Form, RefusedError, form_of
from indicators.formats import limits as most
from indicators.formats.json_text import load, unknown_json
from indicators.formats.jsonstat import is_jsonstat, read_jsonstat
from indicators.formats.kolada import is_kolada, read_kolada
from indicators.formats.px import named_encoding, read_px
from indicators.formats.pxjson import is_pxjson, read_pxjson
from indicators.formats.sniff import mismatch
from indicators.reading import grid
from indicators.reading.datasets import table_of_dataset
from indicators.reading.decode import decode, save_as_csv
from indicators.reading.findings import Findings
from indicators.reading.keys import Table
from indicators.reading.layout import find_header
from indicators.reading.personal import refuse_personal_numbers
from indicators.reading.request import Request
from indicators.reading.required import report_no_header
from indicators.reading.result import Dialect
from indicators.reading.sheets import read_workbook
from indicators.reading.tables import table_of
from indicators.texts import _


@dataclass(frozen=True)
class Source:
    """The table in a file, if there is one; `identity` is its id at the publisher."""

    table: Table | None
    dialect: Dialect
    identity: str = ""


def open_source(content: bytes, request: Request, findings: Findings) -> Source:
    """Find the table in a file, whatever it was saved as."""
    form = form_of(content)
    try:
        if len(content) > most.BYTES:
            raise RefusedError(_("Filen är större än 64 MB."), save_as_csv())
        source = _open(form, content, request, findings)
    except RefusedError as refused:
        findings.problem(0, "", refused.message, refused.remedy)
        return Source(None, Dialect(format=form))
    if said := mismatch(request.file, form):
        findings.repair(0, "", said)
    return replace(source, dialect=replace(source.dialect, format=form))


def _open(form: Form, content: bytes, request: Request, findings: Findings) -> Source:
    match form:
        case Form.XLS:
            raise RefusedError(
                _("Filen är en äldre Excel-arbetsbok (xls)."),
                _("Öppna den i Excel och välj Spara som: Excel-arbetsbok (xlsx)."),
            )
        case Form.LOCKED:
            raise RefusedError(
                _("Arbetsboken är skyddad med lösenord."),
                _("Öppna den i Excel, ta bort lösenordet och spara den på nytt."),
            )
        case Form.XLSX:
            name, table = read_workbook(content, request, findings)
            return Source(table, Dialect(sheet=name))
        case Form.JSON:
            return _dataset(_json(content), "utf-8", request, findings)
        case Form.PX:
            return _px(content, request, findings)
    return _text(content, request, findings)


def _text(content: bytes, request: Request, findings: Findings) -> Source:
    """Find the table in a text with delimiters."""
    decoded = decode(content, findings)
    if decoded is None:
        return Source(None, Dialect())
    announced, text = grid.announced(decoded.text)
    delimiters = (announced,) if announced else grid.DELIMITERS
    dialect = Dialect(decoded.encoding, announced, "", decoded.line_ending)
    found = find_header(text, delimiters, request.keys, request.columns)
    for one in delimiters if found is None else found[:1]:
        grid.require_width(grid.sample(text, one))
    if found is None:
        report_no_header(findings, [grid.sample(text, one) for one in delimiters])
        refuse_personal_numbers(text, grid.sample(text, ";"), (), findings)
        return Source(None, dialect)
    delimiter, header = found
    records = grid.split(text, delimiter, findings)
    table = table_of(records, header, text, request, findings)
    return Source(table, replace(dialect, delimiter=delimiter))


def _px(content: bytes, request: Request, findings: Findings) -> Source:
    for encoding in filter(None, ("utf-8-sig", named_encoding(content))):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            return _dataset(read_px(text), encoding, request, findings)
    # It isn't what it says, or says nothing: look at the letters.
    decoded = decode(content, findings)
    if decoded is None:
        return Source(None, Dialect())
    return _dataset(read_px(decoded.text), decoded.encoding, request, findings)


def _json(content: bytes) -> Dataset:
    tree = load(content)
    if not isinstance(tree, dict):
        raise unknown_json()
    readers = (
        (is_jsonstat, read_jsonstat),
        (is_pxjson, read_pxjson),
        (is_kolada, read_kolada),
    )
    for is_so, read in readers:
        if is_so(tree):
            return read(tree)
    raise unknown_json()


def _dataset(
    data: Dataset, encoding: str, request: Request, findings: Findings
) -> Source:
    for note in data.notes:
        findings.repair(note.row, note.column, note.message, needs_yes=note.needs_yes)
    table = table_of_dataset(
        data,
        request.keys,
        request.chosen,
        findings,
        request.columns,
        request.period,
    )
    return Source(table, Dialect(encoding), data.table)
