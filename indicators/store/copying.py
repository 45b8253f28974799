"""Copy a SQLite store as a whole, and open copies that nobody writes to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from indicators.store.failures import explained, explained_file
from indicators.store.files import draft_beside, place_new
from indicators.store.lite import sqlite_engine


def copy_engine(path: Path) -> Engine:
    """Make an engine for a copy that nobody writes to: read-only media will do."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"

    def connect_copy() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        return connection

    return create_engine(
        "sqlite://", creator=connect_copy, poolclass=NullPool, hide_parameters=True
    )


def vacuum_into(path: Path, file: Path, *, is_copy: bool = False) -> None:
    """Write one state of a SQLite store to a new file, while others go on using it."""
    engine = copy_engine(path) if is_copy else sqlite_engine(path)
    try:
        with explained(), closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(file),))
    finally:
        engine.dispose()


def copy_to(path: Path, file: Path) -> None:
    """Write one state of a SQLite store to a new file that is whole or not there."""
    with explained_file(file.name), draft_beside(file) as draft:
        vacuum_into(path, draft)
        place_new(draft, file)
