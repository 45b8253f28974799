"""The store of a workspace: where it is, and opened once in a process."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from indicators.store import Store, open_store

STORE_VARIABLE = "LAGESBILD_STORE"


def store_place(root: Path) -> str | Path:
    """Tell where a workspace's store is: an address from the environment, or a file."""
    return os.environ.get(STORE_VARIABLE) or root / "var" / "lagesbild.sqlite"


@cache
def open_store_at(place: str | Path) -> Store:
    """Open a store, once in this process."""
    return open_store(place)


def open_store_of(root: Path) -> Store:
    """Open the store of a workspace, once in this process."""
    return open_store_at(store_place(root))
