"""Check a file of values in a process of its own, with the limits of an upload.

Nothing heavy is loaded here: the child does all the work, and this only hands it on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from lagesbild.intake import read_values
from lagesbild.limited import read_limited

ANSWERED = (0, 2, 10, 12)  # by `lagesbild.check_process`; a fault of ours ends with 1


def check(
    workspace: Path,
    file: Path,
    *,
    asked: Mapping[str, object],
    source: str | None = None,
    as_json: bool = False,
) -> int:
    """Read a file, print all that is wrong and all that was put right, store nothing.

    Parameters
    ----------
    workspace, file : Path
    asked : mapping
        How to read it: the fields of `lagesbild.asking.Asked`.
    source : str, optional
        Whose markers for missing values to expect.
    as_json : bool

    Returns
    -------
    int
        0, or the exit code of `IndicatorFileError` if there are problems.

    Raises
    ------
    IndicatorFileError
        If the file can't be opened, is too large, or takes too much time or memory.
    """
    content = read_values(file)
    told = {
        "workspace": str(workspace),
        "file": file.name,
        "asked": dict(asked),
        "source": source,
        "as_json": as_json,
    }
    ended = read_limited(
        "lagesbild.check_process",
        [json.dumps(told)],
        file.name,
        content,
        None,
        ANSWERED,
    )
    sys.stdout.write(ended.out.decode())
    sys.stderr.write(ended.err)
    return ended.code or 0
