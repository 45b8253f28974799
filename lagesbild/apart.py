"""Have a module of ours do its work in a child process, and take over its answer.

Only our own code runs in such a child, on what has been read already; a file from
outside is read by `lagesbild.reader_process`, which trusts nothing that comes back.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from typing import Any

from indicators.children import environment, speak_as_told
from indicators.errors import LagesbildError
from lagesbild.errors import UnfinishedError
from lagesbild.jobs import Run


def ask(module: str, question: object, run: Run | None = None) -> Any:
    """Run a module with a question, and give its answer.

    Raises
    ------
    LagesbildError
        Whatever it said no with, or `UnfinishedError`.
    """
    command = [sys.executable, "-m", module]
    ended = (run or Run())(command, pickle.dumps(question), environment())
    if ended.code != 0:
        sys.stderr.write(ended.err)
        raise UnfinishedError
    is_answer, said = pickle.loads(ended.out)  # noqa: S301  our own child wrote it
    if is_answer:
        return said
    raise _made(*said)


def answer(work: Callable[[Any], object]) -> None:
    """Answer the question on standard input: what a module does when it is run so."""
    speak_as_told()
    # What a library may print must not get into the answer.
    out = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    said: tuple[bool, object]
    try:
        said = (True, work(pickle.load(sys.stdin.buffer)))  # noqa: S301  our own parent
    except LagesbildError as error:
        said = (False, (type(error), error.args, vars(error)))
    except Exception as error:
        # Any mistake of ours ends here, since Python's own last words would hold its
        # text, and that may hold a value of the file.
        sys.stderr.writelines(traceback.format_tb(error.__traceback__))
        sys.stderr.write(f"{type(error).__name__}\n")
        sys.exit(1)
    with os.fdopen(out, "wb") as stream:
        pickle.dump(said, stream)


def _made(
    kind: type[LagesbildError], arguments: tuple[object, ...], more: dict[str, object]
) -> LagesbildError:
    """Make an error again as it was, whatever its class asks for."""
    error = kind.__new__(kind)
    error.args = arguments
    vars(error).update(more)
    return error
