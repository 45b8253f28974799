"""Small things that the store's tests say often."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from indicators.store import Change, Release, Store
from indicators.store.releases import publish
from indicators.store.snapshots import Snapshot, keep, withdraw


def table(text: str) -> bytes:
    """Make a table that stands for some content."""
    return f"indicator,value\n{text}\n".encode()


def put(store: Store, _expected: int | None = None, /, **tables: str | None) -> Release:
    """Publish tables by name; None takes one away."""
    changes = [
        Change(name, None if text is None else table(text), 1)
        for name, text in tables.items()
    ]
    return publish(store, changes, who="ada", message="ny", expected=_expected)


def put_snapshot(
    store: Store, name: str = "a" * 16, *, withdrawn: bool = False, **changes: object
) -> Snapshot:
    """Keep a snapshot of the first release, and take it back."""
    about = Snapshot(
        id=name,
        created_at="2026-11-22T08:00:00+00:00",
        who="ada",
        title="Läget i höst",
        place="Norra",
        areas='[["area-groups", "norra"]]',
        language="sv",
        summary='["Ett mått.", "Två."]',
        practice="",
        release=1,
        blob="",
        size=0,
    )
    kept = keep(store, replace(about, **changes), f"<html>{name}".encode())
    return withdraw(store, name, who="bo", reason="fel karta") if withdrawn else kept


def by_hand(file: Path, *statements: str) -> None:
    """Do to a SQLite file what somebody with another program could do."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def without_guards(file: Path, *statements: str) -> None:
    """Do it to a file whose guards somebody has taken away."""
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
    by_hand(file, *(f"DROP TRIGGER {name}" for (name,) in names), *statements)


def as_version_1(file: Path) -> None:
    """Turn a store into one from before there was an audit."""
    tables = ("blobs", "releases", "release_tables", "release_files")
    by_hand(
        file,
        "DROP TABLE withdrawals",
        "DROP TABLE snapshots",
        "DROP TABLE audit",
        *(f"DROP TRIGGER {name}_no_REPLACE" for name in tables),
        "UPDATE meta SET value = '1' WHERE key = 'version'",
    )
