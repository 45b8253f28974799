"""How the areas of a workspace make up each other: levels, area groups, pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import geopandas as gpd
import pandas as pd

from geo.atoms import overlay
from geo.geographies import Geography
from geo.hierarchy import group_areas, members
from indicators.disclosure.structure import Area, disjoint
from indicators.levels import Division
from indicators.texts import Text
from lagesbild.config import GROUPS, Config

Geographies = Mapping[str, Geography]


def group_geography(config: Config, base: Geography) -> Geography:
    """Make the geography of the area groups, whose areas are of `base`."""
    return Geography(
        id=GROUPS,
        level="group",
        vintage=base.vintage,
        name=Text("Områdesgrupper", "Area groups"),
        description=Text(
            "Områden som hör ihop i arbetet med den lokala lägesbilden.",
            "Areas that belong together in the work on the local picture.",
        ),
        source=config.name,
        licence=base.licence,
        parent=None,
        areas=join_groups(config, base.areas),
    )


def join_groups(config: Config, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join areas into the area groups; what is in none is left out."""
    groups = {group.id: (group.name, group.areas) for group in config.groups}
    return group_areas(areas, groups)[0]


def divisions_of(config: Config, geographies: Geographies) -> tuple[Division, ...]:
    """Tell how each level is made up of the one below it."""
    found = []
    for name, geography in geographies.items():
        if geography.parent is not None:
            areas = geography.areas.set_index("area_code")
            found.append(Division(geography.parent, name, areas["parent_code"]))
    if config.groups:
        groups = {g.id: (g.name, g.areas) for g in config.groups}
        belongs = members(groups).set_index("area_code")["parent_code"]
        found.append(Division(GROUPS, config.geography, belongs))
    return tuple(found)


def twins_of(
    geographies: Geographies, divisions: Sequence[Division]
) -> dict[Area, Area]:
    """Tell which larger areas are the same areas as one of an earlier level.

    An area group of a single area is one of these: whatever is found of the one holds
    for the other.
    """
    made_of = {
        (name, code): frozenset({(name, code)})
        for name, geography in geographies.items()
        for code in geography.areas["area_code"]
        if all(division.geography != name for division in divisions)
    }
    for division in divisions:
        for code, inner in division.members.groupby(division.members).groups.items():
            own = [made_of.get((division.of, one), frozenset()) for one in inner]
            made_of[division.geography, str(code)] = frozenset(chain(*own))
    first: dict[frozenset[Area], Area] = {}
    for area, parts in made_of.items():
        first.setdefault(parts, area)
    found = {area: first[parts] for area, parts in made_of.items()}
    return {area: twin for area, twin in found.items() if twin != area}


def sums_of_groups(
    config: Config, geographies: Geographies, codes: Mapping[str, Sequence[str]]
) -> list[tuple[Area, tuple[Area, ...]]]:
    """Add up the municipality from its area groups and what is in none of them.

    Once for each choice of groups that have no area in common.
    """
    base = top = config.geography
    while (parent := geographies[top].parent) is not None:
        top = parent
    whole = config.municipality if config.municipality in codes[top] else codes[top][0]
    if not config.groups or (whole != config.municipality and len(codes[top]) > 1):
        return []
    areas = {group.id: frozenset(group.areas) for group in config.groups}
    sums = []
    for chosen in disjoint(areas):
        grouped = {code for name in chosen for code in areas[name]}
        parts = [(GROUPS, name) for name in chosen]
        parts += [(base, code) for code in codes[base] if code not in grouped]
        sums.append(((top, whole), tuple(parts)))
    return sums


def pieces_of(geographies: Geographies) -> pd.DataFrame | None:
    """Cut the geographies that no codes tie together along each other's borders.

    None where codes tell everything: in levels of one another and area groups.
    """
    larger = {geography.parent for geography in geographies.values()}
    crossing = {
        name: geography.areas
        for name, geography in geographies.items()
        if name not in larger and name != GROUPS
    }
    return overlay(crossing) if len(crossing) > 1 else None
