"""What the store says of snapshots: the rows, their hashes, and what the audit told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from indicators.errors import StoreDamagedError
from indicators.store import audit
from indicators.store.chain import as_text, hashed
from indicators.store.schema import snapshots, withdrawals
from indicators.texts import _

KEPT, WITHDRAWN = "snapshot", "withdraw"  # what the audit calls them


@dataclass(frozen=True)
class Withdrawal:
    """Why a snapshot is not shown any more, and who said so."""

    snapshot: str
    created_at: str  # UTC, ISO 8601
    who: str
    reason: str
    hash: str = ""


@dataclass(frozen=True)
class Snapshot:
    """One snapshot in the list: all but its content."""

    id: str
    created_at: str  # UTC, ISO 8601
    who: str
    title: str
    place: str
    areas: str  # JSON
    language: str
    summary: str  # JSON
    practice: str
    release: int
    blob: str
    size: int
    hash: str = ""
    withdrawn: Withdrawal | None = None

    def told(self) -> list[str]:
        """Read the sentences that sum it up."""
        return [str(sentence) for sentence in json.loads(self.summary)]

    def about(self) -> list[tuple[str, str]]:
        """Read which areas it is about, as (level, code); none for all."""
        return [(str(level), str(code)) for level, code in json.loads(self.areas)]


def read_snapshots(connection: Connection) -> dict[str, Snapshot]:
    """Read all snapshots by their id, each checked against its hash."""
    gone = {
        row.snapshot: Withdrawal(**row._mapping)
        for row in connection.execute(select(withdrawals))
    }
    found = {
        row.id: Snapshot(**row._mapping)
        for row in connection.execute(select(snapshots))
    }
    parts: list[Snapshot | Withdrawal] = [*gone.values(), *found.values()]
    for part in parts:
        if part.hash != hashed(row_of(part)):
            raise _damaged()
    if not gone.keys() <= found.keys():
        raise _damaged()
    return {name: replace(one, withdrawn=gone.get(name)) for name, one in found.items()}


def row_of(part: Snapshot | Withdrawal) -> dict[str, Any]:
    """Give what is stored of a snapshot or a withdrawal."""
    return {name: value for name, value in vars(part).items() if name != "withdrawn"}


def sealed(new: Snapshot) -> Snapshot:
    """Make texts such that any database takes them, and work out the hash."""
    texts: dict[str, Any] = {
        name: as_text(value)
        for name, value in row_of(new).items()
        if isinstance(value, str)
    }
    clean = replace(new, withdrawn=None, **texts)
    return replace(clean, hash=hashed(row_of(clean)))


def require_snapshots_told(
    connection: Connection, told: Sequence[audit.Entry]
) -> set[str]:
    """Raise unless snapshots and withdrawals are those of the audit, and whole.

    Returns
    -------
    set of str
        The blobs that they need.
    """
    found = read_snapshots(connection)
    expected = {(KEPT, one.id, one.hash) for one in found.values()}
    expected |= {
        (WITHDRAWN, one.id, one.withdrawn.hash)
        for one in found.values()
        if one.withdrawn is not None
    }
    if expected != {_said(entry.what, entry.told()) for entry in told} - {None}:
        raise _damaged()
    return {one.blob for one in found.values()}


def _said(what: str, told: Mapping[str, Any]) -> tuple[str, str, str] | None:
    if what not in (KEPT, WITHDRAWN) or "hash" not in told:
        return None
    return (what, str(told.get("snapshot")), str(told.get("hash")))


def _damaged() -> StoreDamagedError:
    return StoreDamagedError(_("ögonblicksbilderna"))
