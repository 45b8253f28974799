"""What could be done instead where protection fails, and the price of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from indicators.disclosure.policy import Rule
from indicators.disclosure.primary import is_small
from indicators.disclosure.rounding import round_small
from indicators.disclosure.structure import Area, Sums, years_of
from indicators.model import COLUMNS, KEY, NUMBERS, Kind, Status

YEARS = 3
BASES = (3, 5)
Price = tuple[bool, int, int]  # is it possible, values withheld, inhabitants
Try = Callable[[pd.DataFrame, Sums], Price]


@dataclass(frozen=True)
class Alternative:
    """A way out: `coarser`, `merged`, `pooled`, `rounded_3` or `rounded_5`.

    `given_up` counts the values that are no longer there at all (finer areas, single
    years), `changed` those that are shown but altered, by at most `most_changed`.
    """

    kind: str
    is_possible: bool
    withheld: int
    inhabitants: int
    given_up: int = 0
    changed: int = 0
    most_changed: int = 0


def alternatives(
    observations: pd.DataFrame, rule: Rule, sums: Sums, attempt: Try
) -> tuple[Alternative, ...]:
    """Work out the price of every way out.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`, unprotected
    attempt : function
        Protects another table, with its sums, against everything published earlier.
    """
    before = len(observations)
    found = []
    for kind, made in (
        ("coarser", _coarser(observations, sums)),
        ("merged", _merged(observations, sums, rule)),
        ("pooled", _pooled(observations, sums)),
    ):
        if made is not None:
            table, new_sums = made
            price = attempt(table, new_sums)
            found.append(Alternative(kind, *price, given_up=before - len(table)))
    if rule.kind in (Kind.SHARE, Kind.COUNT):
        for base in BASES:
            _table, changed, most = round_small(observations, sums, rule, base)
            found.append(Alternative(f"rounded_{base}", True, 0, 0, 0, changed, most))
    return tuple(found)


Made = tuple[pd.DataFrame, Sums]


def _finest(observations: pd.DataFrame) -> str:
    return str(observations.groupby("geography")["area_code"].nunique().idxmax())


def _coarser(observations: pd.DataFrame, sums: Sums) -> Made | None:
    """Leave out the finest geography."""
    finest = _finest(observations)
    table = observations[observations["geography"] != finest]
    kept = [(w, p) for w, p in sums if all(area[0] != finest for area in p)]
    return (table.reset_index(drop=True), kept) if len(table) else None


def _pooled(observations: pd.DataFrame, sums: Sums) -> Made | None:
    """Put years together by three, the latest ones whole, none of them in two pools."""
    years = sorted(p for p in set(observations["period"]) if p.isdigit())
    if len(years) < YEARS or observations["status"].ne(Status.OK).any():
        return None
    of: dict[str, str] = {}
    for end in range(len(years), YEARS - 1, -YEARS):
        some = years[end - YEARS : end]
        if years_of(f"{some[0]}-{some[-1]}") == tuple(some):
            of |= dict.fromkeys(some, f"{some[0]}-{some[-1]}")
    table = observations[observations["period"].isin(list(of))]
    table = table.assign(period=table["period"].map(of))
    return (_added(table), sums) if len(table) else None


def _added(table: pd.DataFrame) -> pd.DataFrame:
    """Add up the rows of one cell."""
    weighted = table.assign(weighted=table["value"] * table["denominator"])
    groups = weighted.groupby(KEY, sort=True)
    sums = groups[["numerator", "denominator", "weighted"]].sum(min_count=1)
    total = groups["value"].sum()
    mean = sums["weighted"] / sums["denominator"]
    sums = sums.assign(value=mean.where(sums["denominator"].notna(), total))
    return sums.reset_index().assign(status=Status.OK, reason="")[COLUMNS]


def _merged(observations: pd.DataFrame, sums: Sums, rule: Rule) -> Made | None:
    """Join the areas of one whole, the smallest first, until none of them is small."""
    finest = _finest(observations)
    owner: dict[Area, Area] = {}
    for whole, parts in sums:
        for part in parts:
            if part[0] == finest:
                owner.setdefault(part, whole)
    if not owner or observations["status"].ne(Status.OK).any():
        return None
    of: dict[Area, str] = {}
    for whole in sorted(set(owner.values())):
        inner = sorted(part for part in owner if owner[part] == whole)
        of |= _joined(observations, inner, rule)
    table = observations.copy()
    areas = zip(table["geography"], table["area_code"], strict=True)
    table["area_code"] = [of.get(area, area[1]) for area in areas]
    new = [(w, _renamed(parts, of)) for w, parts in sums]
    return _added(table), new


def _renamed(parts: tuple[Area, ...], of: dict[Area, str]) -> tuple[Area, ...]:
    return tuple(dict.fromkeys((part[0], of.get(part, part[1])) for part in parts))


def _joined(
    observations: pd.DataFrame, parts: list[Area], rule: Rule
) -> dict[Area, str]:
    """Say in which joint area each area ends up."""
    rows = observations[observations["area_code"].isin([code for _g, code in parts])]
    rows = rows[rows["geography"] == parts[0][0]]
    wide = rows.pivot_table(index="area_code", columns=["period", "group"],
                            values=NUMBERS[:2], aggfunc="sum")  # fmt: skip
    joint: dict[str, list[str]] = {code: [code] for code in sorted(wide.index)}

    def smallness(code: str) -> float:
        inside, people = (
            wide.loc[joint[code], name].to_numpy(float).sum(axis=0)
            for name in NUMBERS[:2]
        )
        return float(is_small(inside, people, rule).sum())

    while len(joint) > 1:
        first = max(joint, key=lambda code: (smallness(code), code))
        if not smallness(first):
            break
        people = rows.groupby("area_code")["denominator"].sum()
        others = [code for code in joint if code != first]
        other = min(others, key=lambda code: (-smallness(code), people[code], code))
        joint[min(first, other)] = joint.pop(first) + joint.pop(other)
    return {(parts[0][0], code): "+".join(sorted(some))
            for some in joint.values() for code in some}  # fmt: skip
