"""Read a file of indicator values: all that is wrong with it, or all that it says.

The steps, each in a module of its own: bytes to text (`decode`), text to rows (`grid`),
where the table is and what its columns are (`layout`, `body`), what each row is about
(`keys`), and what it says (`observe`). What they find goes into one `Findings`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import PurePath

import pandas as pd

from indicators import checks
from indicators.model import Indicator
from indicators.reading import grid
from indicators.reading.areas import CodeBook
from indicators.reading.body import read_body
from indicators.reading.decode import Decoded, decode
from indicators.reading.findings import Findings
from indicators.reading.headers import Role, indicator_keys
from indicators.reading.keys import Table, read_keys
from indicators.reading.layout import find_header, lay_out, report_ignored
from indicators.reading.markers import SOURCES
from indicators.reading.observe import Observer
from indicators.reading.personal import (
    refuse_personal_headers,
    refuse_personal_numbers,
)
from indicators.reading.required import is_complete, report_no_header
from indicators.reading.result import Dialect, Reading, no_observations
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
) -> Reading:
    """Read a file of indicator values, strictly.

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

    Returns
    -------
    Reading
        With all problems and all repairs; see there.
    """
    if source not in (None, *SOURCES):
        raise ValueError(f"unknown source {source!r}")
    name, findings = PurePath(file.replace("\\", "/")).name, Findings()
    decoded = decode(content, findings)
    if decoded is None:
        return _reading(name, no_observations(), findings, Dialect())
    delimiter, table = _table(decoded, indicator_keys(indicators), findings)
    dialect = Dialect(decoded.encoding, delimiter, "", decoded.line_ending)
    if table is None:
        return _reading(name, no_observations(), findings, dialect)
    default = _default(indicator, name, indicators)
    found, decimal = _observations(table, indicators, areas, default, source)
    row, layout = table.layout.row, "wide" if table.layout.wide else "long"
    dialect = replace(dialect, decimal=decimal, header_row=row, layout=layout)
    return _reading(name, found, findings, dialect)


def _reading(
    file: str, observations: pd.DataFrame, findings: Findings, dialect: Dialect
) -> Reading:
    """Order what was found; let nothing half-read through."""
    if findings.problems:
        observations = no_observations()
    return Reading(
        file,
        observations,
        tuple(
            sorted(dict.fromkeys(findings.problems), key=lambda problem: problem.row)
        ),
        tuple(sorted(dict.fromkeys(findings.repairs), key=lambda repair: repair.row)),
        dialect,
    )


def _table(
    decoded: Decoded, keys: Mapping[str, str], findings: Findings
) -> tuple[str, Table | None]:
    """Find the table in a text, if there is one."""
    announced, text = grid.announced(decoded.text)
    delimiters = (announced,) if announced else grid.DELIMITERS
    found = find_header(text, delimiters, keys)
    if found is None:
        report_no_header(findings)
        refuse_personal_numbers(text, grid.sample(text, ";"), (), findings)
        return announced, None
    delimiter, header = found
    records = grid.split(text, delimiter, findings)
    if header >= len(records):
        return delimiter, None
    layout = lay_out(header, records[header], keys, findings)
    refuse_personal_headers(layout.row, layout.headers, findings)
    refuse_personal_numbers(text, records, layout.headers, findings)
    if findings.problems:
        return delimiter, None
    body = read_body(records, layout, findings)
    report_ignored(layout, body.columns, findings)
    complete = is_complete(layout, findings) and body.rows
    return delimiter, Table(layout, body, findings) if complete else None


def _default(indicator: str | None, file: str, indicators: Indicators) -> str:
    """Tell which indicator a file is of which doesn't say so itself."""
    if indicator is not None:
        return indicator
    stem = PurePath(file).stem.casefold()
    named = [
        name
        for name in indicators
        if stem == name.casefold() or stem.startswith((f"{name}_", f"{name}-"))
    ]
    return max(named, key=len, default="")


def _observations(
    table: Table,
    indicators: Indicators,
    areas: Areas,
    default: str,
    source: str | None,
) -> tuple[pd.DataFrame, str]:
    """Read and check what the table says."""
    findings = table.findings
    default = _required_indicator(table, indicators, default)
    keys = read_keys(table, CodeBook(areas), indicator_keys(indicators), default)
    found, places, decimal = Observer(table, keys, indicators, source).observe()
    places = places.rename(columns=lambda name: name.removesuffix("_header"))
    whole = (found[["period", "geography", "area_code"]] != "").all(axis=1)
    found, places = found[whole], places[whole]
    findings.problems += checks.errors(found, indicators, places)
    unusual = checks.unusual_counts(found, indicators, places)
    findings.note_all(unusual, needs_yes=True)
    if not findings.problems:  # or else it would be of rows that couldn't be read
        findings.note_all(checks.absent_areas(found, areas))
    return found.reset_index(drop=True), decimal


def _required_indicator(table: Table, indicators: Indicators, default: str) -> str:
    """Require that file, column or caller says which indicator it is."""
    unnamed = any(not measure.indicator for measure in table.layout.measures)
    said = Role.INDICATOR in table.layout.keys or default in indicators
    if unnamed and not said:
        table.findings.problem(
            0,
            "",
            _("Det framgår inte vilken indikator filen handlar om."),
            _("Lägg till en kolumn indikator, eller ge filen indikatorns id som namn."),
        )
    return default if default in indicators else ""
