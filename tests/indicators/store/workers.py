"""What other processes do to a store while the tests look on."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

from indicators.store import Change, open_store
from indicators.store.releases import current, history, newest, publish

Place = str | Path
PROCESSES = multiprocessing.get_context("forkserver")


def at_once(
    count: int, work: Callable[..., Any], *arguments: Any, patience: float = 60
) -> list[Any]:
    """Do the same thing in several processes, as nearly at once as can be."""
    start = time.time() + 1.5
    with ProcessPoolExecutor(count, mp_context=PROCESSES) as pool:
        doing = [
            pool.submit(_at, start, work, *arguments, name=n) for n in range(count)
        ]
        return [each.result(timeout=patience) for each in doing]


def _at(start: float, work: Callable[..., Any], *arguments: Any, name: int) -> Any:
    time.sleep(max(0.0, start - time.time()))
    return work(*arguments, name)


def pair(text: str) -> list[Change]:
    """Make two tables that belong together."""
    return [Change("a", f"{text}\n".encode(), 1), Change("b", f"{text}\n".encode(), 1)]


def open_and_publish(place: Place, name: int) -> int:
    """Open a store, perhaps the first to do so, and publish."""
    with closing(open_store(place)) as store:
        return publish(store, pair(f"{name}"), who=f"{name}", message="ny").number


def write_for(place: Place, seconds: float, name: int) -> list[int]:
    """Publish again and again."""
    until, made = time.time() + seconds, []
    with closing(open_store(place)) as store:
        while not made or time.time() < until:
            text = f"{name} {len(made)}"
            made.append(publish(store, pair(text), who="w", message="ny").number)
    return made


def read_for(place: Place, seconds: float, name: int) -> int:
    """Read again and again; what is read belongs together and never goes back."""
    until, seen, times = time.time() + seconds, 0, 0
    with closing(open_store(place)) as store:
        while not times or time.time() < until:
            at, _hash = newest(store)
            tables = current(store)
            assert tables.get("a") == tables.get("b")
            made = history(store) if times % 10 == 0 else []
            assert at >= seen
            assert not made or len(made) >= at
            seen, times = at, times + 1
    return times


def write_or_read(place: Place, seconds: float, writers: int, name: int) -> Any:
    """Be one of the writers, or one of the readers."""
    work = write_for if name < writers else read_for
    return work(place, seconds, name)
