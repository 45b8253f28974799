"""Check a file that comes on standard input: the child of `lagesbild.checking`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from indicators.errors import IndicatorFileError, LagesbildError
from lagesbild.asking import Asked
from lagesbild.limited import begin
from lagesbild.recipes import read_by, read_file
from lagesbild.report import report
from lagesbild.workspace import Workspace


def main() -> int:
    """Read the file and write what was found; the exit code says whether it will do."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    begin()
    try:
        return _checked(told, sys.stdin.buffer.read())
    except LagesbildError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return error.exit_code


def _checked(told: dict[str, Any], content: bytes) -> int:
    place, name = Workspace(Path(told["workspace"])), told["file"]
    recipes = Asked(**told["asked"]).recipes(place, name)
    reading, recipe = read_by(
        recipes, lambda recipe: read_file(place, name, content, recipe, told["source"])
    )
    if told["as_json"]:
        print(json.dumps(reading.as_dict(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        print(report(reading, recipe))  # noqa: T201
    return IndicatorFileError.exit_code if reading.problems else 0


if __name__ == "__main__":
    sys.exit(main())
