"""Who did what, and when: entries chained by their hashes, only ever added.

An entry is written in the same transaction as what it tells about, so that neither can
be there without the other. Its details are for finding things again (numbers, hashes,
names of files), never values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from indicators.errors import StoreDamagedError
from indicators.store.chain import START, Release, as_text, hashed
from indicators.store.schema import audit
from indicators.texts import _

if TYPE_CHECKING:
    from indicators.store.engine import Store


@dataclass(frozen=True)
class Entry:
    """One line of the audit; `details` is JSON."""

    number: int
    created_at: str  # UTC, ISO 8601
    who: str
    what: str
    details: str
    previous: str
    hash: str

    def told(self) -> dict[str, Any]:
        """Read the details."""
        return dict(json.loads(self.details))

    def expected_hash(self) -> str:
        """Compute the hash from everything else in the entry."""
        return hashed(vars(self))


def append(
    connection: Connection, *, who: str, what: str, details: Mapping[str, object]
) -> Entry:
    """Add an entry within a transaction that writes; see `Store.writing`."""
    number = int(connection.scalar(select(func.max(audit.c.number))) or 0)
    last = select(audit.c.hash).where(audit.c.number == number)
    entry = Entry(
        number=number + 1,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=as_text(who),
        what=what,
        details=as_text(json.dumps(details, ensure_ascii=False, sort_keys=True)),
        previous=str(connection.scalar(last) or START),
        hash="",
    )
    entry = replace(entry, hash=entry.expected_hash())
    connection.execute(audit.insert(), vars(entry))
    return entry


def entries(store: Store) -> list[Entry]:
    """List the audit, newest first, each entry checked against its hash.

    Raises
    ------
    StoreDamagedError
    """
    with store.reading() as connection:
        return audited(connection)[::-1]


def audited(connection: Connection) -> list[Entry]:
    """Read all entries, oldest first, and check that each follows the one before."""
    found = {row.number: Entry(**row._mapping) for row in connection.execute(_ALL)}
    previous = START
    for number in range(1, len(found) + 1):
        entry = found.get(number)
        if entry is None or entry.hash != entry.expected_hash():
            raise _damaged(number)
        if entry.previous != previous:
            raise _damaged(number)
        previous = entry.hash
    return [found[number] for number in range(1, len(found) + 1)]


def require_all_told(found: Sequence[Entry], releases: Sequence[Release]) -> None:
    """Raise unless each release since the audit began is told of, once and in order."""
    if not found or "releases" not in found[0].told():
        raise _damaged(1)  # the first entry says what was there when the audit began
    before = found[0].told()["releases"]
    expected = [(r.number, r.hash) for r in releases[before:]]
    told = [entry.told() for entry in found]
    if [(t["release"], t["hash"]) for t in told if "release" in t] != expected:
        raise StoreDamagedError(_("loggen och publiceringarna"))


def _damaged(number: int) -> StoreDamagedError:
    return StoreDamagedError(_("rad {n} i loggen").format(n=number))


_ALL = select(audit)
