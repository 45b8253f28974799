"""What each row is about: its indicator, period, group, geography and area."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.model import TOTAL
from indicators.periods import Doubt, Period, parse_period
from indicators.reading.areas import CodeBook
from indicators.reading.body import Body
from indicators.reading.columns import Distinct, Mask, Texts
from indicators.reading.findings import Findings, shown_key, some
from indicators.reading.headers import Role, key_of, without_codes
from indicators.reading.layout import Layout
from indicators.reading.periods import period_doubt, period_fault
from indicators.reading.places import Column, find_areas, find_geographies
from indicators.texts import _

_EVERYBODY = (
    "total totalt samtliga alla t bådakönen kvinnorochmän mänochkvinnor "
    "flickorochpojkar pojkarochflickor both all"
)
EVERYBODY = frozenset(_EVERYBODY.split())
GENDERS = {"k": "kvinnor", "m": "män"}  # as Kolada writes them
_NOTHING = frozenset({"", ".", "..", "...", "…"})


@dataclass(frozen=True)
class Keys:
    """Arrays with one entry a row; "" where there is none or it is wrong."""

    indicator: Texts
    period: Texts
    group: Texts
    geography: Texts
    area_code: Texts


@dataclass(frozen=True)
class Table:
    """The body of a file and what its columns are.

    `place` names a row by its categories, where the file has no rows that a person
    could look up. `taken` are the choices that have been followed already.
    """

    layout: Layout
    body: Body
    findings: Findings
    place: Callable[[int], str] | None = None
    taken: frozenset[str] = frozenset()

    def cells(self, role: Role) -> Distinct | None:
        """Give the cells of the column with this role, if there is one."""
        at = self.layout.keys.get(role)
        return None if at is None else Distinct.of(self.body.columns[at])

    def column(self, role: Role) -> Column:
        """Tell how messages speak of the column with this role."""
        return Column(self.layout.name(self.layout.keys[role]), self.body.rows)

    def same(self, text: str) -> Texts:
        """Give every row the same."""
        return np.full(len(self.body.rows), text, dtype=object)

    def empty(self) -> Mask:
        """Mark the rows in which no measure has a value."""
        used = [i for m in self.layout.measures for i in m.columns.values()]
        rows = zip(*(self.body.columns[i] for i in used), strict=True)
        return np.array([_NOTHING.issuperset(map(str.strip, row)) for row in rows])


def read_keys(
    table: Table,
    areas: CodeBook,
    indicators: Mapping[str, str],
    default: str,
    given: str = "",
) -> Keys:
    """Read all columns which say what a row is about.

    `default` is the indicator of a file that says none, and `given` what somebody said
    that it is.
    """
    cells = table.cells(Role.AREA)
    assert cells is not None  # the caller has looked  # noqa: S101
    column = table.column(Role.AREA)
    said = _geographies(table, areas)
    matches = find_areas(cells, areas, column, table.empty(), table.findings)
    geography = find_geographies(matches, cells, said, column, table.findings)
    return Keys(
        _indicators(table, indicators, default, given),
        _periods(table),
        _groups(table),
        geography,
        cells.spread([match.code if not match.fault else "" for match in matches]),
    )


def _geographies(table: Table, areas: CodeBook) -> Texts:
    cells = table.cells(Role.GEOGRAPHY)
    if cells is None:
        return table.same("")
    found = [areas.geography(text) for text in cells.texts]
    message = _("Indelningen {text} är okänd eller går inte att skilja från en annan.")
    remedy = _("Skriv en av: {known}.").format(known=some(areas.areas, limit=10))
    column = table.column(Role.GEOGRAPHY)
    wrong = [bool(t.strip()) and not f for t, f in zip(cells.texts, found, strict=True)]

    def say(text: str) -> tuple[str, str]:
        return message.format(text=shown_key(text)), remedy

    _report(cells, wrong, column, say, table.findings)
    return cells.spread(found)


def _report(
    cells: Distinct,
    wrong: Sequence[bool],
    column: Column,
    say: Callable[[str], tuple[str, str]],
    findings: Findings,
) -> None:
    """Say what is wrong with cells, by what stands in them."""
    at = cells.where(wrong)
    findings.same(
        [column.rows[i] for i in at],
        column.header,
        lambda n: say(cells.texts[cells.codes[at[n]]]),
    )


def _indicators(
    table: Table, known: Mapping[str, str], default: str, given: str
) -> Texts:
    cells = table.cells(Role.INDICATOR)
    if cells is None:
        return table.same(default)
    found = [known.get(key_of(text), "") for text in cells.texts]
    column = table.column(Role.INDICATOR)
    if found == [""] and cells.texts[0].strip():
        return _only_unknown(cells.texts[0], column, given, table)
    _report(cells, [not name for name in found], column, _unknown, table.findings)
    return cells.spread(found)


def _only_unknown(text: str, column: Column, given: str, table: Table) -> Texts:
    """Take what somebody said that the file is of, where it has one unknown name."""
    row = column.rows[0]
    if given:
        message = _("Filen gäller {text} hos källan. Den har lästs som {indicator}.")
        said = message.format(text=shown_key(text), indicator=given)
        table.findings.repair(row, column.header, said, needs_yes=True)
    else:
        table.findings.lacking.append(Role.INDICATOR)
        table.findings.problem(row, column.header, *_unknown(text))
    return table.same(given)


def _unknown(text: str) -> tuple[str, str]:
    message = _("Indikatorn saknas.")
    if word := shown_key(text):
        message = _("Indikatorn {text} är okänd.").format(text=word)
    return message, _("Skriv indikatorns id, eller lägg till dess definition.")


def _groups(table: Table) -> Texts:
    cells = table.cells(Role.GROUP)
    return (
        table.same(TOTAL)
        if cells is None
        else cells.spread([_group(text) for text in cells.texts])
    )


def _group(text: str) -> str:
    word = without_codes(" ".join(text.split())).casefold()
    if not word or key_of(word) in EVERYBODY:
        return TOTAL
    return GENDERS.get(word, word)


def _periods(table: Table) -> Texts:
    for at, doubt in table.layout.doubts.items():
        header = table.layout.name(at)
        ask_about_period(doubt, header, table.layout.row, header, table)
    cells = table.cells(Role.PERIOD)
    if cells is None:
        return table.same(table.layout.period)
    found = [_period(text) for text in cells.texts]
    _ask_about_headers({period.text for period in found}, table)
    column = table.column(Role.PERIOD)
    wrong = [not period.text for period in found]
    _report(cells, wrong, column, period_fault, table.findings)
    if not table.layout.tidy:  # our own form means what it says
        _ask_about_periods(found, cells, column, table)
    return cells.spread([period.text for period in found])


def _period(text: str) -> Period:
    return parse_period(text) or parse_period(without_codes(text)) or Period("")


def _ask_about_headers(found: set[str], table: Table) -> None:
    """Ask where a column's header says a period that no row is of."""
    layout = table.layout
    for at, period in layout.beside.items():
        if period not in found:
            message = _("Rubriken säger {period}, men ingen rad gäller den perioden.")
            text = message.format(period=period)
            table.findings.repair(layout.row, layout.name(at), text, needs_yes=True)


def _ask_about_periods(
    found: list[Period], cells: Distinct, column: Column, table: Table
) -> None:
    for doubt in (Doubt.YEAR_END, Doubt.TWO_YEARS):
        rows = cells.where([period.doubt is doubt for period in found])
        if len(rows):
            text = shown_key(cells.texts[cells.codes[rows[0]]])
            ask_about_period(doubt, text, column.rows[rows[0]], column.header, table)


def ask_about_period(
    doubt: Doubt, text: str, row: int, header: str, table: Table
) -> None:
    """Say how a period in doubt was read, and ask for a yes."""
    table.findings.repair(row, header, period_doubt(doubt, text), needs_yes=True)
