"""What the server does before its first visitor, step by step, timed.

Run by `map.py` in a process of its own: `python startup.py WORKSPACE FOLDER`. In FOLDER
it leaves `facts.json`, the data of the usual way, and a map with everything baked in.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from geo.geometry import encode_shapes, label_points
from geo.simplify import default_tolerance, simplify_areas
from indicators.texts import LANGUAGES, use_language
from lagesbild.atlas import Atlas
from lagesbild.prepare import prepare
from lagesbild.series import Series
from lagesbild.workspace import Workspace


class Stopwatch(dict[str, float]):
    """How many seconds each named step took."""

    def __call__(self, name: str, act: Callable[[], Any]) -> Any:
        """Do it, and note how long it took."""
        begun = time.perf_counter()
        result = act()
        self[name] = time.perf_counter() - begun
        return result


def make(root: Path) -> dict[str, float]:
    """Do what is done before the first visitor comes, once for each release."""
    timed = Stopwatch()
    timed("prepare", lambda: prepare(root))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return timed | {"peak_mb": peak}


def take_apart(atlas: Atlas, level: str) -> dict[str, float]:
    """Do some parts again, one by one, and weigh what they make."""
    timed = Stopwatch()
    timed("geographies", lambda: Workspace(atlas.workspace.root).geographies)
    timed("pack", lambda: atlas.pack(level))
    timed("document", lambda: atlas.document(level))
    document, pack = atlas.document(level), atlas.pack(level)
    areas = atlas.workspace.geographies[level].areas
    tolerance = timed("tolerance", lambda: default_tolerance(areas))
    simple = timed("simplify", lambda: simplify_areas(areas, tolerance))
    timed("label_points", lambda: label_points(simple))
    timed("encode", lambda: encode_shapes(simple.geometry, 5))
    return timed | {
        "documents": len(atlas.levels) * len(LANGUAGES),
        "document_bytes": len(document.content),
        "document_gzip": len(document.gzipped),
        "pack_bytes": len(pack.content),
        "pack_gzip": len(pack.gzipped),
        "tolerance_m": tolerance,
        "vertices": int(areas.geometry.count_coordinates().sum()),
        "vertices_left": int(simple.geometry.count_coordinates().sum()),
    }


def write_for_usual(atlas: Atlas, level: str, folder: Path) -> None:
    """Write the areas, not simplified, and each indicator's latest values."""
    areas = atlas.workspace.geographies[level].areas
    shown = areas[["area_code", "name", "geometry"]].to_crs(4326)
    shown.to_file(folder / "areas.geojson", driver="GeoJSON")
    tables = [
        pd.DataFrame(
            {
                "indicator": str(one.indicator.name),
                "area_code": one.table.index,
                "value": one.table["value"].to_numpy(),
            }
        )
        for one in latest(atlas, level).values()
    ]
    pd.concat(tables).to_csv(folder / "values.csv", index=False)


def latest(atlas: Atlas, level: str) -> dict[str, Series]:
    """Give the last series of each indicator."""
    return {one.indicator.id: one for one in atlas.series(level)}


def about(atlas: Atlas, level: str) -> dict[str, Any]:
    """Say what can be chosen."""
    series = atlas.series(level)
    periods = Counter(one.indicator.id for one in series)
    names = {key: str(one.indicator.name) for key, one in latest(atlas, level).items()}
    return {
        "areas": len(atlas.workspace.geographies[level].areas),
        "names": list(names.values()),
        "start": names.get(atlas.workspace.config.start, next(iter(names.values()))),
        "several_periods": periods.most_common(1)[0][0],
    }


def main(root: Path, folder: Path) -> None:
    """Time what the server does, and write what the other pages need."""
    folder.mkdir(parents=True, exist_ok=True)
    use_language(LANGUAGES[0])
    made = make(root)
    atlas = Atlas(Workspace(root))
    level = next(iter(atlas.levels))
    facts = made | take_apart(atlas, level) | about(atlas, level)
    write_for_usual(atlas, level, folder)
    keys = tuple(one.key for one in atlas.series(level))
    (folder / "export.html").write_bytes(atlas.draw(level, keys))
    (folder / "facts.json").write_text(json.dumps(facts), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
