"""Protect an indicator: the table that everything downstream is computed from.

Withhold what is small, then what would give it away; then let the audit attack the
result, and protect also what it finds, until it finds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.disclosure.alternatives import Alternative, Price, alternatives
from indicators.disclosure.audit import Finding
from indicators.disclosure.certificate import Certificate, certificate
from indicators.disclosure.names import Name
from indicators.disclosure.policy import Policy, Rule
from indicators.disclosure.secondary import Pattern, suppress
from indicators.disclosure.statements import withhold
from indicators.disclosure.structure import Structure, Sums
from indicators.disclosure.tasks import Tasks
from indicators.disclosure.ways import Taken, Way, take
from indicators.model import COLUMNS, Indicator, Reason


@dataclass(frozen=True)
class Infeasible:
    """What can't be protected, and what could be done instead, at which price.

    `cells` are for the analyst's eyes only.
    """

    cells: tuple[Name, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Control:
    """The outcome for one indicator; `table` has nothing to show if `infeasible`.

    `withheld` counts the values that we withhold, and `inhabitants` the persons in the
    areas without a value in at least one period and group, at the finest level. `way`
    is the way out that was taken, if any.
    """

    table: pd.DataFrame
    certificate: Certificate | None
    withheld: int
    inhabitants: int
    infeasible: Infeasible | None = None
    way: str = ""


def control(
    observations: pd.DataFrame,
    indicator: Indicator,
    policy: Policy,
    sums: Sums,
    ledger: Sequence[pd.DataFrame] = (),
    atoms: pd.DataFrame | None = None,
    *,
    people: pd.DataFrame | None = None,
    exact: int = 4,
    secret: bytes = b"",
    way: str = "",
) -> Control:
    """Withhold what must be withheld of one indicator, and prove that it is enough.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`
        Of one indicator, at all levels, unprotected; perhaps with `providers`.
    sums : sequence of (area, the areas it is the sum of)
    ledger : sequence of DataFrame
        Everything published earlier of this indicator, as it was published; figures
        that others have published may come as `CELL`, `low` and `high`.
    atoms : DataFrame with `atom`, `geography`, `area_code`, optionally `population`
        The pieces of overlapping geographies.
    people : DataFrame with `CELL`, `low` and `high`, optional
        What others have published of the denominators.
    exact : int
        Look for the minimum in blocks where at most so many counts are to be protected
        (0 never does, 15 is the most that ends in reasonable time).
    secret : bytes
        Makes the choice between equal cells unpredictable, and the same every time.
    way : str
        A way out to take (`ways.Way`) instead of publishing everything that can be.
    """
    rule = policy.rule(indicator)
    observations = observations.reset_index(drop=True)
    if rule is None:
        return Control(observations[COLUMNS], None, 0, 0)
    case = _Case(rule, atoms, people, ledger, policy, secret)
    taken = take(Way(way), observations, sums, rule, secret) if way else None
    if taken is not None or not way:
        table = observations if taken is None else taken.table
        tasks = case.tasks(table, sums if taken is None else taken.sums, taken)
        pattern, shown, open_ = _until_safe(tasks, exact)
        if not open_:
            proof = certificate(
                tasks.known, tasks.task, pattern, rule, shown, tasks.ledger
            )
            found = price(shown, tasks.observations)
            return Control(shown.astype(table.dtypes[COLUMNS]), proof, *found, way=way)
        cells = tuple(dict.fromkeys(finding.cell for finding in open_))
    else:
        cells = ()
    offers = alternatives(observations, rule, sums, secret, case.price)
    nothing = withhold(observations, np.ones(len(observations), bool))
    return Control(nothing, None, *price(nothing, observations),
                   Infeasible(cells, offers), way)  # fmt: skip


def ways_out(
    observations: pd.DataFrame, indicator: Indicator, policy: Policy, sums: Sums,
    ledger: Sequence[pd.DataFrame] = (), atoms: pd.DataFrame | None = None, *,
    people: pd.DataFrame | None = None, secret: bytes = b"",
) -> tuple[Alternative, ...]:  # fmt: skip
    """Give every way out with its price, also where protection is possible but dear.

    The parameters are those of `control`.
    """
    rule = policy.rule(indicator)
    if rule is None:
        return ()
    case = _Case(rule, atoms, people, ledger, policy, secret)
    observations = observations.reset_index(drop=True)
    return alternatives(observations, rule, sums, secret, case.price)


@dataclass(frozen=True)
class _Case:
    """What all attempts to protect one indicator have in common."""

    rule: Rule
    atoms: pd.DataFrame | None
    people: pd.DataFrame | None
    ledger: Sequence[pd.DataFrame]
    policy: Policy
    secret: bytes

    def tasks(self, table: pd.DataFrame, sums: Sums, taken: Taken | None) -> Tasks:
        structure = Structure(sums, self.atoms, self.people)
        return Tasks(
            table, self.rule, structure, self.ledger, self.policy, self.secret, taken
        )

    def price(self, taken: Taken) -> Price:
        tasks = self.tasks(taken.table, taken.sums, taken)
        _pattern, shown, left = _until_safe(tasks, 0)
        return not left, *price(shown, taken.table)


def _until_safe(
    tasks: Tasks, exact: int
) -> tuple[Pattern, pd.DataFrame, tuple[Finding, ...]]:
    """Suppress and attack in turn; give also what is shown, and unsafe, in the end."""
    exact = exact if tasks.is_small else 0
    while True:
        pattern = suppress(tasks.task, exact, tasks.seen)
        shown = tasks.table(pattern)
        if pattern.failed:
            return pattern, shown, tasks.named(pattern.failed)
        findings = tasks.attacked(shown)
        if not findings or not tasks.add(findings):
            return pattern, shown, findings


def price(table: pd.DataFrame, observations: pd.DataFrame) -> tuple[int, int]:
    """Count the values that we withhold, and the persons in the smallest such areas."""
    ours = (table["reason"] == Reason.PROTECTED).to_numpy()
    hidden = observations[ours]
    if hidden.empty:
        return 0, 0
    areas = observations.groupby("geography")["area_code"].nunique()
    finest = hidden[hidden["geography"] == areas[hidden["geography"].unique()].idxmax()]
    people = finest.groupby("area_code")["denominator"].max()
    return int(ours.sum()), int(people.sum())
