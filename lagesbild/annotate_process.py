"""Make the annotated copy of a file in a process of its own, with an upload's limits.

The file is read there once more: what it holds never gets into the server's memory.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indicators.errors import StoreError
from indicators.reading import Reading
from indicators.reading.findings import Findings
from indicators.reading.headers import indicator_keys
from indicators.reading.request import Request
from indicators.reading.sources import open_source
from indicators.texts import _
from lagesbild.annotate import (
    annotated_copy,
    annotated_table,
    annotated_workbook,
    ending_of,
)
from lagesbild.asking import Asked
from lagesbild.intake import read_values
from lagesbild.limited import begin, read_limited
from lagesbild.recipes import Recipe, read_by, read_file
from lagesbild.workspace import Workspace


def annotated_apart(
    workspace: Path,
    name: str,
    content: bytes,
    recipes: Sequence[Recipe],
    source: str | None = None,
) -> tuple[bytes, str]:
    """Make the copy in a child process, and tell its ending.

    Parameters
    ----------
    workspace, name, content, recipes
        As for `lagesbild.reader_process.read_apart`.
    source : str, optional
        Whose markers for missing values to expect.

    Returns
    -------
    bytes
    str
        ".xlsx" for a workbook, else ".csv"; "" where there is nothing to write beside.

    Raises
    ------
    IndicatorFileError
        If the file is too large, or the child took too much time or memory.
    """
    told = {
        "workspace": str(workspace),
        "file": name,
        "recipes": [asdict(recipe) for recipe in recipes],
        "source": source,
    }
    arguments = [json.dumps(told)]
    out = read_limited("lagesbild.annotate_process", arguments, name, content).out
    ending, _line, copy = out.partition(b"\n")
    return copy, ending.decode()


def write_annotated(
    workspace: Path, file: Path, out: Path, asked: Asked, source: str | None
) -> Path | None:
    """Write the copy to a new file, with the ending that it has; None if there is none.

    Raises
    ------
    StoreError
        If there is such a file: it may be the very one that was checked.
    """
    recipes = asked.recipes(Workspace(workspace), file.name)
    content = read_values(file)
    copy, ending = annotated_apart(workspace, file.name, content, recipes, source)
    if not ending:
        return None
    place = out.with_suffix(ending)
    try:
        with place.open("xb") as made:
            made.write(copy)
    except FileExistsError:
        text = _("{file} finns redan och skrivs inte över. Välj ett annat namn.")
        raise StoreError(text.format(file=place.name)) from None
    except OSError as error:
        text = _("{file} går inte att läsa eller skriva. Kontrollera mappen.")
        raise StoreError(text.format(file=place.name)) from error
    return place


def main() -> None:
    """Read one file from standard input and write its copy: the child's own work."""
    begin()
    told: dict[str, Any] = json.loads(sys.argv[1])
    place, name = Workspace(Path(told["workspace"])), told["file"]
    recipes = [
        Recipe(**one | {"headers": tuple(one["headers"])}) for one in told["recipes"]
    ]
    content = sys.stdin.buffer.read()
    reading, used = read_by(
        recipes, lambda recipe: read_file(place, name, content, recipe, told["source"])
    )
    ending = ending_of(reading)
    copy = _copy(place, reading, content, used) if ending else b""
    sys.stdout.buffer.write(ending.encode() + b"\n" + copy)


def _copy(place: Workspace, reading: Reading, content: bytes, used: Recipe) -> bytes:
    if ending_of(reading) == ".xlsx":
        return annotated_workbook(reading, content)
    if reading.dialect.format == "csv":
        return annotated_copy(reading, content)
    request = Request(
        reading.file,
        indicator_keys(place.indicators),
        choose=used.choose,
        columns=used.columns,
        period=used.period,
        indicators=place.indicators,
        indicator=used.indicator,
    )
    return annotated_table(reading, open_source(content, request, Findings()).table)


if __name__ == "__main__":
    main()
