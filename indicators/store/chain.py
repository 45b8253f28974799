"""The history as a chain: each release hashed together with the one before.

What is shown is worked out from the whole chain, checked, and never from single rows:
a row that a failing disk has altered could otherwise put an older table in force.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select, type_coerce
from sqlalchemy.types import NULLTYPE

from indicators.errors import StoreDamagedError
from indicators.store.schema import blobs, release_files, release_tables, releases
from indicators.texts import _

START = "0" * 64  # what the first release says came before it


@dataclass(frozen=True)
class SourceFile:
    """A file that a release was made from: its name and checksum, not its content."""

    name: str
    sha256: str
    size: int

    @classmethod
    def of(cls, name: str, content: bytes) -> SourceFile:
        """Describe a file by what is in it."""
        return cls(name, sha256(content), len(content))


@dataclass(frozen=True)
class Release:
    """One line of the history, with the tables and files that belong to it."""

    number: int
    kind: str  # import, publish, undo
    created_at: str  # UTC, ISO 8601
    who: str
    message: str
    undoes: int | None
    previous: str
    hash: str
    tables: tuple[tuple[str, str | None, int], ...]  # indicator, blob, rows
    files: tuple[SourceFile, ...]

    def expected_hash(self) -> str:
        """Compute the hash from everything else in the release."""
        return hashed(vars(self) | {"files": [vars(file) for file in self.files]})


def sha256(content: bytes) -> str:
    """Give the SHA-256 of some bytes as hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hashed(record: Mapping[str, Any]) -> str:
    """Hash all of a record but its hash.

    What a damaged file may hold in the place of a text (`default`) is hashed too, and
    differs.
    """
    content = {name: value for name, value in record.items() if name != "hash"}
    return sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, default=repr).encode()
    )


def as_text(text: str) -> str:
    """Replace what no database takes: NUL, and bytes of a name that was not UTF-8."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def chain(connection: Connection) -> list[Release]:
    """Read all releases, oldest first, and check that each follows the one before.

    Raises
    ------
    StoreDamagedError
        At the first release that is not as it was made, or where something is left of
        one that is gone.
    """
    found = {row.number: row._mapping for row in connection.execute(select(releases))}
    tables = _rows_of(connection, release_tables)
    files = _rows_of(connection, release_files)
    made: list[Release] = []
    for number in range(1, max([0, len(found), *_numbers(tables, files)]) + 1):
        if number not in found:
            raise _damaged(number)
        release = _release(found[number], tables.get(number, []), files.get(number, []))
        require_whole(release, made[-1].hash if made else START)
        made.append(release)
    return made


def _numbers(*rows: Mapping[Any, object]) -> list[int]:
    numbers = [number for found in rows for number in found]
    if not all(isinstance(n, int) and n > 0 for n in numbers):
        raise StoreDamagedError(_("databasfilen"))
    return numbers


def head(connection: Connection) -> Release | None:
    """Read the newest release alone, and check it; None where there is none.

    A release always has a table, so that a newest one that has vanished leaves a trace.
    """
    number = connection.scalar(select(func.max(releases.c.number))) or 0
    traced = connection.scalar(select(func.max(release_tables.c.release))) or 0
    if number != traced:
        raise _damaged(max(number, traced) if isinstance(traced, int) else number)
    if number == 0:
        return None
    query = select(releases).where(releases.c.number == number)
    row = connection.execute(query).one_or_none()
    if row is None:  # the greatest number is in the index only
        raise _damaged(number)
    tables = _rows_of(connection, release_tables, number)
    files = _rows_of(connection, release_files, number)
    found = _release(row._mapping, tables.get(number, []), files.get(number, []))
    require_whole(found, found.previous)
    return found


def require_whole(release: Release, previous: str) -> None:
    """Raise if a release is not as it was made, or does not follow the one before."""
    if release.hash != release.expected_hash() or release.previous != previous:
        raise _damaged(release.number)


def in_force(made: Sequence[Release], number: int) -> dict[str, tuple[str, int]]:
    """Give the blob in force for each indicator after a release, and its rows."""
    latest = {
        indicator: (blob, rows)
        for release in made[:number]
        for indicator, blob, rows in release.tables
    }
    found = sorted(latest.items())
    return {name: (blob, rows) for name, (blob, rows) in found if blob is not None}


def read_blob(connection: Connection, name: str) -> bytes:
    """Read a blob and check that it is what its name says."""
    content = connection.scalar(select(CONTENT).where(blobs.c.sha256 == name))
    return require_blob(name, content)


def require_blob(name: str, content: object) -> bytes:
    """Raise unless these bytes are what the name says; in a damaged file, even text."""
    if not isinstance(content, bytes) or sha256(content) != name:
        raise StoreDamagedError(_("en publicerad tabell"))
    return content


# As the file has it: converting a damaged one could ask for any amount of memory.
CONTENT = type_coerce(blobs.c.content, NULLTYPE).label("content")


def _rows_of(
    connection: Connection, table: Table, number: int | None = None
) -> dict[int, list[tuple[Any, ...]]]:
    query = select(table)
    if number is not None:
        query = query.where(table.c.release == number)
    rows = [tuple(row) for row in connection.execute(query)]
    found: dict[int, list[tuple[Any, ...]]] = {}
    try:
        rows.sort(key=lambda row: row[:2])  # here: databases sort by their own alphabet
    except TypeError as error:
        raise StoreDamagedError(_("databasfilen")) from error
    for release, *rest in rows:
        found.setdefault(release, []).append(tuple(rest))
    return found


def _release(
    row: Mapping[Any, Any], tables: Sequence[tuple[Any, ...]], files: Sequence[Any]
) -> Release:
    if [file[0] for file in files] != list(range(len(files))):
        raise _damaged(row["number"])
    return Release(
        **row,
        tables=tuple((indicator, blob, rows) for indicator, blob, rows in tables),
        files=tuple(SourceFile(*file[1:]) for file in files),
    )


def _damaged(number: int) -> StoreDamagedError:
    return StoreDamagedError(_("publicering {n}").format(n=number))
