"""A snapshot's files for whoever asks a server: made once, and kept beside it.

Once made, a file is not made again: a later version of the program might set it in
another way, and what was sent out is to be what is fetched.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lagesbild.paper.apart import as_file_apart
from lagesbild.snapshot.manifest import open_file
from lagesbild.snapshot.parts import sha256
from lagesbild.snapshot.whole import write_whole

FOLDER = Path("var") / "paper"
WAITING = 6  # requests: more than these are told to come back
_turn = threading.Lock()  # one at a time: a child takes a core and up to half a GB
_places = threading.BoundedSemaphore(WAITING)


class TooManyError(Exception):
    """So many wait for a file to be made that another would wait too long."""


@dataclass(frozen=True)
class Printed:
    """A file of a snapshot."""

    id: str
    file: bytes


def printed(root: Path, content: bytes, ending: str) -> Printed:
    """Give the file of a snapshot that was made before, or make it.

    Parameters
    ----------
    root : Path
        The workspace; files are kept under its `var`.
    content : bytes
        The snapshot as it was frozen.
    ending : str
        One of `lagesbild.paper.MAKERS`.

    Raises
    ------
    TooManyError
        If too many wait already.
    SnapshotError
        If the snapshot is not as it was frozen.
    PaperError
        If it can't be printed.
    UnfinishedError
        If the child that prints ended without an answer.
    """
    said = open_file(content)
    name = str(said["id"])
    made = made_once(root, name, ending, lambda: as_file_apart(said, ending))
    return Printed(name, made)


def made_once(root: Path, name: str, ending: str, make: Callable[[], bytes]) -> bytes:
    """Give the file of a name that was made before, or make it, one at a time.

    Raises
    ------
    TooManyError
        If too many wait already.
    """
    folder = root / FOLDER
    kept = _kept(folder, name, ending)
    if kept is not None:
        return kept
    with _in_turn():
        kept = _kept(folder, name, ending)  # it may have been made while we waited
        if kept is None:
            kept = make()
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / f"{name}-{sha256(kept)}{ending}", kept)
    return kept


def _kept(folder: Path, name: str, ending: str) -> bytes | None:
    """Read a file that was made before; its name has its checksum."""
    for path in sorted(folder.glob(f"{name}-*{ending}")):
        file = path.read_bytes()
        if sha256(file) == path.stem.removeprefix(f"{name}-"):
            return file
    return None


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise TooManyError
    try:
        with _turn:
            yield
    finally:
        _places.release()
