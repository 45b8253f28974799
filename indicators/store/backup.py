"""Copies of a store that are whole whenever they are made, and the way back."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from indicators.errors import StoreError
from indicators.store.engine import Store, connect, explained, open_store
from indicators.store.schema import GUARDED, VERSION, meta
from indicators.store.verify import Verified, verify
from indicators.texts import _


def backup(store: Store, file: Path) -> Verified:
    """Write all of a store to a new SQLite file, while others go on using it.

    Copying the file of a store in use gives a torn copy more often than not; this
    reads one state of it. The copy is verified before it gets its name.

    Raises
    ------
    StoreError
        If the file exists or cannot be written.
    """
    if file.exists():
        raise StoreError(
            _("{file} finns redan och skrivs inte över. Välj ett annat namn.").format(
                file=file.name
            )
        )
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        _copy(store, draft)
        copy = open_store(draft)
        try:
            checked = verify(copy)
        finally:
            copy.close()
        draft.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise StoreError(
            _("{file} går inte att skriva. Kontrollera mappen och utrymmet.").format(
                file=file.name
            )
        ) from error
    finally:
        for leftover in (draft, *_companions(draft)):
            leftover.unlink(missing_ok=True)
    return checked


def backup_before(store: Store, version: int) -> None:
    """Keep a copy beside the store before it is brought forward."""
    if store.path is None:
        return  # a server has its own backups; nothing here can be put back into it
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    name = f"{store.path.stem}-v{version}-{moment}{store.path.suffix}"
    _vacuum_into(store, store.path.with_name(name))


def restore(store_url: str | Path, file: Path) -> Verified:
    """Put a backup in the place of a store; the store that was there is kept aside.

    Raises
    ------
    StoreError
        If the file is no whole backup, or there is something in a PostgreSQL store.
    """
    if not file.is_file():
        raise StoreError(_("{file} finns inte.").format(file=file.name))
    source = open_store(file)
    try:
        checked = verify(source)
        if isinstance(store_url, str) and "://" in store_url:
            _into_server(source, store_url)
        else:
            _into_file(source, Path(store_url))
    finally:
        source.close()
    return checked


def _into_file(source: Store, target: Path) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    _vacuum_into(source, draft)
    if target.exists():
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        aside = target.with_name(f"{target.stem}-before-{moment}{target.suffix}")
        old = open_store(target)
        try:
            _vacuum_into(old, aside)  # with what its log still holds
        finally:
            old.close()
        for companion in _companions(target):
            companion.unlink(missing_ok=True)
    draft.replace(target)
    _sync_folder(target.parent)


def _into_server(source: Store, url: str) -> None:
    target = open_store(url)
    try:
        _insert_all(source, target)
    finally:
        target.close()


def _copy(store: Store, file: Path) -> None:
    if store.path is not None:
        _vacuum_into(store, file)
        return
    target = open_store(file)
    try:
        _insert_all(store, target)
    finally:
        target.close()


def _insert_all(source: Store, target: Store) -> None:
    with source.reading() as old, target.writing() as new:
        if any(new.execute(select(table).limit(1)).first() for table in GUARDED):
            raise StoreError(
                _("Lagret är inte tomt. Återställ till en ny, tom databas.")
            )
        for table in GUARDED:
            for row in old.execute(select(table)):
                new.execute(table.insert().values(dict(row._mapping)))
        new.execute(meta.delete().where(meta.c.key == "version"))
        new.execute(meta.insert().values(key="version", value=str(VERSION)))


def _vacuum_into(store: Store, file: Path) -> None:
    if store.path is None:
        raise ValueError("only a SQLite store can be copied as a file")
    with explained(), closing(connect(store.path)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _companions(file: Path) -> list[Path]:
    return [file.with_name(file.name + ending) for ending in ("-wal", "-shm")]


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no such thing, and renames are journalled
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
