"""The table that everybody reads from: every level, protected, rounded as shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from indicators.aggregate import aggregate
from indicators.disclosure.control import Control, Infeasible, control
from indicators.disclosure.policy import Policy
from indicators.disclosure.structure import Area, Sums
from indicators.errors import DisclosureError
from indicators.model import COLUMNS, KEY, Indicator, Thresholds
from indicators.texts import _, ngettext

DEFAULTS = Thresholds()
Ledger = Mapping[str, Sequence[pd.DataFrame]]
NOTHING: Ledger = {}


@dataclass(frozen=True)
class Division:
    """How the areas of one geography make up the areas of another.

    `members` is indexed by area code of `of` and holds the area code in `geography`;
    an area may be there more than once (area groups may overlap).
    """

    geography: str
    of: str
    members: pd.Series[str]


def policy_of(thresholds: Thresholds) -> Policy:
    """Give the policy that follows from a workspace's own limits."""
    return Policy(count=thresholds.count, pupils=thresholds.pupils)


def publish(
    observations: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    divisions: tuple[Division, ...] = (),
    thresholds: Thresholds = DEFAULTS,
    further_sums: Sums = (),
    ledger: Ledger = NOTHING,
) -> tuple[pd.DataFrame, dict[str, Control]]:
    """Make the published table from what was read, with its proof.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`, unprotected
    indicators : mapping from id to Indicator
    divisions : tuple of Division
        The levels to work out where the observations themselves lack them.
    thresholds : Thresholds
    further_sums : sequence of (cell, the cells it is the sum of)
        Sums that a reader can work out although no level is made by them, such as
        the municipality from its area groups.
    ledger : mapping from indicator to all its tables that were ever published

    Returns
    -------
    table : DataFrame with `indicators.model.COLUMNS`
        Sorted by key. Only what may be shown: whatever is withheld has no numbers.
    controls : dict from indicator to Control
        What was withheld of each, and the certificate.

    Raises
    ------
    DisclosureError
        If an indicator can't be protected; says what could be done, at which price.
    """
    policy = policy_of(thresholds)
    sums = [*_sums(divisions), *further_sums]
    controls: dict[str, Control] = {}
    for name, table in observations.groupby("indicator", sort=True):
        indicator = indicators[str(name)]
        everything = _all_levels(table, divisions, indicator)
        before = ledger.get(indicator.id, ())
        made = control(everything, indicator, policy, sums, before)
        if made.infeasible is not None:
            raise DisclosureError(indicator.id, _ways_out(made.infeasible))
        controls[indicator.id] = made
    if not controls:
        return pd.DataFrame(columns=COLUMNS), controls
    table = pd.concat([made.table for made in controls.values()])
    return table.sort_values(KEY, ignore_index=True)[COLUMNS], controls


def _ways_out(found: Infeasible) -> list[str]:
    """Say what could be done instead, and what each would cost."""
    words = {
        "coarser": _("visa bara större områden"),
        "merged": _("slå ihop grannområden"),
        "pooled": _("lägg ihop flera år"),
        "rounded_3": _("avrunda små antal till närmaste tretal"),
        "rounded_5": _("avrunda små antal till närmaste femtal"),
    }
    return [
        ngettext(
            "{way}: {count} tal visas inte ({people} invånare)",
            "{way}: {count} tal visas inte ({people} invånare)",
            other.withheld,
        ).format(way=words[other.kind], count=other.withheld, people=other.inhabitants)
        for other in found.alternatives
        if other.is_possible
    ]


def _all_levels(
    table: pd.DataFrame, divisions: tuple[Division, ...], indicator: Indicator
) -> pd.DataFrame:
    levels = [table]
    for division in divisions:
        so_far = pd.concat(levels, ignore_index=True)
        base = so_far[so_far["geography"] == division.of]
        computed = aggregate(
            base, division.members, division.geography, {indicator.id: indicator}
        )
        given = set(so_far[KEY].itertuples(index=False, name=None))
        is_new = [key not in given for key in computed[KEY].itertuples(False, None)]
        if any(is_new):
            levels.append(computed[is_new])
    return pd.concat(levels, ignore_index=True)


def _sums(divisions: tuple[Division, ...]) -> list[tuple[Area, tuple[Area, ...]]]:
    return [
        ((division.geography, str(whole)), tuple((division.of, c) for c in codes))
        for division in divisions
        for whole, codes in division.members.groupby(division.members).groups.items()
    ]
