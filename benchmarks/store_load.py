"""Two writers and eight readers for a while, and how long a publication takes."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from indicators.store import Change, open_store
from indicators.store.lite import connect
from indicators.store.releases import publish
from indicators.store.verify import verify
from tests.indicators.store.workers import at_once, write_or_read

WRITERS, READERS = 2, 8
ROWS = 4500
BATCHES = 5
HEADER = (
    "indicator,period,group,geography,area_code,numerator,denominator,value,status,"
    "reason\n"
)


@dataclass(frozen=True)
class Load:
    """What writers and readers got done without an error."""

    seconds: float
    releases: int
    reads: int


def load(place: str | Path, seconds: float) -> Load:
    """Let them write and read; any error, and any inconsistent read, ends it."""
    open_store(place).close()
    done = at_once(
        WRITERS + READERS,
        write_or_read,
        place,
        seconds,
        WRITERS,
        patience=10 * seconds + 120,
    )
    numbers = sorted(number for made in done[:WRITERS] for number in made)
    with closing(open_store(place)) as store:
        whole = verify(store).releases
    if numbers != list(range(1, whole + 1)):
        raise AssertionError("what was acknowledged is not what is there")
    return Load(seconds, len(numbers), sum(done[WRITERS:]))


@dataclass(frozen=True)
class Speed:
    """Milliseconds for one publication, of which others on the machine take a share."""

    p50: float
    p95: float
    quietest: float  # the p50 of the batch that was disturbed the least


def rows_of(number: int) -> list[tuple[str, ...]]:
    """Make a table of a usual size: 13 areas, 10 indicators, 35 periods or so."""
    return [
        (
            "unga-som-rosta",
            str(1990 + row // 130),
            "alla",
            "deso-2025",
            f"0764A{row % 130:04d}",
            str(row % 97 + number),
            str(row % 97 + 200 + number),
            f"{100 * (row % 97) / (row % 97 + 200 + number):.4f}",
            "ok",
            "",
        )
        for row in range(ROWS)
    ]


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    """Write it as the store holds it."""
    return (HEADER + "".join(",".join(row) + "\n" for row in rows)).encode()


def speeds(folder: Path, times: int) -> tuple[Speed, Speed, Speed]:
    """Time a blob, the same rows one by one, and a bare write."""
    blob, by_row, bare = [], [], []
    store = open_store(folder / "speed.sqlite")
    rival = _rival(folder / "rows.sqlite")
    with closing(store), closing(rival):
        for number in range(times):
            rows = rows_of(number)
            content = as_csv(rows)
            start = time.perf_counter()
            publish(store, [Change("a", content, ROWS)], who="w", message="m")
            blob.append(time.perf_counter() - start)
            start = time.perf_counter()
            _insert(rival, rows, number)
            by_row.append(time.perf_counter() - start)
            bare.append(_bare(folder / "bare", content))
    return _speed(blob), _speed(by_row), _speed(bare)


def _rival(file: Path) -> sqlite3.Connection:
    """Make the usual store: a row for each observation, with the same settings."""
    connection = connect(file, make=True)
    connection.execute(
        "CREATE TABLE observations (release INTEGER, indicator TEXT, period TEXT, "
        '"group" TEXT, geography TEXT, area_code TEXT, numerator REAL, '
        "denominator REAL, value REAL, status TEXT, reason TEXT, PRIMARY KEY "
        '(release, indicator, period, "group", geography, area_code))'
    )
    return connection


def _insert(
    connection: sqlite3.Connection, rows: list[tuple[str, ...]], number: int
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * 11)
    for row in rows:
        connection.execute(f"INSERT INTO observations VALUES ({marks})", (number, *row))
    connection.execute("COMMIT")


def _bare(file: Path, content: bytes) -> float:
    start = time.perf_counter()
    with file.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    return time.perf_counter() - start


def _speed(seconds: list[float]) -> Speed:
    size = len(seconds) // BATCHES
    batches = [seconds[n * size : (n + 1) * size] for n in range(BATCHES)]
    return Speed(
        p50=1000 * median(seconds),
        p95=1000 * quantiles(seconds, n=20)[-1],
        quietest=1000 * min(median(batch) for batch in batches),
    )
