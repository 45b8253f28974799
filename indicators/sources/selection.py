"""What to ask a table for: the municipality's areas, the periods, and all the rest.

Nothing is left out of a question on the quiet. PxWeb sums over a variable that one
does not mention, and the answer looks as if it had never been there; so every variable
is asked for, with all its values unless the caller chooses among them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import prod

from indicators.sources.answers import changed, some
from indicators.sources.errors import MissingError
from indicators.sources.jsonstat import Selection
from indicators.sources.when import choose_periods
from indicators.texts import _

LEVELS = ("kommun", "deso", "regso")
_CODE = re.compile(
    r"\d{4}(?:(?P<deso>[ABC]\d{4})|(?P<regso>R\d{3}))?(?:_[A-Za-z]+(?P<vintage>\d{4}))?"
)


@dataclass(frozen=True)
class Variable:
    """A column of a table, with the codes it may have."""

    code: str
    text: str
    values: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Table:
    """What a source says that a table has."""

    title: str
    variables: tuple[Variable, ...]
    region: str = ""  # the code of the variable with areas
    time: str = ""


@dataclass(frozen=True)
class Ask:
    """What is wanted of a table.

    `periods` in our own form, `LATEST`, or none for all that there are; `level` is one
    of `LEVELS`, or "" for every level; `vintage` is a year such as "2025", or "" for
    all. A level of which the table has only one division is taken as it is.
    `choices` are the codes wanted of other variables, by the variable's code.
    """

    kommun: str
    periods: tuple[str, ...] = ()
    level: str = ""
    vintage: str = ""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def select(table: Table, ask: Ask, where: str) -> dict[str, tuple[str, ...]]:
    """Choose the codes to ask for, of every variable.

    Raises
    ------
    ChangedError
        If a variable or a code that was chosen isn't in the table, or the table has no
        areas or periods.
    MissingError
        If it has nothing of the municipality, or not all of the periods.
    """
    _require_variables(table, ask.choices, where)
    chosen: dict[str, tuple[str, ...]] = {}
    for variable in table.variables:
        if variable.code in ask.choices:
            chosen[variable.code] = _choose(variable, ask.choices, where)
        elif variable.code == table.region:
            chosen[variable.code] = _regions(variable.values, ask, where)
        elif variable.code == table.time:
            chosen[variable.code] = choose_periods(variable.values, ask.periods, where)
        else:
            chosen[variable.code] = variable.values
    return chosen


def _require_variables(table: Table, names: Mapping[str, object], where: str) -> None:
    codes = [variable.code for variable in table.variables]
    gone = [name for name in names if name not in codes]
    if not table.region:
        gone.append("Region")
    if not table.time:
        gone.append("Tid")
    if gone:
        near = get_close_matches(gone[0], codes, n=1)
        hint = _(" (heter den nu {code}?)").format(code=near[0]) if near else ""
        what = _("variabeln {gone} finns inte längre{hint}; tabellen har {codes}")
        raise changed(where, what.format(gone=some(gone), hint=hint, codes=some(codes)))


def _choose(
    variable: Variable, choices: Mapping[str, Sequence[str]], where: str
) -> tuple[str, ...]:
    wanted = choices[variable.code]
    gone = [code for code in wanted if code not in variable.values]
    if gone or not wanted:
        what = _("{variable} har inte längre {gone}; där finns {codes}")
        raise changed(
            where,
            what.format(
                variable=variable.code, gone=some(gone), codes=some(variable.values)
            ),
        )
    return tuple(code for code in variable.values if code in set(wanted))


def _regions(values: Sequence[str], ask: Ask, where: str) -> tuple[str, ...]:
    """Choose the municipality's codes, such as `0764` and `0764A0010_DeSO2025`."""
    found = [
        (code, _level(match), match["vintage"] or "")
        for code in values
        if code.startswith(ask.kommun) and (match := _CODE.fullmatch(code))
    ]
    # Without the mark a table has one division only, as municipalities always do.
    marked = {level for _code, level, vintage in found if vintage == ask.vintage}
    chosen = tuple(
        code
        for code, level, vintage in found
        if ask.level in ("", level)
        and (not ask.vintage or vintage == (ask.vintage if level in marked else ""))
    )
    if not chosen:
        what = _("tabellen har inga sådana områden i kommun {kommun}.")
        raise MissingError(
            where,
            what.format(kommun=ask.kommun),
            _("Kontrollera kommunkoden, och hos källan vilka områden tabellen har."),
        )
    return chosen


def _level(match: re.Match[str]) -> str:
    return next((level for level in LEVELS[1:] if match[level]), LEVELS[0])


def cells(selection: Selection) -> int:
    """Count the cells of an answer."""
    return prod(len(codes) for codes in selection.values())


def split(selection: Selection, limit: int) -> list[dict[str, tuple[str, ...]]]:
    """Cut a question into as few as possible of at most `limit` cells each.

    The longest variable is cut first, and the pieces again if need be.
    """
    if cells(selection) <= max(limit, 1):
        return [dict(selection)]
    longest = max(selection, key=lambda name: len(selection[name]))
    codes = selection[longest]
    step = max(1, limit * len(codes) // cells(selection))
    pieces = (codes[at : at + step] for at in range(0, len(codes), step))
    return [
        part for piece in pieces for part in split({**selection, longest: piece}, limit)
    ]
