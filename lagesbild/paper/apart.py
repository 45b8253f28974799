"""Print in a process of its own, so that a server gets back the memory it takes.

The compiler keeps what it has drawn, up to half a gigabyte, for as long as its process
lives. That is right for a batch and wrong for a server that somebody asks once a day.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from indicators.children import environment
from lagesbild.errors import UnfinishedError
from lagesbild.jobs import Run
from lagesbild.paper.errors import REFUSED, PaperError

SECONDS = 120.0


def as_file_apart(content: Mapping[str, Any], ending: str) -> bytes:
    """Make the same as `lagesbild.paper.as_file`, in a child process.

    Raises
    ------
    PaperError
        If the content can't be printed; in the words of the child.
    UnfinishedError
        If the child ended without an answer, or took too long.
    """
    command = [sys.executable, "-m", "lagesbild.paper", ending]
    told = json.dumps(content, ensure_ascii=False).encode()
    ended = Run()(command, told, environment(), SECONDS)
    if ended.code == 0:
        return ended.out
    if ended.code == REFUSED:
        raise PaperError(ended.err.strip())
    raise UnfinishedError
