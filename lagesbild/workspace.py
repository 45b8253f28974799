"""One municipality's folder: the only module that knows how it is laid out on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.geographies import Geography, load_geographies
from indicators.definitions import read_definitions
from indicators.disclosure.alternatives import Alternative
from indicators.disclosure.control import Control
from indicators.disclosure.structure import Area
from indicators.errors import LagesbildError, listed
from indicators.levels import Division
from indicators.model import COLUMNS, Indicator
from indicators.published import NOTHING, Around, Ledger, price_list, publish
from indicators.reading import read_observations
from indicators.texts import _
from lagesbild.config import BENCHMARKS, FILE, GROUPS, Config
from lagesbild.config_file import read_config
from lagesbild.errors import WorkspaceError
from lagesbild.fingerprint import fingerprint, workspace_files
from lagesbild.structure import (
    divisions_of,
    group_geography,
    join_groups,
    pieces_of,
    sums_of_groups,
    twins_of,
)


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
        if config.groups:
            chain[GROUPS] = group_geography(config, found[config.geography])
        return chain

    def group(self, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Join areas into the area groups; what is in none is left out."""
        return join_groups(self.config, areas)

    @cached_property
    def codes(self) -> dict[str, list[str]]:
        """The area codes of each geography, for reading files."""
        return {
            name: geography.areas["area_code"].tolist()
            for name, geography in self.geographies.items()
        }

    @cached_property
    def readable(self) -> dict[str, list[str]]:
        """The codes that a file of values may have: of areas, and of benchmarks."""
        more = [one.code for one in self.config.benchmarks]
        for name, codes in self.codes.items():
            if both := set(more) & set(codes):
                raise WorkspaceError(
                    _(
                        "{file}: jämförelsevärdet {code} har samma kod som ett område "
                        "i {geography}. Välj en annan kod."
                    ).format(file=FILE, code=min(both), geography=name)
                )
        return self.codes | ({BENCHMARKS: more} if more else {})

    def divisions(self) -> tuple[Division, ...]:
        """How each level is made up of the one below it."""
        return divisions_of(self.config, self.geographies)

    @cached_property
    def twins(self) -> dict[Area, Area]:
        """Which larger areas are the same as one of an earlier level: `twins_of`."""
        return twins_of(self.geographies, self.divisions())

    def further_sums(self) -> list[tuple[Area, tuple[Area, ...]]]:
        """How the municipality adds up from area groups: see `sums_of_groups`."""
        return sums_of_groups(self.config, self.geographies, self.codes)

    def atoms(self) -> pd.DataFrame | None:
        """Cut crossing geographies along each other: see `pieces_of`."""
        return pieces_of(self.geographies)

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
        # Read before the files: what is wrong with these is wrong once, not in each.
        indicators, areas, accepted = (
            self.indicators,
            self.readable,
            self.config.accepted,
        )
        for path in self._observation_files():
            if names is not None and path.stem not in names:
                continue
            try:
                content = path.read_bytes()
                reading = read_observations(
                    content,
                    file=path.name,
                    indicators=indicators,
                    areas=areas,
                    indicator=path.stem if path.stem in indicators else None,
                )
                said = hashlib.sha256(content).hexdigest() in accepted
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
