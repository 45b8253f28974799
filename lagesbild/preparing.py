"""See to it that what readers fetch has been made, by another process, and find it.

Drawing a country's areas takes hundreds of megabytes for a moment. That is done by
`lagesbild.prepare` in a process of its own, which leaves files under `var/prepared`;
the server that answers readers loads neither shapes nor tables.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from indicators.store.releases import newest
from indicators.texts import _, language
from lagesbild.errors import PreparationError
from lagesbild.fingerprint import code_version, fingerprint
from lagesbild.prepared import INDEX, Prepared
from lagesbild.store_of import open_store_at, store_place

NAME = re.compile(r"[0-9a-f]{32}")


def state(root: Path) -> str:
    """Hash all that the prepared files rest on."""
    place = store_place(root)
    if isinstance(place, Path) and not place.exists():
        return ""
    parts = [code_version(), fingerprint(root), newest(open_store_at(place))[1]]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


def prepared_folder(root: Path) -> Path:
    """Tell where the prepared files of a workspace are."""
    return root / "var" / "prepared"


_ready: dict[Path, tuple[str, Prepared]] = {}
_preparing = threading.Lock()


def is_preparing() -> bool:
    """Tell whether what readers see is being made, so that they have to wait for it."""
    return _preparing.locked()


def open_prepared(root: Path) -> Prepared:
    """Give what readers see of the workspace as it is now, made if need be.

    Raises
    ------
    PreparationError
        If the workspace has a mistake, in the words of whoever found it.
    """
    with _preparing:
        now = state(root)
        kept = _ready.get(root)
        gone = kept is not None and not (kept[1].folder / INDEX).is_file()
        if kept is None or kept[0] != now or not now or gone:
            if not now or not (prepared_folder(root) / now / INDEX).is_file():
                now = _prepare(root)
            kept = _ready[root] = (now, Prepared(root, prepared_folder(root) / now))
        return kept[1]


def _prepare(root: Path) -> str:
    child = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", "lagesbild.prepare", str(root), language()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    if child.returncode == 0:
        return child.stdout.strip()
    said = (
        child.stderr.strip() if child.returncode == PreparationError.exit_code else ""
    )
    raise PreparationError(said or _("Kartorna kunde inte göras i ordning."))


def find_file(root: Path, name: str, part: str) -> Path | None:
    """Find a prepared file by name, also one of an earlier state."""
    if not NAME.fullmatch(name):
        return None
    for folder in (_folder_now(root), *sorted(prepared_folder(root).glob("*"))):
        path = (
            folder / f"{name}{part}" if part.startswith(".") else folder / name / part
        )
        if path.is_file():
            return path
    return None


def _folder_now(root: Path) -> Path:
    return open_prepared(root).folder
