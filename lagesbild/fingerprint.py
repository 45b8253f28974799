"""Tell when a workspace has changed, without reading what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lagesbild.config import FILE

READ = (FILE, "geography/*", "indicators/*.toml", "observations/*.csv")


def workspace_files(root: Path) -> Iterator[Path]:
    """Give every file that a workspace is read from, in stable order."""
    for pattern in READ:
        yield from sorted(root.glob(pattern))


@cache
def code_version() -> str:
    """Hash our own code and what it draws with: a new version makes everything anew."""
    home = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for package in ("geo", "indicators", "lagesbild"):
        for path in sorted((home / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(home).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def fingerprint(root: Path) -> str:
    """Hash the names, sizes and times of a workspace's files."""
    digest = hashlib.sha256()
    for path in workspace_files(root):
        stat = path.stat()
        # Servers that share the folder may see it in different places.
        place = path.relative_to(root).as_posix()
        digest.update(f"{place}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
