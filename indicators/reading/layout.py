"""Where the table begins in a file, and which column holds what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from indicators.periods import Doubt
from indicators.reading import grid
from indicators.reading.byhand import Match, has_all, match
from indicators.reading.findings import Findings, letters, shown, some
from indicators.reading.headers import (
    MEASURES,
    Meaning,
    Role,
    meaning_of,
    period_and_words,
)
from indicators.texts import _

MAX_COLUMNS = 2000
COMPLETE = 1000  # the score of a header with areas and something more
ASKED = 4 * COMPLETE  # what a header gains that has every column asked for
NOTHING: Mapping[str, str] = MappingProxyType({})
DAMAGED = "\ufffd"  # what is left of a letter when a file was read wrongly


@dataclass
class Measure:
    """The columns which together give one observation of each row.

    `indicator` and `period` are "" where they stand in columns of their own.
    """

    indicator: str
    period: str
    columns: dict[Role, int] = field(default_factory=dict)


@dataclass
class Layout:
    """Which column holds what; `header` is the index of the header's row.

    `period` is what somebody said that all rows are of, where the file doesn't; `above`
    is what stands above its table. `dated` are columns matched by hand that got their
    period from their header, and `beside` has those that didn't, as another column has
    the period of each row.
    """

    header: int
    headers: list[str]
    keys: dict[Role, int] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    ignored: list[int] = field(default_factory=list)
    either: set[int] = field(default_factory=set)
    doubts: dict[int, Doubt] = field(default_factory=dict)
    period: str = ""
    above: str = ""
    beside: dict[int, str] = field(default_factory=dict)
    dated: list[int] = field(default_factory=list)

    @property
    def wide(self) -> bool:
        """Whether periods or indicators stand side by side."""
        return any(measure.period or measure.indicator for measure in self.measures)

    @property
    def tidy(self) -> bool:
        """Whether the file is in our own form, where each row says its status."""
        return Role.STATUS in self.keys

    @property
    def row(self) -> int:
        """The header's row, as a spreadsheet shows it."""
        return self.header + 1

    def name(self, column: int) -> str:
        """Give the header of a column as a message shows it."""
        return shown(self.headers[column]) or letters(column)


def find_header(
    text: str,
    delimiters: Sequence[str],
    indicators: Mapping[str, str],
    columns: Mapping[str, str] = NOTHING,
) -> tuple[str, int] | None:
    """Find the delimiter and the row that make the best header of all."""
    best: tuple[int, str, int] = (0, "", 0)
    for delimiter in delimiters:
        score, index = header_in(grid.sample(text, delimiter), indicators, columns)
        if score > best[0]:
            best = (score, delimiter, index)
    return best[1:] if best[0] else None


def header_in(
    rows: Sequence[Sequence[str]],
    indicators: Mapping[str, str],
    columns: Mapping[str, str] = NOTHING,
) -> tuple[int, int]:
    """Find the row that makes the best header: its score and index; no score if none.

    One with areas and something more has at least the score `COMPLETE`. `columns` are
    matched by hand: the row that has them all is the one.
    """
    scores = [
        _score(cells, indicators) + (ASKED if has_all(columns, cells) else 0)
        for cells in rows
    ]
    best = max(scores, default=0)
    return best, scores.index(best) if best else 0


def _score(cells: Sequence[str], indicators: Mapping[str, str]) -> int:
    found = [meaning_of(cell, indicators) for cell in cells[:MAX_COLUMNS]]
    roles = [meaning.role for meaning in found if meaning]
    words = sum(1 for meaning in found if meaning and not meaning.period)
    # A row of data may hold years, so years alone don't make a header.
    if Role.AREA not in roles and words < 2:
        return 0
    return len(roles) + (COMPLETE if Role.AREA in roles and len(roles) > 1 else 0)


