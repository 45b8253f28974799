"""Rows are never changed, and it shows when somebody did it all the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from indicators.errors import StoreDamagedError
from indicators.store import Store
from indicators.store.releases import current, history, newest, undo
from indicators.store.schema import GUARDED
from indicators.store.verify import verify
from tests.indicators.store.helpers import by_hand, put, put_snapshot, without_guards

TABLES = [table.name for table in GUARDED]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_rows_are_not_changed_or_deleted(store: Store, name: str, statement: str):
    _with_file(store)
    column = next(iter(GUARDED[TABLES.index(name)].columns)).name
    change = statement.format(name, f"{column} = {column}")
    with pytest.raises(IntegrityError, match="never changed"):
        _do(store, change)


def _do(store: Store, statement: str) -> None:
    with store.writing() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"release_files"}))
def test_rows_are_not_replaced(lite: Store, file: Path, name: str):
    put(lite, a="1")
    put_snapshot(lite, withdrawn=True)
    again = f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}"
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        by_hand(file, again)  # another program, which has not asked for the triggers
    with pytest.raises(IntegrityError, match="never changed"):
        _do(lite, again)


def test_rows_are_not_replaced_by_a_hash_either(lite: Store, file: Path):
    put(lite, a="1")
    columns = "kind, created_at, who, message, undoes, previous, hash"
    again = f"REPLACE INTO releases SELECT 9, {columns} FROM releases"
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        by_hand(file, again)


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_not_truncated(schema: str, name: str):
    from indicators.store import open_store

    with closing(open_store(schema)) as store:
        put(store, a="1")
        with pytest.raises(IntegrityError, match="never changed"):
            _do(store, f"TRUNCATE {name} CASCADE")
        assert newest(store)[0] == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM release_tables WHERE release = 3",
        "UPDATE OR REPLACE release_tables SET release = 2 WHERE release = 3",
        "UPDATE release_tables SET indicator = 'b' WHERE release = 3",
        "UPDATE release_tables SET blob = NULL WHERE release = 3",
        "UPDATE release_tables SET blob = x'00' WHERE release = 3",
        "UPDATE release_tables SET rows = 2 WHERE release = 3",
        "UPDATE releases SET message = 'annan' WHERE number = 3",
        "UPDATE releases SET who = 3 WHERE number = 3",
        "UPDATE releases SET number = 4 WHERE number = 3",
        "DELETE FROM releases WHERE number = 3",
        "DELETE FROM releases WHERE number = 2",
        "UPDATE blobs SET content = x'00'",
        "UPDATE blobs SET content = 5",
        "UPDATE blobs SET content = 'text'",
        "DELETE FROM blobs",
        "DELETE FROM release_files",
        "UPDATE release_files SET position = 'text'",
        "INSERT INTO release_tables VALUES (9, 'a', NULL, 0)",
        "INSERT INTO release_tables VALUES ('x', 'a', NULL, 0)",
    ],
)
def test_an_altered_row_is_never_shown(lite: Store, file: Path, statement: str):
    put(lite, a="1")
    put(lite, a="2")
    _with_file(lite)
    without_guards(file, "PRAGMA foreign_keys=OFF", statement)
    with pytest.raises(StoreDamagedError, match="visas"):
        current(lite)
    with pytest.raises(StoreDamagedError, match="visas"):
        verify(lite)


def _with_file(store: Store) -> None:
    from indicators.store import Change, SourceFile
    from indicators.store.releases import publish

    source = SourceFile.of("a.csv", b"x")
    publish(store, [Change("a", b"3")], who="a", message="m", files=[source])
    put_snapshot(store, withdrawn=True)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM releases WHERE number = 2",
        "DELETE FROM release_tables WHERE release = 2",
        "UPDATE releases SET hash = 'x' WHERE number = 2",
        "UPDATE release_tables SET rows = 2 WHERE release = 2",
    ],
)
def test_the_newest_release_is_not_told_wrong(lite: Store, file: Path, statement: str):
    put(lite, a="1")
    put(lite, a="2")
    without_guards(file, statement)
    with pytest.raises(StoreDamagedError):
        newest(lite)


def test_nothing_is_published_on_top_of_a_damaged_history(lite: Store, file: Path):
    put(lite, a="1")
    put(lite, a="2")
    without_guards(file, "UPDATE releases SET message = 'annan' WHERE number = 1")
    for act in (lambda: put(lite, a="3"), lambda: undo(lite, 2, who="a", reason="r")):
        with pytest.raises(StoreDamagedError, match="publicering 1"):
            act()


def test_a_damaged_table_is_not_published_again(lite: Store, file: Path):
    put(lite, a="1")
    put(lite, a="2")
    without_guards(file, "UPDATE blobs SET content = x'00'")
    with pytest.raises(StoreDamagedError, match="publicerad tabell"):
        put(lite, a="1")


def test_guards_that_are_gone_are_noticed(lite: Store, file: Path):
    put(lite, a="1")
    without_guards(file)
    with pytest.raises(StoreDamagedError, match="databasfilen"):
        verify(lite)


def test_guards_that_are_off_are_noticed_on_a_server(schema: str):
    from indicators.store import open_store

    with closing(open_store(schema)) as store:
        verify(store)
        _do(store, "ALTER TABLE releases DISABLE TRIGGER releases_guard")
        with pytest.raises(StoreDamagedError, match="skyddet"):
            verify(store)


def test_the_last_releases_taken_away_show_only_to_who_has_the_hash(
    lite: Store, file: Path
):
    put(lite, a="1")
    printed = put(lite, a="2").hash
    assert verify(lite, expected_newest=printed).newest == printed
    without_guards(
        file,
        "PRAGMA foreign_keys=OFF",
        "DELETE FROM release_tables WHERE release = 2",
        "DELETE FROM releases WHERE number = 2",
        "DELETE FROM audit WHERE number = 3",
    )
    assert len(history(lite)) == 1  # consistent, as far as can be seen from inside
    with pytest.raises(StoreDamagedError):
        verify(lite, expected_newest=printed)


def test_an_older_printed_hash_is_still_in_the_chain(lite: Store):
    printed = put(lite, a="1").hash
    put(lite, a="2")
    assert verify(lite, expected_newest=printed.upper() + "\n").releases == 2
    with pytest.raises(StoreDamagedError, match="saknar publiceringen"):
        verify(lite, expected_newest="f" * 64)
