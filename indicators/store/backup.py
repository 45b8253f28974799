"""Copies of a store that are whole whenever they are made."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from indicators.errors import StoreError
from indicators.store.copying import copy_engine, vacuum_into
from indicators.store.engine import Store
from indicators.store.failures import explained_file
from indicators.store.files import draft_beside, place_new
from indicators.store.incoming import leaving
from indicators.store.opening import open_store
from indicators.store.restore import insert_all, restore
from indicators.store.verify import Verified, verify
from indicators.texts import _

__all__ = ["backup", "leaving", "restore"]


def backup(store: Store, file: Path) -> Verified:
    """Write all of a store to a new SQLite file, while others go on using it.

    Copying the file of a store in use gives a torn copy more often than not; this
    reads one state of it. The copy is verified before it gets its name. It may lie on
    a network drive: nobody works in it there.

    Raises
    ------
    StoreError
        If the file exists or cannot be written.
    """
    if not file.parent.is_dir():
        raise StoreError(_("Mappen {name} finns inte.").format(name=file.parent.name))
    if file.exists():
        raise _exists(file)
    with explained_file(file.name), draft_beside(file) as draft:
        _copy(store, draft)
        copy = Store(copy_engine(draft), draft)
        try:
            checked = verify(copy)
        finally:
            copy.close()
        try:
            place_new(draft, file)
        except FileExistsError:
            raise _exists(file) from None
    return checked


def _exists(file: Path) -> StoreError:
    return StoreError(
        _("{file} finns redan och skrivs inte över. Välj ett annat namn.").format(
            file=file.name
        )
    )


def _copy(store: Store, draft: Path) -> None:
    if store.path is not None:
        vacuum_into(store.path, draft)
        return
    with TemporaryDirectory(prefix="lagesbild-") as folder:
        path = Path(folder) / "copy.sqlite"
        target = open_store(path)
        try:
            insert_all(store, target)
        finally:
            target.close()
        vacuum_into(path, draft)
