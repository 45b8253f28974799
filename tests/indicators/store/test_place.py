from pathlib import Path

import pytest

from indicators.errors import StoreError
from indicators.store import open_store, place


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def mount(*lines: str) -> None:
        mounts = tmp_path / "mounts"
        mounts.write_text("\n".join(["rootfs / ext4 rw 0 0", *lines]), "utf-8")
        monkeypatch.setattr(place, "MOUNTS", mounts)

    return mount


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p", "fuse.rclone"])
def test_a_store_is_not_put_on_a_network_drive(tmp_path: Path, mounted, kind: str):
    mounted(f"server:/x {tmp_path}/share {kind} rw 0 0")
    with pytest.raises(StoreError, match=rf"nätverksdisk \({kind}\)"):
        open_store(tmp_path / "share" / "var" / "store.sqlite")
    assert not (tmp_path / "share").exists()


def test_a_link_to_a_network_drive_is_no_way_round(tmp_path: Path, mounted):
    mounted(f"server:/x {tmp_path}/share nfs4 rw 0 0")
    (tmp_path / "local.sqlite").symlink_to(tmp_path / "share" / "store.sqlite")
    with pytest.raises(StoreError, match="nätverksdisk"):
        open_store(tmp_path / "local.sqlite")


def test_the_innermost_and_latest_mount_counts(tmp_path: Path, mounted):
    mounted(
        f"server:/x {tmp_path} nfs4 rw 0 0",
        f"/dev/a {tmp_path}/disk nfs rw 0 0",
        f"/dev/a {tmp_path}/disk ext4 rw 0 0",
        "nonsense",
        "",
    )
    assert place.file_system(tmp_path / "disk" / "store.sqlite") == "ext4"
    assert place.file_system(tmp_path / "diskette") == "nfs4"


def test_a_mount_with_a_space_in_its_name_is_found(tmp_path: Path, mounted):
    mounted(rf"server:/x {tmp_path}/G\040år\134 smb3 rw 0 0")
    assert place.file_system(tmp_path / "G år\\" / "x") == "smb3"


def test_where_it_cannot_be_told_the_store_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(place, "MOUNTS", tmp_path / "none")
    assert place.file_system(tmp_path) == ""
