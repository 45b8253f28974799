"""Read an uploaded file in a process of its own, and take over what it answers."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from indicators.errors import IndicatorFileError, Problem
from indicators.model import COLUMNS, NUMBERS
from indicators.reading import Dialect, Reading, Repair
from indicators.reading.result import no_observations
from indicators.texts import _
from lagesbild.jobs import Run
from lagesbild.limited import begin, read_limited
from lagesbild.recipes import Recipe, read_by, read_file

MOST_FINDINGS = 1000


def read_apart(
    workspace: Path,
    name: str,
    content: bytes,
    recipes: Sequence[Recipe] = (),
    run: Run | None = None,
) -> tuple[Reading, Recipe]:
    """Read a file of values in a child process.

    Parameters
    ----------
    workspace : Path
        Whose definitions and areas the file is read with.
    name : str
        The file's name, for messages.
    content : bytes
    recipes : sequence of Recipe
        How to read it: by the first that fits. One without headers fits any file.
    run : Run, optional
        Runs the child, if it is to be stopped from outside.

    Returns
    -------
    Reading
        As from `indicators.reading.read_observations`. If the child needed too much
        time or memory, or ended otherwise, there is one problem that says so.
    Recipe
        The one that was used, or an empty one.
    """
    try:
        return read_in_child(workspace, name, content, recipes, run)
    except IndicatorFileError as refused:
        nothing = no_observations()
        return Reading(name, nothing, refused.problems, (), Dialect()), Recipe()


def read_in_child(
    workspace: Path,
    name: str,
    content: bytes,
    recipes: Sequence[Recipe] = (),
    run: Run | None = None,
) -> tuple[Reading, Recipe]:
    """Read a file as `read_apart` does, or raise.

    Raises
    ------
    IndicatorFileError
        If the file is too large, or the child needed too much time or memory.
    """
    entries = json.dumps([asdict(recipe) for recipe in recipes])
    arguments = [str(workspace), name, entries]
    ended = read_limited("lagesbild.reader_process", arguments, name, content, run)
    answer = json.loads(ended.out)
    return _reading(answer), _recipe(answer["recipe"])


def _recipe(entry: dict[str, Any]) -> Recipe:
    return Recipe(**entry | {"headers": tuple(entry["headers"])})


def _reading(answer: dict[str, Any]) -> Reading:
    table = pd.read_csv(
        io.StringIO(str(answer["observations"])),
        dtype={name: str for name in COLUMNS if name not in NUMBERS},
        keep_default_na=False,
        na_values={name: [""] for name in NUMBERS},
    )
    return Reading(
        file=str(answer["file"]),
        observations=table.astype(dict.fromkeys(NUMBERS, float)),
        problems=tuple(Problem(**one) for one in _dicts(answer["problems"])),
        repairs=tuple(Repair(**one) for one in _dicts(answer["repairs"])),
        dialect=Dialect(**answer["dialect"]),
        choices={name: tuple(every) for name, every in answer["choices"].items()},
        headers=tuple(map(str, answer["headers"])),
        columns={role: tuple(every) for role, every in answer["columns"].items()},
        lacking=tuple(map(str, answer["lacking"])),
    )


def _dicts(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise TypeError("the child's answer has another form than it writes")
    return value


def main() -> None:
    """Read one file from standard input and answer in JSON: the child's own work."""
    begin()
    from lagesbild.workspace import Workspace

    workspace, name = Workspace(Path(sys.argv[1])), sys.argv[2]
    recipes = [_recipe(entry) for entry in _dicts(json.loads(sys.argv[3]))]
    content = sys.stdin.buffer.read()
    reading, used = read_by(
        recipes, lambda recipe: read_file(workspace, name, content, recipe)
    )
    answer = {
        "file": reading.file,
        "observations": reading.observations.to_csv(index=False),
        "problems": [asdict(problem) for problem in _first(reading.problems)],
        "repairs": [asdict(repair) for repair in _asked_first(reading.repairs)],
        "dialect": asdict(reading.dialect),
        "choices": {name: list(every) for name, every in reading.choices.items()},
        "headers": list(reading.headers),
        "columns": {role: list(every) for role, every in reading.columns.items()},
        "lacking": list(reading.lacking),
        "recipe": asdict(used),
    }
    sys.stdout.write(json.dumps(answer))


def _first(problems: Sequence[Problem]) -> list[Problem]:
    """Keep the first of very many: nobody reads them all, and the server holds them."""
    if len(problems) <= MOST_FINDINGS:
        return list(problems)
    more = sum(problem.rows for problem in problems[MOST_FINDINGS:])
    text = _("Det finns {count} fel till.").format(count=more)
    remedy = _("Rätta de första och försök igen.")
    return [*problems[:MOST_FINDINGS], Problem(0, "", text, remedy, more)]


def _asked_first(repairs: Sequence[Repair]) -> list[Repair]:
    """Keep the first of very many, but above all what has to be answered."""
    if len(repairs) <= MOST_FINDINGS:
        return list(repairs)
    return sorted(repairs, key=lambda one: not one.needs_yes)[:MOST_FINDINGS]


if __name__ == "__main__":
    main()
