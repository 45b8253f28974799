"""One municipality's folder: the only module that knows how it is laid out on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.atoms import overlay
from geo.geographies import Geography, load_geographies
from geo.hierarchy import group_areas, members
from indicators.definitions import read_definitions
from indicators.disclosure.alternatives import Alternative
from indicators.disclosure.control import Control
from indicators.disclosure.structure import Area, disjoint
from indicators.errors import LagesbildError, listed
from indicators.model import COLUMNS, Indicator
from indicators.published import (
    NOTHING,
    Around,
    Division,
    Ledger,
    price_list,
    publish,
)
from indicators.reading import read_observations
from indicators.texts import Text, _
from lagesbild.config import FILE, Config, read_config
from lagesbild.errors import WorkspaceError
from lagesbild.fingerprint import fingerprint, workspace_files

GROUPS = "area-groups"  # the id of the geography that the area groups make up


@dataclass(frozen=True)
class Workspace:
    """A folder with areas, definitions and observations; read lazily, never written."""

    root: Path

    def fingerprint(self) -> str:
        """Hash the names, sizes and times of what is read, to tell when it changes."""
        return fingerprint(self.root)

    @cached_property
    def config(self) -> Config:
        """What the municipality has chosen."""
        return read_config(self.root)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The definitions, by id."""
        return read_definitions(self.root / "indicators")

    @cached_property
    def geographies(self) -> dict[str, Geography]:
        """Every level that values can be shown at, finest first, area groups last."""
        config = self.config  # first: its absence says more than that of a folder
        found = load_geographies(self.root / "geography")
        chain: dict[str, Geography] = {}
        for name in (config.geography, *config.across):
            level: str | None = name
            while level is not None and level not in chain:
                chain[level] = _one_of(found, level)
                level = chain[level].parent
        return chain | self._groups(found[config.geography])

    def _groups(self, base: Geography) -> dict[str, Geography]:
        if not self.config.groups:
            return {}
        return {
            GROUPS: Geography(
                id=GROUPS,
                level="group",
                vintage=base.vintage,
                name=Text("Områdesgrupper", "Area groups"),
                description=Text(
                    "Områden som hör ihop i arbetet med den lokala lägesbilden.",
                    "Areas that belong together in the work on the local picture.",
                ),
                source=self.config.name,
                licence=base.licence,
                parent=None,
                areas=self.group(base.areas),
            )
        }

    def group(self, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Join areas into the area groups; what is in none is left out."""
        groups = {group.id: (group.name, group.areas) for group in self.config.groups}
        return group_areas(areas, groups)[0]

    @cached_property
    def codes(self) -> dict[str, list[str]]:
        """The area codes of each geography, for reading files."""
        return {
            name: geography.areas["area_code"].tolist()
            for name, geography in self.geographies.items()
        }

    def divisions(self) -> tuple[Division, ...]:
        """How each level is made up of the one below it."""
        found = []
        for name, geography in self.geographies.items():
            if geography.parent is not None:
                areas = geography.areas.set_index("area_code")
                found.append(Division(geography.parent, name, areas["parent_code"]))
        if self.config.groups:
            groups = {g.id: (g.name, g.areas) for g in self.config.groups}
            belongs = members(groups).set_index("area_code")["parent_code"]
            found.append(Division(GROUPS, self.config.geography, belongs))
        return tuple(found)

    def further_sums(self) -> list[tuple[Area, tuple[Area, ...]]]:
        """Add up the municipality from its area groups and what is in none of them.

        Once for each choice of groups that have no area in common.
        """
        config, base = self.config, self.config.geography
        top = base
        while (parent := self.geographies[top].parent) is not None:
            top = parent
        codes = self.codes[top]
        whole = config.municipality if config.municipality in codes else codes[0]
        if not config.groups or (whole != config.municipality and len(codes) > 1):
            return []
        areas = {group.id: frozenset(group.areas) for group in config.groups}
        sums = []
        for chosen in disjoint(areas):
            grouped = {code for name in chosen for code in areas[name]}
            parts = [(GROUPS, name) for name in chosen]
            parts += [(base, c) for c in self.codes[base] if c not in grouped]
            sums.append(((top, whole), tuple(parts)))
        return sums

    def atoms(self) -> pd.DataFrame | None:
        """Cut the geographies that no codes tie together along each other's borders.

        None where codes tell everything: in levels of one another and area groups.
        """
        larger = {g.parent for g in self.geographies.values()}
        crossing = {
            name: geography.areas
            for name, geography in self.geographies.items()
            if name not in larger and name != GROUPS
        }
        return overlay(crossing) if len(crossing) > 1 else None

    @cached_property
    def municipality(self) -> tuple[str, str] | None:
        """Where the municipality's own figures stand: (geography, area code)."""
        code = self.config.municipality
        for name, codes in self.codes.items():
            if code and code in codes and name != GROUPS:
                return (name, code)
        return None

    def area_names(self, geography: str) -> list[str]:
        """Name the areas of a geography, in the order of its codes."""
        names: list[str] = self.geographies[geography].areas["name"].tolist()
        return names

    def source_keys(self, method: str) -> dict[str, str]:
        """Give for each indicator with a file a hash of all that its table rests on."""
        shared = [
            method,
            *(self._content(p) for p in workspace_files(self.root) if _is_shared(p)),
        ]
        keys = {}
        for path in self._observation_files():
            definition = self.root / "indicators" / f"{path.stem}.toml"
            own = [self._content(path), self._content(definition)]
            text = "|".join([*shared, *own])
            keys[path.stem] = hashlib.sha256(text.encode()).hexdigest()
        return keys

    @staticmethod
    def _content(path: Path) -> str:
        if not path.is_file():
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def _observation_files(self) -> list[Path]:
        return sorted((self.root / "observations").glob("*.csv"))

    def observations(self, names: Sequence[str] | None = None) -> pd.DataFrame:
        """Read the files under `observations/`, unprotected: all, or those named.

        Raises
        ------
        WorkspaceError
            With the problems of all files, if any has some.
        """
        tables, problems = [], []
        for path in self._observation_files():
            if names is not None and path.stem not in names:
                continue
            try:
                content = path.read_bytes()
                reading = read_observations(
                    content,
                    file=path.name,
                    indicators=self.indicators,
                    areas=self.codes,
                    indicator=path.stem if path.stem in self.indicators else None,
                )
                said = hashlib.sha256(content).hexdigest() in self.config.accepted
                tables.append(reading.require(yes=said))
            except LagesbildError as error:
                problems.append(str(error))
        if problems:
            raise WorkspaceError(
                _("Arbetsytans värden kan inte läsas.") + "\n" + listed(problems)
            )
        if not tables:
            return pd.DataFrame(columns=COLUMNS)
        return pd.concat(tables, ignore_index=True)

    def protected(self, names: Sequence[str] | None = None) -> pd.DataFrame:
        """Make the tables that readers see from the workspace's own files alone."""
        return self.protect(self.observations(names))[0]

    def protect(
        self,
        observations: pd.DataFrame,
        ledger: Ledger = NOTHING,
        *,
        way: str = "",
        secret: bytes = b"",
    ) -> tuple[pd.DataFrame, dict[str, Control]]:
        """Make the table that readers see, all levels, with its proof.

        `way` is a way out to take (`indicators.disclosure.ways.Way`), and `secret`
        decides which small counts are rounded up, if that is the way.
        """
        return publish(
            observations,
            self.indicators,
            self.divisions(),
            self.config.thresholds,
            self.further_sums(),
            ledger,
            self.atoms(),
            way=way,
            secret=secret,
        )

    def price_list(
        self, observations: pd.DataFrame, ledger: Ledger = NOTHING, secret: bytes = b""
    ) -> dict[str, tuple[Alternative, ...]]:
        """Give every way out of each protected indicator, with its price."""
        around = Around(
            self.divisions(),
            self.config.thresholds,
            self.further_sums(),
            ledger,
            self.atoms(),
            secret,
        )
        return price_list(observations, self.indicators, around)


def _one_of(found: dict[str, Geography], name: str) -> Geography:
    if name not in found:
        raise WorkspaceError(
            _(
                "{file}: indelningen {geography} finns inte i mappen geography. "
                "Där finns: {known}."
            ).format(file=FILE, geography=name, known=", ".join(found))
        )
    return found[name]


def _is_shared(path: Path) -> bool:
    """Tell whether every indicator's table rests on a file."""
    return path.name == FILE or path.parent.name == "geography"
