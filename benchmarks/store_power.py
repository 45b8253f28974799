"""Power cuts: what is on a disk when some of what was not flushed never got there.

A process publishes, undoes and backs up while each write is written down. The cut comes
at any event, every other time just after something was said to be done. What was
flushed before it is there. Of the rest, each file keeps nothing, all, the first part,
or any selection of its writes, the last one perhaps torn at a sector; names that were
not flushed with their folder come and go in order, up to some point. That is as unkind
as POSIX allows, and unkinder than most file systems.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random

from benchmarks.store_shim import Event, Shim, events, run_under
from indicators.errors import StoreError
from indicators.store import Change, Store, lite, open_store
from indicators.store.backup import backup
from indicators.store.copying import copy_engine
from indicators.store.releases import history, publish, undo
from indicators.store.verify import verify

SECTOR = 512
OPERATIONS = 14


@dataclass
class Cuts:
    """What happened to a number of power cuts."""

    cuts: int = 0
    lost: int = 0
    damaged: int = 0
    acknowledged: int = 0
    examples: list[str] = field(default_factory=list)


def cut_power(
    library: Path, folder: Path, *, runs: int, each: int, synchronous: str
) -> Cuts:
    """Record runs, cut the power in each some times, and look at what is left."""
    found = Cuts()
    for seed in range(runs):
        root, log = folder / f"run-{seed}", folder / f"log-{seed}"
        root.mkdir()
        arguments = [str(root), str(seed), synchronous]
        run_under(library, root, "benchmarks.store_power", arguments, log)
        recorded = list(events(log))
        random = Random(f"{seed} {synchronous}")
        for number in range(each):
            at = _moment(recorded, random, is_worst=number % 2 == 1)
            _cut(recorded, at, root, folder, random, found)
        shutil.rmtree(root)
        log.unlink()
    return found


def _moment(recorded: Sequence[Event], random: Random, *, is_worst: bool) -> int:
    """Choose when to cut: any moment, or right after something was said to be done."""
    said = [at for at, event in enumerate(recorded) if event.kind == "a"]
    if is_worst and said:
        return random.choice(said) + 1
    return random.randrange(len(recorded))


def _cut(
    recorded: Sequence[Event],
    at: int,
    root: Path,
    folder: Path,
    random: Random,
    found: Cuts,
) -> None:
    disk = Disk(random)
    for event in recorded[:at]:
        disk.take(event)
    left = folder / "left"
    disk.write_to(left, root)
    said = [json.loads(event.data) for event in recorded[:at] if event.kind == "a"]
    found.cuts += 1
    found.acknowledged += len(said)
    problem, is_damage = _problem(left, said)
    found.damaged += is_damage
    found.lost += bool(problem) and not is_damage
    if problem:
        found.examples.append(problem)
    shutil.rmtree(left)


def _problem(left: Path, said: Sequence[dict[str, str]]) -> tuple[str, bool]:
    """Say what is missing of what was said to be done, and whether it is damage."""
    if not said:
        return "", False
    store_file = left / "store.sqlite"
    if not store_file.exists():
        return "the store is gone", False
    try:
        with closing(open_store(store_file)) as store:
            verify(store)
            hashes = {release.hash for release in history(store)}
    except StoreError as error:
        return f"the store does not open: {error}", True
    for one in said:
        if one.get("hash") and one["hash"] not in hashes:
            return f"{one['did']} is gone", False
        if one.get("file") and not is_whole(left / one["file"]):
            return "a backup is gone", False
    return "", False


def is_whole(file: Path) -> bool:
    """Tell whether a file is a copy of a store in which everything fits."""
    if not file.exists():
        return False
    copy = Store(copy_engine(file), file)
    try:
        verify(copy)
    except StoreError:
        return False
    finally:
        copy.close()
    return True


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)


class Disk:
    """A disk that keeps what was flushed, and of the rest what it pleases."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.files: dict[int, _File] = {}
        self.names: dict[str, int] = {}  # as the processes see them
        self.safe_names: dict[str, int] = {}
        self.waiting_names: list[tuple[str, int | None]] = []  # None: taken away

    def take(self, event: Event) -> None:
        """Let something happen to it."""
        if event.kind == "o" and event.path not in self.names:
            self._name(event.path, event.file)
        elif event.kind in "wt":
            self.files.setdefault(event.file, _File()).waiting.append(event)
        elif event.kind == "f":
            self._flush(event)
        elif event.kind == "u":
            self._name(event.path, None)
        elif event.kind in "lr":
            self._name(event.data.decode(), self.names[event.path])
            if event.kind == "r":
                self._name(event.path, None)

    def _name(self, path: str, file: int | None) -> None:
        self.waiting_names.append((path, file))
        if file is None:
            self.names.pop(path, None)
        else:
            self.names[path] = file

    def _flush(self, event: Event) -> None:
        if event.file in self.files or event.path in self.names:
            file = self.files.setdefault(event.file, _File())
            for waiting in file.waiting:
                _apply(file.safe, waiting)
            file.waiting.clear()
            return
        still = []
        for path, inode in self.waiting_names:
            if str(PurePosixPath(path).parent) == event.path:
                _rename(self.safe_names, path, inode)
            else:
                still.append((path, inode))
        self.waiting_names = still

    def write_to(self, folder: Path, root: Path) -> None:
        """Cut the power, and put what is left into a folder."""
        kept = self.random.randint(0, len(self.waiting_names))
        for path, inode in self.waiting_names[:kept]:
            _rename(self.safe_names, path, inode)
        folder.mkdir()
        for path, inode in self.safe_names.items():
            target = folder / PurePosixPath(path).relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._content(self.files.get(inode, _File())))

    def _content(self, file: _File) -> bytes:
        content, waiting = bytearray(file.safe), list(file.waiting)
        way = self.random.choice(["none", "all", "first", "any"])
        if way == "none":
            waiting = []
        elif way == "first":
            waiting = waiting[: self.random.randint(0, len(waiting))]
        elif way == "any":
            waiting = [one for one in waiting if self.random.random() < 0.5]
        for number, event in enumerate(waiting):
            is_last = number == len(waiting) - 1
            _apply(content, self._torn(event) if is_last and way != "all" else event)
        return bytes(content)

    def _torn(self, event: Event) -> Event:
        if event.kind != "w" or self.random.random() < 0.5:
            return event
        sectors = self.random.randint(0, len(event.data) // SECTOR)
        data = event.data[: sectors * SECTOR]
        return Event("w", event.file, event.offset, event.path, data)


def _apply(content: bytearray, event: Event) -> None:
    size = event.offset + len(event.data)
    if event.kind == "t":
        del content[event.offset :]
        size = event.offset
    if len(content) < size:
        content.extend(bytes(size - len(content)))
    if event.kind == "w":
        content[event.offset : size] = event.data


def _rename(names: dict[str, int], path: str, inode: int | None) -> None:
    if inode is None:
        names.pop(path, None)
    else:
        names[path] = inode


def record(root: Path, seed: int, synchronous: str) -> None:
    """Publish, undo and back up under the library, saying each thing that is done.

    In every other operation a reader holds on to the state before it, as readers do:
    the log can then not be moved into the file, and has to be safe in itself.
    """
    lite.SYNCHRONOUS = synchronous
    random, shim, made = Random(seed), Shim(), 0
    with closing(open_store(root / "store.sqlite")) as store:
        for number in range(OPERATIONS):
            with ExitStack() as reader:
                if random.random() < 0.5:
                    connection = reader.enter_context(store.reading())
                    connection.exec_driver_sql("SELECT count(*) FROM releases").all()
                kind = random.choice(["publish", "publish", "import", "undo", "backup"])
                if kind == "backup" or (kind == "undo" and not made):
                    file = f"copy-{number}.sqlite"
                    backup(store, root / file)
                    shim.say(json.dumps({"did": "backup", "file": file}))
                    continue
                if kind == "undo":
                    release = undo(store, made, who="w", reason="fel")
                else:
                    changes = _changes(random, 6 if kind == "import" else 1)
                    release = publish(store, changes, who="w", message="ny", kind=kind)
                made = release.number
                shim.say(json.dumps({"did": kind, "hash": release.hash}))


def _changes(random: Random, count: int) -> list[Change]:
    return [
        Change(f"m{number}", random.randbytes(random.randint(10, 40_000)), 1)
        for number in range(count)
    ]


if __name__ == "__main__":
    record(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
