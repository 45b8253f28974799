"""Files that are whole or not there: drafts, names given once, folders on the disk."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


@contextmanager
def draft_beside(file: Path) -> Iterator[Path]:
    """Give a name in the same folder for what is not finished; it is gone after."""
    draft = file.with_name(f".{file.name}.{uuid.uuid4().hex[:12]}.part")
    try:
        yield draft
    finally:
        for leftover in (draft, *companions(draft)):
            leftover.unlink(missing_ok=True)


def place_new(draft: Path, file: Path) -> None:
    """Give a finished draft its name, for good, unless something has the name.

    Raises
    ------
    FileExistsError
    """
    require_alone(draft)
    sync(draft)
    try:
        os.link(draft, file)  # never overwrites, unlike a rename
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as a memory stick's
        if file.exists():
            raise FileExistsError(file.name) from None
        draft.rename(file)
    draft.unlink(missing_ok=True)
    sync_folder(file.parent)


def require_alone(draft: Path) -> None:
    """Raise if a database still needs its log: a full disk had no room for the rest."""
    if any(log.exists() for log in companions(draft)):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), draft.name)


def companions(file: Path) -> list[Path]:
    """Name the log and the index that SQLite keeps beside a file in use."""
    return [file.with_name(file.name + ending) for ending in ("-wal", "-shm")]


def stamped(file: Path, word: str) -> Path:
    """Name a file beside another, by a word and the moment."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return file.with_name(f"{file.stem}-{word}-{moment}{file.suffix}")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it so that they survive a power cut."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync(file: Path) -> None:
    """See to it that a file's content is on the disk."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """See to it that a folder's names are on the disk."""
    if os.name == "nt":
        return  # Windows has no such thing, and renames are journalled
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
