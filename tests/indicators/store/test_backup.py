import os
import threading
from contextlib import closing
from pathlib import Path

import pytest

from indicators.errors import StoreDamagedError, StoreError
from indicators.store import Store, open_store, place
from indicators.store.backup import backup, restore
from indicators.store.releases import current, history, newest
from indicators.store.verify import verify
from tests.indicators.store.helpers import put, table, without_guards


def test_a_backup_holds_everything(store: Store, tmp_path: Path):
    put(store, a="1")
    put(store, b="1")
    found = backup(store, tmp_path / "copy.sqlite")
    assert found == verify(store)
    with closing(open_store(tmp_path / "copy.sqlite")) as copy:
        assert history(copy) == history(store)
        assert current(copy) == current(store)


def test_a_backup_leaves_nothing_else_behind(store: Store, tmp_path: Path):
    folder = tmp_path / "copies"
    folder.mkdir()
    backup(store, folder / "copy.sqlite")
    assert [file.name for file in folder.iterdir()] == ["copy.sqlite"]


def test_a_backup_made_while_others_write_is_whole(store: Store, tmp_path: Path):
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            put(store, a=f"{number}" * 3000)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            backup(store, tmp_path / f"{number}.sqlite")
    finally:
        stop.set()
        writer.join()


def test_a_file_is_not_overwritten_by_a_backup(lite: Store, tmp_path: Path):
    file = tmp_path / "copy.sqlite"
    file.write_bytes(b"mine")
    with pytest.raises(StoreError, match="finns redan"):
        backup(lite, file)
    assert file.read_bytes() == b"mine"


def test_a_file_that_turns_up_meanwhile_is_not_overwritten(
    lite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "copy.sqlite"
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    file.write_bytes(b"mine")
    with pytest.raises(StoreError, match="finns redan"):
        backup(lite, file)
    assert file.read_bytes() == b"mine"


def test_a_backup_needs_a_folder_that_is_there(lite: Store, tmp_path: Path):
    with pytest.raises(StoreError, match="Mappen none finns inte"):
        backup(lite, tmp_path / "none" / "copy.sqlite")


def test_a_backup_may_lie_on_a_network_drive(
    lite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    share = tmp_path / "share"
    share.mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/ / ext4 rw\nserver:/x {share} nfs4 rw\n", "utf-8")
    monkeypatch.setattr(place, "MOUNTS", mounts)
    put(lite, a="1")
    backup(lite, share / "copy.sqlite")
    restore(tmp_path / "new.sqlite", share / "copy.sqlite")


def test_a_damaged_store_gives_no_backup(lite: Store, file: Path, tmp_path: Path):
    put(lite, a="1")
    without_guards(file, "UPDATE blobs SET content = x'00'")
    with pytest.raises(StoreDamagedError):
        backup(lite, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_a_backup_is_a_single_file_that_can_be_read_from_read_only_media(
    lite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    put(lite, a="1")
    media = tmp_path / "media"
    media.mkdir()
    backup(lite, media / "copy.sqlite")
    before = (media / "copy.sqlite").read_bytes()
    (media / "copy.sqlite").chmod(0o400)
    media.chmod(0o500)
    restore(tmp_path / "new.sqlite", media / "copy.sqlite")
    assert (media / "copy.sqlite").read_bytes() == before
    assert len(list(media.iterdir())) == 1
    media.chmod(0o700)


def test_publishing_elsewhere_from_a_backup_gives_the_same_bytes(
    store: Store, tmp_path: Path
):
    put(store, a="1", b="å")
    backup(store, tmp_path / "copy.sqlite")
    restore(tmp_path / "new.sqlite", tmp_path / "copy.sqlite")
    with closing(open_store(tmp_path / "new.sqlite")) as new:
        assert current(new) == {"a": table("1"), "b": table("å")}
        assert newest(new) == newest(store)
