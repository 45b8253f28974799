"""Snapshots in the store: written once, listed, withdrawn with a reason, never deleted.

A snapshot is a blob and a row about it; to withdraw one adds another row. Each is told
of in the audit, in the same transaction, so that a row that vanished leaves a trace.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from indicators.errors import StoreError
from indicators.store import audit
from indicators.store.adding import put_blob
from indicators.store.chain import as_text, chain, hashed, read_blob, sha256
from indicators.store.engine import Store
from indicators.store.schema import snapshots, withdrawals
from indicators.store.snapshot_rows import (
    KEPT,
    WITHDRAWN,
    Snapshot,
    Withdrawal,
    read_snapshots,
    row_of,
    sealed,
)
from indicators.texts import _

__all__ = [
    "Snapshot",
    "Withdrawal",
    "find",
    "keep",
    "listed",
    "read_content",
    "withdraw",
]


def keep(store: Store, about: Snapshot, content: bytes) -> Snapshot:
    """Store a snapshot, unless the same one is there already.

    Parameters
    ----------
    store : Store
    about : Snapshot
        `blob`, `size` and `hash` are worked out here.
    content : bytes
        The file.

    Returns
    -------
    Snapshot
        The one that is in the store: the first of that id.

    Raises
    ------
    StoreError
        If its release is not in the store, or it was withdrawn.
    """
    new = sealed(replace(about, blob=sha256(content), size=len(content)))
    with store.writing() as connection:
        known = read_snapshots(connection).get(new.id)
        if known is not None and known.withdrawn is not None:
            raise StoreError(
                _(
                    "En likadan ögonblicksbild är tillbakadragen. Ge den nya en annan "
                    "rubrik."
                )
            )
        if known is not None:
            return known
        if not 1 <= new.release <= len(chain(connection)):
            raise StoreError(_("Ögonblicksbildens publicering finns inte i lagret."))
        put_blob(connection, content, new.blob)
        connection.execute(snapshots.insert(), row_of(new))
        told = {"snapshot": new.id, "hash": new.hash}
        audit.append(connection, who=new.who, what=KEPT, details=told)
    return new


def _is_withdrawn() -> StoreError:
    return StoreError(_("Ögonblicksbilden är redan tillbakadragen."))


def withdraw(store: Store, name: str, *, who: str, reason: str) -> Snapshot:
    """Say that a snapshot is not to be shown any more, and why.

    Raises
    ------
    StoreError
        If there is none of that id, it is withdrawn already, or no reason is given.
    """
    if not reason.strip():
        raise StoreError(_("Skriv varför ögonblicksbilden dras tillbaka."))
    with store.writing() as connection:
        known = read_snapshots(connection).get(name)
        if known is None:
            raise unknown(name)
        if known.withdrawn is not None:
            raise _is_withdrawn()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        made = Withdrawal(name, now, as_text(who), as_text(reason.strip()))
        made = replace(made, hash=hashed(vars(made)))
        connection.execute(withdrawals.insert(), vars(made))
        told = {"snapshot": name, "hash": made.hash}
        audit.append(connection, who=made.who, what=WITHDRAWN, details=told)
    return replace(known, withdrawn=made)


def listed(store: Store) -> list[Snapshot]:
    """List all snapshots, newest first, those withdrawn too, each checked.

    Raises
    ------
    StoreDamagedError
    """
    with store.reading() as connection:
        found = read_snapshots(connection)
    return sorted(
        found.values(), key=lambda one: (one.created_at, one.id), reverse=True
    )


def find(store: Store, name: str) -> Snapshot | None:
    """Find one snapshot by its id."""
    with store.reading() as connection:
        return read_snapshots(connection).get(name)


def read_content(store: Store, name: str) -> bytes:
    """Read the file of a snapshot, checked against its hash.

    Raises
    ------
    StoreError
        If there is none, or it is withdrawn.
    """
    with store.reading() as connection:
        known = read_snapshots(connection).get(name)
        if known is None:
            raise unknown(name)
        if known.withdrawn is not None:
            raise _is_withdrawn()
        return read_blob(connection, known.blob)


def unknown(name: str) -> StoreError:
    """Make the error for an id that is not there."""
    return StoreError(_("Det finns ingen ögonblicksbild med id {id}.").format(id=name))
