"""Read areas that somebody hands us in a process of its own, with limits.

What GDAL or a parser does with a file that was made to harm, it does there: it can
take all the memory and time that the child has, and nothing of ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import SWEREF99_TM
from geo.drivers import leave_out
from geo.errors import AreaCodeError, CrsError, GeographyError, LayerError
from geo.layers import MAX_BYTES
from geo.load import COLUMNS, read_areas
from indicators.children import ONE_THREAD, environment, limit, speak_as_told
from indicators.texts import _

SECONDS = 25
MEMORY = 3 * 1024**3  # bytes of address space; the country's DeSO take a third of it
LARGEST_ANSWER = 400 * 1024**2
_REFUSED = 12
_KINDS = (AreaCodeError, CrsError, GeographyError, LayerError)
_ERRORS = {kind.__name__: kind for kind in _KINDS}


def read_areas_apart(
    path: Path,
    *,
    code_column: str,
    name_column: str | None = None,
    parent_column: str | None = None,
    layer: str | None = None,
) -> gpd.GeoDataFrame:
    """Do what `geo.load.read_areas` does, in a child process with limits.

    Parameters, result and errors are the same as there; a file that takes too much
    time or memory, or ends the child, raises `LayerError` too.
    """
    asked = {
        "path": os.path.abspath(path),  # noqa: PTH100  a link is followed when read
        "code_column": code_column,
        "name_column": name_column,
        "parent_column": parent_column,
        "layer": layer,
    }
    told = environment() | ONE_THREAD
    leave_out(told)
    with tempfile.TemporaryDirectory(prefix="lagesbild-") as folder:
        told["TMPDIR"] = folder  # so that nothing stays if it is stopped
        code, answer = _run(json.dumps(asked), told, Path(path).name)
    if code == _REFUSED:
        said = json.loads(answer)
        raise _ERRORS.get(said["error"], LayerError)(said["message"])
    if code != 0 or len(answer) > LARGEST_ANSWER:
        text = _(
            "{file} krävde för mycket minne, eller är trasig, och stoppades. Spara "
            "bara de områden som behövs, eller förenkla gränserna först."
        )
        raise LayerError(text.format(file=Path(path).name))
    return _unpacked(answer)


def _run(asked: str, told: dict[str, str], file: str) -> tuple[int, bytes]:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "geo.apart"],
            input=asked.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser's last words may quote the file
            timeout=SECONDS,
            env=told,
            check=False,
        )
    except subprocess.TimeoutExpired:
        text = _("{file} tog för lång tid att läsa och stoppades.").format(file=file)
        raise LayerError(text) from None
    return child.returncode, child.stdout


def _packed(areas: gpd.GeoDataFrame) -> Iterator[bytes]:
    shapes = shapely.to_wkb(areas.geometry.to_numpy())
    table = {name: areas[name].tolist() for name in COLUMNS[:-1]}
    yield json.dumps(table | {"sizes": [len(one) for one in shapes]}).encode() + b"\n"
    yield from shapes


def _unpacked(answer: bytes) -> gpd.GeoDataFrame:
    end = answer.index(b"\n") + 1
    table: dict[str, Any] = json.loads(answer[:end])
    edges = np.cumsum([end, *table.pop("sizes")]).tolist()
    shapes = [answer[a:b] for a, b in pairwise(edges)]
    return gpd.GeoDataFrame(table, geometry=shapely.from_wkb(shapes), crs=SWEREF99_TM)


def main() -> int:
    """Read the file that standard input names, and answer: the child's own work."""
    limit(seconds=SECONDS, memory=MEMORY, written=MAX_BYTES)
    speak_as_told()
    asked = json.load(sys.stdin)
    try:
        areas = read_areas(Path(asked.pop("path")), **asked)
    except GeographyError as error:
        said = {"error": type(error).__name__, "message": str(error)}
        sys.stdout.buffer.write(json.dumps(said).encode())
        return _REFUSED
    sys.stdout.buffer.writelines(_packed(areas))
    return 0


if __name__ == "__main__":
    sys.exit(main())
