"""Rows about no area of ours: sums, the country and others, and rows not filled in."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from indicators.reading.areas import CodeBook, Fault, Match
from indicators.reading.body import Body
from indicators.reading.columns import Mask
from indicators.reading.findings import LIMIT, some
from indicators.reading.headers import Role, key_of, meaning_of
from indicators.reading.keys import Table
from indicators.texts import ngettext

_WORDS = (
    "total totalt totalsumma summa summatotalt samtliga samtligaområden alla "
    "allaområden helakommunen kommunen kommunentotalt kommuntotalt riket helariket "
    "grandtotal"
)
_SUMS = frozenset(_WORDS.split())
# Kolada writes 0000 for the country and 0007 for a county, SCB 00 and 07.
_COUNTY = "(?:0[13-9]|1[02-47-9]|2[0-5])"
_ELSEWHERE = re.compile(
    rf"(?:(?:00)?(?:00|{_COUNTY})|{_COUNTY}[0-9]{{2}})(?:[\s:,–-]\D*)?"
)
_MUNICIPALITY = re.compile(r"[^\W\d_][^\d]*\skommun(?:\s+totalt)?", re.I)


def leave_out(table: Table, areas: CodeBook) -> Table:
    """Leave out sums, other places, and rows with nothing but an area, and say so.

    Where nothing would be left, all rows stay, to be told what is wrong with them.
    """
    names, sums = _sums(table, areas)
    others, elsewhere = _elsewhere(table, areas)
    elsewhere &= ~sums
    blank = _blank(table) & ~sums & ~elsewhere
    gone = sums | elsewhere | blank
    if not gone.any() or gone.all():
        return table
    _say_sums(table, sums, names)
    _say_elsewhere(table, elsewhere, others)
    _say_blank(table, blank)
    kept = np.flatnonzero(~gone).tolist()
    rows = [table.body.rows[i] for i in kept]
    columns = [tuple(column[i] for i in kept) for column in table.body.columns]
    return replace(table, body=Body(rows, columns))


def _is_sum(text: str) -> bool:
    return len(text) <= LIMIT and (
        key_of(text) in _SUMS or _MUNICIPALITY.fullmatch(text.strip()) is not None
    )


def _sums(table: Table, areas: CodeBook) -> tuple[list[str], Mask]:
    """Find the rows whose area is a word for all of them, by code or else by name."""
    cells = table.cells(Role.AREA)
    assert cells is not None  # the caller has looked  # noqa: S101
    is_sum = {
        text: _is_sum(text) and areas.find(text).fault is Fault.NAME_ONLY
        for text in cells.texts
    }
    found = np.zeros(len(table.body.rows), dtype=bool)
    found[cells.where(is_sum.values())] = True
    names = [text for text, so in is_sum.items() if so]
    bare = cells.where(not text.strip() for text in cells.texts)
    for at in _labels(table) if len(bare) else ():
        column = table.body.columns[at]
        named = [i for i in bare.tolist() if _is_sum(column[i])]
        found[named] = True
        names += [column[i] for i in named]
    return names, found


def _elsewhere(table: Table, areas: CodeBook) -> tuple[list[str], Mask]:
    """Find the rows of the country, a county or another municipality, by their code.

    Only in a file that has areas of ours too; an unknown DeSO may be a wrong code.
    """
    cells = table.cells(Role.AREA)
    assert cells is not None  # the caller has looked  # noqa: S101
    found = np.zeros(len(table.body.rows), dtype=bool)
    if not any(_ELSEWHERE.fullmatch(text.strip()[:LIMIT]) for text in cells.texts):
        return [], found
    matches = {text: areas.find(text) for text in cells.texts}
    if all(match.fault for match in matches.values()):
        return [], found
    is_other = [_is_elsewhere(match, areas) for match in matches.values()]
    found[cells.where(is_other)] = True
    codes = zip(matches.values(), is_other, strict=True)
    return [match.code for match, other in codes if other], found


def _is_elsewhere(match: Match, areas: CodeBook) -> bool:
    if not match.fault or _ELSEWHERE.fullmatch(match.code) is None:
        return False
    return match.code[:4] not in areas.prefixes


def _labels(table: Table) -> list[int]:
    """Find the columns with the names of areas, beside the one with their codes."""
    headers = {at: table.layout.headers[at] for at in table.layout.ignored}
    return [at for at, header in headers.items() if _is_name(header)]


def _is_name(header: str) -> bool:
    meaning = meaning_of(header, {})
    is_area = meaning is not None and meaning.role is Role.AREA
    return is_area or key_of(header).endswith("namn")


def _blank(table: Table) -> Mask:
    """Find the rows that have neither a period nor a value, only their area."""
    cells = table.cells(Role.PERIOD)
    blank = np.zeros(len(table.body.rows), dtype=bool)
    if cells is not None:
        blank[cells.where(not text.strip() for text in cells.texts)] = True
        blank &= table.empty()
    return blank


def _say_sums(table: Table, sums: Mask, names: list[str]) -> None:
    at = np.flatnonzero(sums)
    if len(at):
        message = ngettext(
            "{count} rad är en summa och inget område ({names}): den används inte.",
            "{count} rader är summor och inga områden ({names}): de används inte.",
            len(at),
        ).format(count=len(at), names=some(dict.fromkeys(n.strip() for n in names)))
        column = table.column(Role.AREA)
        table.findings.repair(column.rows[at[0]], column.header, message)


def _say_elsewhere(table: Table, elsewhere: Mask, codes: list[str]) -> None:
    at = np.flatnonzero(elsewhere)
    if len(at):
        message = ngettext(
            "{count} rad gäller riket, ett län eller en annan kommun ({codes}): den "
            "används inte.",
            "{count} rader gäller riket, län eller andra kommuner ({codes}): de "
            "används inte.",
            len(at),
        ).format(count=len(at), codes=some(dict.fromkeys(codes)))
        column = table.column(Role.AREA)
        table.findings.repair(column.rows[at[0]], column.header, message)


def _say_blank(table: Table, blank: Mask) -> None:
    at = np.flatnonzero(blank)
    if len(at):
        message = ngettext(
            "{count} rad har ingen period och inga tal: uppgift saknas.",
            "{count} rader har ingen period och inga tal: uppgift saknas.",
            len(at),
        ).format(count=len(at))
        table.findings.repair(table.body.rows[at[0]], "", message)
