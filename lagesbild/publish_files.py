"""The command `publish`: read files, show what they would change, ask, publish."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from indicators.errors import IndicatorFileError
from indicators.reading import Reading
from indicators.store import SourceFile
from indicators.texts import _, ngettext
from lagesbild.asking import NOTHING, Asked, how_read, ways_on
from lagesbild.desk import is_yes, release_line
from lagesbild.draft_words import practice_warnings, protection_lines, repair_lines
from lagesbild.intake import read_files
from lagesbild.publishing import Desk, Draft
from lagesbild.reader_process import read_apart
from lagesbild.recipes import Recipe, remember
from lagesbild.workspace import Workspace

USAGE = 2


def publish_files(
    workspace: Path,
    files: Sequence[Path],
    *,
    message: str,
    yes: bool,
    asked: Asked = NOTHING,
    way: str = "",
) -> int:
    """Publish files after showing what it would change and asking for a yes.

    How files were read because it was asked for is remembered once they are published.

    Returns
    -------
    int
        0, or, if nobody said yes, 2, and `IndicatorFileError`'s where that leaves a
        question without an answer; nothing has changed then.
    """
    desk = Desk(Workspace(workspace))
    contents = read_files(files)
    reads = {
        name: read_apart(workspace, name, content, asked.recipes(desk.workspace, name))
        for name, content in contents.items()
    }
    for reading, recipe in reads.values():
        _say(*how_read(reading, recipe), *ways_on(reading))
    readings = [reading for reading, _recipe in reads.values()]
    _say(*practice_warnings(desk.workspace.indicators, readings))
    if not (yes or _asks()) and _has_questions(readings):
        _say(*_questions_of(readings), _unanswered())
        return IndicatorFileError.exit_code
    sources = [SourceFile.of(name, content) for name, content in contents.items()]
    draft = desk.draft(readings, sources, yes=True, way=way)
    _say(*_shown(draft))
    if not yes and not (_asks() and _confirmed(draft.rehearsal.vanishing)):
        return _not_published(draft)
    _publish(desk, draft, message, reads)
    return 0


def _publish(
    desk: Desk, draft: Draft, message: str, reads: Mapping[str, tuple[Reading, Recipe]]
) -> None:
    print(release_line(desk.publish(draft, message=message)))  # noqa: T201
    for name, (reading, recipe) in reads.items():
        remember(desk.workspace, name, replace(recipe, headers=reading.headers))


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201


def _asks() -> bool:
    return sys.stdin.isatty()


def _confirmed(vanishing: int) -> bool:
    question = _("Publicera? (ja/nej) ")
    if vanishing:
        question = ngettext(
            "Publicera, så att {count} tal försvinner? (ja/nej) ",
            "Publicera, så att {count} tal försvinner? (ja/nej) ",
            vanishing,
        ).format(count=vanishing)
    return is_yes(input(question))


def _not_published(draft: Draft) -> int:
    """Say what to add, and give the exit code: a question may be without an answer."""
    count = draft.rehearsal.vanishing
    if not count or _asks():
        _say(_("Ingenting har publicerats. Lägg till --yes för att publicera."))
        return USAGE
    _say(
        ngettext(
            "Filerna saknar {count} tal som är publicerat. Ingenting har publicerats. "
            "Lägg till --yes om det ska försvinna, eller lägg till det i filen.",
            "Filerna saknar {count} tal som är publicerade. Ingenting har publicerats. "
            "Lägg till --yes om de ska försvinna, eller lägg till dem i filen.",
            count,
        ).format(count=count)
    )
    return IndicatorFileError.exit_code


def _has_questions(readings: Sequence[Reading]) -> bool:
    """Tell whether files can be read if somebody says yes, and only then."""
    sound = not any(reading.problems for reading in readings)
    return sound and any(reading.questions for reading in readings)


def _questions_of(readings: Sequence[Reading]) -> list[str]:
    return [
        line
        for reading in readings
        for line in repair_lines(reading, reading.questions)
    ]


def _unanswered() -> str:
    return _(
        "Stämmer det? Lägg till --yes för att läsa in det så. Ingenting har "
        "publicerats."
    )


def _shown(draft: Draft) -> list[str]:
    """Say all that the page says before it offers to publish, in the same order."""
    readings = draft.readings
    repairs = [line for one in readings for line in repair_lines(one, one.repairs)]
    return [
        *repairs,
        *draft.questions,
        _("Så skyddas små grupper") + ":",
        *(f"  {line}" for line in protection_lines(draft)),
        _("Det här ändras om du publicerar") + ":",
        *(f"  {line}" for line in draft.rehearsal.sentences()),
    ]
