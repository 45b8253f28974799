"""Releases: what was published, by whom, why, and how to take it back.

A release says for each indicator that it touches which table (blob) is in force from
then on. Nothing is overwritten: undoing a release publishes what was in force before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, func, select

from indicators.errors import ReleaseError, StoreDamagedError
from indicators.store.engine import Store
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
class Change:
    """An indicator's new table as canonical CSV, or None to take it away."""

    indicator: str
    content: bytes | None
    rows: int = 0


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
        content = {k: v for k, v in asdict(self).items() if k != "hash"}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return sha256(text.encode())


def sha256(content: bytes) -> str:
    """Give the SHA-256 of some bytes as hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def publish(
    store: Store,
    changes: Sequence[Change],
    *,
    who: str,
    message: str,
    kind: str = "publish",
    files: Sequence[SourceFile] = (),
    undoes: int | None = None,
    expected: int | None = None,
) -> Release:
    """Add a release, in one transaction: all of it or nothing.

    Parameters
    ----------
    store : Store
    changes : sequence of Change
        At most one for each indicator; those that change nothing are left out.
    who, message, kind, files, undoes
        See `Release`.
    expected : int, optional
        The newest release that the changes were made against; if there is a newer
        one, nothing is published.

    Raises
    ------
    ReleaseError
        If nothing would change, the message is empty, or somebody came before.
    """
    if not message.strip():
        raise ReleaseError(_("Skriv varför du publicerar. Ingenting har ändrats."))
    with store.writing() as connection:
        newest = _newest(connection)
        if expected is not None and newest != expected:
            raise ReleaseError(
                _(
                    "Någon annan har publicerat under tiden. Ingenting har ändrats. "
                    "Gör om kontrollen och försök igen."
                )
            )
        current = tables_at(connection, newest)
        tables = tuple(
            (change.indicator, _put(connection, change), change.rows)
            for change in sorted(changes, key=lambda c: c.indicator)
            if _differs(change, current)
        )
        if not tables:
            raise ReleaseError(
                _("Filerna ändrar ingenting: samma tal är redan publicerade.")
            )
        previous = _hash_of(connection, newest)
        made = Release(
            number=newest + 1,
            kind=kind,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            who=who,
            message=message.strip(),
            undoes=undoes,
            previous=previous,
            hash="",
            tables=tables,
            files=tuple(files),
        )
        return _insert(connection, made)


def undo(store: Store, number: int, *, who: str, reason: str) -> Release:
    """Publish again what was in force before a release.

    Raises
    ------
    ReleaseError
        If there is no such release, or a later one has changed the same indicators.
    """
    with store.reading() as connection:
        newest = _newest(connection)
        if not 1 <= number <= newest:
            raise ReleaseError(_("Det finns ingen publicering {n}.").format(n=number))
        touched = {indicator for indicator, _b, _r in _tables_of(connection, number)}
        later = [
            n
            for n in range(number + 1, newest + 1)
            if touched & {indicator for indicator, _b, _r in _tables_of(connection, n)}
        ]
        before = tables_at(connection, number - 1)
        restored = [
            Change(name, *_restored(connection, before.get(name))) for name in touched
        ]
    if later:
        raise ReleaseError(
            _(
                "Publicering {n} kan inte ångras: {later} har ändrat samma mått "
                "efteråt. Ångra den senaste först."
            ).format(n=number, later=", ".join(map(str, later)))
        )
    return publish(
        store,
        restored,
        who=who,
        message=reason,
        kind="undo",
        undoes=number,
        expected=newest,
    )


def history(store: Store) -> list[Release]:
    """List all releases, newest first."""
    with store.reading() as connection:
        return [_read(connection, n) for n in range(_newest(connection), 0, -1)]


def newest(store: Store) -> tuple[int, str]:
    """Give the number and the hash of the newest release; 0 where there is none."""
    with store.reading() as connection:
        number = _newest(connection)
        return number, _hash_of(connection, number)


def current(store: Store, number: int | None = None) -> dict[str, bytes]:
    """Read the tables in force after a release (the newest if none is given).

    Returns
    -------
    dict from indicator to canonical CSV

    Raises
    ------
    StoreDamagedError
        If a table is not what was published.
    """
    with store.reading() as connection:
        at = _newest(connection) if number is None else number
        found = tables_at(connection, at)
        return {name: read_blob(connection, blob) for name, blob in found.items()}


def tables_at(connection: Connection, number: int) -> dict[str, str]:
    """Give the blob in force for each indicator after a release."""
    latest = (
        select(
            release_tables.c.indicator, func.max(release_tables.c.release).label("at")
        )
        .where(release_tables.c.release <= number)
        .group_by(release_tables.c.indicator)
        .subquery()
    )
    same = and_(
        release_tables.c.indicator == latest.c.indicator,
        release_tables.c.release == latest.c.at,
    )
    query = select(release_tables.c.indicator, release_tables.c.blob).join(latest, same)
    found = connection.execute(query.order_by(release_tables.c.indicator))
    return {name: blob for name, blob in found if blob is not None}


def read_blob(connection: Connection, name: str) -> bytes:
    """Read a blob and check that it is what its name says."""
    content = connection.scalar(select(blobs.c.content).where(blobs.c.sha256 == name))
    if content is None or sha256(bytes(content)) != name:
        raise StoreDamagedError(_("en publicerad tabell"))
    return bytes(content)


def _restored(connection: Connection, blob: str | None) -> tuple[bytes | None, int]:
    if blob is None:
        return None, 0
    content = read_blob(connection, blob)
    return content, content.count(b"\n") - 1


def _differs(change: Change, current: Mapping[str, str]) -> bool:
    blob = None if change.content is None else sha256(change.content)
    return current.get(change.indicator) != blob


def _put(connection: Connection, change: Change) -> str | None:
    if change.content is None:
        return None
    name = sha256(change.content)
    known = connection.scalar(select(blobs.c.size).where(blobs.c.sha256 == name))
    if known is None:
        row = {"sha256": name, "size": len(change.content), "content": change.content}
        connection.execute(blobs.insert().values(row))
    return name


def _insert(connection: Connection, made: Release) -> Release:
    row = {k: v for k, v in asdict(made).items() if k not in ("tables", "files")}
    whole = made.expected_hash()
    connection.execute(releases.insert().values(row | {"hash": whole}))
    for indicator, blob, rows in made.tables:
        connection.execute(
            release_tables.insert().values(
                release=made.number, indicator=indicator, blob=blob, rows=rows
            )
        )
    for position, file in enumerate(made.files):
        place = {"release": made.number, "position": position}
        connection.execute(release_files.insert().values(place | asdict(file)))
    return _read(connection, made.number)


def _newest(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(releases.c.number))) or 0)


def _hash_of(connection: Connection, number: int) -> str:
    query = select(releases.c.hash).where(releases.c.number == number)
    return str(connection.scalar(query) or START)


def _tables_of(
    connection: Connection, number: int
) -> list[tuple[str, str | None, int]]:
    query = select(
        release_tables.c.indicator, release_tables.c.blob, release_tables.c.rows
    ).where(release_tables.c.release == number)
    found = connection.execute(query.order_by(release_tables.c.indicator))
    return [(indicator, blob, rows) for indicator, blob, rows in found]


def _read(connection: Connection, number: int) -> Release:
    row = connection.execute(
        select(releases).where(releases.c.number == number)
    ).one_or_none()
    if row is None:
        raise StoreDamagedError(_("publicering {n}").format(n=number))
    query = select(
        release_files.c.name, release_files.c.sha256, release_files.c.size
    ).where(release_files.c.release == number)
    files = connection.execute(query.order_by(release_files.c.position))
    return Release(
        **row._mapping,
        tables=tuple(_tables_of(connection, number)),
        files=tuple(SourceFile(*file) for file in files),
    )
