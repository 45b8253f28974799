"""Restoring: over nothing, over a store in use, over a damaged one, from odd files."""

from contextlib import closing
from pathlib import Path

import pytest

from indicators.errors import StoreDamagedError, StoreError
from indicators.store import Store, open_store
from indicators.store.audit import entries
from indicators.store.backup import backup, leaving, restore
from indicators.store.releases import current, newest
from indicators.store.verify import verify
from tests.indicators.store.helpers import as_version_1, by_hand, put, table
from tests.indicators.store.workers import at_once, open_and_publish


@pytest.fixture
def copy(lite: Store, tmp_path: Path) -> Path:
    """A backup with one release; the store has one more."""
    put(lite, a="1")
    backup(lite, tmp_path / "copy.sqlite")
    put(lite, a="2")
    return tmp_path / "copy.sqlite"


def kept(file: Path) -> list[Path]:
    return sorted(file.parent.glob("store-before-*.sqlite"))


def test_who_has_the_store_open_sees_what_was_restored(
    lite: Store, file: Path, copy: Path
):
    restore(file, copy)
    assert current(lite) == {"a": table("1")}
    assert put(lite, a="3").number == 2
    assert verify(lite).releases == 2


def test_the_store_that_was_there_is_kept(lite: Store, file: Path, copy: Path):
    before = newest(lite)
    restore(file, copy)
    (aside,) = kept(file)
    with closing(open_store(aside)) as old:
        assert newest(old) == before
        assert verify(old).releases == 2


def test_a_restore_is_in_the_audit(lite: Store, file: Path, copy: Path):
    found = restore(file, copy, who="ada")
    entry = entries(lite)[0]
    assert (entry.who, entry.what) == ("ada", "restore")
    assert entry.told() == {"file": "copy.sqlite", "newest": found.newest}


def test_a_reader_in_the_middle_keeps_its_state(lite: Store, file: Path, copy: Path):
    from indicators.store.chain import chain

    with lite.reading() as connection:
        assert len(chain(connection)) == 2
        restore(file, copy)
        assert len(chain(connection)) == 2
    assert newest(lite)[0] == 1


def test_the_guards_are_on_after_a_restore(lite: Store, file: Path, copy: Path):
    import sqlite3

    restore(file, copy)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        by_hand(file, "DELETE FROM releases")


def test_a_store_is_restored_where_there_was_none(tmp_path: Path, copy: Path):
    restore(tmp_path / "new" / "store.sqlite", copy)
    with closing(open_store(tmp_path / "new" / "store.sqlite")) as new:
        assert current(new) == {"a": table("1")}


@pytest.mark.parametrize("damage", ["header", "table", "empty"])
def test_a_damaged_store_is_replaced_and_kept(
    lite: Store, file: Path, copy: Path, damage: str
):
    data = file.read_bytes()
    broken = {
        "header": b"x" * 100 + data[100:],
        "table": data.replace(table("2"), table("9")),
        "empty": b"",
    }[damage]
    lite.close()
    file.write_bytes(broken)
    restore(file, copy)
    assert current(lite) == {"a": table("1")}  # opened before, and used again
    assert [aside.read_bytes() for aside in kept(file)] == [broken]


def test_who_has_a_damaged_store_open_goes_over_to_the_restored_one(
    lite: Store, file: Path, copy: Path
):
    by_hand(file, "DROP TRIGGER releases_no_DELETE")
    assert newest(lite)[0] == 2
    restore(file, copy)
    assert newest(lite)[0] == 1
    put(lite, a="3")
    with closing(open_store(file)) as other:
        assert newest(other)[0] == 2


def test_a_writer_whose_file_was_replaced_is_told(lite: Store, file: Path, copy: Path):
    from indicators.store.audit import append

    def write() -> None:
        with lite.writing() as connection:
            append(connection, who="ada", what="test", details={})
            copy.replace(file)

    with pytest.raises(StoreError, match="byttes ut"):
        write()


def test_restoring_while_others_publish_loses_nothing(
    lite: Store, file: Path, copy: Path
):
    done = at_once(4, restore_or_publish, file, copy)
    (aside,) = kept(file)
    with closing(open_store(aside)) as old:
        before, after = verify(old).releases, verify(lite).releases
    published = [number for number in done if number]
    assert before - 2 + after - 1 == len(published) == 3


