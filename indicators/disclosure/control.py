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
from indicators.disclosure.audit import Finding, Name
from indicators.disclosure.certificate import Certificate, certificate
from indicators.disclosure.policy import Policy
from indicators.disclosure.secondary import Pattern, suppress
from indicators.disclosure.statements import withhold
from indicators.disclosure.structure import Structure, Sums
from indicators.disclosure.tasks import Tasks
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
    areas without a value in at least one period and group, at the finest level.
    """

    table: pd.DataFrame
    certificate: Certificate | None
    withheld: int
    inhabitants: int
    infeasible: Infeasible | None = None


def control(
    observations: pd.DataFrame,
    indicator: Indicator,
    policy: Policy,
    sums: Sums,
    ledger: Sequence[pd.DataFrame] = (),
    atoms: pd.DataFrame | None = None,
    *,
    exact: int = 4,
    secret: bytes = b"",
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
    exact : int
        Look for the minimum in blocks where at most so many counts are to be protected
        (0 never does, 15 is the most that ends in reasonable time).
    secret : bytes
        Makes the choice between equal cells unpredictable, and the same every time.
    """
    rule = policy.rule(indicator)
    observations = observations.reset_index(drop=True)
    if rule is None:
        return Control(observations[COLUMNS], None, 0, 0)
    tasks = Tasks(observations, rule, Structure(sums, atoms), ledger, policy, secret)
    pattern, open_ = _until_safe(tasks, exact)
    if not open_:
        table = tasks.table(pattern)
        proof = certificate(tasks.known, tasks.task, pattern, rule, table, ledger)
        return Control(table, proof, *price(table, observations))

    def attempt(other: pd.DataFrame, other_sums: Sums) -> Price:
        structure = Structure(other_sums, atoms)
        again = Tasks(other, rule, structure, ledger, policy, secret)
        found, left = _until_safe(again, 0)
        return not left, *price(again.table(found), other)

    table = withhold(tasks.open, np.ones(len(observations), bool))
    cells = tuple(dict.fromkeys(finding.cell for finding in open_))
    offers = alternatives(observations, rule, sums, attempt)
    return Control(table, None, *price(table, observations), Infeasible(cells, offers))


def _until_safe(tasks: Tasks, exact: int) -> tuple[Pattern, tuple[Finding, ...]]:
    """Suppress and attack in turn; give also what is left unsafe in the end."""
    exact = exact if tasks.is_small else 0
    while True:
        pattern = suppress(tasks.task, exact, tasks.seen)
        if pattern.failed:
            return pattern, tasks.named(pattern.failed)
        findings = tasks.attacked(pattern)
        if not findings or not tasks.add(findings):
            return pattern, findings


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
