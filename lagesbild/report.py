"""Write for people what was found in a file: its form, its problems, its repairs."""

from __future__ import annotations

from indicators.errors import Problem
from indicators.reading import Reading
from indicators.texts import _, ngettext
from lagesbild.asking import how_read, ways_on
from lagesbild.recipes import NOTHING, Recipe


def report(reading: Reading, recipe: Recipe = NOTHING) -> str:
    """Write what was found in a file: its form, its problems, its repairs."""
    lines = [form_of(reading), *how_read(reading, recipe)]
    wrong = sum(problem.rows for problem in reading.problems)
    heading = ngettext("{count} fel:", "{count} fel:", wrong).format(count=wrong)
    lines += _section(heading, reading.problems)
    lines += ways_on(reading)
    asked = reading.questions
    lines += _section(_("Att svara ja på ({count}):"), [_said(r) for r in asked])
    rest = [repair for repair in reading.repairs if not repair.needs_yes]
    lines += _section(_("Rättat eller noterat ({count}):"), [_said(r) for r in rest])
    if not reading.problems:
        count = len(reading.observations)
        lines.append(
            ngettext(
                "{count} värde kan läsas in.", "{count} värden kan läsas in.", count
            ).format(count=count)
        )
    lines.append(_("Ingenting har sparats."))
    return "\n".join(lines)


def form_of(reading: Reading) -> str:
    """Say in a line how a file was written."""
    found = reading.dialect
    if found.format in ("csv", "xlsx") and not found.header_row:
        text = "{file}."  # it has no table
    elif found.format == "csv":
        text = _(
            "{file}: {encoding}, avgränsningstecken {delimiter}, rubrik på rad {row}."
        )
    elif found.format == "xlsx":
        text = _("{file}: Excel, bladet {sheet}, rubrik på rad {row}.")
    else:
        text = _("{file}: {format}.")
    return text.format(
        file=reading.file,
        encoding=found.encoding or "?",
        delimiter=_delimiter(found.delimiter),
        row=found.header_row,
        sheet=found.sheet,
        format=found.format or _("okänd form"),
    )


def _delimiter(sign: str) -> str:
    names = {"\t": _("tabb"), ";": _("semikolon"), ",": _("komma")}
    return names.get(sign, sign or "?")


def _section(heading: str, entries: object) -> list[str]:
    listed = [f"  {entry}" for entry in entries]  # type: ignore[attr-defined]
    return [heading.format(count=len(listed)), *listed] if listed else []


def _said(repair: object) -> Problem:
    return Problem(repair.row, repair.column, repair.message)  # type: ignore[attr-defined]
