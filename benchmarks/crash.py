"""Kill, starve and damage the store, and see whether anything said to be done is lost.

`python benchmarks/crash.py` prints a table; `--write` puts it into `docs/store.md`;
`--quick` does a small part of everything. What is done is written in that document and
in the modules `store_*.py`. Power cuts and the full disk need Linux and a C compiler,
PostgreSQL its programs; what can't be run here is said to be left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.documents import put  # noqa: E402
from benchmarks.store_cluster import can_start, cluster  # noqa: E402
from benchmarks.store_full import fill_disks  # noqa: E402
from benchmarks.store_kills import (  # noqa: E402
    Killed,
    kill_clients,
    kill_restores,
    kill_server,
)
from benchmarks.store_load import Speed, load, speeds  # noqa: E402
from benchmarks.store_mutations import mutate, mutate_log  # noqa: E402
from benchmarks.store_power import Cuts, cut_power  # noqa: E402
from benchmarks.store_shim import compiled  # noqa: E402
from indicators.store.server import server_engine  # noqa: E402

DOCUMENT = ROOT / "docs" / "store.md"
MOST_MILLISECONDS = 20.0


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    kills: int
    restores: int
    server_kills: int
    server_stops: int
    runs: int  # of the power cuts
    cuts: int  # in each of them
    mutations: int
    log_mutations: int
    seconds: float
    times: int


FULL = Size(1000, 200, 300, 20, 20, 20, 10_000, 1000, 120.0, 500)
QUICK = Size(50, 10, 20, 2, 3, 20, 500, 50, 5.0, 50)


@dataclass(frozen=True)
class Row:
    """One line of the table; `good` is None where nothing was to be reached."""

    what: str
    wanted: str
    found: str
    good: bool | None

    def __str__(self) -> str:
        mark = {True: "yes", False: "**no**", None: "–"}[self.good]
        return f"| {self.what} | {self.wanted} | {self.found} | {mark} |"


def main() -> int:
    """Run what is asked for; 1 if something was not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", help="the names of parts, with commas between")
    chosen = parser.parse_args()
    size = QUICK if chosen.quick else FULL
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="lagesbild-crash-") as folder:
        for name, part in PARTS.items():
            if chosen.only and name not in chosen.only.split(","):
                continue
            place = Path(folder) / name
            place.mkdir()
            start = time.monotonic()
            for row in part(place, size):
                print(row, flush=True)
                rows.append(row)
            print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr)
    table = _table(rows)
    print(f"\n{table}")
    if chosen.write:
        put(table, DOCUMENT, "crash.py")
    return int(any(row.good is False for row in rows))


def _kills(folder: Path, size: Size) -> Iterator[Row]:
    number = count()

    def place() -> Path:
        return folder / f"{next(number)}" / "store.sqlite"

    yield _killed(
        "`kill -9` while publishing, importing, undoing, backing up (SQLite)",
        kill_clients(place, folder, kills=size.kills, seed=1),
    )


def _restores(folder: Path, size: Size) -> Iterator[Row]:
    yield _killed(
        "`kill -9` while restoring over a store (SQLite)",
        kill_restores(folder, kills=size.restores, seed=2),
    )


def _server(folder: Path, size: Size) -> Iterator[Row]:
    if not can_start():
        yield Row("the same on PostgreSQL", "0 lost", "left out: not installed", None)
        return
    with cluster() as server:
        schemas = count()

        def place() -> str:
            name = f"store_{next(schemas)}"
            engine = server_engine(server.address)
            with engine.begin() as connection:
                connection.exec_driver_sql(f"CREATE SCHEMA {name}")
            engine.dispose()
            return f"{server.address}&options=-csearch_path%3D{name}"

        yield _killed(
            "`kill -9` of a client of PostgreSQL",
            kill_clients(place, folder, kills=size.server_kills, seed=3),
        )

        yield _killed(
            "PostgreSQL itself stopped at once and started again",
            kill_server(place(), folder, server, times=size.server_stops, seed=4),
        )


def _killed(what: str, found: Killed) -> Row:
    during = ", ".join(f"{k} {n}" for k, n in found.during.most_common())
    text = (
        f"{found.kills} kills, {found.acknowledged} acknowledged: {found.lost} lost, "
        f"{found.half} half-visible, {found.broken} broken chains"
    )
    for example in found.examples[:3]:
        print(example, file=sys.stderr)
    good = found.lost + found.half + found.broken == 0
    return Row(
        f"{what}{f' (during: {during})' if during else ''}",
        "0 lost, 0 half-visible, chain intact",
        text,
        good,
    )


