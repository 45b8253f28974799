"""Rows that differ only in what we have no place for: one of them must be chosen.

Skolverket has a row for each kind of provider, SCB one for each type of household.
Where one of them is called the total, that is read and said; else somebody chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.reading.body import NUMBER_LIKE, Body
from indicators.reading.findings import LIMIT, shown, some
from indicators.reading.headers import Role, key_of, without_codes
from indicators.reading.keys import EVERYBODY, Table
from indicators.reading.layout import Layout
from indicators.texts import _, ngettext

_TOTALS = ("samtliga", "totalt")  # "Samtliga hushåll"
_NOT_KEYS = {Role.STATUS, Role.REASON}
_TRIED = 2_000  # different cells of a column that may be numbers
Key = tuple[str, ...]


@dataclass
class _Rows:
    """The rows of a table that are still in; `keys` says what each is about."""

    table: Table
    keys: list[Key]
    left: list[int]

    @classmethod
    def of(cls, table: Table) -> _Rows:
        body, roles = table.body, table.layout.keys
        used = [at for role, at in roles.items() if role not in _NOT_KEYS]
        keys = list(zip(*(body.columns[at] for at in used), strict=True))
        return cls(table, keys, list(range(len(keys))))

    def column(self, at: int) -> tuple[str, ...]:
        return self.table.body.columns[at]

    def keep(self, at: int, texts: Collection[str]) -> None:
        cells = self.column(at)
        self.left = [i for i in self.left if cells[i].strip() in texts]

    def repeated(self) -> list[int]:
        """Give the rows which are about the same as another."""
        if len({self.keys[i] for i in self.left}) == len(self.left):
            return []
        seen: dict[Key, list[int]] = {}
        for i in self.left:
            seen.setdefault(self.keys[i], []).append(i)
        return [i for group in seen.values() if len(group) > 1 for i in group]

    def result(self) -> Table:
        if len(self.left) == len(self.keys):
            return self.table
        rows = [self.table.body.rows[i] for i in self.left]
        columns = [
            tuple(column[i] for i in self.left) for column in self.table.body.columns
        ]
        place = self.table.place
        body = Body(rows, columns)
        return replace(self.table, body=body, place=place)


def choose_rows(table: Table, chosen: Mapping[str, str]) -> Table | None:
    """Leave the rows that were chosen, or the totals; nothing where it isn't clear."""
    wanted = {name: text for name, text in chosen.items() if name not in table.taken}
    candidates = _candidates(table)
    if not candidates and not wanted:
        return table
    rows = _Rows.of(table)
    followed = [_follow(rows, *one) for one in wanted.items()]  # each says its problem
    if not all(followed):
        return None
    repeated = rows.repeated()
    for at in _differing(rows, candidates, repeated):
        _take_total(rows, at)
    unsettled = _differing(rows, candidates, rows.repeated())
    if unsettled:
        _ask(rows, unsettled)
        return None
    return rows.result()


def _candidates(table: Table) -> list[int]:
    """Find the columns of words that have no other use."""
    contents = {at for m in table.layout.measures for at in m.columns.values()}
    return [
        at
        for at in table.layout.ignored
        if at not in contents
        and (table.place is not None or _has_words(table.body.columns[at]))
    ]


def _has_words(column: Sequence[str]) -> bool:
    some_cells = list(dict.fromkeys(column))[:_TRIED]
    return any(
        text.strip() and not NUMBER_LIKE.fullmatch(text.strip()[:LIMIT])
        for text in some_cells
    )


def _differing(
    rows: _Rows, candidates: Sequence[int], repeated: Sequence[int]
) -> list[int]:
    """Find the columns in which rows about the same thing differ."""
    found = []
    for at in candidates:
        cells = rows.column(at)
        seen: dict[Key, str] = {}
        if any(seen.setdefault(rows.keys[i], cells[i]) != cells[i] for i in repeated):
            found.append(at)
    return found


def _follow(rows: _Rows, name: str, text: str) -> bool:
    """Keep the rows of a category that somebody chose."""
    layout, findings = rows.table.layout, rows.table.findings
    at = _named(layout, name)
    if at is None:
        message = _("Det finns ingen kolumn {name} att välja i.")
        findings.problem(0, shown(name), message.format(name=shown(name)))
        return False
    options = _options(rows, at)
    same = [option for option in options if key_of(text) in _keys(option)]
    if not same:
        findings.choices[layout.name(at)] = tuple(options)
        message = _("{text} finns inte i kolumnen. Välj en av: {options}.")
        listed = some(options, limit=20)
        message = message.format(text=shown(text), options=listed)
        findings.problem(0, layout.name(at), message)
        return False
    rows.keep(at, same)
    return True


def _named(layout: Layout, name: str) -> int | None:
    measures = {at for m in layout.measures for at in m.columns.values()}
    for at, header in enumerate(layout.headers):
        if key_of(name) in _keys(header) and at not in measures:
            return at
    return None


def _keys(text: str) -> tuple[str, str]:
    """Give what a header or category may be called: as it is, or without its code."""
    return key_of(text), key_of(without_codes(text))


def _options(rows: _Rows, at: int) -> list[str]:
    cells = rows.column(at)
    return list(dict.fromkeys(cells[i].strip() for i in rows.left))


def _take_total(rows: _Rows, at: int) -> None:
    """Keep the rows of the total, if exactly one category is called so."""
    options = _options(rows, at)
    keys = {text: key_of(without_codes(text)) for text in options if text}
    total = [text for text, key in keys.items() if key in EVERYBODY]
    total = total or [text for text, key in keys.items() if key.startswith(_TOTALS)]
    if len(total) != 1:
        return
    before = {rows.keys[i] for i in rows.left}
    count = len(rows.left)
    rows.keep(at, total)
    lost = before - {rows.keys[i] for i in rows.left}
    layout, findings = rows.table.layout, rows.table.findings
    findings.choices[layout.name(at)] = tuple(options)
    message = ngettext(
        "Av flera rader har de för {total} lästs; {count} annan används inte.",
        "Av flera rader har de för {total} lästs; {count} andra används inte.",
        count - len(rows.left),
    ).format(total=shown(total[0]), count=count - len(rows.left))
    if lost:
        message += " " + _("Områden eller perioder utan en sådan rad saknas därmed.")
    findings.repair(0, layout.name(at), message, needs_yes=bool(lost))


def _ask(rows: _Rows, columns: Sequence[int]) -> None:
    layout, findings = rows.table.layout, rows.table.findings
    for at in columns:
        options = _options(rows, at)
        findings.choices[layout.name(at)] = tuple(options)
        message = _("Flera rader gäller samma område och period: {options}.")
        remedy = _("Välj vilken som ska läsas, eller ta bort de andra raderna.")
        listed = message.format(options=some(options, limit=20))
        findings.problem(0, layout.name(at), listed, remedy)
