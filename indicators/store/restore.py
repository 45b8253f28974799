"""The way back from a backup, also while others have the store open."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, select

from indicators.errors import StoreDamagedError, StoreError
from indicators.store.copying import copy_to
from indicators.store.engine import Store
from indicators.store.failures import explained_file
from indicators.store.files import (
    companions,
    draft_beside,
    make_folder,
    place_new,
    require_alone,
    stamped,
    sync,
    sync_folder,
)
from indicators.store.incoming import prepare, require_file
from indicators.store.opening import (
    PROGRAM,
    is_address,
    open_file,
    open_store,
)
from indicators.store.place import require_local
from indicators.store.schema import FIRST, GUARDED, lift_guards, set_guards
from indicators.store.verify import Verified, verify, verify_within
from indicators.texts import _


@dataclass(frozen=True)
class Restored(Verified):
    """What was restored and checked; `kept` is the store that was there, if any."""

    kept: Path | None = None


def restore(store_url: str | Path, file: Path, *, who: str = PROGRAM) -> Restored:
    """Put a backup in the place of a store; the store that was there is kept aside.

    Others may have the store open: they see the old state or the restored one, and
    what they publish until then is in the store that is kept.

    Raises
    ------
    StoreError
        If the file is no whole backup, or there is something in a PostgreSQL store.
    """
    file = require_file(file)
    if is_address(store_url):
        return Restored(**vars(_into_server(file, str(store_url), who)))
    path = Path(store_url)
    with explained_file(path.name):
        path = path.resolve()
        require_local(path)
        make_folder(path.parent)
        with draft_beside(path) as draft:
            checked = prepare(file, draft, who)
            kept = _put(draft, path)
    return Restored(**vars(checked), kept=kept)


def _into_server(file: Path, url: str, who: str) -> Verified:
    with TemporaryDirectory(prefix="lagesbild-") as folder:
        draft = Path(folder) / "copy.sqlite"
        checked = prepare(file, draft, who)
        with closing(open_file(draft)) as source, closing(open_store(url)) as target:
            insert_all(source, target)
    return checked


def _put(draft: Path, path: Path) -> Path | None:
    """Put a draft in its place, and tell where what was there is kept."""
    try:
        place_new(draft, path)
    except FileExistsError:
        put = _replace_rows if _is_whole(path) else _replace_file
        return put(draft, path)
    return None


def _is_whole(path: Path) -> bool:
    try:
        with closing(open_file(path)) as old:
            verify(old)
    except StoreDamagedError:
        return False
    return True


def _replace_rows(draft: Path, path: Path) -> Path:
    """Replace all rows in one transaction: those who have the file open just see it.

    Another file in its place would share its log with theirs.
    """
    source, target = open_file(draft), open_file(path)
    with (
        closing(source),
        closing(target),
        source.reading() as new,
        target.writing() as connection,
    ):
        aside = stamped(path, "before")
        copy_to(path, aside)  # no one can write any more
        _exchange_rows(new, connection)
    return aside


def _replace_file(draft: Path, path: Path) -> Path:
    """Put the draft in the place of a file that is not whole, and keep that one.

    Whoever has it open finds out: see the checkout in `lite`.
    """
    require_alone(draft)
    aside = stamped(path, "before")
    os.link(path, aside)  # the name stays taken: nobody makes an empty store meanwhile
    for old, kept in zip(companions(path), companions(aside), strict=True):
        if old.exists():
            old.rename(kept)
    sync(draft)
    draft.replace(path)
    sync_folder(path.parent)
    return aside


def insert_all(source: Store, target: Store) -> None:
    """Put all rows of a store into one that has no releases yet.

    Raises
    ------
    StoreError
        If it has some.
    """
    with source.reading() as old, target.writing() as new:
        if any(new.execute(select(t).limit(1)).first() for t in FIRST):
            raise StoreError(
                _("Lagret är inte tomt. Återställ till en ny, tom databas.")
            )
        _exchange_rows(old, new)


def _exchange_rows(source: Connection, target: Connection) -> None:
    lift_guards(target)
    for table in reversed(GUARDED):
        target.execute(table.delete())
    for table in GUARDED:
        for row in source.execute(select(table)):
            target.execute(table.insert().values(dict(row._mapping)))
    set_guards(target)
    verify_within(target)
