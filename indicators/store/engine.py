"""An open store: read one state of it, or write alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from indicators.store import lite
from indicators.store.failures import explained
from indicators.store.server import lock_server


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
                lite.empty_log(connection, self.path, lite.QUIET_SECONDS)

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
                    lock_server(connection, lite.BUSY_SECONDS)
                yield connection
            if self.path is not None:
                lite.require_in_place(connection, self.path)
                lite.empty_log(connection, self.path)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
