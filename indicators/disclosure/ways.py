"""The ways out where protection fails or is dear: what is published instead, and how.

None of them makes up for what is told already: an earlier release can't be taken back.
What they promise is that nothing is added to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from indicators.disclosure.merging import JOINT, added_up, joined, joint_sums
from indicators.disclosure.model import Bools
from indicators.disclosure.policy import Rule
from indicators.disclosure.rounding import rounded_table
from indicators.disclosure.statements import ROUNDED, truth
from indicators.disclosure.structure import Area, Sums, years_of
from indicators.model import COLUMNS, Kind, Status

YEARS = 3


class Way(StrEnum):
    """What is published instead."""

    COARSER = "coarser"  # larger areas only
    MERGED = "merged"  # small areas together with neighbours
    POOLED = "pooled"  # years put together, none of them twice
    ROUNDED_3 = "rounded_3"  # small counts as 0 or 3, sums of such counts
    ROUNDED_5 = "rounded_5"


@dataclass(frozen=True)
class Taken:
    """A way out taken: the unprotected table to protect instead, and its sums.

    `held` rows are withheld whatever they are. `rounded` is what is shown instead of
    the true figures of `table`, if anything is.
    """

    table: pd.DataFrame
    sums: Sums
    held: Bools
    rounded: pd.DataFrame | None = None
    given_up: int = 0


def take(
    way: Way, observations: pd.DataFrame, sums: Sums, rule: Rule, secret: bytes
) -> Taken | None:
    """Take a way out; None where there is no such way.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`, unprotected
        At all levels.
    secret : bytes
        Decides which small counts are rounded up; somebody who had it could tell more.
    """
    if way is Way.COARSER:
        return _coarser(observations, sums)
    if way is Way.MERGED:
        return _merged(observations, sums, rule)
    if way is Way.POOLED:
        return _pooled(observations, sums, rule)
    base = 3 if way is Way.ROUNDED_3 else 5
    return _rounded(observations, sums, rule, base, secret)


def finest_of(observations: pd.DataFrame) -> str:
    """Tell which geography has the most areas."""
    return str(observations.groupby("geography")["area_code"].nunique().idxmax())


def _coarser(observations: pd.DataFrame, sums: Sums) -> Taken | None:
    """Withhold the finest geography."""
    held = (observations["geography"] == finest_of(observations)).to_numpy()
    values = held & (observations["status"] == Status.OK).to_numpy()
    if held.all():
        return None
    return Taken(observations, sums, held, given_up=int(values.sum()))


def _pooled(observations: pd.DataFrame, sums: Sums, rule: Rule) -> Taken | None:
    """Put years together by three, the latest ones whole, none of them in two pools.

    Not numbers of persons, of which three years have three times as many, and no index.
    """
    if rule.kind in (Kind.COUNT, Kind.INDEX):
        return None
    years = sorted(p for p in set(observations["period"]) if p.isdigit())
    if len(years) < YEARS or observations["status"].ne(Status.OK).any():
        return None
    of: dict[str, str] = {}
    for end in range(len(years), YEARS - 1, -YEARS):
        some = years[end - YEARS : end]
        if years_of(f"{some[0]}-{some[-1]}") == tuple(some):
            of |= dict.fromkeys(some, f"{some[0]}-{some[-1]}")
    table = observations[observations["period"].isin(list(of))]
    if table.empty:
        return None
    table = added_up(table.assign(period=table["period"].map(of)))
    return Taken(table, sums, np.zeros(len(table), bool),
                 given_up=len(observations) - len(table))  # fmt: skip


def _merged(observations: pd.DataFrame, sums: Sums, rule: Rule) -> Taken | None:
    """Show small areas only together with others of the same larger area."""
    finest = finest_of(observations)
    owner: dict[Area, Area] = {}
    for whole, parts in sums:
        for part in parts:
            if part[0] == finest:
                owner.setdefault(part, whole)
    if not owner or observations["status"].ne(Status.OK).any():
        return None
    of: dict[str, str] = {}
    for whole in sorted(set(owner.values())):
        inner = sorted(part for part in owner if owner[part] == whole)
        of |= joined(observations, inner, rule)
    of = {code: joint for code, joint in of.items() if code != joint}
    is_finest = observations["geography"] == finest
    is_member = (is_finest & observations["area_code"].isin(list(of))).to_numpy()
    if not is_member.any():
        return None
    joint = observations[is_member]
    joint = added_up(joint.assign(area_code=joint["area_code"].map(of)))
    table = pd.concat([observations[COLUMNS], joint], ignore_index=True)
    held = np.append(is_member, np.zeros(len(joint), bool))
    added = [
        (whole, tuple(dict.fromkeys((g, of.get(c, c)) for g, c in parts)))
        for whole, parts in sums
        if any(part[0] == finest and part[1] in of for part in parts)
    ]
    added = [(whole, parts) for whole, parts in added if _is_whole(parts, sums, whole)]
    return Taken(table, [*sums, *joint_sums(table), *added], held,
                 given_up=int(is_member.sum()))  # fmt: skip


def _is_whole(parts: tuple[Area, ...], sums: Sums, whole: Area) -> bool:
    """Tell whether joint areas lie in the whole with all their members."""
    flat = {(g, c) for g, code in parts for c in code.split(JOINT)}
    return any(w == whole and set(p) == flat for w, p in sums)


def _rounded(
    observations: pd.DataFrame, sums: Sums, rule: Rule, base: int, secret: bytes
) -> Taken | None:
    """Round small counts, and make all sums from those."""
    shown = rounded_table(observations, sums, rule, base, secret)
    if shown is None:
        return None
    reason = next(reason for reason, by in ROUNDED.items() if by == base)
    shown["reason"] = shown["reason"].mask(shown["status"] == Status.OK, str(reason))
    return Taken(observations, sums, np.zeros(len(shown), bool), shown)


def changes(taken: Taken, rule: Rule) -> tuple[int, int]:
    """Count the figures that are not what they were, and give the largest change."""
    if taken.rounded is None:
        return 0, 0
    after = truth(taken.rounded, rule)
    change = np.abs(after - truth(taken.table, rule))
    return int((change > 0).sum()), int(change.max(initial=0))
