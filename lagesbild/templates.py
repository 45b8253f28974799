"""Empty files to fill in: CSV that Swedish Excel opens right, and XLSX that helps."""

from __future__ import annotations

import csv
import io

from indicators.model import Indicator, Kind, Protection
from indicators.texts import _
from lagesbild.export import safe_text
from lagesbild.workspace import Workspace

FORMATS = (".csv", ".xlsx")


def template(workspace: Workspace, indicator: Indicator, ending: str) -> bytes:
    """Make a file with one row for each area, ready for one period of an indicator.

    Parameters
    ----------
    workspace : Workspace
        Whose areas to list.
    indicator : Indicator
        Whose numbers to ask for: see `number_columns`. The headers are ones that the
        reader knows.
    ending : {".csv", ".xlsx"}
        XLSX has locked headers and codes, and refuses what is no number.

    Returns
    -------
    bytes
    """
    headers = ["områdeskod", "områdesnamn", "period", *number_columns(indicator)]
    level = workspace.config.geography
    places = zip(workspace.codes[level], workspace.area_names(level), strict=True)
    rows = [[code, safe_text(name), ""] for code, name in places]
    if ending == ".xlsx":
        return _xlsx(headers, rows, str(indicator.name))
    return _csv(headers, rows)


def number_columns(indicator: Indicator) -> list[str]:
    """Name the columns that an indicator's numbers go into.

    Numerator and denominator, a count, or a mean and how many it rests on. A share that
    isn't protected may be all that its source gives: the value has a column too.
    """
    is_open = indicator.protection is Protection.NONE
    if is_open and indicator.kind in (Kind.SHARE, Kind.RATE):
        return ["värde", "täljare", "nämnare"]
    return {
        Kind.SHARE: ["täljare", "nämnare"],
        Kind.RATE: ["täljare", "nämnare"],
        Kind.COUNT: ["täljare"],
        Kind.MEAN: ["värde", "nämnare"],
        Kind.INDEX: ["värde"],
    }[indicator.kind]


def _csv(headers: list[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    width = len(headers)
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(headers: list[str], rows: list[list[str]], title: str) -> bytes:
    import xlsxwriter  # only those who ask for a workbook need it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title})
    head = book.add_format({"bold": True, "bg_color": "#e3eef8", "border": 1})
    text = book.add_format({"num_format": "@"})
    free_text = book.add_format({"num_format": "@", "locked": False, "border": 1})
    number = book.add_format({"num_format": "0.##", "locked": False, "border": 1})
    sheet = book.add_worksheet(_("Värden"))
    sheet.protect(options={"format_columns": True, "sort": True, "autofilter": True})
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, head)
    for line, (code, name, period) in enumerate(rows, start=1):
        sheet.write_string(line, 0, code, text)
        sheet.write_string(line, 1, name, text)
        sheet.write_string(line, 2, period, free_text)
        for column in range(3, len(headers)):
            sheet.write_blank(line, column, None, number)
    last = len(rows)
    sheet.data_validation(1, 3, last, len(headers) - 1, _only_numbers())
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, len(headers) - 1, 12)
    sheet.freeze_panes(1, 2)
    book.close()
    return out.getvalue()


def _only_numbers() -> dict[str, object]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": _("Bara tal"),
        "error_message": _("Skriv ett tal, eller lämna tomt om uppgift saknas."),
        "ignore_blank": True,
    }
