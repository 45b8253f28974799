"""The attacker: prove again, from what was published alone, that nothing can be told.

It doesn't know which withheld cells are small, so it asks of every one of them, of
every latent piece and of everything that is left over of a whole, that it either can't
be small or is as undetermined as the rule says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from indicators.disclosure.attack import Bounds, attack
from indicators.disclosure.carriers import carriers
from indicators.disclosure.differences import differences
from indicators.disclosure.earlier import earlier
from indicators.disclosure.model import Bools, Carriers, Floats, Ints
from indicators.disclosure.names import CELL, Name, listed
from indicators.disclosure.openness import left_open, limits, sources
from indicators.disclosure.policy import Rule
from indicators.disclosure.propagation import ContradictionError, propagate
from indicators.disclosure.public import public_cells
from indicators.disclosure.statements import Statements, read
from indicators.disclosure.structure import Structure
from indicators.disclosure.unions import Union, left_over, with_unions
from indicators.model import Kind


class Verdict(StrEnum):
    """What the audit says of a cell; what it is not sure of counts as a leak."""

    OK = "ok"
    LEAK = "leak"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Finding:
    """A cell that isn't safe; `union` names the cells that are only told together."""

    verdict: Verdict
    cell: Name
    union: tuple[Name, ...] = ()


@dataclass(frozen=True)
class Audit:
    """What the audit found of one indicator: which cells it checked, which aren't safe.

    `bounds` are the limits of the columns of `known`, if any table was possible at all.
    """

    known: Carriers
    checked: tuple[int, ...]
    findings: tuple[Finding, ...] = ()
    bounds: Bounds | None = None

    @property
    def is_safe(self) -> bool:
        """Whether nothing can be told."""
        return not self.findings


def audit(
    published: pd.DataFrame,
    structure: Structure,
    rule: Rule,
    denominators: pd.DataFrame | None = None,
    ledger: Sequence[pd.DataFrame] = (),
    revision: int = 2,
    *,
    forgive: bool = False,
) -> Audit:
    """Attack one indicator.

    Parameters
    ----------
    published : DataFrame with `indicators.model.COLUMNS`
        As everybody sees it.
    denominators : DataFrame with `CELL` and `people`, optional
        What is publicly known of the withheld cells' denominators.
    ledger : sequence of DataFrame
        What was published earlier, in the same form, or as `CELL`, `low`, `high`:
        what others have published.
    forgive : bool
        Don't ask that earlier releases alone leave enough open: what they told can't
        be taken back, but nothing may be added to it.
    """
    told = earlier(published, ledger, revision)
    if denominators is None and structure.people is not None:
        sure = structure.people[structure.people["low"] == structure.people["high"]]
        denominators = sure[CELL].assign(people=sure["low"])
    known = carriers(public_cells(published, rule, denominators, told), structure, rule)
    stated = read(published, known, rule)
    for table in told:
        stated = stated.meet(read(table, known, rule))
    given = sources(published, told, ledger, known, rule, forgive=forgive)
    for source in given:
        stated = stated.meet(source)
    return _judged(known, stated, rule, given)


def _judged(
    known: Carriers, stated: Statements, rule: Rule, given: Sequence[Statements]
) -> Audit:
    try:
        low, high = limits(known, stated)
        if (low > high).any():
            raise ContradictionError
        low, high, _settled = propagate(known.rows, low, high)
        unions = _doubtful(known, stated, low, high, rule)
        known, stated = with_unions(known, unions), stated.padded(len(unions))
        low, high = limits(known, stated)
        padded = [source.padded(len(unions)) for source in given]
        wanted = left_open(known, stated, padded, rule)
        found = attack(known.rows, low, high, wanted)
    except ContradictionError:
        return Audit(known, (), (Finding(Verdict.UNSURE, ("",) * len(CELL)),))
    return _verdicts(known, stated, found, rule, unions, wanted)


def _doubtful(
    known: Carriers, stated: Statements, low: Ints, high: Ints, rule: Rule
) -> list[Union]:
    """Keep what is left over of a whole where that could be small."""
    found = left_over(known, ~stated.is_shown, low, high)
    found |= differences(known, ~stated.is_shown, low, high)
    if not found:
        return []
    least, most = np.array(list(found.values())).T
    people = np.array([known.people[list(union)].sum() for union in found])
    safe = _is_large(least, people * rule.scale - most, people, rule)
    return [union for union, is_safe in zip(found, safe, strict=True) if not is_safe]


def _is_large(inside: Floats, outside: Floats, people: Floats, rule: Rule) -> Bools:
    """Tell what isn't small though as small as it can be; False where unknown."""
    large: Bools = inside >= rule.small
    if rule.kind is Kind.COUNT:
        return large & ~(people < rule.base)
    return large & (outside >= rule.small) & (people >= rule.base)


def _verdicts(
    known: Carriers, stated: Statements, found: Bounds, rule: Rule,
    unions: list[Union], wanted: Ints,
) -> Audit:  # fmt: skip
    inside, outside, people = _both(known, found, rule)
    safe = _is_large(inside, outside, people, rule)
    count = len(known.cells)
    shut, wide = np.zeros(count, bool), np.ones(count, bool)
    np.logical_or.at(shut, known.cell, found.high - found.low < wanted)
    np.logical_and.at(wide, known.cell, found.seen_high - found.seen_low >= wanted)
    bare = stated.is_shown & (people < rule.base)
    bare |= stated.is_shown & rule.needs_base & np.isnan(people)
    leak = (shut & ~safe) | bare
    of = dict(enumerate(unions, start=count - len(unions)))
    findings = tuple(
        Finding(
            Verdict.LEAK if leak[cell] else Verdict.UNSURE,
            _names(known, (cell,))[0],
            _names(known, of.get(cell, ())),
        )
        for cell in np.flatnonzero(leak | ~(safe | wide)).tolist()
    )
    checked = ~stated.is_shown
    return Audit(known, tuple(np.flatnonzero(checked).tolist()), findings, found)


def _names(known: Carriers, cells: Sequence[int]) -> tuple[Name, ...]:
    return tuple(listed(known.cells.iloc[list(cells)]))


def _both(known: Carriers, found: Bounds, rule: Rule) -> tuple[Floats, Floats, Floats]:
    """Give the least count inside and outside each cell, and of persons in all."""
    count = len(known.cells)
    columns, out = np.flatnonzero(~known.outside), np.flatnonzero(known.outside)
    inside, outside = np.zeros(count), np.full(count, -np.inf)
    inside[known.cell[columns]] = found.low[columns]
    most = np.zeros(count)
    most[known.cell[columns]] = found.high[columns]
    is_public = ~np.isnan(known.people)
    outside[is_public] = known.people[is_public] * rule.scale - most[is_public]
    hidden = out[~is_public[known.cell[out]]]
    outside[known.cell[hidden]] = found.low[hidden]
    people = known.people.copy()
    at = known.cell[hidden]
    people[at] = (inside[at] + outside[at]) / rule.scale
    return inside, outside, people
