"""What readers fetch, made ahead: the server only hands out bytes.

`lagesbild.preparing` sees to it that it is made.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from indicators.definitions import read_definitions
from indicators.model import Indicator
from indicators.texts import Text, _, language
from lagesbild.config import Config
from lagesbild.config_file import read_config
from lagesbild.errors import UnknownChoiceError

INDEX = "index.json"


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
        return _read(self.folder / name)


@lru_cache(maxsize=64)
def _read(path: Path) -> dict[str, Any]:
    """Read a file that every rerun of a page asks for: what is prepared stays."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
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
