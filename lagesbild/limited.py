"""Read a file of values in a child with limits on its time, its memory, its answer.

A file from outside is hostile until it is read: a few kilobytes can ask a parser for
all memory there is, and some parsers end the whole process when they fail. Here that
ends a child, and whoever waits for it says what happened.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence

from indicators.children import ONE_THREAD, environment, limit, speak_as_told
from indicators.errors import IndicatorFileError, Problem
from indicators.texts import _
from lagesbild.intake import require_small
from lagesbild.jobs import Ended, Run

SECONDS = 20  # so that an answer is there within 30, also on a busy machine
MEMORY = 2 * 1024**3  # bytes of address space; pandas alone maps about half of it
LARGEST_ANSWER = 30 * 1024**2  # the server holds it; the country's DeSO × 50 series


def read_limited(
    module: str,
    arguments: Sequence[str],
    name: str,
    content: bytes,
    run: Run | None = None,
    codes: Collection[int] = (0,),
) -> Ended:
    """Have a module of ours read a file, and give what it answers.

    Parameters
    ----------
    module : str
        It begins with `begin`.
    arguments : sequence of str
    name, content : str, bytes
        The file's name, for messages, and the file.
    run : Run, optional
        Runs the child, if it is to be stopped from outside.
    codes : collection of int
        The exit codes with which it has answered.

    Raises
    ------
    IndicatorFileError
        If the file is too large, or the child took too much time or memory.
    """
    require_small(name, content)
    command = [sys.executable, "-m", module, *arguments]
    told = environment() | ONE_THREAD
    ended = (run or Run())(command, content, told, SECONDS, LARGEST_ANSWER)
    if ended.code in codes:
        return ended
    message = _("Filen krävde för mycket minne, eller är trasig, och stoppades.")
    if ended.code is None:
        message = _("Filen tog för lång tid att läsa och stoppades.")
    remedy = _("Spara den som CSV från kalkylprogrammet och försök igen.")
    raise IndicatorFileError(name, [Problem(0, "", message, remedy)])


def begin() -> None:
    """Begin such a child: take its limits on, and speak as it was told to."""
    limit(seconds=SECONDS, memory=MEMORY)
    speak_as_told()
