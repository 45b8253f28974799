"""What readers fetch, made ahead: the server only hands out bytes.

Drawing a country's areas takes hundreds of megabytes for a moment. That is done by
`lagesbild.prepare` in a process of its own, which leaves files under `var/prepared`;
the server that answers readers loads neither shapes nor tables.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from indicators.definitions import read_definitions
from indicators.model import Indicator
from indicators.store import Store, open_store
from indicators.store.releases import newest
from indicators.texts import Text, _, language
from lagesbild.config import Config
from lagesbild.config_file import read_config
from lagesbild.errors import PreparationError, UnknownChoiceError
from lagesbild.fingerprint import code_version, fingerprint

STORE_VARIABLE = "LAGESBILD_STORE"
INDEX = "index.json"
NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Choice:
    """Something that areas can be held against."""

    name: Text
    files: Mapping[str, str]  # language → name of what `lagesbild.compared` told

    @property
    def file(self) -> str:
        """The name of the file in the language spoken now."""
        return self.files[language()]


@dataclass(frozen=True)
class Level:
    """A level that has something to show; areas are in the order of the map."""

    id: str
    name: Text
    description: Text
    source: str
    licence: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    keys: tuple[str, ...]  # of its series: "indicator/period", oldest first
    documents: Mapping[str, str]  # language → name of the map document
    packs: Mapping[str, str]
    benchmarks: Mapping[str, Choice]  # what its areas can be held against, by id

    @property
    def document(self) -> str:
        """The name of the map document in the language spoken now."""
        return self.documents[language()]

    @property
    def pack(self) -> str:
        """The name of the pack in the language spoken now."""
        return self.packs[language()]

    def periods(self, indicator: str) -> list[str]:
        """List the periods of an indicator, oldest first."""
        start = f"{indicator}/"
        return [key.removeprefix(start) for key in self.keys if key.startswith(start)]


@dataclass(frozen=True)
class Prepared:
    """Everything a reader sees of one workspace at one moment."""

    root: Path
    folder: Path

    @cached_property
    def _index(self) -> dict[str, Any]:
        index: dict[str, Any] = json.loads((self.folder / INDEX).read_text("utf-8"))
        return index

    @cached_property
    def config(self) -> Config:
        """What the municipality has chosen."""
        return read_config(self.root)

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The levels that have something to show, finest first."""
        return {entry["id"]: _level(entry) for entry in self._index["levels"]}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The definitions that have values, in the order they are offered."""
        known = read_definitions(self.root / "indicators")
        return {name: known[name] for name in self._index["indicators"]}

    @cached_property
    def standing(self) -> dict[str, Any]:
        """The release shown, and its proofs: see `lagesbild.proofs.Standing`."""
        found: dict[str, Any] = self._index["standing"]
        return found

    def levels_of(self, indicator: str) -> list[str]:
        """List the levels at which an indicator has values."""
        return [name for name, level in self.levels.items() if level.periods(indicator)]

    def portrait(self, level: str, code: str) -> dict[str, Any]:
        """Read the portrait of an area, as `lagesbild.portrait` made it.

        Raises
        ------
        UnknownChoiceError
            If there is none: they are made for the finest level and the area groups.
        """
        path = self.folder / portraits_file(level, language())
        known = self.levels[level].codes if path.is_file() else ()
        if code not in known:
            raise UnknownChoiceError(_("Området"), code, list(known))
        with zipfile.ZipFile(path) as pack:
            found: dict[str, Any] = json.loads(pack.read(f"{known.index(code)}.json"))
        return found

    def compared(self, level: str, benchmark: str) -> dict[str, Any]:
        """Read how a level stands beside a benchmark: see `lagesbild.compared`."""
        name = self.levels[level].benchmarks[benchmark].file
        found: dict[str, Any] = json.loads((self.folder / f"{name}.json").read_bytes())
        return found

    def csv(self, level: str, key: str) -> str:
        """Read one series as a tidy file."""
        place = self.levels[level]
        path = self.folder / place.pack / f"{place.keys.index(key)}.csv"
        return path.read_text("utf-8")

    def gaps(self, level: str) -> dict[str, Any]:
        """Read how far apart the areas of a level are, as `lagesbild.gaps` told it."""
        return self._told(gaps_file(level, language()))

    def pools(self, level: str) -> dict[str, Any]:
        """Read which periods can be put together, and the name of the file with them.

        `file`, and `measures` as `lagesbild.pooled.pooled_words` wrote them.
        """
        return self._told(pools_file(level, language()))

    def _told(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / name).read_text("utf-8"))
        return found


def gaps_file(level: str, spoken: str) -> str:
    """Name the file with the gaps of a level in one language."""
    return f"gaps-{level}-{spoken}.json"


def pools_file(level: str, spoken: str) -> str:
    """Name the file that says which periods of a level can be put together."""
    return f"pools-{level}-{spoken}.json"


def portraits_file(level: str, spoken: str) -> str:
    """Name the file with all portraits of a level in one language."""
    return f"portraits-{level}-{spoken}.zip"


def _level(entry: Mapping[str, Any]) -> Level:
    read: dict[str, Any] = dict(entry)
    read |= {key: Text.of(entry[key]) for key in ("name", "description")}
    read |= {key: tuple(entry[key]) for key in ("codes", "names", "keys")}
    read["benchmarks"] = {
        one["id"]: Choice(Text.of(one["name"]), one["files"])
        for one in entry["benchmarks"]
    }
    return Level(**read)


def store_place(root: Path) -> str | Path:
    """Tell where a workspace's store is: an address from the environment, or a file."""
    return os.environ.get(STORE_VARIABLE) or root / "var" / "lagesbild.sqlite"


@cache
def _store(place: str | Path) -> Any:
    return open_store(place)


def open_store_of(root: Path) -> Store:
    """Open the store of a workspace, once in this process."""
    store: Store = _store(store_place(root))
    return store


def state(root: Path) -> str:
    """Hash all that the prepared files rest on."""
    place = store_place(root)
    if isinstance(place, Path) and not place.exists():
        return ""
    parts = [code_version(), fingerprint(root), newest(_store(place))[1]]
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
