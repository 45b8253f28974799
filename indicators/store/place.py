"""Where a SQLite file may lie: on this machine's own disk, where locks hold."""

from __future__ import annotations

import sys
from pathlib import Path

from indicators.errors import StoreError
from indicators.texts import _

NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "glusterfs"}
    | {"lustre", "ncpfs", "nfs", "nfs4", "smb", "smb2", "smb3", "smbfs", "davfs"}
)
MOUNTS = Path("/proc/mounts")


def require_local(path: Path) -> None:
    """Raise `StoreError` if a file would lie on a network file system.

    SQLite's locks and its write-ahead log need memory that all processes share; over a
    network two of them can both believe that they write alone.
    """
    kind = file_system(path.absolute())
    if kind in NETWORK:
        raise StoreError(
            _(
                "Lagret {file} ligger på en nätverksdisk ({kind}). Där kan data gå "
                "förlorad. Lägg det på datorns egen disk, eller använd PostgreSQL."
            ).format(file=path.name, kind=kind)
        )


def file_system(path: Path) -> str:
    """Name the file system a path lies on; "" where that can't be told."""
    if sys.platform == "win32":
        return "cifs" if str(path).startswith("\\\\") else ""
    if not MOUNTS.exists():
        return ""
    best, kind = "", ""
    place = str(_existing(path).resolve())
    for line in MOUNTS.read_text("utf-8", "replace").splitlines():
        fields = line.split()
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)
