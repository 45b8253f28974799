"""Releases: what was published, by whom, why, and how to take it back.

A release says for each indicator that it touches which table (blob) is in force from
then on. Nothing is overwritten; how to undo is in `indicators.store.undoing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indicators.errors import ReleaseError
from indicators.store.adding import (
    Change,
    add_release,
    draft_release,
    put_blob,
    store_tables,
)
from indicators.store.chain import (
    START,
    Release,
    SourceFile,
    chain,
    head,
    in_force,
    read_blob,
    sha256,
)
from indicators.store.engine import Store
from indicators.store.undoing import require_among, undo, undone_by
from indicators.texts import _

__all__ = ["current", "history", "newest", "publish", "undo", "undone_by"]


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
    keep: Sequence[bytes] = (),
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
    keep : sequence of bytes
        The contents of some of `files`, for `chain.read_blob` to give back.

    Raises
    ------
    ReleaseError
        If nothing would change, the message is empty, or somebody came before.
    """
    _require_message(message)
    _require_one_each(changes)
    about = draft_release(
        who=who, message=message, kind=kind, files=files, undoes=undoes
    )
    with store.writing() as connection:
        made = chain(connection)
        if expected is not None and len(made) != expected:
            raise ReleaseError(
                _(
                    "Någon annan har publicerat under tiden. Ingenting har ändrats. "
                    "Gör om kontrollen och försök igen."
                )
            )
        tables = store_tables(connection, changes, made)
        if not tables:
            raise ReleaseError(
                _("Filerna ändrar ingenting: samma tal är redan publicerade.")
            )
        for content in keep:
            put_blob(connection, content, sha256(content))
        return add_release(connection, made, replace(about, tables=tables))


def history(store: Store) -> list[Release]:
    """List all releases, newest first, each checked against its hash."""
    with store.reading() as connection:
        return chain(connection)[::-1]


def newest(store: Store) -> tuple[int, str]:
    """Give the number and the hash of the newest release; 0 where there is none."""
    with store.reading() as connection:
        found = head(connection)
        return (found.number, found.hash) if found else (0, START)


def current(store: Store, number: int | None = None) -> dict[str, bytes]:
    """Read the tables in force after a release (the newest if none is given).

    Returns
    -------
    dict from indicator to canonical CSV

    Raises
    ------
    ReleaseError
        If there is no such release.
    StoreDamagedError
        If a table, or what says that it is in force, is not what was published.
    """
    with store.reading() as connection:
        made = chain(connection)
        if number:
            require_among(made, number)
        found = in_force(made, len(made) if number is None else number)
        return {name: read_blob(connection, blob) for name, (blob, _) in found.items()}


def _require_message(message: str) -> None:
    if not message.strip():
        raise ReleaseError(_("Skriv varför du publicerar. Ingenting har ändrats."))


def _require_one_each(changes: Sequence[Change]) -> None:
    names = [change.indicator for change in changes]
    if len(set(names)) != len(names):
        raise ValueError("more than one change for an indicator")
