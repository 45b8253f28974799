"""Small made-up places of which every possible table can be listed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from indicators.disclosure.policy import Policy, Rule
from indicators.model import (
    COLUMNS,
    NUMBERS,
    Indicator,
    Kind,
)
from tests.measures import SHARE

NAN = float("nan")
COUNT = replace(SHARE, kind=Kind.COUNT)
MEAN = replace(SHARE, kind=Kind.MEAN, lowest=0.0, highest=2.0)
Key = tuple[str, str, str, str]  # period, group, geography, area code


@dataclass(frozen=True)
class Small(Policy):
    """Thresholds below the floor, so that every table can be listed."""

    few: int = 2
    wide: int = 2

    def rule(self, indicator: Indicator) -> Rule:
        rule = replace(Policy().rule(indicator), count=self.few, base=self.few)
        return replace(rule, width=self.wide)


@dataclass(frozen=True)
class Place:
    """Indivisible pieces with (numerator, denominator), and the cells made of them."""

    pieces: tuple[tuple[int, int], ...]
    cells: dict[Key, tuple[int, ...]]
    sums: list
    atoms: pd.DataFrame | None = None
    indicator: Indicator = SHARE

    @cached_property
    def worlds(self) -> np.ndarray:
        ranges = [range(d * self.scale + 1) for _n, d in self.pieces]
        return np.array(np.meshgrid(*ranges, indexing="ij")).reshape(len(ranges), -1)

    @property
    def scale(self) -> int:
        return 2 if self.indicator.kind is Kind.MEAN else 1

    def count(self, cell: Key) -> tuple[int, int]:
        n, d = np.array([self.pieces[i] for i in self.cells[cell]]).sum(axis=0)
        return int(n), int(d)

    def table(self, *, numerators: bool = True) -> pd.DataFrame:
        rows = []
        for cell in self.cells:
            n, d = self.count(cell)
            factor = 100 if self.indicator.kind is Kind.SHARE else 1
            value = factor * n / d if d else NAN
            known = n if numerators and self.indicator.kind is Kind.SHARE else NAN
            rows.append(("andel", *cell, known, d, value, "ok", ""))
        return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, float))

    def possible(self, *shown: pd.DataFrame) -> np.ndarray:
        """List every table that has all that is shown."""
        fits = np.ones(self.worlds.shape[1], bool)
        for row in (r for t in shown for r in t.itertuples() if r.status == "ok"):
            cell = (row.period, row.group, row.geography, row.area_code)
            sums = self.worlds[list(self.cells[cell])].sum(axis=0)
            if not np.isnan(row.numerator):
                fits &= sums == row.numerator
            elif not np.isnan(row.value):
                factor = 100 if self.indicator.kind is Kind.SHARE else 1
                off = abs(factor * sums / row.denominator - row.value)
                fits &= off <= 0.5 + 1e-9
        return self.worlds[:, fits]

    def interval(self, parts: tuple[int, ...], worlds: np.ndarray) -> tuple[int, int]:
        sums = worlds[list(parts)].sum(axis=0)
        return int(sums.min()), int(sums.max())


def is_few(n: float, d: float, rule: Rule) -> bool:
    few = n < rule.small or d < rule.base
    return few or d * rule.scale - n < rule.small


def told(place: Place, rule: Rule, *shown: pd.DataFrame) -> dict:
    """Give the small forms that are too narrow, with what they can be.

    A form is a cell, a piece, or what is left of a cell when another is taken away.
    """
    worlds = place.possible(*shown)
    forms = {*place.cells.values(), *((i,) for i in range(len(place.pieces)))}
    forms |= {
        tuple(sorted(set(whole) - set(part)))
        for whole in place.cells.values()
        for part in place.cells.values()
        if set(part) < set(whole)
    }
    found = {}
    for form in forms:
        n, d = np.array([place.pieces[i] for i in form]).sum(axis=0)
        low, high = place.interval(form, worlds)
        if is_few(n, d, rule):
            wide = min(rule.width * rule.scale, d * rule.scale)
            if high - low < wide:
                found[form] = (low, high)
    return found


def town(people, division=None, groups=None, period="2024", group="total") -> Place:
    """Build up areas to a municipality, by a division and by groups if there are."""
    leaves = [("deso", str(i)) for i in range(len(people))]
    parts = {cell: (i,) for i, cell in enumerate(leaves)}
    top, sums = ("kommun", "k"), []
    parts[top] = tuple(range(len(people)))
    for level, belongs in (("regso", division), ("grupp", groups)):
        names = sorted(set(belongs or "") - {""})
        for name in names:
            inside = tuple(i for i, one in enumerate(belongs) if one == name)
            parts[level, name] = inside
            sums.append(((level, name), tuple(leaves[i] for i in inside)))
        if names:
            rest = [leaves[i] for i, one in enumerate(belongs) if one == ""]
            sums.append((top, (*((level, name) for name in names), *rest)))
    sums = sums or [(top, tuple(leaves))]
    return Place(
        tuple(people), {(period, group, *cell): of for cell, of in parts.items()}, sums
    )


def by_sex(place: Place, women: list[tuple[int, int]]) -> Place:
    """Split every piece in women (as given, as far as there are so many) and men."""
    pieces = []
    for (n, d), (wn, wd) in zip(place.pieces, women, strict=False):
        wd = min(wd, d)
        wn = min(wn, wd, n)
        wn = max(wn, n - (d - wd))
        pieces.append(((wn, wd), (n - wn, d - wd)))
    cells = {}
    for (period, _group, *area), of in place.cells.items():
        cells[period, "total", *area] = tuple(j for i in of for j in (2 * i, 2 * i + 1))
        cells[period, "kvinnor", *area] = tuple(2 * i for i in of)
        cells[period, "män", *area] = tuple(2 * i + 1 for i in of)
    return Place(tuple(p for pair in pieces for p in pair), cells, place.sums)


def pair(most: int):
    """Draw a numerator and a denominator, small or nearly all more often than not."""
    return st.integers(0, most).flatmap(
        lambda d: st.tuples(
            st.sampled_from([0, min(1, d), max(d - 1, 0), d]) | st.integers(0, d),
            st.just(d),
        )
    )


def five_of(letters: str):
    return st.lists(st.sampled_from(letters), min_size=5, max_size=5)


leaves = st.lists(pair(12), min_size=2, max_size=4) | st.lists(
    pair(6), min_size=5, max_size=5
)


@st.composite
def towns(draw, division="AB", groups=("", "x", "y")):
    """Draw a town: plain, divided, with groups across the division, or both."""
    people = draw(leaves)
    n = len(people)
    level = draw(st.none() | five_of(division))
    other = draw(st.none() | five_of(groups))
    return town(people, level and level[:n], other and other[:n])


def missing(cells: dict[Key, int]) -> pd.DataFrame:
    """Make rows of cells without a value, but with known denominators."""
    rows = [
        ("andel", *cell, NAN, d, NAN, "missing", "not_available")
        for cell, d in cells.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, float))


@st.composite
def overlays(draw):
    """Draw two geographies across each other, perhaps with the whole."""
    people = draw(st.lists(pair(5), min_size=3, max_size=5))
    n = len(people)
    cells, atoms = {}, []
    for geography, letters in (("deso", "AB"), ("skola", "xy"), ("kommun", "k")):
        belongs = draw(five_of(letters))[:n]
        if geography == "kommun" and draw(st.booleans()):
            continue
        for name in sorted(set(belongs)):
            inside = tuple(i for i in range(n) if belongs[i] == name)
            cells["2024", "total", geography, name] = inside
            atoms += [(f"p{i}", geography, name, people[i][1]) for i in inside]
    columns = ["atom", "geography", "area_code", "population"]
    return Place(tuple(people), cells, [], pd.DataFrame(atoms, columns=columns))


WINDOWS = [
    {"2020-2022": (0, 1, 2), "2021-2023": (1, 2, 3)},
    {"2020-2022": (0, 1, 2), "2023": (3,), "2022-2023": (2, 3)},
    {"2020-2022": (0, 1, 2), "2021": (1,)},
    {"2020-2021": (0, 1), "2022-2023": (2, 3)},
]


@st.composite
def windows(draw):
    """Draw years pooled, disjoint or overlapping, in one or two areas."""
    areas = draw(st.integers(1, 2))
    years = draw(st.sampled_from(WINDOWS))
    most = 4 if areas == 1 else 3
    last = 1 + max(y for of in years.values() for y in of)
    people = draw(st.lists(pair(most), min_size=last * areas, max_size=last * areas))
    cells = {}
    for period, of in years.items():
        for i in range(areas):
            inside = tuple(y * areas + i for y in of)
            cells[period, "total", "deso", str(i)] = inside
        every = tuple(y * areas + i for y in of for i in range(areas))
        cells[period, "total", "kommun", "k"] = every
    sums = [(("kommun", "k"), tuple(("deso", str(i)) for i in range(areas)))]
    single = {(str(2020 + y), "total", "deso", str(i)): people[y * areas + i][1]
              for y in range(last) for i in range(areas)}  # fmt: skip
    unseen = {cell: d for cell, d in single.items() if cell not in cells}
    return Place(tuple(people), cells, sums), missing(unseen)


@st.composite
def means(draw):
    """Draw areas with sums of values from 0 to 2 for each person."""
    d = draw(st.lists(st.integers(1, 5), min_size=2, max_size=3))
    people = [(draw(st.integers(0, 2 * one)), one) for one in d]
    level = draw(st.sampled_from([None, list("AAB")[: len(people)]]))
    return replace(town(people, level), indicator=MEAN)
