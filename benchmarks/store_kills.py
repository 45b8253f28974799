"""`kill -9` at random instants, of a client or of the server; then a look at the rest.

A worker publishes, imports, undoes and backs up, and says each thing after it has
returned. It is killed at some instant; what it said must be there, and nothing by half.
"""

from __future__ import annotations

import multiprocessing
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.store_cluster import Cluster
from benchmarks.store_power import is_whole
from indicators.errors import StoreError
from indicators.store import Change, SourceFile, Store, open_store
from indicators.store.backup import backup, restore
from indicators.store.releases import current, history, publish, undo
from indicators.store.verify import verify

PROCESSES = multiprocessing.get_context("forkserver")
KINDS = ("publish", "publish", "import", "undo", "backup")
MOST_BEFORE = 6  # operations that a worker may begin before its end
LONGEST = 0.04  # seconds that it then lives
LONGEST_RESTORE = 0.4
KILLS_OF_ONE = 25  # then a new store is begun, also in the middle of its making
PATIENCE = 60


@dataclass
class Killed:
    """What happened to a number of kills."""

    kills: int = 0
    during: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    broken: int = 0
    examples: list[str] = field(default_factory=list)


def kill_clients(
    new_place: Callable[[], str | Path], folder: Path, *, kills: int, seed: int
) -> Killed:
    """Kill a worker again and again."""
    random, found, said = Random(seed), Killed(), {}
    PROCESSES.set_forkserver_preload(["benchmarks.store_kills"])
    place: str | Path = ""
    for number in range(kills):
        if number % KILLS_OF_ONE == 0:
            place, said = new_place(), {}
        one_time(place, folder, random, found, said)
    return found


def kill_server(
    place: str, folder: Path, server: Cluster, *, times: int, seed: int
) -> Killed:
    """Let the server go down in the middle of things, and come back."""
    random, found = Random(seed), Killed()
    said: dict[int, str] = {}
    for _ in range(times):
        one_time(place, folder, random, found, said, server)
    return found


def one_time(
    place: str | Path,
    folder: Path,
    random: Random,
    found: Killed,
    said: dict[int, str],
    server: Cluster | None = None,
) -> None:
    """Start a worker, end it, and look."""
    copies = folder / uuid.uuid4().hex
    copies.mkdir()
    ours, theirs = PROCESSES.Pipe(duplex=False)
    arguments = (place, copies, random.random(), theirs)
    worker = PROCESSES.Process(target=work, args=arguments)
    worker.start()
    theirs.close()
    heard = _first(ours, random.randrange(MOST_BEFORE))
    time.sleep(random.uniform(0, LONGEST))
    if server is not None:
        server.stop("immediate")
    worker.kill()
    worker.join()
    if server is not None:
        server.start()
    heard += _rest(ours)
    found.kills += 1
    found.during[_during(heard)] += 1
    _look(place, copies, heard, said, found)
    shutil.rmtree(copies)


def _first(pipe: Connection, wanted: int) -> list[Any]:
    """Listen until the worker has opened the store and begun so many operations."""
    heard, begun = [], -1
    while begun < wanted and pipe.poll(PATIENCE):
        heard.append(pipe.recv())
        begun += heard[-1][0] == "start"
    return heard


def _rest(pipe: Connection) -> list[Any]:
    heard = []
    with suppress(EOFError, OSError):
        while pipe.poll(0):
            heard.append(pipe.recv())
    pipe.close()
    return heard


def _during(heard: list[Any]) -> str:
    return str(heard[-1][1]) if heard and heard[-1][0] == "start" else "between"


def _look(
    place: str | Path,
    copies: Path,
    heard: list[Any],
    said: dict[int, str],
    found: Killed,
) -> None:
    done = [one for one in heard if one[0] == "done"]
    said |= {one[2]: one[3] for one in done if one[1] != "backup"}
    found.acknowledged += len(done)
    try:
        with closing(open_store(place)) as store:
            verify(store)
            made = history(store)
            tables = current(store)
    except StoreError as error:
        found.broken += 1
        found.examples.append(str(error))
        return
    hashes = {release.number: release.hash for release in made}
    lost = [number for number, whole in said.items() if hashes.get(number) != whole]
    copied = [one[2] for one in done if one[1] == "backup"]
    lost += [name for name in copied if not (copies / name).exists()]
    found.lost += len(lost)
    strange = len(hashes) - len(said) not in (0, 1)  # the one in flight, or not
    half = [file for file in copies.glob("[!.]*.sqlite") if not is_whole(file)]
    found.half += len(half) + strange + (tables.get("a") != tables.get("b"))
    said |= hashes


def kill_restores(folder: Path, *, kills: int, seed: int) -> Killed:
    """Kill a restore: the store is then the old one or the restored one, whole."""
    random, found = Random(seed), Killed()
    file, copy = folder / "store.sqlite", folder / "copy.sqlite"
    with closing(open_store(file)) as store:
        _do(store, "publish", folder, 0, random)
        backup(store, copy)
    wanted = {1, 2}
    for _ in range(kills):
        with closing(open_store(file)) as store:
            if len(history(store)) == 1:
                _do(store, "publish", folder, 0, random)
        worker = PROCESSES.Process(target=restore, args=(file, copy))
        worker.start()
        time.sleep(random.uniform(0, LONGEST_RESTORE))
        worker.kill()
        worker.join()
        found.kills += 1
        try:
            with closing(open_store(file)) as store:
                found.half += verify(store).releases not in wanted
        except StoreError as error:
            found.broken += 1
            found.examples.append(str(error))
        for old in folder.glob("[!.]*-before-*"):
            found.half += not is_whole(old)
            old.unlink()
    return found


def work(place: str | Path, copies: Path, seed: float, pipe: Connection) -> None:
    """Do things to the store until somebody puts an end to it."""
    random, number = Random(seed), 0
    pipe.send(("start", "opening"))
    try:
        store = open_store(place)
    except StoreError:  # the server went away just then
        return
    while True:
        kind = random.choice(KINDS)
        pipe.send(("start", kind))
        with suppress(StoreError):  # nothing to undo, or a server that went away
            pipe.send(("done", kind, *_do(store, kind, copies, number, random)))
        number += 1


def _do(
    store: Store, kind: str, copies: Path, number: int, random: Random
) -> tuple[Any, str]:
    if kind == "backup":
        backup(store, copies / f"{number}.sqlite")
        return f"{number}.sqlite", ""
    if kind == "undo":
        made = undo(store, len(history(store)), who="w", reason="fel")
        return made.number, made.hash
    text = random.randbytes(random.randint(10, 100_000))
    names = ("a", "b", "c", "d", "e", "f") if kind == "import" else ("a", "b")
    files = [SourceFile.of("a.csv", text)]
    changes = [Change(name, text, 1) for name in names]
    made = publish(store, changes, who="w", message="m", kind=kind, files=files)
    return made.number, made.hash
