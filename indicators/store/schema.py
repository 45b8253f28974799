"""The tables of the store, and the numbered steps that bring an older one forward.

Rows are only ever inserted. Triggers refuse to change, delete or replace them, in
SQLite and in PostgreSQL alike; hashes tell when somebody did so all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("created_at", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(40), nullable=False),
    Column("details", Text, nullable=False),  # JSON, without values
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)
snapshots = Table(
    "snapshots",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("created_at", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False),  # whom it is about, in words
    Column("areas", Text, nullable=False),  # JSON: [[level, code], …]
    Column("language", String(10), nullable=False),
    Column("summary", Text, nullable=False),  # JSON: sentences
    Column("practice", Text, nullable=False),  # the mark of made-up figures, or empty
    Column("release", ForeignKey(releases.c.number), nullable=False),
    Column("blob", ForeignKey(blobs.c.sha256), nullable=False),
    Column("size", Integer, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("snapshot", ForeignKey(snapshots.c.id), primary_key=True),
    Column("created_at", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

FIRST = (blobs, releases, release_tables, release_files)
SECOND = (*FIRST, audit)
GUARDED = (*SECOND, snapshots, withdrawals)
TABLES: tuple[set[str], ...] = (  # by version
    set(),
    {"meta", *(table.name for table in FIRST)},
    {"meta", *(table.name for table in SECOND)},
    set(metadata.tables),
)

_SQLITE_GUARD = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END
"""
# REPLACE deletes what is in its way without asking the triggers on DELETE.
_SQLITE_REPLACE_GUARD = """
CREATE TRIGGER {table}_no_REPLACE BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION lagesbild_refuse() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
  MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed';
END
$$ LANGUAGE plpgsql
"""
_POSTGRES_GUARD = """
CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION lagesbild_refuse()
"""


def _first(connection: Connection) -> None:
    metadata.create_all(connection, tables=[meta, *FIRST], checkfirst=False)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRES_FUNCTION)
    _guard_changes(connection, FIRST)


def _second(connection: Connection) -> None:
    """Add the audit, and guard against REPLACE too."""
    metadata.create_all(connection, tables=[audit], checkfirst=False)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRES_FUNCTION)
    _guard_changes(connection, [audit])
    if connection.dialect.name == "sqlite":
        _guard_replacing(connection, SECOND)


def _third(connection: Connection) -> None:
    """Add snapshots, and what was withdrawn of them."""
    new = [snapshots, withdrawals]
    metadata.create_all(connection, tables=new, checkfirst=False)
    _guard_changes(connection, new)
    if connection.dialect.name == "sqlite":
        _guard_replacing(connection, new)


def _guard_changes(connection: Connection, tables: Sequence[Table]) -> None:
    for table in tables:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_POSTGRES_GUARD.format(table=table.name))
            continue
        for event in ("UPDATE", "DELETE"):
            guard = _SQLITE_GUARD.format(table=table.name, event=event)
            connection.exec_driver_sql(guard)


def _guard_replacing(connection: Connection, tables: Sequence[Table]) -> None:
    for table in tables:
        keys = [[column.name for column in table.primary_key]]
        keys += [[column.name] for column in table.columns if column.unique]
        same = " OR ".join(
            "(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")"
            for key in keys
        )
        guard = _SQLITE_REPLACE_GUARD.format(table=table.name, same=same)
        connection.exec_driver_sql(guard)


def lift_guards(connection: Connection) -> None:
    """Let rows go in this transaction: a restore, and nothing else, needs it."""
    is_server = connection.dialect.name == "postgresql"
    for table in GUARDED:
        if is_server:
            drop = f"DROP TRIGGER {table.name}_guard ON {table.name}"
            connection.exec_driver_sql(drop)
            continue
        for event in ("UPDATE", "DELETE", "REPLACE"):
            connection.exec_driver_sql(f"DROP TRIGGER {table.name}_no_{event}")


def set_guards(connection: Connection) -> None:
    """Put back what `lift_guards` took away."""
    _guard_changes(connection, GUARDED)
    if connection.dialect.name == "sqlite":
        _guard_replacing(connection, GUARDED)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first, _second, _third)
VERSION = len(MIGRATIONS)
