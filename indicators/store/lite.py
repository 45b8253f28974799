"""Connections to a SQLite store that lose nothing they have said."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from indicators.errors import StoreError
from indicators.store.failures import failure
from indicators.texts import _

BUSY_SECONDS = 30
QUIET_SECONDS = 1.0
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
# Every acknowledged commit is on the disk: with the common advice, `NORMAL`, a power
# cut loses the latest ones. `benchmarks/crash.py` shows both.
SYNCHRONOUS = "FULL"


class _Connection(sqlite3.Connection):
    """A connection that knows which file it opened, and in which process."""

    place: tuple[int, ...] = ()


def sqlite_engine(path: Path) -> Engine:
    """Make an engine for a SQLite file; SQLAlchemy says when a transaction begins."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path),
        poolclass=QueuePool,  # what this address gets otherwise closes others' at 9
        pool_size=8,
        hide_parameters=True,  # an error's text may end up in a log
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        if connection.get_execution_options().get("lagesbild_write"):
            _begin_writing(raw)
        else:
            raw.execute("BEGIN")

    @event.listens_for(engine, "checkout")
    def checkout(connection: _Connection, _record: Any, _proxy: Any) -> None:
        if connection.place != _place(path):  # restored since, or a forked process
            raise DisconnectionError

    return engine


def connect(path: Path, *, make: bool = False) -> _Connection:
    """Open a SQLite store with the settings that keep it whole.

    Parameters
    ----------
    path : Path
    make : bool
        Make the file if it isn't there; otherwise that is an error.
    """
    mode = "rwc" if make else "rw"
    before = _place(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=_Connection,
    )
    try:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")
        _use_log(connection)
        for pragma in (
            f"synchronous={SYNCHRONOUS}",
            "fullfsync=ON",  # macOS: to the disk itself, not to its memory
            "checkpoint_fullfsync=ON",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # the guards see what REPLACE deletes
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    connection.place = _place(path)
    if before not in (connection.place, _nowhere()):  # replaced just now: once more
        connection.close()
        return connect(path, make=make)
    return connection


def _use_log(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log."""
    mode = _patiently(connection, "PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        raise failure("rights")


def _begin_writing(connection: sqlite3.Connection) -> None:
    with _without_waiting(connection):
        _patiently(connection, "BEGIN IMMEDIATE")


def _patiently(connection: sqlite3.Connection, statement: str) -> sqlite3.Cursor:
    """Try again, at short and uneven intervals, while others are in the way.

    SQLite itself doesn't wait at all when it turns on the log. When it waits for a
    writer, it looks ten times a second: between two who write all the time, a third
    can miss every gap for half a minute.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in BUSY or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.0005, 0.008))  # noqa: S311


@contextmanager
def _without_waiting(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")


def empty_log(connection: Connection, path: Path, quiet: float = 0.0) -> None:
    """Move what was committed from the log into the file, unless others are in the way.

    SQLite takes a log that ends in rubbish for one that ends earlier, without a word,
    and applies one that was left to whatever file somebody copied into the store's
    place. So it is emptied at once, or if a reader was in the way, by the next to read
    when nobody has written for a while (`quiet` seconds; it would be in their way).
    """
    log = path.with_name(path.name + "-wal")
    with suppress(OSError, sqlite3.Error):  # the next one may have more luck
        found = log.stat()
        if found.st_size and time.time() - found.st_mtime >= quiet:
            raw: Any = connection.connection.dbapi_connection
            with _without_waiting(raw):
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def require_in_place(connection: Connection, path: Path) -> None:
    """Raise if what was just written is in a file that is no longer the store."""
    raw: Any = connection.connection.dbapi_connection
    if raw.place != _place(path):
        raise StoreError(
            _(
                "Lagret byttes ut under tiden. Se efter i historiken om det du gjorde "
                "finns med, och gör annars om det."
            )
        )


def _place(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return _nowhere()
    return os.getpid(), found.st_dev, found.st_ino


def _nowhere() -> tuple[int, ...]:
    return (os.getpid(),)
