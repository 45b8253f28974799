"""Open the store, SQLite or PostgreSQL, and refuse what could lose data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from indicators.errors import StoreDamagedError, StoreError
from indicators.store.place import require_local
from indicators.store.schema import MIGRATIONS, VERSION, meta
from indicators.texts import _

BUSY_SECONDS = 30
WRITERS = 76_400_764  # any number: the advisory lock that PostgreSQL's writers take


@dataclass(frozen=True, eq=False)
class Store:
    """An open store; `path` is None for PostgreSQL."""

    engine: Engine
    path: Path | None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one state of the store, whatever is written meanwhile."""
        with explained(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction, alone; all of it or nothing."""
        with explained(), self.engine.connect() as connection:
            connection = connection.execution_options(lagesbild_write=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    lock = f"SELECT pg_advisory_xact_lock({WRITERS})"
                    connection.exec_driver_sql(lock)
                yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def open_store(url: str | Path) -> Store:
    """Open a store, making it or bringing it forward where needed.

    Parameters
    ----------
    url : str or Path
        A file for SQLite, or an address such as `postgresql+psycopg://…`.

    Raises
    ------
    StoreError
        If the file lies on a network drive, is no store, is from a newer version of
        the program, or the server does not answer.
    """
    is_address = isinstance(url, str) and "://" in url
    path = None if is_address else Path(url)
    if path is not None:
        require_local(path)
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = _sqlite(path) if path is not None else _server(str(url))
    store = Store(engine, path)
    try:
        _bring_forward(store)
    except BaseException:
        store.close()
        raise
    return store


def _server(url: str) -> Engine:
    if make_url(url).get_backend_name() != "postgresql":
        raise StoreError(
            _("Lagret kan vara en SQLite-fil eller PostgreSQL, inget annat.")
        )
    return create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)


def _sqlite(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path), pool_pre_ping=True, pool_size=8
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("lagesbild_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection to a SQLite store with the settings that keep it whole."""
    # SQLAlchemy says when to begin. Every acknowledged commit is on the disk: with the
    # common advice `synchronous=NORMAL` a power cut loses the latest ones.
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _bring_forward(store: Store) -> None:
    with store.reading() as connection:
        found = _version(connection)
    if found > VERSION:
        raise StoreError(
            _(
                "Lagret är skrivet av en nyare version av lagesbild ({found}, den här "
                "kan {known}). Uppdatera programmet. Ingenting har ändrats."
            ).format(found=found, known=VERSION)
        )
    if found == VERSION:
        return
    if found:
        from indicators.store.backup import backup_before

        backup_before(store, found)
    with store.writing() as connection:
        for migrate in MIGRATIONS[_version(connection) :]:
            migrate(connection)
        _write_version(connection)


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(meta.name):
        return 0
    value: Any = connection.scalar(select(meta.c.value).where(meta.c.key == "version"))
    return int(value or 0)


def _write_version(connection: Connection) -> None:
    connection.execute(meta.delete().where(meta.c.key == "version"))
    connection.execute(meta.insert().values(key="version", value=str(VERSION)))


@contextmanager
def explained() -> Iterator[None]:
    """Say what a failing database means, without its own words about values."""
    try:
        yield
    except IntegrityError:
        raise  # a guard has stopped something that no code of ours may do
    except (OperationalError, sqlite3.OperationalError) as error:
        raise _failure(str(error).lower()) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise StoreDamagedError(_("databasfilen")) from error


def _failure(text: str) -> StoreError:
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return StoreDamagedError(_("databasfilen"))
    return StoreError(_reason(text))


def _reason(text: str) -> str:
    if "full" in text or "no space" in text:
        return _(
            "Disken är full. Ingenting har ändrats. Frigör utrymme och försök igen."
        )
    if "locked" in text or "busy" in text:
        return _("Någon annan skriver just nu. Vänta en stund och försök igen.")
    if "readonly" in text or "read-only" in text:
        return _("Lagret går inte att skriva till. Kontrollera mappens rättigheter.")
    return _("Lagret svarar inte. Kontrollera att det går att nå och försök igen.")
