"""A disk that is full at any write: said plainly, the old state readable, then mended.

Runs under the library of `store_shim`, which refuses the nth write and all after it.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from benchmarks.store_shim import Shim, run_under
from indicators.errors import StoreError
from indicators.store import Change, Store, open_store
from indicators.store.backup import backup, restore
from indicators.store.releases import current, newest, publish, undo
from indicators.store.verify import verify

LARGE = 60_000
TEXT = "full"


def fill_disks(library: Path, folder: Path) -> dict[str, int]:
    """Let each operation meet a full disk at each of its writes; count the outcomes."""
    root = folder / "full"
    root.mkdir()
    printed = run_under(library, root, "benchmarks.store_full", [str(root)], None)
    shutil.rmtree(root)
    return dict(json.loads(printed.splitlines()[-1]))


def _put(store: Store, text: str) -> None:
    content = text.encode() * LARGE
    publish(store, [Change("a", content, 1)], who="w", message="ny")


def main(root: Path) -> None:
    """Try each operation until it no longer meets the full disk."""
    base, copy = root / "base.sqlite", root / "copy.sqlite"
    with closing(open_store(base)) as store:
        _put(store, "1")
        backup(store, copy)
        _put(store, "2")
    operations: dict[str, Callable[[Store, Path], object]] = {
        "publish": lambda store, _file: _put(store, "3"),
        "undo": lambda store, _file: undo(store, 2, who="w", reason="fel"),
        "backup": lambda store, file: backup(store, file.with_name("new.sqlite")),
        "restore": lambda _store, file: restore(file, copy),
        "first": lambda _store, file: open_store(file.with_name("first.db")).close(),
    }
    found = {"refused": 0, "done": 0, "unclear": 0, "wrong": 0, "not mended": 0}
    for operation in operations.values():
        number = 0
        while _meets(operation, number, base, root / "try", found):
            number += 1
    print(json.dumps(found))


def _meets(
    operation: Callable[[Store, Path], object],
    number: int,
    base: Path,
    folder: Path,
    found: dict[str, int],
) -> bool:
    """Do it with room for some writes; tell whether the disk was full in the end."""
    shim = Shim()
    folder.mkdir()
    file = folder / "store.sqlite"
    shutil.copyfile(base, file)
    with closing(open_store(file)) as store:
        before = (newest(store), current(store))
        shim.full_after(number)
        outcome = _outcome(operation, store, file)
        met = shim.writes() > number
        if met:
            found[outcome] += 1
        after = _or_none(lambda: (newest(store), current(store)))
        found["wrong"] += after is None or (outcome == "refused" and after != before)
        shim.full_after(-1)
        again = _outcome(operation, store, file) if outcome != "done" else "done"
        is_whole = _or_none(lambda: verify(store)) is not None
        found["not mended"] += again != "done" or not is_whole
    shutil.rmtree(folder)
    return met


def _outcome(
    operation: Callable[[Store, Path], object], store: Store, file: Path
) -> str:
    try:
        operation(store, file)
    except StoreError as error:
        return "refused" if TEXT in str(error) or "plats" in str(error) else "unclear"
    return "done"


def _or_none(view: Callable[[], object]) -> object:
    try:
        return view()
    except StoreError:
        return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
