"""Which cells are sums of which, over areas, groups of persons and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from indicators.model import TOTAL

Area = tuple[str, str]  # geography, area code
Sums = Sequence[tuple[Area, tuple[Area, ...]]]
ATOM = "atom"  # the geography of the pieces that overlapping areas have in common
MOST_FAMILIES = 64  # ways to put groups beside each other that are looked at
SEXES = (("kvinnor", "män"), ("flickor", "pojkar"))
_POOLED = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True)
class Structure:
    """What adds up to what.

    `atoms` has the columns `atom`, `geography`, `area_code` and perhaps `population`:
    the pieces that areas of overlapping geographies are made of, as overlaid by `geo`.
    Pieces where nobody lives are left out. Where the populations of an area's pieces
    add up to its denominator, they are the denominators of the pieces.

    `people` has `CELL`, `low` and `high`: what others have published of denominators,
    for cells of which we don't show it ourselves.
    """

    sums: Sums = ()
    atoms: pd.DataFrame | None = None
    people: pd.DataFrame | None = None


@dataclass(frozen=True)
class Template:
    """A whole and its parts along one axis, for every place on the other axes.

    `opens` makes up the parts although none of them is published.
    """

    axis: int  # 0 period, 1 group, 2 area
    whole: object
    parts: tuple[object, ...]
    opens: bool = False


def templates(cells: pd.DataFrame, structure: Structure) -> list[Template]:
    """List the sums that the cells of an indicator are in, coarse before fine."""
    pooled = list(_pooled(sorted(cells["period"].unique())))
    groups = list(_partitions(cells))
    areas = [
        Template(2, whole, tuple(sorted(set(parts))))
        for whole, parts in sorted({(w, tuple(p)) for w, p in structure.sums})
    ]
    return [*pooled, *groups, *areas, *_atoms(structure.atoms)]


def disjoint(areas: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """List the largest choices of groups that have no area in common.

    Somebody may subtract all of a choice from the whole at once. Where no groups
    overlap there is one choice, of them all.
    """
    apart = {
        one: {other for other in areas if not areas[one] & areas[other]}
        for one in areas
    }
    found: list[tuple[str, ...]] = []

    def grow(chosen: set[str], open_: set[str], done: set[str]) -> None:
        if len(found) == MOST_FAMILIES:
            return
        if not open_ and not done:
            found.append(tuple(sorted(chosen)))
        for one in sorted(open_):
            grow(chosen | {one}, open_ & apart[one], done & apart[one])
            open_, done = open_ - {one}, done | {one}

    grow(set(), {name for name in areas if areas[name]}, set())
    return sorted(choice for choice in found if choice)


def years_of(period: str) -> tuple[str, ...]:
    """List the years that a period pools, or the period itself."""
    if match := _POOLED.fullmatch(period):
        return tuple(str(y) for y in range(int(match[1]), int(match[2]) + 1))
    return (period,)


def _pooled(periods: list[str]) -> Iterator[Template]:
    """Pooled years matter only if a year is also in another period."""
    for period in periods:
        years = years_of(period)
        others = {y for other in periods if other != period for y in years_of(other)}
        if len(years) > 1 and others & set(years):
            yield Template(0, period, years, opens=True)


def _partitions(cells: pd.DataFrame) -> Iterator[Template]:
    """Split everybody into the sexes, and into any other group and the rest."""
    groups = set(cells["group"].unique()) - {TOTAL}
    if not groups:
        return
    for pair in SEXES:
        if groups & set(pair):
            yield Template(1, TOTAL, pair)
    others = tuple(sorted(groups - {name for pair in SEXES for name in pair}))
    if len(others) > 1 and _add_up(cells, others):
        yield Template(1, TOTAL, others)
    else:
        yield from (Template(1, TOTAL, (one,)) for one in others)


def _add_up(cells: pd.DataFrame, groups: tuple[str, ...]) -> bool:
    wide = cells.pivot_table(
        index=["period", "geography", "area_code"], columns="group", values="people"
    )
    if not {TOTAL, *groups} <= set(wide.columns):
        return False
    known = wide[[TOTAL, *groups]].dropna()
    sums = known[list(groups)].sum(axis=1)
    return bool(len(known) and (sums == known[TOTAL]).all())


def _atoms(atoms: pd.DataFrame | None) -> Iterator[Template]:
    if atoms is None:
        return
    if "population" in atoms:
        atoms = atoms[~(atoms["population"] <= 0)]
    for area, pieces in atoms.groupby(["geography", "area_code"], sort=True):
        names = tuple((ATOM, str(name)) for name in sorted(set(pieces["atom"])))
        geography, code = area if isinstance(area, tuple) else (area, "")
        yield Template(2, (str(geography), str(code)), names, opens=True)


def populations(atoms: pd.DataFrame | None) -> dict[object, float]:
    """Give the population of each piece, as far as it is known."""
    if atoms is None or "population" not in atoms:
        return {}
    named = atoms.dropna(subset="population")
    return {
        (ATOM, str(name)): float(people)
        for name, people in zip(named["atom"], named["population"], strict=True)
    }


def pieces(
    atoms: pd.DataFrame | None, tables: Sequence[pd.DataFrame]
) -> pd.DataFrame | None:
    """Keep the pieces of areas that there are figures of; None if they can't matter.

    Pieces matter only where two geographies that cross each other are both shown.
    """
    if atoms is None:
        return None
    shown = {name for table in tables for name in table["geography"].unique()}
    some = atoms[atoms["geography"].isin(shown)]
    return some if some["geography"].nunique() > 1 else None
