"""Files that were dropped, each read once, apart from the server, and kept a while."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from indicators.reading import Reading
from indicators.texts import _, language
from lagesbild.jobs import Run
from lagesbild.publishing import Desk
from lagesbild.reader_process import read_apart
from lagesbild.recipes import Recipe, recipes_for
from lagesbild.views.working import drop, result_of

MOST_KEPT = 30
Read = tuple[Reading, Recipe]
Wanted = Mapping[str, tuple[bytes, tuple[Recipe, ...]]]


def first_of(desk: Desk, files: Mapping[str, bytes]) -> Wanted:
    """Say how to read files before anybody has chosen: as last time, if ever."""
    return {
        name: (content, tuple(recipes_for(desk.workspace, name)))
        for name, content in files.items()
    }


def read_all(desk: Desk, wanted: Wanted) -> dict[str, Read] | None:
    """Read files apart from the server, each once; None while that goes on."""
    kept: OrderedDict[str, Read] = st.session_state.setdefault(
        "readings", OrderedDict()
    )
    state = f"{desk.workspace.fingerprint()}|{language()}"
    keys = {
        name: checksum(f"{state}|{name}|{recipes}".encode() + content)
        for name, (content, recipes) in wanted.items()
    }
    missing = {name: key for name, key in keys.items() if key not in kept}
    if missing:
        root, todo = desk.workspace.root, {name: wanted[name] for name in missing}
        title = _("Läser {file}").format(file=next(iter(missing)))
        made = result_of(
            "read",
            "|".join(missing.values()),
            title,
            lambda run: _read(root, todo, run),
        )
        if made is None:
            return None
        kept.update({missing[name]: read for name, read in made.items()})
        while len(kept) > max(MOST_KEPT, len(keys)):
            kept.popitem(last=False)
    return {name: kept[key] for name, key in keys.items()}


def forget_readings() -> None:
    """Keep nothing unprotected in memory longer than its file is on the page."""
    drop("read")
    st.session_state.pop("readings", None)


def _read(root: Path, todo: Wanted, run: Run) -> dict[str, Read]:
    return {
        name: read_apart(root, name, content, recipes, run)
        for name, (content, recipes) in todo.items()
    }


def checksum(content: bytes) -> str:
    """Give the SHA-256 of some content."""
    return hashlib.sha256(content).hexdigest()
