"""Read an uploaded file in a process of its own, with limits on memory and time.

A file from outside is hostile until it is read: a few kilobytes can ask a parser for
all memory there is, and some parsers end the whole process when they fail. Here that
ends a child, and the server says what happened.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.errors import Problem
from indicators.model import COLUMNS, NUMBERS
from indicators.reading import Dialect, Reading, Repair
from indicators.reading.result import no_observations
from indicators.texts import _, language, use_language
from lagesbild.recipes import Recipe

SECONDS = 30
MEMORY = 2 * 1024**3  # bytes of address space; pandas alone maps about half of it
LARGEST_FILE = 20 * 1024**2
NO_RECIPE = Recipe()
LARGEST_ANSWER = 200 * 1024**2


def read_apart(
    workspace: Path, name: str, content: bytes, recipe: Recipe = NO_RECIPE
) -> Reading:
    """Read a file of values in a child process.

    Parameters
    ----------
    workspace : Path
        Whose definitions and areas the file is read with.
    name : str
        The file's name, for messages.
    content : bytes
    recipe : Recipe
        Which sheet and rows to read, where there are several.

    Returns
    -------
    Reading
        As from `indicators.reading.read_observations`. If the child needed too much
        time or memory, or ended otherwise, there is one problem that says so.
    """
    if len(content) > LARGEST_FILE:
        return _refused(name, _("Filen är större än 20 MB. Dela upp den."))
    command = [sys.executable, "-m", "lagesbild.reader_process", str(workspace), name]
    command += [recipe.sheet, json.dumps(dict(recipe.choose))]
    environment = os.environ | {
        "LAGESBILD_LANGUAGE": language(),
        "OPENBLAS_NUM_THREADS": "1",  # each thread would map memory of its own
        "GDAL_SKIP": "VRT,WMS,WCS,WMTS,HTTP",
        "OGR_SKIP": "OGR_VRT,WFS,CSW,CARTO,AmigoCloud",
        "PYTHONIOENCODING": "utf-8",
    }
    try:
        child = subprocess.run(  # noqa: S603  our own module
            command,
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _refused(name, _("Filen tog för lång tid att läsa och stoppades."))
    if child.returncode != 0 or len(child.stdout) > LARGEST_ANSWER:
        return _refused(
            name, _("Filen krävde för mycket minne, eller är trasig, och stoppades.")
        )
    return _reading(json.loads(child.stdout))


def _refused(name: str, message: str) -> Reading:
    remedy = _("Spara den som CSV från kalkylprogrammet och försök igen.")
    problem = Problem(0, "", message, remedy)
    return Reading(name, no_observations(), (problem,), (), Dialect())


def _reading(answer: dict[str, Any]) -> Reading:
    table = pd.read_csv(
        io.StringIO(str(answer["observations"])),
        dtype={name: str for name in COLUMNS if name not in NUMBERS},
        keep_default_na=False,
        na_values={name: [""] for name in NUMBERS},
        float_precision="round_trip",
    )
    return Reading(
        file=str(answer["file"]),
        observations=table.astype(dict.fromkeys(NUMBERS, float)),
        problems=tuple(Problem(**one) for one in _dicts(answer["problems"])),
        repairs=tuple(Repair(**one) for one in _dicts(answer["repairs"])),
        dialect=Dialect(**answer["dialect"]),
        choices={name: tuple(every) for name, every in answer["choices"].items()},
    )


def _dicts(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise TypeError("the child's answer has another form than it writes")
    return value


def main() -> None:
    """Read one file from standard input and answer in JSON: the child's own work."""
    _limit()
    use_language(os.environ.get("LAGESBILD_LANGUAGE", "sv"))
    from indicators.reading import read_observations
    from lagesbild.workspace import Workspace

    workspace, name = Workspace(Path(sys.argv[1])), sys.argv[2]
    reading = read_observations(
        sys.stdin.buffer.read(),
        file=name,
        indicators=workspace.indicators,
        areas=workspace.codes,
        sheet=sys.argv[3],
        choose=json.loads(sys.argv[4]),
    )
    answer = {
        "file": reading.file,
        "observations": reading.observations.to_csv(index=False),
        "problems": [asdict(problem) for problem in reading.problems],
        "repairs": [asdict(repair) for repair in reading.repairs],
        "dialect": asdict(reading.dialect),
        "choices": {name: list(every) for name, every in reading.choices.items()},
    }
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    """Take away what reading doesn't need; Windows only has the time limit."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
