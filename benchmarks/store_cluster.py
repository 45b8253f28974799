"""A PostgreSQL server of one's own, in a folder that is thrown away afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120
SWEDISH = ("--locale-provider=icu", "--icu-locale=sv")  # its alphabet isn't Python's
WITHOUT_LOCALE = ("--no-locale",)


@dataclass(frozen=True)
class Cluster:
    """A running server, reached through a socket in its own folder."""

    folder: Path
    user: int | None  # PostgreSQL refuses to run as root

    @property
    def address(self) -> str:
        """Give its address; add `&options=-csearch_path%3Dname` for a schema."""
        return f"postgresql://lagesbild@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start the server, and wait for it."""
        settings = f"-k {self.folder} -c listen_addresses='' -c max_connections=60"
        self.run("pg_ctl", "start", "-w", "-o", settings, "-l", f"{self.folder}/log")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `immediate` is like a power cut to it."""
        self.run("pg_ctl", "stop", "-w", "-m", mode)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on the data folder."""
        subprocess.run(
            [found(program), "-D", str(self.folder / "data"), *arguments],
            check=True,
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C"},
            timeout=PATIENCE,
        )


def found(program: str) -> str:
    """Find a program of PostgreSQL's; "" if it is not installed."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return shutil.which(program) or (str(newest[-1]) if newest else "")


def can_start() -> bool:
    """Tell whether a server can be started here."""
    programs = all(found(name) for name in ("initdb", "pg_ctl", "postgres"))
    return programs and (os.geteuid() != 0 or _other_user() is not None)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a server of one's own, and take it away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-pg-"))
    user = _other_user() if os.geteuid() == 0 else None
    if user is not None:
        os.chown(folder, user, -1)
    server = Cluster(folder, user)
    try:
        _initialise(server)
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(server: Cluster) -> None:
    common = ("--username=lagesbild", "--auth=trust", "--encoding=UTF8")
    try:
        server.run("initdb", *common, *WITHOUT_LOCALE, *SWEDISH)
    except subprocess.CalledProcessError:  # built without ICU
        server.run("initdb", *common, *WITHOUT_LOCALE)


def _other_user() -> int | None:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return None
