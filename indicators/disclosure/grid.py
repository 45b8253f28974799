"""Lay out all periods, groups and areas, and write down the sums between them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from indicators.disclosure.model import Bools, Floats, Ints, Rows, rows_of
from indicators.disclosure.names import CELL
from indicators.disclosure.policy import Rule
from indicators.disclosure.structure import (
    Structure,
    Template,
    templates,
)

REST = "rest"  # those who are in a whole but in none of its parts


@dataclass
class Grid:
    """Every period, group and area; `ident` is the cell in each place, or -1."""

    axes: list[list[object]]
    templates: list[Template]
    ident: Ints
    people: Floats
    added: Floats
    place: Ints
    table: pd.DataFrame  # the names of the cells that are given, which come first
    given: int
    code: list[dict[object, int]]
    every: Ints  # all places
    parts: list[Rows] = field(default_factory=list)
    exact: list[Bools] = field(default_factory=list)  # whether denominators add up
    names: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: pd.DataFrame, structure: Structure) -> Grid:
        """Lay out the cells, with room for all that their sums speak of."""
        cells = _sorted(cells)
        found = templates(cells, structure)
        given = [_coded(cells[CELL[0]]), _coded(cells[CELL[1]]), _areas(cells)]
        axes: list[list[object]] = []
        for axis, (names, _at) in enumerate(given):
            sums = [t for t in found if t.axis == axis]
            parts = {p for t in sums if t.opens or axis == 1 for p in t.parts}
            every = {*names, *parts, *_within(sums, set(names))}
            axes.append(sorted(every, key=str))
        code = [{n: i for i, n in enumerate(axis)} for axis in axes]
        shape = tuple(len(axis) for axis in axes)
        at = [
            np.array([code[axis][name] for name in names], np.int64)[one]
            for axis, (names, one) in enumerate(given)
        ]
        place = np.ravel_multi_index(at, shape) if len(cells) else np.zeros(0, int)
        ident = np.full(shape, -1, np.int64)
        ident.ravel()[place] = np.arange(len(cells))
        people = cells["people"].to_numpy(float, copy=True)
        added = cells["added"].to_numpy(float, copy=True)
        spots = np.arange(ident.size).reshape(shape)
        table = cells[CELL]
        return cls(
            axes, found, ident, people, added, place, table, len(cells), code, spots
        )

    def _places(self, template: Template) -> Ints:
        """Give the places of the whole (first row) and its parts, all that could be."""
        code = self.code[template.axis]
        names = [template.whole, *template.parts]
        if any(name not in code for name in names):
            return np.zeros((len(names), 0), np.int64)
        wanted = np.take(self.every, [code[n] for n in names], template.axis)
        return np.moveaxis(wanted, template.axis, 0).reshape(len(names), -1)

    def complete(self) -> None:
        """Make up the cells that nobody publishes but that sums speak of."""
        self._all = [self._places(template) for template in self.templates]
        flat = self.ident.ravel()
        if (flat >= 0).all():  # the ordinary case, in the country a quarter of the time
            return
        before = -1
        while before != len(self.people):
            before = len(self.people)
            for template, places in zip(self.templates, self._all, strict=True):
                chosen = places[:, self._applies(template, places)]
                lacking = np.unique(chosen[flat[chosen] < 0])
                self._add(lacking)

    def _applies(self, template: Template, places: Ints) -> Bools:
        there = self.ident.ravel()[places] >= 0
        applies: Bools = there[0] & (template.opens | there[1:].any(axis=0))
        return applies

    def _add(self, places: Ints) -> Ints:
        new = len(self.people) + np.arange(len(places))
        if not len(places):
            return new
        self.ident.ravel()[places] = new
        nothing = np.full(len(places), np.nan)
        self.people = np.concatenate([self.people, nothing])
        self.added = np.concatenate([self.added, nothing])
        self.place = np.concatenate([self.place, places])
        return new

    def populate(self, population: dict[object, float]) -> None:
        """Take populations as denominators where those of the areas are such sums."""
        for template, places in zip(self.templates, self._all, strict=True):
            if not all(part in population for part in template.parts):
                continue
            cells = self.ident.ravel()[places[:, self._applies(template, places)]]
            people = np.array([population[part] for part in template.parts])
            same = self.people[cells[0]] == people.sum()
            self.people[cells[1:, same]] = people[:, None]
            self.added[cells[1:, same]] = people[:, None]

    def relate(self, rule: Rule) -> None:
        """Write down the sums, with a cell for those who are in no part."""
        for template, places in zip(self.templates, self._all, strict=True):
            chosen = places[:, self._applies(template, places)]
            cells = self.ident.ravel()[chosen]
            if cells.shape[1]:
                self._row(template, cells, rule)
        self._derive()

    def _row(self, template: Template, cells: Ints, rule: Rule) -> None:
        added = self.added[cells]
        over = added[0] - added[1:].sum(axis=0)  # NaN where not all are known
        if not over.any():  # the ordinary case: NaN is true
            self.parts.append(_sums(cells, np.zeros(len(over), np.int64)))
            self.exact.append(np.ones(len(over), bool))
            return
        has_rest = (over > 0) | (np.isnan(over) & bool(np.nanmax([*over, 0]) > 0))
        slack = np.where(over < 0, -over, 0.0) * rule.scale
        slack = np.where(np.isnan(over), np.nanmax([*slack, 0]), slack)
        loose = (slack > 0) | (np.isnan(over) & has_rest)
        for some, rest in ((~has_rest, False), (has_rest, True)):
            chosen, bound = cells[:, some], slack[some].astype(np.int64)
            if rest and some.any():
                people = np.isnan(self.people[chosen]).any(axis=0)
                left = np.where(people, np.nan, over[some])
                extra = self._rests(template, chosen[0], left)
                chosen = np.vstack([chosen, extra])
            self.parts.append(_sums(chosen, bound))
            self.exact.append(~loose[some])

    def _rests(self, template: Template, wholes: Ints, over: Floats) -> Ints:
        new = len(self.people) + np.arange(len(wholes))
        mark = "|".join(map(str, template.parts))
        for cell, whole in zip(new, wholes, strict=True):
            *others, geography, code = self.name(int(whole))
            others[min(template.axis, 1)] += "" if template.axis == 2 else f":{REST}"
            if template.axis == 2:
                geography, code = f"{REST}:{geography}", f"{code}:{mark}"
            self.names[int(cell)] = (*others, geography, code)
        self.people = np.concatenate([self.people, over])
        self.added = np.concatenate([self.added, over])
        self.place = np.concatenate([self.place, np.full(len(wholes), -1)])
        return new

    def _derive(self) -> None:
        """Work out the denominators that follow from the others."""
        rows = rows_of(self.parts)
        row = rows.row
        exact = np.concatenate([*self.exact, np.zeros(0, bool)])
        for _round in range(10):
            entry = self.people[rows.column]
            unknown = np.isnan(entry)
            count = np.bincount(row[unknown], minlength=len(rows))
            total = np.bincount(
                row, np.where(unknown, 0, entry * rows.weight), minlength=len(rows)
            )
            ready = unknown & (count[row] == 1) & exact[row]
            if not ready.any():
                return
            found = -total[row[ready]] * rows.weight[ready]
            self.people[rows.column[ready]] = np.maximum(found, 0)

    def frame(self) -> pd.DataFrame:
        """Name all cells in columns."""
        latent = [self.name(cell) for cell in range(self.given, len(self.people))]
        if not latent:
            return self.table
        return pd.concat(
            [self.table, pd.DataFrame(latent, columns=CELL, dtype=str)],
            ignore_index=True,
        )

    def name(self, cell: int) -> tuple[str, ...]:
        """Give period, group, geography and area code of a cell."""
        if cell in self.names:
            return self.names[cell]
        p, g, a = np.unravel_index(self.place[cell], self.ident.shape)
        area = self.axes[2][int(a)]
        named = area if isinstance(area, tuple) else ("", area)
        return (str(self.axes[0][int(p)]), str(self.axes[1][int(g)]), *named)


def _sorted(cells: pd.DataFrame) -> pd.DataFrame:
    keys = [pd.factorize(cells[name], sort=True)[0] for name in reversed(CELL)]
    return cells.take(np.lexsort(keys)).reset_index(drop=True)


def _coded(column: pd.Series[str]) -> tuple[list[object], Ints]:
    codes, names = pd.factorize(column)
    return names.tolist(), codes


def _areas(cells: pd.DataFrame) -> tuple[list[object], Ints]:
    """List the areas of the cells, and which of them each cell is of."""
    geographies, geography = _coded(cells["geography"])
    codes, area = _coded(cells["area_code"])
    both, at = np.unique(geography * max(len(codes), 1) + area, return_inverse=True)
    names = [
        (geographies[one // len(codes)], codes[one % len(codes)])
        for one in both.tolist()
    ]
    return list(names), at.reshape(-1)


def _within(sums: list[Template], names: set[object]) -> set[object]:
    """Name the parts of wholes that are there: a part may lack its row."""
    return {
        part
        for t in sums
        if t.whole in names and names & set(t.parts)
        for part in t.parts
    }


def _sums(cells: Ints, slack: Ints) -> Rows:
    """Make a row for each column of `cells`: the parts minus the whole."""
    size, count = cells.shape
    weight = np.ones((count, size), np.int64)
    weight[:, 0] = -1
    start = np.arange(count + 1) * size
    return Rows(start, cells.T.ravel(), weight.ravel(), -slack, slack)
