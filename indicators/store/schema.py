"""The tables of the store, and the numbered steps that bring an older one forward.

Rows are only ever inserted. Triggers refuse to change or delete them, in SQLite and in
PostgreSQL alike; hashes tell when somebody did so all the same.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text)
)
blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("undoes", Integer),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)
release_tables = Table(
    "release_tables",
    metadata,
    Column("release", ForeignKey(releases.c.number), primary_key=True),
    Column("indicator", String(120), primary_key=True),
    Column("blob", ForeignKey(blobs.c.sha256)),  # empty: the indicator is taken away
    Column("rows", Integer, nullable=False),
)
release_files = Table(
    "release_files",
    metadata,
    Column("release", ForeignKey(releases.c.number), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
)
GUARDED = (blobs, releases, release_tables, release_files)

_SQLITE_GUARD = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION lagesbild_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END
$$ LANGUAGE plpgsql
"""
_POSTGRES_GUARD = """
CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION lagesbild_refuse()
"""


def _first(connection: Connection) -> None:
    metadata.create_all(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRES_FUNCTION)
    for table in GUARDED:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_POSTGRES_GUARD.format(table=table.name))
            continue
        for event in ("UPDATE", "DELETE"):
            guard = _SQLITE_GUARD.format(table=table.name, event=event)
            connection.exec_driver_sql(guard)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first,)
VERSION = len(MIGRATIONS)
