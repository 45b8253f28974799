"""Where a SQLite file may lie: on this machine's own disk, where locks hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from indicators.errors import StoreError
from indicators.texts import _

NETWORK = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs"}
    | {"lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "gfs2", "orangefs", "smb", "smb2"}
    | {"smb3", "smbfs", "prl_fs", "vboxsf", "vmhgfs"}
)
FUSE = frozenset(  # of those written as `fuse.…`: the ones that reach over a network
    {"blobfuse", "blobfuse2", "ceph", "cephfs", "cifs", "curlftpfs", "davfs", "davfs2"}
    | {"gcsfuse", "glusterfs", "goofys", "grpcfuse", "gvfsd-fuse", "juicefs", "nfs"}
    | {"rclone", "s3fs", "smbnetfs", "sshfs", "vmhgfs-fuse"}
)
MOUNTS = Path("/proc/mounts")
WINDOWS_REMOTE = 4  # what GetDriveTypeW calls a drive on the network


def require_local(path: Path) -> None:
    """Raise `StoreError` if a file would lie on a network file system.

    SQLite's locks and its write-ahead log need memory that all processes share; over a
    network two of them can both believe that they write alone.
    """
    kind = file_system(path)
    if kind in NETWORK or kind.removeprefix("fuse.") in FUSE:
        raise StoreError(
            _(
                "Lagret {file} ligger på en nätverksdisk ({kind}). Där kan data gå "
                "förlorad. Lägg det på datorns egen disk, eller använd PostgreSQL."
            ).format(file=path.name, kind=kind)
        )


def file_system(path: Path) -> str:
    """Name the file system a path lies on; "" where that can't be told."""
    if sys.platform == "win32":
        return _on_windows(path)
    if not MOUNTS.exists():
        return ""
    best, kind = "", ""
    place = str(path.resolve())  # links too: what they point at may not exist yet
    for line in MOUNTS.read_text("utf-8", "replace").splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _unescaped(fields[1])
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):  # a later mount hides an earlier one
            best, kind = point, fields[2]
    return kind


def _unescaped(point: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


def _on_windows(path: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    anchor = path.resolve().anchor
    if anchor.startswith("\\\\"):
        return "cifs"
    is_remote = ctypes.windll.kernel32.GetDriveTypeW(anchor) == WINDOWS_REMOTE
    return "cifs" if is_remote else ""