def lay_out(
    header: int,
    cells: Sequence[str],
    indicators: Mapping[str, str],
    findings: Findings,
    columns: Mapping[str, str] = NOTHING,
) -> Layout:
    """Give each column its role; say which are ignored and which are in doubt."""
    filled = [i for i, cell in enumerate(cells) if cell.strip()]
    layout = Layout(header, [cell.strip() for cell in cells[: filled[-1] + 1]])
    if len(layout.headers) > MAX_COLUMNS:
        findings.problem(layout.row, "", _("Raden har fler än 2 000 kolumner."))
        return layout
    by_hand = match(columns, layout.headers, layout.row, findings)
    meanings = _meanings(layout, by_hand, indicators)
    best = min((m.rank for m in meanings if m and m.role is Role.AREA), default=0)
    for column, meaning in enumerate(meanings):
        label = meaning and meaning.role is Role.AREA and meaning.rank > best
        if meaning is None or label:
            layout.ignored.append(column)
        else:
            place_column(layout, column, meaning, findings)
    share_denominator(layout)
    _share_period(layout)
    _report_damage(layout, findings)
    return layout


def _meanings(
    layout: Layout, by_hand: Match, indicators: Mapping[str, str]
) -> list[Meaning | None]:
    """Tell what each column is, by hand or else by its header."""
    guessed = [meaning_of(text, indicators) for text in layout.headers]
    found = [by_hand.meaning(at, one) for at, one in enumerate(guessed)]
    has_periods = any(one and one.role is Role.PERIOD for one in found)
    for at in by_hand.roles:
        one, said = found[at], period_and_words(layout.headers[at])
        if one is None or said is None or one.period or one.role not in MEASURES:
            continue
        period, _words = said
        if has_periods:
            layout.beside[at] = period.text
        else:
            found[at] = replace(one, period=period.text, doubt=period.doubt)
            layout.dated.append(at)
    return found


def _share_period(layout: Layout) -> None:
    """Let the period in the header of a column chosen by hand be of those beside it."""
    plain = [m for m in layout.measures if not m.period]
    dated = [m for m in layout.measures if m.period]
    if not len(plain) == len(dated) == 1:
        return
    by_hand = set(layout.dated) & set(dated[0].columns.values())
    same = plain[0].indicator == dated[0].indicator
    apart = not plain[0].columns.keys() & dated[0].columns.keys()
    if by_hand and same and apart:
        dated[0].columns.update(plain[0].columns)
        layout.measures.remove(plain[0])


def place_column(
    layout: Layout, column: int, meaning: Meaning, findings: Findings
) -> None:
    """Give a column its role; two of the same are a problem."""
    columns = layout.keys
    if meaning.role in MEASURES:
        columns = _measure(layout, meaning).columns
    if meaning.role in columns:
        message = _("Kolumnerna {first} och {second} betyder samma sak.")
        findings.problem(
            layout.row,
            layout.name(column),
            message.format(
                first=layout.name(columns[meaning.role]), second=layout.name(column)
            ),
            _("Ta bort eller döp om den ena."),
        )
        return
    columns[meaning.role] = column
    if meaning.doubt:
        layout.doubts[column] = meaning.doubt
    if meaning.either:
        layout.either.add(column)


def _measure(layout: Layout, meaning: Meaning) -> Measure:
    for measure in layout.measures:
        if (measure.indicator, measure.period) == (meaning.indicator, meaning.period):
            return measure
    layout.measures.append(Measure(meaning.indicator, meaning.period))
    return layout.measures[-1]


def share_denominator(layout: Layout) -> None:
    """Let the only indicator of a file have the columns which don't name one."""
    plain = [m for m in layout.measures if not m.indicator and not m.period]
    named = [m for m in layout.measures if m.indicator and not m.period]
    if not len(plain) == len(named) == 1 == len(layout.measures) - 1:
        return
    if not plain[0].columns.keys() & named[0].columns.keys():
        named[0].columns.update(plain[0].columns)
        layout.measures.remove(plain[0])


def _report_damage(layout: Layout, findings: Findings) -> None:
    for column in [i for i in layout.ignored if DAMAGED in layout.headers[i]]:
        findings.problem(
            layout.row,
            layout.name(column),
            _("Rubriken är skadad: å, ä eller ö har gått förlorade."),
            _("Öppna originalet och spara det på nytt som CSV UTF-8."),
        )


def report_ignored(
    layout: Layout, columns: Sequence[Sequence[str]], findings: Findings
) -> None:
    """Say which columns with something in them aren't used."""
    used = [
        letters(i) if not layout.headers[i] else layout.headers[i]
        for i in layout.ignored
        if layout.headers[i] or any(cell.strip() for cell in columns[i])
    ]
    if used:
        message = _("Kolumner som inte används: {columns}.")
        findings.repair(layout.row, "", message.format(columns=some(used, limit=20)))
