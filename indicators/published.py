"""The table that everybody reads from: every level, protected, rounded as shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from indicators.disclosure.alternatives import Alternative
from indicators.disclosure.control import Control, control, ways_out
from indicators.disclosure.merging import joint_sums
from indicators.disclosure.official import Official, official
from indicators.disclosure.policy import Policy
from indicators.disclosure.structure import Area, Sums, pieces
from indicators.errors import DisclosureError
from indicators.levels import Division, all_levels, sums_of
from indicators.model import COLUMNS, KEY, Indicator, Protection, Thresholds
from indicators.ways_in_words import open_ways

DEFAULTS = Thresholds()
Ledger = Mapping[str, Sequence[pd.DataFrame]]
NOTHING: Ledger = {}


def officials(
    tables: Sequence[pd.DataFrame], indicators: Mapping[str, Indicator], policy: Policy
) -> dict[str, Official]:
    """Say what official statistics tell of the persons whom each indicator counts.

    Parameters
    ----------
    tables : sequence of DataFrame with `indicators.model.COLUMNS`
        Everything published, newest first; what is protected is withheld in them.
    """
    by_name: dict[str, list[pd.DataFrame]] = {}
    for table in tables:
        for name, rows in table.groupby("indicator", sort=True):
            by_name.setdefault(str(name), []).append(rows)
    return {
        name: official(indicator, indicators, by_name, by_name[name][0], policy.noise)
        for name, indicator in indicators.items()
        if name in by_name
    }


def policy_of(thresholds: Thresholds) -> Policy:
    """Give the policy that follows from a workspace's own limits."""
    return Policy(
        count=thresholds.count, pupils=thresholds.pupils, noise=thresholds.noise
    )


@dataclass(frozen=True)
class Around:
    """All that protection must know besides the figures themselves.

    Parameters
    ----------
    divisions : tuple of Division
        The levels to work out where the observations themselves lack them.
    thresholds : Thresholds
    further_sums : sequence of (cell, the cells it is the sum of)
        Sums that a reader can work out although no level is made by them, such as
        the municipality from its area groups.
    ledger : mapping from indicator to all its tables that were ever published
        Newest first; those of public indicators are known to everybody as well.
    atoms : DataFrame with `atom`, `geography` and `area_code`, optional
        The pieces of geographies that cross each other.
    secret : bytes
        Decides between equals, and which small counts are rounded up.
    """

    divisions: tuple[Division, ...] = ()
    thresholds: Thresholds = DEFAULTS
    further_sums: Sums = ()
    ledger: Ledger = field(default_factory=dict)
    atoms: pd.DataFrame | None = None
    secret: bytes = b""


def publish(
    observations: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    divisions: tuple[Division, ...] = (),
    thresholds: Thresholds = DEFAULTS,
    further_sums: Sums = (),
    ledger: Ledger = NOTHING,
    atoms: pd.DataFrame | None = None,
    *,
    secret: bytes = b"",
    way: str = "",
) -> tuple[pd.DataFrame, dict[str, Control]]:
    """Make the published table from what was read, with its proof.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`, unprotected
    indicators : mapping from id to Indicator
    divisions, thresholds, further_sums, ledger, atoms, secret
        See `Around`.
    way : str
        A way out (`indicators.disclosure.ways.Way`) to take for every indicator that
        is not open statistics, instead of publishing all that can be.

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
    around = Around(divisions, thresholds, further_sums, ledger, atoms, secret)
    controls: dict[str, Control] = {}
    for case in _cases(observations, indicators, around):
        made = control(**case.arguments, way=way if case.is_protected else "")
        if made.infeasible is not None:
            raise DisclosureError(case.indicator.id, open_ways(made.infeasible))
        controls[case.indicator.id] = made
    if not controls:
        return pd.DataFrame(columns=COLUMNS), controls
    table = pd.concat([made.table for made in controls.values()])
    return table.sort_values(KEY, ignore_index=True)[COLUMNS], controls


def price_list(
    observations: pd.DataFrame, indicators: Mapping[str, Indicator], around: Around
) -> dict[str, tuple[Alternative, ...]]:
    """Give the ways out of every protected indicator, each with its price.

    Takes longer than `publish`: every way is protected and audited.
    """
    return {
        case.indicator.id: ways_out(**case.arguments)
        for case in _cases(observations, indicators, around)
        if case.is_protected
    }


@dataclass(frozen=True)
class _Case:
    """One indicator with all that is known around it."""

    indicator: Indicator
    arguments: dict[str, Any]

    @property
    def is_protected(self) -> bool:
        return self.indicator.protection is not Protection.NONE


def _cases(
    observations: pd.DataFrame, indicators: Mapping[str, Indicator], around: Around
) -> Iterator[_Case]:
    everything = all_levels(observations, around.divisions, indicators)
    tables = {
        str(name): table for name, table in everything.groupby("indicator", sort=True)
    }
    policy = policy_of(around.thresholds)
    everybody = _public(tables, indicators, around.ledger)
    sums = [*sums_of(around.divisions), *around.further_sums]
    for name, table in tables.items():
        indicator = indicators[name]
        others = official(indicator, indicators, everybody, table, policy.noise)
        before = [*around.ledger.get(name, ())]
        yield _Case(
            indicator,
            {
                "observations": table,
                "indicator": indicator,
                "policy": policy,
                "sums": [
                    *sums,
                    *dict.fromkeys(s for t in before for s in joint_sums(t)),
                ],
                "ledger": [
                    *before,
                    *([] if others.counts is None else [others.counts]),
                ],
                "atoms": pieces(around.atoms, [table, *before]),
                "people": others.people,
                "secret": around.secret,
            },
        )


def _joint(tables: Sequence[pd.DataFrame]) -> list[tuple[Area, tuple[Area, ...]]]:
    """List the sums of areas that were shown together, each once."""
    return [*dict.fromkeys(one for table in tables for one in joint_sums(table))]


def _public(
    tables: Mapping[str, pd.DataFrame], indicators: Mapping[str, Indicator],
    ledger: Ledger,
) -> dict[str, list[pd.DataFrame]]:  # fmt: skip
    """Gather the open statistics, those published now before the older ones."""
    names = {*tables, *ledger}
    return {
        name: [*([tables[name]] if name in tables else []), *ledger.get(name, ())]
        for name in sorted(names)
        if name in indicators and indicators[name].protection is Protection.NONE
    }
