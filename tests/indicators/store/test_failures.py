"""A full disk, a folder without rights, a database that is busy: said, and survived."""

import multiprocessing
import os
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from indicators.errors import StoreError
from indicators.store import Store, open_store
from indicators.store import lite as lite_module
from indicators.store.backup import backup
from indicators.store.failures import explained, explained_file
from indicators.store.releases import current, newest
from indicators.store.verify import verify
from tests.indicators.store.helpers import put, table


def test_a_full_disk_changes_nothing_and_is_no_matter_once_there_is_room(lite: Store):
    put(lite, a="1")
    with lite.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="Disken är full"):
        put(lite, a="2" * 50_000)
    assert current(lite) == {"a": table("1")}
    with lite.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert put(lite, a="2" * 50_000).number == 2


def write_within(file: Path, size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with closing(open_store(file)) as store:
        try:
            put(store, a="2" * 100_000)
        except StoreError as error:
            os._exit(0 if "Disken" in str(error) and current(store) else 1)
    os._exit(2)


@pytest.mark.parametrize("size", [33_000, 70_000, 110_000])
def test_a_file_that_may_not_grow_keeps_its_old_state(
    lite: Store, file: Path, size: int
):
    put(lite, a="1")
    processes = multiprocessing.get_context("forkserver")
    child = processes.Process(target=write_within, args=(file, size))
    child.start()
    child.join(30)
    assert child.exitcode == 0
    assert current(lite) == {"a": table("1")}
    put(lite, a="3")
    assert verify(lite).releases == 2


def test_a_disk_that_is_full_for_a_backup_is_told(
    lite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="Disken är full"):
        backup(lite, tmp_path / "copy.sqlite")
    assert not list(tmp_path.glob("*copy*"))


def unprivileged(work, *arguments) -> int:
    """Work as somebody without rights, for whom the tests run as root."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setegid(65534)
                os.seteuid(65534)
            code = work(*arguments)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def refused(work, word: str) -> int:
    try:
        work()
    except StoreError as error:
        return 0 if word in str(error) else 3
    return 2


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path):
    _let_others_in(tmp_path)
    file = tmp_path / "store.sqlite"
    with closing(open_store(file)) as store:
        put(store, a="1")
    file.chmod(0o444)
    tmp_path.chmod(0o555)
    new = tmp_path / "new" / "store.sqlite"
    assert unprivileged(refused, lambda: open_store(new), "rättigheter") == 0
    assert unprivileged(refused, lambda: put(open_store(file), a="2"), "Lagret") == 0
    tmp_path.chmod(0o755)
    with closing(open_store(file)) as store:
        assert newest(store)[0] == 1


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path):
    _let_others_in(tmp_path)
    (tmp_path / "closed").mkdir(mode=0o000)
    file = tmp_path / "closed" / "store.sqlite"
    assert unprivileged(refused, lambda: open_store(file), "rättigheter") == 0
    (tmp_path / "closed").chmod(0o700)


def _let_others_in(folder: Path) -> None:
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)


def test_a_folder_in_the_place_of_the_store_is_told(tmp_path: Path):
    with pytest.raises(StoreError, match="Lagret"):
        open_store(tmp_path)


def test_a_writer_that_keeps_others_waiting_is_told(
    lite: Store, file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lite_module, "BUSY_SECONDS", 0.1)
    with closing(open_store(file)) as other, lite.writing():
        assert newest(other)[0] == 0  # readers don't wait
        with pytest.raises(StoreError, match="Någon annan skriver"):
            put(other, a="1")


def test_a_writer_that_keeps_others_waiting_on_a_server_is_told(
    schema: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lite_module, "BUSY_SECONDS", 1)
    with (
        closing(open_store(schema)) as store,
        store.writing(),
        pytest.raises(StoreError, match="Någon annan skriver"),
    ):
        put(store, a="1")


def test_a_table_that_is_gone_from_a_server_is_damage(schema: str):
    from indicators.errors import StoreDamagedError
    from indicators.store.server import server_engine

    with closing(open_store(schema)) as store:
        other = server_engine(schema)
        with other.begin() as connection:
            connection.exec_driver_sql("DROP TABLE release_files CASCADE")
        other.dispose()
        with pytest.raises(StoreDamagedError, match="databasfilen"):
            newest_after(store)


def newest_after(store: Store) -> object:
    from indicators.store.releases import history

    return history(store)


def test_a_bug_is_not_explained_away():
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.ProgrammingError),
        explained(),
    ):
        connection.execute("SELECT ?", (1, 2))


@pytest.mark.parametrize(
    ("number", "word"), [(28, "full"), (13, "rättigheter"), (5, "x går inte att läsa")]
)
def test_what_the_operating_system_says_is_explained(number: int, word: str):
    with pytest.raises(StoreError, match=word), explained_file("x"):
        raise OSError(number, "")


def test_errors_do_not_carry_what_was_to_be_stored(
    lite: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(lite_module, "BUSY_SECONDS", 0)
    with pytest.raises(StoreError) as caught, lite.reading() as connection:
        connection.exec_driver_sql("SELECT ? FROM nowhere", ("4711",))
    assert "4711" not in f"{caught.value}{caught.value.__cause__}"
