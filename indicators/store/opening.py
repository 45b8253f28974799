"""Open the store: make it, bring it forward, or refuse what could lose data."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from indicators.errors import StoreDamagedError, StoreError
from indicators.store import audit
from indicators.store.chain import START, head
from indicators.store.copying import copy_to
from indicators.store.engine import Store
from indicators.store.failures import explained, explained_file
from indicators.store.files import (
    companions,
    draft_beside,
    make_folder,
    place_new,
    stamped,
)
from indicators.store.lite import connect, sqlite_engine
from indicators.store.place import require_local
from indicators.store.schema import MIGRATIONS, TABLES, VERSION, meta, metadata
from indicators.store.server import require_safe_server, server_engine
from indicators.texts import _

PROGRAM = "lagesbild"


def is_address(url: str | Path) -> bool:
    """Tell an address of a server from a file."""
    return isinstance(url, str) and "://" in url


def open_store(url: str | Path) -> Store:
    """Open a store, making it or bringing it forward where needed.

    Parameters
    ----------
    url : str or Path
        A file for SQLite, or an address such as `postgresql://…`.

    Raises
    ------
    StoreError
        If the file lies on a network drive, is no store, is from a newer version of
        the program, or the server does not answer.
    """
    if is_address(url):
        return _open_server(str(url))
    path = Path(url)
    with explained_file(path.name):
        path = path.resolve()  # SQLite keeps its log beside the file, not the link
        require_local(path)
        if not path.exists():
            _make(path)
    return open_file(path)


def open_file(path: Path, *, keep_old: bool = True) -> Store:
    """Open a store that is there; keep a copy before it is brought forward."""
    with explained_file(path.name):
        if path.is_file() and path.stat().st_size == 0:  # to SQLite, an empty database
            raise StoreDamagedError(_("databasfilen"))
    store = Store(sqlite_engine(path), path)
    with ExitStack() as on_error:
        on_error.callback(store.close)
        bring_forward(store, keep_old=keep_old)
        on_error.pop_all()
    return store


def _open_server(url: str) -> Store:
    store = Store(server_engine(url), None)
    with ExitStack() as on_error:
        on_error.callback(store.close)
        with store.reading() as connection:
            require_safe_server(connection)
        bring_forward(store)
        on_error.pop_all()
    return store


def _make(path: Path) -> None:
    """Make an empty store: whole from the moment that it has its name.

    Of several processes that do this at once, one wins, and all use its file.
    """
    make_folder(path.parent)
    with draft_beside(path) as draft:
        with explained():
            connect(draft, make=True).close()
        new = Store(sqlite_engine(draft), draft)
        with closing(new), new.writing() as connection:
            _migrate(connection, 0)
        if any(log.exists() for log in companions(path)) and not path.exists():
            raise StoreDamagedError(_("databasfilen saknas, men dess logg finns kvar"))
        try:
            place_new(draft, path)
        except FileExistsError:
            return  # another process was first


def bring_forward(store: Store, *, keep_old: bool = True) -> None:
    """Take a store of an older version, step by step, to the one the code knows."""
    with store.reading() as connection:
        if _version(connection) == VERSION:
            return
    with store.writing() as connection:
        found = _version(connection)  # another process may have been first
        if 0 < found < VERSION and keep_old and store.path is not None:
            copy_to(store.path, stamped(store.path, f"v{found}"))
        if found < VERSION:
            _migrate(connection, found)


def _migrate(connection: Connection, found: int) -> None:
    for migrate in MIGRATIONS[found:]:
        migrate(connection)
    connection.execute(meta.delete().where(meta.c.key == "version"))
    connection.execute(meta.insert().values(key="version", value=str(VERSION)))
    newest = head(connection)
    audit.append(
        connection,
        who=PROGRAM,
        what="migrate",
        details={
            "from": found,
            "to": VERSION,
            "releases": newest.number if newest else 0,
            "newest": newest.hash if newest else START,
        },
    )


def _version(connection: Connection) -> int:
    """Tell a store's version; 0 for a server where there is none.

    Raises
    ------
    StoreError
        If it is newer than the code, is no store, or says what it can't be.
    """
    names = set(inspect(connection).get_table_names())
    is_file = connection.dialect.name == "sqlite"
    ours = names & set(metadata.tables)
    if meta.name not in ours:
        if ours or (is_file and not names):
            raise StoreDamagedError(_("databasfilen"))
        if is_file:
            raise StoreError(_("Filen är inget lager från lagesbild."))
        return 0
    text = connection.scalar(select(meta.c.value).where(meta.c.key == "version"))
    if not isinstance(text, str) or not text.isdecimal() or text == "0":
        raise StoreDamagedError(_("lagrets version"))
    return _known(int(text), ours)


def _known(found: int, names: set[str]) -> int:
    if found > VERSION:
        raise StoreError(
            _(
                "Lagret är skrivet av en nyare version av lagesbild ({found}, den här "
                "kan {known}). Uppdatera programmet. Ingenting har ändrats."
            ).format(found=found, known=VERSION)
        )
    if names != TABLES[found]:
        raise StoreDamagedError(_("lagrets version"))
    return found
