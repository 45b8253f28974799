"""What is particular to one municipality, in one place: see `lagesbild.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.places import Place
from indicators.model import Thresholds
from indicators.texts import LANGUAGES, Text, _

FILE = "lagesbild.toml"
GROUPS = "area-groups"  # the id of the geography that the area groups make up
BENCHMARKS = "benchmarks"  # the geography of figures that no area of ours has


@dataclass(frozen=True)
class Group:
    """An area group: a union of areas whose people meet and decide together."""

    id: str
    name: str
    areas: tuple[str, ...]


def kind_of_area(level: str, level_name: str) -> str:
    """Say what one area of a level is."""
    return _("områdesgrupp") if level == GROUPS else level_name


@dataclass(frozen=True)
class Sector:
    """A sector of the wellbeing wheel, as the municipality names it."""

    id: str
    name: Text


@dataclass(frozen=True)
class Benchmark:
    """What areas may be held against besides the municipality, such as the county.

    Its figures stand in the same files as the areas', under `code`. `relation` says
    what it is to the areas, as in `indicators.statistics.compare`: `part` if they are
    within it, `separate` if it is other places, `fixed` if it is so large that its own
    chance can be left out and its counts need not be known. `source` is named where its
    figures come from elsewhere than the areas'.
    """

    code: str
    name: Text
    relation: str = "part"
    source: Text | None = None


@dataclass(frozen=True)
class Config:
    """One municipality's choices."""

    name: str
    geography: str
    municipality: str = ""
    across: tuple[str, ...] = ()  # further geographies, across the levels
    start: str = ""  # the indicator to open with
    address: str = ""  # where readers reach the app, for the codes on paper
    accepted: tuple[str, ...] = ()  # SHA-256 of files whose questions were answered yes
    language: str = LANGUAGES[0]
    groups: tuple[Group, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    sectors: tuple[Sector, ...] = ()
    places: tuple[Place, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    outgoing: Mapping[str, Any] = field(default_factory=dict)  # off unless enabled
