"""Put a release into the store: its tables, its rows, its line in the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from indicators.store import audit
from indicators.store.chain import (
    START,
    Release,
    SourceFile,
    as_text,
    in_force,
    read_blob,
    sha256,
)
from indicators.store.schema import blobs, release_files, release_tables, releases

Tables = tuple[tuple[str, str | None, int], ...]


@dataclass(frozen=True)
class Change:
    """An indicator's new table as canonical CSV, or None to take it away."""

    indicator: str
    content: bytes | None
    rows: int = 0


def draft_release(
    *,
    who: str,
    message: str,
    kind: str,
    files: Sequence[SourceFile] = (),
    undoes: int | None = None,
) -> Release:
    """Write down what is known of a release before its place in the chain is."""
    return Release(
        number=0,
        kind=kind,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=as_text(who),
        message=as_text(message.strip()),
        undoes=undoes,
        previous=START,
        hash="",
        tables=(),
        files=tuple(replace(file, name=as_text(file.name)) for file in files),
    )


def store_tables(
    connection: Connection, changes: Sequence[Change], made: Sequence[Release]
) -> Tables:
    """Store the tables that are new, and tell which are in force from now on."""
    before = in_force(made, len(made))
    tables = []
    for change in sorted(changes, key=lambda c: c.indicator):
        blob = None if change.content is None else sha256(change.content)
        if before.get(change.indicator, (None, 0))[0] != blob:
            if change.content is not None and blob is not None:
                put_blob(connection, change.content, blob)
            tables.append((change.indicator, blob, change.rows))
    return tuple(tables)


def put_blob(connection: Connection, content: bytes, blob: str) -> None:
    """Store bytes by their hash, unless they are there already."""
    if connection.scalar(select(blobs.c.size).where(blobs.c.sha256 == blob)) is None:
        row = {"sha256": blob, "size": len(content), "content": content}
        connection.execute(blobs.insert(), row)
    else:
        read_blob(connection, blob)  # was published before, and is still whole


def add_release(
    connection: Connection, made: Sequence[Release], about: Release
) -> Release:
    """Link a release to the chain, and tell of it in the audit."""
    previous = made[-1].hash if made else START
    new = replace(about, number=len(made) + 1, previous=previous)
    new = replace(new, hash=new.expected_hash())
    row = {k: v for k, v in vars(new).items() if k not in ("tables", "files")}
    connection.execute(releases.insert(), row)
    of_it = {"release": new.number}
    tables = [of_it | _named(table) for table in new.tables]
    connection.execute(release_tables.insert(), tables)
    files = [of_it | {"position": n} | vars(f) for n, f in enumerate(new.files)]
    if files:
        connection.execute(release_files.insert(), files)
    told = {"release": new.number, "hash": new.hash}
    audit.append(connection, who=new.who, what=new.kind, details=told)
    return new


def _named(table: tuple[str, str | None, int]) -> dict[str, object]:
    return dict(zip(("indicator", "blob", "rows"), table, strict=True))
