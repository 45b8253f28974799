"""What a reader has to say about a file: what is wrong, and what was put right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from indicators.errors import Problem
from indicators.problems import Rows, Say, same_problem
from indicators.texts import _

_MAY_BE_A_VALUE = re.compile(r"[-−]?\d{1,3}|[-−]?[\d\s]*[.,][\d.,\s]*%?|[-−]?[\d\s]+%")
LONGEST = 40  # letters of a code or a header that a message repeats
LIMIT = 200  # letters that a header, a code or a number may have; more isn't parsed


@dataclass(frozen=True)
class Repair:
    """Something that was put right, or left out, and is said; row 0 = whole file.

    `needs_yes` is for what changes how the numbers or the areas are understood: it is
    asked once, and nothing is accepted before somebody has answered.
    """

    row: int
    column: str
    message: str
    needs_yes: bool = False


@dataclass
class Findings:
    """What is filled while a file is read; `choices` are what to choose between.

    `headers` names every column, `columns` those that have each role, and `lacking` is
    what no column was found for.
    """

    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)

    def problem(self, row: int, column: str, message: str, remedy: str = "") -> None:
        """Note that something is wrong."""
        self.problems.append(Problem(row, column, message, remedy))

    def same(self, rows: Rows, column: str, say: Say) -> None:
        """Note what is wrong in the same way in many rows: see `same_problem`."""
        self.problems += same_problem(rows, column, say)

    def repair(
        self, row: int, column: str, message: str, *, needs_yes: bool = False
    ) -> None:
        """Note that something was put right."""
        self.repairs.append(Repair(row, column, message, needs_yes))

    def note_all(self, problems: Iterable[Problem], *, needs_yes: bool = False) -> None:
        """Note what a check found, where it is worth saying but no error."""
        for found in problems:
            text = f"{found.message} {found.remedy}".rstrip()
            self.repair(found.row, found.column, text, needs_yes=needs_yes)


def name_places(findings: Findings, place: Callable[[int], str]) -> None:
    """Say what a row is about where the file has none that a person could look up."""
    first = _("{message} Först i {place}.")
    findings.problems = [
        replace(found, row=0, message=f"{place(found.row)}: {found.message}")
        if found.row
        else found
        for found in findings.problems
    ]
    findings.repairs = [
        replace(
            found,
            row=0,
            message=first.format(message=found.message, place=place(found.row)),
        )
        if found.row
        else found
        for found in findings.repairs
    ]


def shown(text: str) -> str:
    """Make a header or a code fit to stand in a message: short, on one line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def shown_key(text: str) -> str:
    """Repeat what stands where a code or a period belongs, unless it may be a value.

    In a file whose columns have changed places, a count stands there.
    """
    line = shown(text)
    return _("(ett tal)") if _MAY_BE_A_VALUE.fullmatch(line) else line


def shown_code(text: str) -> str:
    """Repeat what stands where the code of an area belongs, unless it may be a value.

    What has a zero before it is a code: no number is written so.
    """
    return text if re.fullmatch("0[0-9]{1,3}", text) else shown_key(text)


def some(items: Iterable[str], limit: int = 5) -> str:
    """List the first few items, and count the others."""
    every = [shown(item) for item in items]
    rest = len(every) - limit
    return ", ".join(every[:limit]) + (f" … (+{rest})" if rest > 0 else "")


def letters(position: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    name = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