def _power(folder: Path, size: Size) -> Iterator[Row]:
    library = compiled(folder)
    if library is None:
        yield Row("power cuts", "0 lost", "left out: no C compiler", None)
        return
    for synchronous in ("FULL", "NORMAL"):
        place = folder / synchronous
        place.mkdir()
        found = cut_power(
            library,
            place,
            runs=size.runs,
            each=size.cuts,
            synchronous=synchronous,
        )
        yield _cut_row(found, synchronous)


def _cut_row(found: Cuts, synchronous: str) -> Row:
    failed = found.lost + found.damaged
    text = (
        f"{found.cuts} cuts, {found.acknowledged} acknowledged: "
        f"{found.lost} cuts lost something, {found.damaged} left a damaged store"
    )
    if synchronous == "FULL":
        for example in found.examples[:3]:
            print(example, file=sys.stderr)
        return Row("power cuts, as shipped", "0 lost", text, failed == 0)
    what = f"the same with `synchronous={synchronous}` (the harness must notice)"
    return Row(what, "some lost", text, found.lost > 0)


def _full(folder: Path, _size: Size) -> Iterator[Row]:
    library = compiled(folder)
    if library is None:
        yield Row("disk full at any write", "0 wrong", "left out: no C compiler", None)
        return
    found = fill_disks(library, folder)
    met = found["refused"] + found["done"] + found["unclear"]
    yield Row(
        "disk full at each write of publish, undo, backup, restore, first opening",
        "said plainly, old state readable, works again with room",
        f"{met} full disks: {found['refused']} refused in plain words, "
        f"{found['done']} done all the same, {found['unclear']} unclear, "
        f"{found['wrong']} wrong or unreadable, {found['not mended']} not mended",
        found["unclear"] + found["wrong"] + found["not mended"] == 0,
    )


def _mutations(folder: Path, size: Size) -> Iterator[Row]:
    kinds = mutate(folder, size.mutations)
    total: Counter[str] = Counter()
    for kind, found in kinds.items():
        total += found
        print(f"  {kind}: {dict(found)}", file=sys.stderr)
    bad = total.total() - total["detected"] - total["harmless"]
    yield Row(
        f"mutations of the store's file ({len(kinds)} kinds)",
        "detected or harmless, 0 wrong",
        f"{total.total()}: {total['detected']} detected, {total['harmless']} harmless, "
        f"{bad} wrong or crashed",
        bad == 0,
    )
    log = mutate_log(folder, size.log_mutations)
    bad = log.total() - log["detected"] - log["harmless"] - log["older"]
    yield Row(
        "bits flipped in a log that a reader kept from being emptied",
        "the newest state, an error, or the release before",
        f"{log.total()}: {log['detected']} detected, {log['harmless']} harmless, "
        f"{log['older']} show the release before, {bad} wrong",
        bad == 0,
    )


def _load(folder: Path, size: Size) -> Iterator[Row]:
    found = load(folder / "load.sqlite", size.seconds)
    yield Row(
        f"2 writers and 8 readers for {size.seconds:.0f} s (SQLite)",
        "no error, no inconsistent read",
        f"{found.releases} releases, {found.reads} reads",
        True,
    )


def _speed(folder: Path, size: Size) -> Iterator[Row]:
    blob, rows, bare = speeds(folder, size.times)
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    yield Row(
        f"publish of a 4 500-row table (load {busy:.1f} on {os.cpu_count()} cores)",
        f"p50 ≤ {MOST_MILLISECONDS:.0f} ms",
        _milliseconds(blob),
        blob.p50 <= MOST_MILLISECONDS,
    )
    yield Row(
        "the same, a row for each observation (executed one by one, one transaction)",
        "slower",
        f"{_milliseconds(rows)}: {rows.quietest / blob.quietest:.1f} × the blob in the "
        f"quietest, {rows.p50 / blob.p50:.1f} × over all",
        rows.quietest > blob.quietest,
    )
    yield Row(
        "the floor: the same bytes written and flushed once to a plain file",
        "–",
        _milliseconds(bare),
        None,
    )


def _milliseconds(found: Speed) -> str:
    return (
        f"p50 {found.p50:.1f} ms, p95 {found.p95:.1f} ms, "
        f"p50 of the quietest of five batches {found.quietest:.1f} ms"
    )


PARTS: dict[str, Callable[[Path, Size], Iterator[Row]]] = {
    "speed": _speed,
    "kills": _kills,
    "restores": _restores,
    "server": _server,
    "power": _power,
    "full": _full,
    "mutations": _mutations,
    "load": _load,
}


def _table(rows: list[Row]) -> str:
    about = (
        f"Measured {date.today().isoformat()} with `python benchmarks/crash.py`, "  # noqa: DTZ011
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores shared with other work."
    )
    head = "| what | wanted | found | reached |\n|---|---|---|---|"
    return f"{about}\n\n{head}\n" + "\n".join(map(str, rows))


if __name__ == "__main__":
    raise SystemExit(main())
