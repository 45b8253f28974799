"""From a table by dimensions (JSON-stat, PX, PxWeb, Kolada) to columns and roles.

Such a table says itself which of its columns are what, so nothing is told from headers
but what the contents mean. It has no rows to point at: messages name the categories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from indicators.formats import Dataset, Dimension
from indicators.periods import parse_period
from indicators.reading.body import Body
from indicators.reading.byhand import NAMES, Match, labels, match
from indicators.reading.contents import Keys, choosers, content_names, place_contents
from indicators.reading.findings import Findings, shown, some
from indicators.reading.headers import MEASURES, Role, key_of, meaning_of
from indicators.reading.keys import Table
from indicators.reading.layout import NOTHING, Layout
from indicators.reading.numbers import exact
from indicators.reading.personal import (
    has_personal_number,
    refuse_personal_headers,
    refuse_personal_numbers,
)
from indicators.reading.required import is_complete
from indicators.reading.tables import name_columns
from indicators.texts import _

_TOLD = {
    "area": Role.AREA,
    "time": Role.PERIOD,
    "group": Role.GROUP,
    "indicator": Role.INDICATOR,
}
_BY_NAME = (Role.AREA, Role.PERIOD, Role.GROUP, Role.INDICATOR)


def table_of_dataset(
    data: Dataset,
    keys: Keys,
    chosen: Mapping[str, str],
    findings: Findings,
    matched: Mapping[str, str] = NOTHING,
    period: str = "",
) -> Table | None:
    """Give each dimension its role and each content its meaning."""
    names = [dimension.name for dimension in data.dimensions]
    headers = [*names, *content_names(data)]
    by_hand = match(matched, headers, 0, findings)
    _require_fit(by_hand, len(names), labels(headers), findings)
    roles = _roles(data, keys, by_hand)
    columns = [
        _words(dimension, codes, role)
        for dimension, codes, role in zip(
            data.dimensions, data.keys, roles, strict=True
        )
    ]
    layout = Layout(-1, headers)
    layout.keys = {role: at for at, role in enumerate(roles) if role}
    layout.ignored = [at for at, role in enumerate(roles) if not role]
    place_contents(layout, data, keys, chosen, findings, by_hand)
    name_columns(layout, findings)
    _refuse_personal(names, columns, findings)
    if findings.problems:
        return None
    rows = list(range(1, len(columns[0]) + 1 if columns else 1))
    every = [tuple(c) for c in columns] + [exact(values) for values in data.values]
    _say_rest(layout, every, len(names), findings)
    if not is_complete(layout, findings, period):
        return None
    taken = frozenset(choosers(data.contents, chosen))
    place = _places(layout, every[: len(names)])
    return Table(layout, Body(rows, every), findings, place, taken)


def _require_fit(
    by_hand: Match, dimensions: int, names: Sequence[str], findings: Findings
) -> None:
    """Require that numbers are matched to contents, and all else to dimensions."""
    for at, role in by_hand.roles.items():
        if (role in MEASURES) != (at >= dimensions):
            message = _("{name} kan inte vara {role} i den här filen.")
            text = message.format(name=shown(names[at]), role=NAMES[role])
            findings.problem(0, shown(names[at]), text)


def _roles(data: Dataset, keys: Keys, by_hand: Match) -> list[Role | None]:
    """Tell what each dimension is: by hand, as the file says, or as its name does."""
    found: list[Role | None] = []
    taken = by_hand.settled
    for at, dimension in enumerate(data.dimensions):
        told = _TOLD.get(dimension.role)
        role = by_hand.roles.get(at, told if told not in taken else None)
        found.append(role if role not in found else None)
    for at, dimension in enumerate(data.dimensions):
        for name in (dimension.label, dimension.code):
            role = _named(name, data.keys[at], keys)
            if not found[at] and role not in found and role not in taken:
                found[at] = role
    return found


def _named(name: str, codes: Sequence[str], keys: Keys) -> Role | None:
    meaning = meaning_of(name, {})
    if meaning is None or meaning.role not in _BY_NAME:
        return None
    known = meaning.role is not Role.INDICATOR or _all_known(codes, keys)
    return meaning.role if known else None


def _all_known(codes: Sequence[str], keys: Keys) -> bool:
    return all(key_of(code) in keys for code in set(codes))


def _words(
    dimension: Dimension, codes: Sequence[str], role: Role | None
) -> Sequence[str]:
    """Give codes for areas and indicators, words for what a person chooses between."""
    if role in (Role.AREA, Role.INDICATOR):
        return codes
    labels = dimension.labels
    words = {code: labels.get(code) or code for code in dict.fromkeys(codes)}
    if role is Role.PERIOD:
        words = {c: c if parse_period(c) else word for c, word in words.items()}
    elif len(set(words.values())) < len(words):
        words = {c: f"{c} {word}" if word != c else c for c, word in words.items()}
    return [words[code] for code in codes]


def _refuse_personal(
    names: Sequence[str], columns: Sequence[Sequence[str]], findings: Findings
) -> None:
    refuse_personal_headers(0, names, findings)
    text = "\n".join(cell for column in columns for cell in dict.fromkeys(column))
    if has_personal_number(text):
        rows = list(zip(*columns, strict=True))
        refuse_personal_numbers(text, rows, names, findings)


def _say_rest(
    layout: Layout,
    columns: Sequence[Sequence[str]],
    dimensions: int,
    findings: Findings,
) -> None:
    """Say what the whole table is about, and which contents aren't used."""
    fixed = [
        f"{layout.name(at)}: {shown(columns[at][0])}"
        for at in layout.ignored
        if at < dimensions and len(set(columns[at])) == 1
    ]
    unused = [layout.headers[at] for at in layout.ignored if at >= dimensions]
    if fixed:
        message = _("Hela tabellen gäller {what}.")
        findings.repair(0, "", message.format(what="; ".join(fixed)))
    if unused:
        message = _("Kolumner som inte används: {columns}.")
        findings.repair(0, "", message.format(columns=some(unused, limit=20)))


def _places(
    layout: Layout, dimensions: Sequence[Sequence[str]]
) -> Callable[[int], str]:
    """Name a row by its categories, of those dimensions that have several."""
    always = {layout.keys.get(Role.AREA), layout.keys.get(Role.PERIOD)}
    told = [
        column
        for at, column in enumerate(dimensions)
        if at in always or len(set(column)) > 1
    ]

    def place(row: int) -> str:
        return ", ".join(shown(column[row - 1]) for column in told)

    return place
