"""A backup that is to be restored: copied, brought forward, verified, and compared."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from indicators.errors import StoreDamagedError, StoreError
from indicators.store import audit
from indicators.store.copying import vacuum_into
from indicators.store.files import companions
from indicators.store.opening import PROGRAM, is_address, open_file
from indicators.store.place import require_local
from indicators.store.releases import history
from indicators.store.verify import Verified, verify
from indicators.texts import _


def leaving(store_url: str | Path, file: Path) -> list[int]:
    """Tell which releases of a store a backup doesn't have.

    They leave the store if it is restored. Of a store that is not whole, and of a
    server's, which has to be empty, there are none to tell of.

    Raises
    ------
    StoreError
        If the file is no whole backup.
    """
    file = require_file(file)
    if is_address(store_url) or not Path(store_url).exists():
        return []
    with TemporaryDirectory(prefix="lagesbild-") as folder:
        draft = Path(folder) / "copy.sqlite"
        prepare(file, draft, PROGRAM)
        with closing(open_file(draft)) as copy:
            known = {release.hash for release in history(copy)}
    try:
        with closing(open_file(Path(store_url).resolve())) as store:
            made = history(store)
    except StoreDamagedError:
        return []
    return [release.number for release in reversed(made) if release.hash not in known]


def require_file(file: Path) -> Path:
    """Raise `StoreError` unless a file is there."""
    if not file.is_file():
        raise StoreError(_("{file} finns inte.").format(file=file.name))
    return file.resolve()


def prepare(file: Path, draft: Path, who: str) -> Verified:
    """Copy a backup, bring it forward, say in its audit what it is, and verify it."""
    try:
        return _prepared(file, draft, who)
    except StoreDamagedError as error:  # the file that was given, not the store
        raise StoreError(
            _(
                "Det går inte att återställa från {file}: filen är skadad eller ingen "
                "säkerhetskopia från lagesbild. Lagret är som det var. Välj en annan "
                "fil."
            ).format(file=file.name)
        ) from error


def _prepared(file: Path, draft: Path, who: str) -> Verified:
    in_use = any(log.exists() for log in companions(file))
    if in_use:
        require_local(file)
    vacuum_into(file, draft, is_copy=not in_use)
    with closing(open_file(draft, keep_old=False)) as copy:
        found = verify(copy)
        with copy.writing() as connection:
            details = {"file": file.name, "newest": found.newest}
            audit.append(connection, who=who, what="restore", details=details)
        return verify(copy)
