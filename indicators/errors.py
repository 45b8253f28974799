"""The root of every way the tool can say no, and those that are about numbers.

* LagesbildError             shown to the user as is, never as a traceback
  + DefinitionError          an indicator's definition cannot be used
  + IndicatorFileError       a file of values cannot be accepted
  + DisclosureError          publishing this would reveal a small group
  + StoreError               the store cannot be used, or does not hold what it should
    + StoreDamagedError      what is stored is not what was stored
    + ReleaseError           a release cannot be made or undone
  + GeographyError           the areas cannot be used: see geo.errors
  + WorkspaceError           the workspace cannot be used: see lagesbild.errors

A message tells what is wrong and where, and then what to do about it. It may name
files, rows, columns, area codes and limits, but never an indicator value: messages end
up in logs, and a value may be the small number that disclosure control is to hide.

A bug is not one of these: for those, let Python's own exceptions pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.texts import _, ngettext

SHOWN = 10  # a person mends a few at a time; the rest are counted


class LagesbildError(Exception):
    """Something that the user can put right; `exit_code` tells the shell which."""

    exit_code = 1


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file, and what to do about it.

    `row` is counted as a spreadsheet shows it (the first line is 1; 0 means the whole
    file), `column` is the header as written, or "" where no single column is to blame.
    `rows` is how many it stands for: see `indicators.problems`.
    """

    row: int
    column: str
    message: str
    remedy: str = ""
    rows: int = 1

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                _("rad {row}").format(row=self.row) if self.row else "",
                _("kolumn {column}").format(column=self.column) if self.column else "",
            )
            if part
        )
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} {self.remedy}".rstrip()


def listed(lines: Sequence[object], count: int = 0) -> str:
    """Write the first of `lines` one below the other, and count the others.

    `count` is of how many they are, where some of them stand for several.
    """
    shown = [f"  {line}" for line in lines[:SHOWN]]
    hidden = (count or len(lines)) - SHOWN
    if hidden > 0:
        shown.append("  " + _("… och {count} till").format(count=hidden))
    return "\n".join(shown)


class DefinitionError(LagesbildError):
    """A definition under `indicators/` cannot be used; all its problems at once."""

    exit_code = 10

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            _("Definitionen {file} kan inte användas:").format(file=file)
            + "\n"
            + listed(self.problems)
        )


class IndicatorFileError(LagesbildError):
    """A file of indicator values has problems, all of them listed at once."""

    exit_code = 10

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        count = sum(problem.rows for problem in self.problems)
        super().__init__(
            ngettext(
                "{file} har {count} fel. Ingenting har sparats.",
                "{file} har {count} fel. Ingenting har sparats.",
                count,
            ).format(file=file, count=count)
            + f"\n{listed(self.problems, count)}\n"
            + _("Rätta filen och läs in den på nytt.")
        )


class DisclosureError(LagesbildError):
    """Publishing would reveal a group below the threshold."""

    exit_code = 11

    def __init__(self, indicator_id: str, ways_out: Sequence[str] = ()) -> None:
        text = _(
            "{indicator}: det finns små grupper som inte går att skydda, med det som "
            "redan är publicerat. Ingenting har publicerats."
        ).format(indicator=indicator_id)
        if ways_out:
            text += "\n" + _("Så här kan du göra i stället:") + "\n" + listed(ways_out)
        super().__init__(text)


class StoreError(LagesbildError):
    """The store cannot be used as it is."""

    exit_code = 15


class StoreDamagedError(StoreError):
    """Something in the store is not what was put there; nothing of it is shown."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _(
                "Det lagrade stämmer inte med sin kontrollsumma: {what}. Inget av det "
                "visas. Återställ från en säkerhetskopia med lagesbild restore."
            ).format(what=what)
        )


class ReleaseError(StoreError):
    """A release cannot be made or undone as asked; nothing has changed."""
