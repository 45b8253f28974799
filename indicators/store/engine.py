"""Connections to the store, SQLite or PostgreSQL, that lose nothing they have said."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from indicators.errors import StoreError
from indicators.store.failures import explained, failure
from indicators.store.server import lock_server
from indicators.texts import _

BUSY_SECONDS = 30
# Every acknowledged commit is on the disk: with the common advice, `NORMAL`, a power
# cut loses the latest ones. `benchmarks/crash.py` shows both.
SYNCHRONOUS = "FULL"


@dataclass(frozen=True, eq=False)
class Store:
    """An open store; `path` is None for PostgreSQL."""

    engine: Engine
    path: Path | None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one state of the store, whatever is written meanwhile."""
        with explained(), self.engine.connect() as connection:
            with connection.begin():
                yield connection
            if self.path is not None:
                _empty_log(connection, self.path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction, alone; all of it or nothing."""
        with explained(), self.engine.connect() as connection:
            if self.path is None:
                connection = connection.execution_options(
                    isolation_level="READ COMMITTED"  # see `lock_server`
                )
            connection = connection.execution_options(lagesbild_write=True)
            with connection.begin():
                if self.path is None:
                    lock_server(connection, BUSY_SECONDS)
                yield connection
            if self.path is not None:
                _require_in_place(connection, self.path)
                _empty_log(connection, self.path)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


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
        writes = connection.get_execution_options().get("lagesbild_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

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
    """Turn on the write-ahead log; SQLite doesn't wait for others when it does this."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF in (
                sqlite3.SQLITE_BUSY,
                sqlite3.SQLITE_LOCKED,
            )
            if not is_busy or time.monotonic() > until:
                raise
            time.sleep(0.01)
            continue
        if mode != "wal":
            raise failure("rights")
        return


def _empty_log(connection: Connection, path: Path) -> None:
    """Move what was committed from the log into the file, unless others are in the way.

    SQLite takes a log that ends in rubbish for one that ends earlier, without a word,
    and applies one that was left to whatever file somebody copied into the store's
    place. So it is emptied at once, or by the next to read if a reader was in the way.
    """
    log = path.with_name(path.name + "-wal")
    with suppress(OSError, sqlite3.Error):  # the next one may have more luck
        if log.stat().st_size:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA busy_timeout=0")
            try:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                raw.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")


def _require_in_place(connection: Connection, path: Path) -> None:
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
