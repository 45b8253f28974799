"""Making a store, bringing an older one forward, refusing what is not one."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from indicators.errors import StoreDamagedError, StoreError
from indicators.store import open_store
from indicators.store.audit import entries
from indicators.store.releases import current, newest
from indicators.store.verify import verify
from tests.indicators.store.helpers import as_version_1, by_hand, put, table
from tests.indicators.store.workers import at_once, open_and_publish


def test_the_settings_that_keep_a_store_whole_are_on(lite):
    with lite.reading() as connection:
        for pragma, value in {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "recursive_triggers": 1,
            "trusted_schema": 0,
            "cell_size_check": 1,
        }.items():
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_new_store_lies_alone_in_a_folder_that_was_made_for_it(tmp_path: Path):
    open_store(tmp_path / "a" / "b" / "store.sqlite").close()
    assert [file.name for file in (tmp_path / "a" / "b").iterdir()] == ["store.sqlite"]


def test_several_processes_can_make_the_store_at_once(place):
    assert sorted(at_once(4, open_and_publish, place)) == [1, 2, 3, 4]
    with closing(open_store(place)) as store:
        assert verify(store).releases == 4


def test_an_older_store_is_brought_forward_after_a_copy(file: Path):
    with closing(open_store(file)) as store:
        made = put(store, a="1")
    as_version_1(file)
    with closing(open_store(file)) as store:
        assert entries(store)[-1].told()["newest"] == made.hash
        put(store, a="2")
        assert verify(store).releases == 2
    (copy,) = file.parent.glob("store-v1-*.sqlite")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [("1",)]


def test_several_processes_can_bring_a_store_forward_at_once(file: Path):
    with closing(open_store(file)) as store:
        put(store, a="1")
    as_version_1(file)
    assert sorted(at_once(4, open_and_publish, file)) == [2, 3, 4, 5]
    assert len(list(file.parent.glob("store-v1-*.sqlite"))) == 1


def test_a_store_from_a_newer_program_is_left_alone(file: Path):
    open_store(file).close()
    by_hand(file, "UPDATE meta SET value = '4'", "CREATE TABLE new (x)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match=r"nyare version.*4.*3") as caught:
        open_store(file)
    assert not isinstance(caught.value, StoreDamagedError)
    assert file.read_bytes() == before


@pytest.mark.parametrize("version", ["1", "0", "-1", "2.0", "", "två", None])
def test_an_altered_version_is_noticed(file: Path, version: str | None):
    open_store(file).close()
    value = "NULL" if version is None else f"'{version}'"
    by_hand(file, f"UPDATE meta SET value = {value}")
    with pytest.raises(StoreDamagedError, match="lagrets version"):
        open_store(file)


def test_a_version_that_is_gone_is_noticed(file: Path):
    open_store(file).close()
    by_hand(file, "DELETE FROM meta")
    with pytest.raises(StoreDamagedError, match="lagrets version"):
        open_store(file)


def test_another_programs_database_is_left_alone(file: Path):
    by_hand(file, "CREATE TABLE theirs (x)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="inget lager"):
        open_store(file)
    assert file.read_bytes()[100:] == before[100:]


@pytest.mark.parametrize("content", [b"", b"indicator,value\n" * 99, bytes(8192)])
def test_a_file_that_is_no_database_is_not_shown_as_an_empty_store(
    file: Path, content: bytes
):
    file.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="databasfilen"):
        open_store(file)
    assert file.read_bytes() == content


def test_a_log_without_its_store_is_noticed(file: Path):
    file.with_name("store.sqlite-wal").write_bytes(b"left")
    with pytest.raises(StoreDamagedError, match="logg"):
        open_store(file)


def test_a_store_reached_through_a_link_is_the_same_store(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "elsewhere" / "store.sqlite")
    with closing(open_store(tmp_path / "link.sqlite")) as store:
        put(store, a="1")
    with closing(open_store(tmp_path / "elsewhere" / "store.sqlite")) as store:
        assert current(store) == {"a": table("1")}


def test_odd_characters_in_the_path_are_no_matter(tmp_path: Path):
    file = tmp_path / "100 %?#å&mode=memory" / "store.sqlite"
    with closing(open_store(file)) as store:
        put(store, a="1")
    assert file.stat().st_size > 0


def test_a_file_put_in_the_place_of_the_store_is_the_store_from_then_on(
    tmp_path: Path, file: Path
):
    other = tmp_path / "other.sqlite"
    with closing(open_store(file)) as store:
        put(store, a="1")
        with closing(open_store(other)) as new:
            put(new, a="2")
        other.replace(file)
        assert current(store) == {"a": table("2")}


def test_a_forked_process_uses_connections_of_its_own(lite):
    put(lite, a="1")
    child = os.fork()
    if child == 0:
        os._exit(0 if newest(lite)[0] == 1 and put(lite, a="2").number == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert put(lite, a="3").number == 3


@pytest.mark.parametrize(
    "address", ["mysql://x/y", "sqlite:///x.db", "://", "postgresql+asyncpg://x/y"]
)
def test_only_sqlite_files_and_postgresql_hold_a_store(address: str):
    with pytest.raises(StoreError, match="inget annat"):
        open_store(address)


def test_a_server_that_does_not_answer_is_told_without_its_password():
    with pytest.raises(StoreError, match="svarar inte") as caught:
        open_store("postgresql://u:hemligt@127.0.0.1:1/x")
    assert "hemligt" not in str(caught.value)


def test_a_postgresql_address_can_be_written_in_the_usual_ways(schema: str):
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        open_store(schema.replace("postgresql", scheme, 1)).close()


def test_a_server_that_could_lose_data_is_refused(schema: str, monkeypatch):
    from indicators.store import opening

    def unsafe(connection):
        raise StoreError("fsync=off")

    monkeypatch.setattr(opening, "require_safe_server", unsafe)
    with pytest.raises(StoreError, match="fsync=off"):
        open_store(schema)


def test_a_store_that_still_needs_its_log_is_not_given_its_name(file: Path):
    from indicators.store.files import place_new

    draft = file.with_name("draft")
    draft.write_bytes(b"x")
    draft.with_name("draft-wal").write_bytes(b"what the full disk had no room for")
    with pytest.raises(OSError, match="No space"):
        place_new(draft, file)
    assert not file.exists()
