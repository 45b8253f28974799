"""What columns may be whose headers don't say it in our words: guessed and asked.

SCB writes "Andel personer, procent 2025", an office "Meritvärde" and "Elever".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.model import Indicator, Kind, Protection
from indicators.reading.body import NUMBER_LIKE
from indicators.reading.byhand import NAMES, role_of
from indicators.reading.findings import LIMIT, Findings, some
from indicators.reading.headers import Meaning, Role, key_of, period_and_words
from indicators.reading.layout import Layout, place_column, share_denominator
from indicators.reading.markers import meaning_of
from indicators.reading.request import Request
from indicators.texts import ngettext

_LOOKED_AT = 200  # rows in which a column must have numbers
_COUNTED = "antal"  # "Antal personer 2025" is a count, whatever it is of
_FILLERS = {"genomsnittligt", "genomsnittlig", "genomsnitt", "medel", "snitt", "i"}
_EVERYBODY = frozenset({"elever", "eleverna"})
_SOME = re.compile(r"elever(?:na)? (?:med|utan|som) \S.*", re.IGNORECASE)
_OF_NONE = (Kind.MEAN, Kind.INDEX, Kind.COUNT)


@dataclass(frozen=True)
class _Columns:
    """The columns of numbers that nothing is known of."""

    layout: Layout
    request: Request
    findings: Findings
    free: Sequence[int]

    def header(self, at: int) -> str:
        return " ".join(self.layout.headers[at].split())

    def may_be(self, role: Role) -> bool:
        """Tell whether a role has neither a column nor an answer by hand."""
        by_hand = {role_of(word) for word in self.request.columns}
        has = any(role in measure.columns for measure in self.layout.measures)
        return not has and role not in by_hand

    def place(self, at: int, meaning: Meaning) -> None:
        self.layout.ignored.remove(at)
        place_column(self.layout, at, meaning, self.findings)


def propose(
    layout: Layout,
    records: Sequence[Sequence[str]],
    request: Request,
    findings: Findings,
) -> None:
    """Give columns of numbers the role that they may have, and ask whether it is so.

    `records` are the rows below the header. Where it isn't clear which of several
    columns is meant, none is.
    """
    free = [at for at in layout.ignored if _has_numbers(at, records)]
    columns = _Columns(layout, request, findings, free)
    if findings.problems or not free:
        return
    if not layout.measures:
        _propose_years(columns)
    if not any(measure.period for measure in layout.measures):
        _propose_value(columns)
        _propose_pupils(columns)
        share_denominator(layout)


def _has_numbers(at: int, records: Sequence[Sequence[str]]) -> bool:
    """Tell whether all that stands in a column are numbers, or marks for none."""
    cells = (row[at].strip()[:LIMIT] for row in records[:_LOOKED_AT] if at < len(row))
    found = [cell for cell in cells if cell]
    return any(map(_has_digit, found)) and all(map(_is_measured, found))


def _is_measured(text: str) -> bool:
    marker = meaning_of(text, "local", is_value=True)
    return marker is not None or NUMBER_LIKE.fullmatch(text) is not None


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _propose_years(columns: _Columns) -> None:
    """Take the only column, or columns of the same words, whose headers have years."""
    has_period = Role.PERIOD in columns.layout.keys
    if has_period or not columns.may_be(Role.VALUE):
        return
    said = {at: period_and_words(columns.header(at)) for at in columns.free}
    dated = {at: one for at, one in said.items() if one is not None}
    if len({key_of(words) for _period, words in dated.values()}) != 1:
        return
    for at, (period, words) in dated.items():
        is_count = key_of(words.split()[0]) == _COUNTED
        role = Role.NUMERATOR if is_count else Role.VALUE
        meaning = Meaning(role, period=period.text, either=is_count, doubt=period.doubt)
        columns.place(at, meaning)
    _ask(list(dated), role, columns)


def _propose_value(columns: _Columns) -> None:
    """Take the only column that is called as the measure is, if that isn't a share."""
    if not (columns.may_be(Role.VALUE) and columns.may_be(Role.NUMERATOR)):
        return
    named = list(_named(columns))
    if len(named) == 1:
        columns.place(named[0], Meaning(Role.VALUE))
        _ask(named, Role.VALUE, columns)


def _named(columns: _Columns) -> Iterator[int]:
    known = columns.request.indicators
    own = known.get(columns.request.indicator)
    of = [own] if own else list(known.values())
    names = [_words(_names(one)) for one in of if one.kind in _OF_NONE]
    for at in columns.free:
        if at not in columns.layout.ignored:
            continue
        words = _words(columns.header(at)) - _FILLERS
        if words and any(words <= name for name in names):
            yield at


def _names(indicator: Indicator) -> str:
    return " ".join(
        (
            indicator.name.sv,
            indicator.name.en,
            indicator.short.sv,
            indicator.short.en,
        )
    )


def _words(text: str) -> set[str]:
    """Give the words of a text, without numbers."""
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def _propose_pupils(columns: _Columns) -> None:
    """Take "Elever" for the denominator, and those of them with something for a share.

    Only where the measure is known and needs them, and nothing else is lacking then.
    """
    own = columns.request.indicators.get(columns.request.indicator)
    if own is None or own.kind not in (Kind.SHARE, Kind.MEAN):
        return
    if own.protection is Protection.NONE and not columns.may_be(Role.VALUE):
        return
    free = [at for at in columns.free if at in columns.layout.ignored]
    every = [at for at in free if key_of(columns.header(at)) in _EVERYBODY]
    part = [at for at in free if _SOME.fullmatch(columns.header(at))]
    wanted = {Role.DENOMINATOR: every}
    if own.kind is Kind.SHARE:
        wanted[Role.NUMERATOR] = part
    found = {role: at for role, at in wanted.items() if columns.may_be(role)}
    if all(len(at) == 1 for at in found.values()):
        for role, (at,) in found.items():
            columns.place(at, Meaning(role))
            _ask([at], role, columns)


def _ask(found: Sequence[int], role: Role, columns: _Columns) -> None:
    layout = columns.layout
    message = ngettext(
        "Kolumnen {names} har lästs som {role}.",
        "Kolumnerna {names} har lästs som {role}, en för varje period.",
        len(found),
    )
    names = some([layout.headers[at] for at in found])
    text = message.format(names=names, role=NAMES[role])
    at = layout.name(found[0])
    columns.findings.repair(layout.row, at, text, needs_yes=True)
