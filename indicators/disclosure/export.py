"""Audit what was published, from the files of an export alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from indicators.disclosure.audit import Audit, Verdict, audit
from indicators.disclosure.merging import joint_sums
from indicators.disclosure.official import Official
from indicators.disclosure.policy import Rule
from indicators.disclosure.structure import Area, Structure, Sums, pieces


@dataclass(frozen=True)
class AuditReport:
    """The audit of each indicator that has a rule; the others are public anyway."""

    audits: Mapping[str, Audit]

    @property
    def is_safe(self) -> bool:
        """Whether nothing can be told of any indicator."""
        return all(found.is_safe for found in self.audits.values())

    def as_dict(self) -> dict[str, Any]:
        """Say for a computer what was checked and found; never a count.

        The cells that are told are named, so this is for the analyst.
        """
        return {
            "is_safe": self.is_safe,
            "indicators": {
                name: {
                    "checked": len(found.checked),
                    "leaks": _named(found, Verdict.LEAK),
                    "unsure": _named(found, Verdict.UNSURE),
                }
                for name, found in sorted(self.audits.items())
            },
        }


def audit_export(
    observations: pd.DataFrame,
    areas: pd.DataFrame,
    rules: Mapping[str, Rule | None],
    denominators: pd.DataFrame | None = None,
    ledger: Sequence[pd.DataFrame] = (),
    atoms: pd.DataFrame | None = None,
    revision: int = 2,
    *,
    further_sums: Sums = (),
    others: Mapping[str, Official] = MappingProxyType({}),
) -> AuditReport:
    """Attack everything in an export.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`
        As published.
    areas : DataFrame with geography, area_code, parent_geography, parent_code
        An area has one row for each larger area, or group of areas, that it is in.
    rules : mapping from indicator to Rule, or None where it has none
    denominators : DataFrame with `indicator`, `CELL` and `people`, optional
        What is publicly known of denominators that the export withholds.
    ledger : sequence of DataFrame
        Earlier exports.
    atoms : DataFrame with atom, geography and area_code, optional
        The pieces of geographies that cross each other.
    further_sums : sequence of (area, the areas it is the sum of)
        Sums besides those that `areas` tells of.
    others : mapping from indicator to Official
        What official statistics say of the same persons.
    """
    sums = [*sums_of(areas), *further_sums]
    audits = {}
    for name, table in observations.groupby("indicator", sort=True):
        rule = rules[str(name)]
        if rule is None:
            continue
        people = None if denominators is None else _of(denominators, name)
        before = [old for old in (_of(old, name) for old in ledger) if len(old)]
        known = others.get(str(name), Official())
        joint = [one for t in (table, *before) for one in joint_sums(t)]
        structure = Structure(
            [*sums, *dict.fromkeys(joint)],
            pieces(atoms, [table, *before]),
            known.people,
        )
        told = [] if known.counts is None else [known.counts]
        audits[str(name)] = audit(
            table, structure, rule, people, [*before, *told], revision
        )
    return AuditReport(audits)


# The municipality is the sum of its areas, and again the sum of its area groups.
PARTITION = ["parent_geography", "parent_code", "geography"]


def sums_of(areas: pd.DataFrame) -> list[tuple[Area, tuple[Area, ...]]]:
    """Read the sums off a list of areas and the larger ones they belong to."""
    inner = areas[areas["parent_code"].fillna("").astype(str) != ""]
    return [
        ((str(key[0]), str(key[1])),
         tuple(zip(part["geography"], part["area_code"], strict=True)))
        for key, part in inner.groupby(PARTITION, sort=True)
        if isinstance(key, tuple)
    ]  # fmt: skip


def _of(table: pd.DataFrame, name: object) -> pd.DataFrame:
    return table[table["indicator"] == name]


def _named(found: Audit, verdict: Verdict) -> list[dict[str, Any]]:
    return [
        {"cell": list(one.cell), "together": [list(name) for name in one.union]}
        for one in found.findings
        if one.verdict is verdict
    ]