def restore_or_publish(file: Path, copy: Path, name: int) -> int:
    if name:
        return open_and_publish(file, name)
    restore(file, copy)
    return 0


def test_a_damaged_backup_is_not_restored(lite: Store, file: Path, copy: Path):
    copy.write_bytes(copy.read_bytes().replace(table("1"), table("9")))
    with pytest.raises(StoreError, match=r"från copy\.sqlite: filen är skadad eller"):
        restore(file, copy)
    assert newest(lite)[0] == 2
    assert kept(file) == []


@pytest.mark.parametrize("content", [b"", b"# L\xc3\xa4s mig\n" * 200])
def test_a_file_that_is_no_backup_is_blamed_and_not_the_store(
    lite: Store, file: Path, tmp_path: Path, content: bytes
):
    put(lite, a="1")
    other = tmp_path / "README.md"
    other.write_bytes(content)
    for act in (restore, leaving):
        with pytest.raises(
            StoreError, match=r"från README\.md.* Lagret är som"
        ) as told:
            act(file, other)
        assert not isinstance(told.value, StoreDamagedError)
    assert verify(lite).releases == 1


def test_the_releases_that_a_backup_lacks_are_told(
    lite: Store, file: Path, copy: Path, tmp_path: Path
):
    put(lite, a="3")
    assert leaving(file, copy) == [2, 3]
    assert leaving(tmp_path / "none.sqlite", copy) == []
    backup(lite, tmp_path / "later.sqlite")
    assert leaving(file, tmp_path / "later.sqlite") == []
    restore(file, copy)
    assert leaving(file, tmp_path / "later.sqlite") == []
    put(lite, a="4")
    assert leaving(file, tmp_path / "later.sqlite") == [2]  # another release 2


def test_of_a_damaged_store_nothing_is_told(lite: Store, file: Path, copy: Path):
    lite.close()
    file.write_bytes(b"x" * 100 + file.read_bytes()[100:])
    assert leaving(file, copy) == []


def test_it_is_told_where_the_store_that_was_there_is_kept(
    lite: Store, file: Path, copy: Path, tmp_path: Path
):
    assert [restore(file, copy).kept] == kept(file)
    assert restore(tmp_path / "new.sqlite", copy).kept is None


def test_only_a_file_that_is_there_is_restored(tmp_path: Path):
    with pytest.raises(StoreError, match=r"none\.sqlite finns inte"):
        restore(tmp_path / "store.sqlite", tmp_path / "none.sqlite")


def test_a_backup_of_an_older_version_is_brought_forward_in_its_copy(
    lite: Store, file: Path, copy: Path
):
    as_version_1(copy)
    before = copy.read_bytes()
    restore(file, copy)
    assert verify(lite).releases == 1
    assert copy.read_bytes() == before
    assert not list(file.parent.glob("*-v1-*"))


def test_a_store_in_use_can_be_restored_from_with_what_its_log_holds(
    lite: Store, file: Path, tmp_path: Path
):
    put(lite, a="1")
    with lite.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM meta").all()
        put(lite, a="2")  # the reader keeps it in the log
        restore(tmp_path / "new.sqlite", file)
    with closing(open_store(tmp_path / "new.sqlite")) as new:
        assert newest(new)[0] == 2


def test_a_server_is_restored_to_when_it_is_empty(schema: str, copy: Path):
    restore(schema, copy)
    with closing(open_store(schema)) as store:
        assert current(store) == {"a": table("1")}
        assert verify(store).audited == 3
    with pytest.raises(StoreError, match="inte tomt"):
        restore(schema, copy)


def test_a_server_can_be_moved_to_a_file_and_back(schema: str, tmp_path: Path):
    with closing(open_store(schema)) as store:
        put(store, a="1")
        backup(store, tmp_path / "copy.sqlite")
        before = newest(store)
    restore(tmp_path / "new.sqlite", tmp_path / "copy.sqlite")
    with closing(open_store(tmp_path / "new.sqlite")) as new:
        assert newest(new) == before
