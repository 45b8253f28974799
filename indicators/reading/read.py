"""Read a file of indicator values: all that is wrong with it, or all that it says.

The steps, each in a module of its own: bytes to a table, by what kind of file it is
(`sources`), where in it the table is and what its columns are (`layout`, `body`), which
of several rows is meant (`choices`), what each row is about (`keys`), and what it says
(`observe`). What they find goes into one `Findings`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import PurePath

import pandas as pd

from indicators import checks
from indicators.model import Indicator
from indicators.reading.areas import CodeBook
from indicators.reading.choices import choose_rows
from indicators.reading.findings import Findings, name_places
from indicators.reading.headers import Role, indicator_keys
from indicators.reading.keys import Table, read_keys
from indicators.reading.leftout import leave_out
from indicators.reading.markers import SOURCES
from indicators.reading.observe import Observer
from indicators.reading.request import Request
from indicators.reading.result import Reading, no_observations
from indicators.reading.sources import Source, open_source
from indicators.texts import _

Areas = Mapping[str, Collection[str]]
Indicators = Mapping[str, Indicator]


def read_observations(
    content: bytes,
    *,
    file: str,
    indicators: Indicators,
    areas: Areas,
    indicator: str | None = None,
    source: str | None = None,
    sheet: str = "",
    choose: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    period: str = "",
) -> Reading:
    """Read a file of indicator values, strictly.

    It may be CSV, an Excel workbook (xlsx), JSON-stat 2, PxWeb's JSON, PX, or Kolada's
    JSON; which one is told by what is in it.

    Parameters
    ----------
    content : bytes
        The file as it is. It isn't changed, and nothing is stored.
    file : str
        What it is called; a path is cut to its last part. A file that doesn't say
        which indicator it is of may have it here: `trangboddhet_2024.csv`.
    indicators : mapping of id to Indicator
        The indicators a file may be about.
    areas : mapping of geography to area codes
        The codes a file may use, by geography: `{"deso-2025": ["0764A0010", …]}`.
    indicator : str, optional
        The indicator of a file that doesn't say.
    source : {"scb", "skolverket", "kolada", "local"}, optional
        Whose markers for missing values to expect; told from each indicator's
        definition if not given.
    sheet : str, optional
        Which sheet of a workbook to read, where several have tables.
    choose : mapping of column to category, optional
        Which rows to read where several are about the same area and period, as
        `{"Huvudman": "Samtliga"}`; or what to read of a table that measures several
        things, as `{"tabellinnehåll": "Andel"}`. `Reading.choices` has what there is.
    columns : mapping of role to header, optional
        Which column is what, where its header doesn't say or says it wrongly, as
        `{"area": "Kod", "value": "Utfall"}`; "" for what no column is. What isn't
        named is guessed. `Reading.headers` has the columns, `byhand.BY_HAND` the roles.
    period : str, optional
        The period of all rows, for a file that says none; it is a problem to say one
        for a file that does.

    Returns
    -------
    Reading
        With all problems and all repairs; see there.
    """
    if source not in (None, *SOURCES):
        raise ValueError(f"unknown source {source!r}")
    name, findings = PurePath(file.replace("\\", "/")).name, Findings()
    known = indicator_keys(indicators)
    told = indicator or _default(name, "", indicators)
    request = Request(
        name, known, sheet, choose, columns or {}, period, indicators, told
    )
    opened = open_source(content, request, findings)
    table = opened.table and choose_rows(opened.table, request.chosen)
    if table is None:
        return _reading(name, no_observations(), findings, opened)
    default = indicator or _default(name, opened.identity, indicators)
    given = indicator if indicator and indicator in indicators else ""
    found, decimal = _observations(table, indicators, areas, (default, given), source)
    return _reading(name, found, findings, _described(opened, table, decimal))


def _described(opened: Source, table: Table, decimal: str) -> Source:
    """Add to what is known of the file how its table is written."""
    dialect = replace(
        opened.dialect,
        decimal=decimal,
        header_row=table.layout.row,
        layout="wide" if table.layout.wide else "long",
    )
    return replace(opened, dialect=dialect)


def _reading(
    file: str, observations: pd.DataFrame, findings: Findings, opened: Source
) -> Reading:
    """Order what was found; let nothing half-read through."""
    if findings.problems:
        observations = no_observations()
    if opened.table and opened.table.place:
        name_places(findings, opened.table.place)
    return Reading(
        file,
        observations,
        tuple(
            sorted(dict.fromkeys(findings.problems), key=lambda problem: problem.row)
        ),
        tuple(sorted(dict.fromkeys(findings.repairs), key=lambda repair: repair.row)),
        opened.dialect,
        dict(findings.choices),
        findings.headers,
        dict(findings.columns),
        tuple(dict.fromkeys(findings.lacking)),
    )


def _default(file: str, identity: str, indicators: Indicators) -> str:
    """Tell which indicator a file is of by its name or the id of its table."""
    stem = PurePath(file).stem.casefold()
    named = [
        name
        for name in indicators
        if re.fullmatch(rf"{re.escape(name.casefold())}(?:[_ -].*)?", stem)
    ]
    if named or not identity:
        return max(named, key=len, default="")
    same = [
        name
        for name, one in indicators.items()
        if one.source_id.rpartition("/")[2].casefold() == identity.casefold()
    ]
    return same[0] if len(same) == 1 else ""


def _observations(
    table: Table,
    indicators: Indicators,
    areas: Areas,
    told: tuple[str, str],
    source: str | None,
) -> tuple[pd.DataFrame, str]:
    """Read and check what the table says; `told` is its indicator: guessed, given."""
    findings, given = table.findings, told[1]
    default = _required_indicator(table, indicators, told[0])
    book = CodeBook(areas)
    table = leave_out(table, book)
    keys = read_keys(table, book, indicator_keys(indicators), default, given)
    found, places, decimal = Observer(table, keys, indicators, source).observe()
    places = places.rename(columns=lambda name: name.removesuffix("_header"))
    whole = (found[["period", "geography", "area_code"]] != "").all(axis=1)
    found, places = found[whole], places[whole]
    at = None if table.place else places
    findings.problems += checks.errors(found, indicators, at)
    unusual = checks.unusual_counts(found, indicators, at)
    findings.note_all(unusual, needs_yes=True)
    if found.empty and not findings.problems:
        message = _("Filen innehåller inga värden.")
        findings.problem(0, "", message, _("Hämta eller spara den igen."))
    if not findings.problems:  # or else it would be of rows that couldn't be read
        findings.note_all(checks.absent_areas(found, areas))
    return found.reset_index(drop=True), decimal


def _required_indicator(table: Table, indicators: Indicators, default: str) -> str:
    """Require that file, column or caller says which indicator it is."""
    unnamed = any(not measure.indicator for measure in table.layout.measures)
    said = Role.INDICATOR in table.layout.keys or default in indicators
    if unnamed and not said:
        table.findings.lacking.append(Role.INDICATOR)
        table.findings.problem(
            0,
            "",
            _("Det framgår inte vilken indikator filen handlar om."),
            _("Lägg till en kolumn indikator, eller ge filen indikatorns id som namn."),
        )
    return default if default in indicators else ""
