"""Check everything in a store against its hashes: tables, releases and their chain."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from indicators.errors import StoreDamagedError
from indicators.store.engine import Store
from indicators.store.releases import START, Release, history, sha256
from indicators.store.schema import blobs
from indicators.texts import _


@dataclass(frozen=True)
class Verified:
    """What was checked and found to be as it was published."""

    releases: int
    tables: int
    newest: str


def verify(store: Store) -> Verified:
    """Check every blob, every release, and that each follows the one before.

    Raises
    ------
    StoreDamagedError
        At the first thing that is not as it was published.
    """
    with store.reading() as connection:
        _verify_file(connection)
        checked = _verify_blobs(connection)
    found = history(store)
    previous = START
    for release in reversed(found):
        _verify_release(release, previous, checked)
        previous = release.hash
    return Verified(len(found), len(checked), previous)


def _verify_file(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if answer != "ok":
            raise StoreDamagedError(_("databasfilen"))


def _verify_blobs(connection: Connection) -> set[str]:
    checked = set()
    for name, size, content in connection.execute(
        select(blobs.c.sha256, blobs.c.size, blobs.c.content)
    ):
        if sha256(bytes(content)) != name or len(content) != size:
            raise StoreDamagedError(_("en publicerad tabell"))
        checked.add(name)
    return checked


def _verify_release(release: Release, previous: str, known: set[str]) -> None:
    tables = {blob for _indicator, blob, _rows in release.tables if blob is not None}
    is_whole = release.hash == release.expected_hash() and tables <= known
    if not is_whole or release.previous != previous:
        raise StoreDamagedError(_("publicering {n}").format(n=release.number))
