"""How many areas a second a whole country's batch makes, HTML and PDF.

    python benchmarks/places.py [--places 290] [--folder FOLDER] [--write]

Makes so many workspaces (kept in FOLDER), publishes in each of them, and then times one
`lagesbild snapshot batch --places` over all: processes that start, tables that are
read, stores and files that are written, all counted. Every workspace is the shipped one
with five area groups, but turned and stretched, with other counts and values in every
cell, so that nothing drawn for one can be used again for another. Ends with 1 under the
goal.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import psutil
import tomli_w

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.documents import put  # noqa: E402
from lagesbild.publishing import Desk  # noqa: E402
from lagesbild.workspace import Workspace  # noqa: E402

GOAL, MEASURES = 5.0, 10
DOCUMENT = ROOT / "docs" / "paper.md"
SPLIT = {  # the fifth group: one of the shipped four, in two
    "landsbygden": ["0764A0010", "0764A0020"],
    "landsbygden-2": ["0764A0030", "0764A0040", "0764A0050"],
}


def make_place(root: Path, number: int) -> None:
    """Write a workspace of its own, and publish it."""
    is_made = root / "var" / "made"
    if is_made.exists():
        return
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    rng = np.random.default_rng(number)
    _turn(root / "geography" / "deso-2025.geojson", rng)
    for path in sorted((root / "observations").glob("*.csv")):
        _shake(path, rng)
    _regroup(root / "lagesbild.toml", sorted((root / "observations").glob("*.csv")))
    Desk(Workspace(root)).import_shipped()
    is_made.touch()


def _turn(path: Path, rng: np.random.Generator) -> None:
    """Turn and stretch the areas, all in the same way."""
    areas = gpd.read_file(path)
    metres = areas.to_crs(3006)
    middle = metres.union_all().centroid
    turned = metres.geometry.rotate(rng.uniform(-180, 180), origin=middle)
    turned = turned.scale(*rng.uniform(0.8, 1.25, 2), origin=middle)
    areas.set_geometry(turned.to_crs(areas.crs)).to_file(path, driver="GeoJSON")


def _shake(path: Path, rng: np.random.Generator) -> None:
    """Give every row other counts, or another value where there are none."""
    table = pd.read_csv(path, dtype={"period": str, "area_code": str})
    factor = rng.uniform(0.85, 1.15, len(table))
    counts = (table["numerator"] * factor).round().clip(upper=table["denominator"])
    has_share = table["numerator"].notna() & table["denominator"].notna()
    numerator = table["numerator"].where(~has_share, counts).astype("Int64")
    values = (table["value"] * rng.uniform(0.97, 1.03, len(table))).round(1)
    table.assign(
        numerator=numerator,
        denominator=table["denominator"].astype("Int64"),
        value=values.where(~has_share),
    ).to_csv(path, index=False)


def _regroup(path: Path, files: list[Path]) -> None:
    config = tomllib.loads(path.read_text("utf-8"))
    groups = [one for one in config["groups"] if one["id"] not in SPLIT]
    named = [{"id": i, "name": i, "areas": areas} for i, areas in SPLIT.items()]
    config["groups"] = [*groups, *named]
    config["accepted"] = [hashlib.sha256(f.read_bytes()).hexdigest() for f in files]
    path.write_text(tomli_w.dumps(config), "utf-8")


def make_all(folder: Path, count: int) -> Path:
    """Make and publish the workspaces that aren't there yet."""
    roots = [folder / f"place-{number:03}" for number in range(count)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(make_place, roots, range(count)))
    return folder


def measure(places: Path, out: Path) -> dict[str, float]:
    """Run the command over all workspaces, and watch what its processes take."""
    show = _latest(next(iter(sorted(places.iterdir()))))
    command = ["-m", "lagesbild.cli", "snapshot", "batch", "--title", "Läget i höst"]
    options = ["--places", str(places), "--out", str(out), "--also", ".pdf"]
    begun = time.perf_counter()
    with (out / "files.txt").open("w+") as listed:  # a pipe would be full and stop it
        child = subprocess.Popen(
            [sys.executable, *command, *options, "--show", *show],
            cwd=ROOT, stdout=listed, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        most = _watch(child)
        taken = time.perf_counter() - begun
        listed.seek(0)
        files = [Path(line.strip()) for line in listed]
    if child.returncode or not all(f.with_suffix(".pdf").stat().st_size for f in files):
        raise RuntimeError(f"the batch ended with {child.returncode}")
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "areas": len(files),
        "seconds": taken,
        "worked": spent.ru_utime + spent.ru_stime,
        "memory": most,
    }


def _latest(place: Path) -> list[str]:
    """Choose ten measures, at their latest period."""
    names = sorted(path.stem for path in (place / "observations").glob("*.csv"))
    return names[:MEASURES]


def _watch(child: subprocess.Popen[bytes]) -> float:
    """Wait for the end; give the most MB that one of its processes took."""
    most = 0.0
    process = psutil.Process(child.pid)
    while child.poll() is None:
        with contextlib.suppress(psutil.Error):
            family = [process, *process.children(recursive=True)]
            most = max(most, *(one.memory_info().rss / 1e6 for one in family))
        time.sleep(1)
    return most


def report(found: dict[str, float], places: int) -> str:
    """Write what was measured."""
    rate = found["areas"] / found["seconds"]
    met = "reached" if rate >= GOAL else "**missed**"
    return (
        f"Measured {date.today().isoformat()} by `python benchmarks/places.py`, "  # noqa: DTZ011
        f"{os.cpu_count()} cores: {places} workspaces with {found['areas']:.0f} area "
        f"groups in {found['seconds']:.0f} s, that is **{rate:.1f} areas a second** "
        f"(goal {GOAL:g}, {met}); {found['worked']:.0f} s of processor time, and no "
        f"process took more than {found['memory']:.0f} MB."
    )


def main() -> int:
    """Make the workspaces, run the batch, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=290)
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench-places"
    )
    parser.add_argument("--write", action="store_true", help=f"into {DOCUMENT.name}")
    options = parser.parse_args()
    places = make_all(options.folder / f"of-{options.places}", options.places)
    with tempfile.TemporaryDirectory(dir=options.folder) as out:
        found = measure(places, Path(out))
    text = report(found, options.places)
    print(text)
    if options.write:
        put(text, DOCUMENT, "places.py")
    return int(found["areas"] < GOAL * found["seconds"])


if __name__ == "__main__":
    raise SystemExit(main())
