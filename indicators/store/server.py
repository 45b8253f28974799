"""What is particular to PostgreSQL: the address, its settings, one writer at a time."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from indicators.errors import StoreError
from indicators.texts import _

WRITERS = 76_400_764  # any number: the advisory lock that writers take
CONNECT_SECONDS = 10


def server_engine(address: str) -> Engine:
    """Make an engine for a PostgreSQL server, whichever way its address is written.

    Raises
    ------
    StoreError
        If it is an address of something else, or the driver is not installed.
    """
    try:
        return create_engine(
            _url(address),
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,
            hide_parameters=True,  # an error's text may end up in a log
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            _("PostgreSQL behöver ett tillägg: installera lagesbild[postgresql].")
        ) from error


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        raise _other() from None  # its text holds the address, with the password
    if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise _other()
    return url.set(drivername="postgresql+psycopg")


def _other() -> StoreError:
    return StoreError(_("Lagret kan vara en SQLite-fil eller PostgreSQL, inget annat."))


def lock_server(connection: Connection, seconds: int) -> None:
    """Wait until no other writer is at work, and let no commit be said too early.

    A transaction that saw the store before it had to wait would write on top of what
    it hasn't seen; so writers read what is committed (`READ COMMITTED`), alone.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{seconds}s'")
    if connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "off":
        connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def require_safe_server(connection: Connection) -> None:
    """Raise `StoreError` if the server is set up to lose data at a power cut."""
    for setting in ("fsync", "full_page_writes"):
        if connection.exec_driver_sql(f"SHOW {setting}").scalar() == "off":
            raise StoreError(
                _(
                    "Databasservern är inställd så att data går förlorad vid ett "
                    "strömavbrott ({setting}=off). Slå på {setting}."
                ).format(setting=setting)
            )
