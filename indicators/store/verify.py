"""Check everything in a store against its hashes: tables, releases, audit, guards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, create_engine, select, text

from indicators.errors import StoreDamagedError
from indicators.store.audit import audited, require_all_told
from indicators.store.chain import CONTENT, START, chain, require_blob
from indicators.store.engine import Store
from indicators.store.schema import GUARDED, MIGRATIONS, blobs
from indicators.store.snapshot_rows import require_snapshots_told
from indicators.texts import _


@dataclass(frozen=True)
class Verified:
    """What was checked and found to be as it was published."""

    releases: int
    tables: int
    newest: str
    audited: int = 0


def verify(store: Store, *, expected_newest: str | None = None) -> Verified:
    """Check the file, its guards, every blob, every release and the audit.

    A chain can't tell from the inside that its last links were taken away. Whoever has
    the newest hash on paper can.

    Parameters
    ----------
    store : Store
    expected_newest : str, optional
        The hash of a release as it was printed once; it must still be in the chain.

    Raises
    ------
    StoreDamagedError
        At the first thing that is not as it was published.
    """
    with store.reading() as connection:
        found = verify_within(connection)
        hashes = {START, *(release.hash for release in chain(connection))}
    if expected_newest is not None and expected_newest.strip().lower() not in hashes:
        raise StoreDamagedError(
            _("historiken saknar publiceringen {hash}").format(
                hash=expected_newest.strip()[:16]
            )
        )
    return found


def verify_within(connection: Connection) -> Verified:
    """Check everything in one state of the store; see `verify`."""
    if connection.dialect.name == "sqlite":
        _require_sound_file(connection)
    else:
        _require_guarded_server(connection)
    names = _require_blobs(connection)
    made = chain(connection)
    used = {blob for release in made for _name, blob, _rows in release.tables if blob}
    told = audited(connection)
    used |= require_snapshots_told(connection, told)
    if not used <= names:
        raise StoreDamagedError(_("en publicerad tabell"))
    require_all_told(told, made)
    newest = made[-1].hash if made else START
    return Verified(len(made), len(names), newest, len(told))


def _require_sound_file(connection: Connection) -> None:
    answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if answer != "ok" or _made_of(connection) != _should_be_made_of():
        raise StoreDamagedError(_("databasfilen"))


def _made_of(connection: Connection) -> frozenset[tuple[str, ...]]:
    query = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
    return frozenset(tuple(row) for row in connection.exec_driver_sql(query))


@cache
def _should_be_made_of() -> frozenset[tuple[str, ...]]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for migrate in MIGRATIONS:
            migrate(connection)
        found = _made_of(connection)
    engine.dispose()
    return found


def _require_guarded_server(connection: Connection) -> None:
    on = text(
        "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE tgname = relname || '_guard' AND tgenabled IN ('O', 'A') "
        "AND pg_table_is_visible(tgrelid)"
    )
    if {row[0] for row in connection.execute(on)} < {table.name for table in GUARDED}:
        raise StoreDamagedError(_("skyddet mot ändringar"))


def _require_blobs(connection: Connection) -> set[str]:
    names = set()
    for name, size, content in connection.execute(
        select(blobs.c.sha256, blobs.c.size, CONTENT)
    ):
        if len(require_blob(name, content)) != size:
            raise StoreDamagedError(_("en publicerad tabell"))
        names.add(name)
    return names
