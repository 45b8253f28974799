"""Ways in which a disk, a memory or a hand alters the file of a store."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from indicators.errors import StoreError
from indicators.store import Change, open_store
from indicators.store.releases import current, history, newest, publish, undo

PAGE, SECTOR, HEADER = 4096, 512, 100
SEEN = (None, 1, 2)  # the releases whose tables are looked at; None is the newest


@dataclass(frozen=True)
class Original:
    """The file of a store, as it is and as it was a release ago."""

    now: bytes
    before: bytes

    def mutated(self, kind: str, random: Random) -> bytes:
        """Alter it in one way."""
        return KINDS[kind](self, random)


def _bit(file: Original, random: Random) -> bytes:
    return _flipped(file.now, random, len(file.now))


def _header(file: Original, random: Random) -> bytes:
    return _flipped(file.now, random, HEADER)


def _flipped(data: bytes, random: Random, end: int) -> bytes:
    at = random.randrange(end)
    return _with(data, at, bytes([data[at] ^ 1 << random.randrange(8)]))


def _bytes(file: Original, random: Random) -> bytes:
    at = random.randrange(len(file.now))
    return _with(file.now, at, random.randbytes(random.randint(1, 64)))


def _sector(file: Original, random: Random) -> bytes:
    at = random.randrange(len(file.now) // SECTOR) * SECTOR
    return _with(file.now, at, random.choice([bytes(SECTOR), random.randbytes(SECTOR)]))


def _page(file: Original, random: Random) -> bytes:
    return _with(file.now, _some_page(file, random), bytes(PAGE))


def _misdirected(file: Original, random: Random) -> bytes:
    source = _some_page(file, random)
    return _with(file.now, _some_page(file, random), file.now[source : source + PAGE])


def _swapped(file: Original, random: Random) -> bytes:
    one, other = _some_page(file, random), _some_page(file, random)
    data = _with(file.now, one, file.now[other : other + PAGE])
    return _with(data, other, file.now[one : one + PAGE])


def _lost_write(file: Original, random: Random) -> bytes:
    pages = range(0, min(len(file.now), len(file.before)), PAGE)
    differ = [
        at for at in pages if file.now[at : at + PAGE] != file.before[at : at + PAGE]
    ]
    at = random.choice(differ)
    return _with(file.now, at, file.before[at : at + PAGE])


def _cut(file: Original, random: Random) -> bytes:
    return file.now[: random.randrange(len(file.now))]


def _longer(file: Original, random: Random) -> bytes:
    return file.now + random.randbytes(random.randint(1, 2 * PAGE))


def _with(data: bytes, at: int, new: bytes) -> bytes:
    return (data[:at] + new + data[at + len(new) :])[: len(data)]


def _some_page(file: Original, random: Random) -> int:
    return random.randrange(len(file.now) // PAGE) * PAGE


KINDS: dict[str, Callable[[Original, Random], bytes]] = {
    "bit": _bit,
    "bit in the header": _header,
    "bytes": _bytes,
    "sector": _sector,
    "page zeroed": _page,
    "page written to the wrong place": _misdirected,
    "pages swapped": _swapped,
    "page not written": _lost_write,
    "cut off": _cut,
    "rubbish after": _longer,
}


def seen(path: Path) -> dict[str, Any]:
    """Look at a store as the pages do; each view is what it shows, or an error."""
    try:
        store = open_store(path)
    except StoreError as error:
        return {"opening": error}
    try:
        views: dict[str, Callable[[], object]] = {
            "newest": lambda: newest(store),
            "history": lambda: history(store),
        }
        for number in SEEN:
            views[f"tables {number}"] = lambda n=number: current(store, n)
        return {name: _or_error(view) for name, view in views.items()}
    finally:
        store.close()


def _or_error(view: Callable[[], object]) -> object:
    try:
        return view()
    except StoreError as error:
        return error


def judged(found: dict[str, Any], truth: dict[str, Any]) -> str:
    """Tell whether what a mutated store shows is `detected`, `harmless` or `wrong`."""
    errors = [view for view in found.values() if isinstance(view, StoreError)]
    shown = {k: v for k, v in found.items() if not isinstance(v, StoreError)}
    if any(truth[name] != view for name, view in shown.items()):
        return "wrong"
    return "detected" if errors else "harmless"


def original(folder: Path) -> tuple[Original, dict[str, Any]]:
    """Make a store with some releases, and look at it."""
    file = folder / "original.sqlite"
    with closing(open_store(file)) as store:
        for number, size in enumerate([5000, 30_000, 9000]):
            content = f"{number},".encode() * size
            changes = [Change("a", content, 1), Change(f"m{number}", content[:99], 1)]
            publish(store, changes, who="w", message=f"ny {number}")
        undo(store, 3, who="w", reason="fel")
        before = file.read_bytes()
        publish(store, [Change("a", b"newest", 1)], who="w", message="sist")
    return Original(file.read_bytes(), before), seen(file)


def mutate(folder: Path, count: int) -> dict[str, Counter[str]]:
    """Mutate a store so many times in all; count the outcomes for each kind.

    Each kind has a process of its own: one that dies counts as `crashed`.
    """
    each = count // len(KINDS)
    found = {}
    for kind in KINDS:
        with ProcessPoolExecutor(1) as pool:
            try:
                found[kind] = pool.submit(_some, folder, kind, each).result()
            except BrokenProcessPool:
                found[kind] = Counter({"crashed": each})
    return found


def _some(folder: Path, kind: str, count: int) -> Counter[str]:
    place = folder / kind.replace(" ", "-")
    place.mkdir()
    file, truth = original(place)
    random, found = Random(kind), Counter[str]()
    path = place / "mutated.sqlite"
    for _ in range(count):
        path.write_bytes(file.mutated(kind, random))
        try:
            found[judged(seen(path), truth)] += 1
        except Exception as error:  # any of them: it is what is looked for
            found[f"crashed: {type(error).__name__}"] += 1
        for old in place.glob("mutated*"):
            old.unlink()
    shutil.rmtree(place)
    return found


def mutate_log(folder: Path, count: int) -> Counter[str]:
    """Mutate the log of a store that a reader kept from being emptied.

    SQLite takes a log for ended where its sums stop to fit, and says nothing: the store
    is then as it was a release earlier (`older`), whole but not the newest.
    """
    place = folder / "log"
    place.mkdir()
    main, log, before, after = _with_log(place)
    random, found = Random(1), Counter[str]()
    path = place / "mutated.sqlite"
    for number in range(count + 1):
        path.write_bytes(main)
        wal = _flipped(log, random, len(log)) if number else log
        path.with_name("mutated.sqlite-wal").write_bytes(wal)
        views = seen(path)
        verdict = judged(views, after)
        is_older = verdict == "wrong" and judged(views, before) != "wrong"
        if number:
            found["older" if is_older else verdict] += 1
        elif verdict != "harmless":
            raise AssertionError("the log as it was does not give the newest state")
        for old in place.glob("mutated*"):
            old.unlink()
    shutil.rmtree(place)
    return found


def _with_log(place: Path) -> tuple[bytes, bytes, dict[str, Any], dict[str, Any]]:
    file = place / "store.sqlite"
    with closing(open_store(file)) as store:
        for number in range(3):
            content = f"{number},".encode() * 9000
            publish(store, [Change("a", content, 1)], who="w", message="ny")
        before = seen(file)
        with store.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM releases").all()
            publish(store, [Change("a", b"newest", 1)], who="w", message="sist")
            main = file.read_bytes()
            log = file.with_name("store.sqlite-wal").read_bytes()
        return main, log, before, seen(file)
