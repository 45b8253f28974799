"""Withhold small counts, and enough of their neighbours that sums don't give them back.

This is the working rule for practice data and for a municipality's own rehearsals, not
yet a proof: it looks at one release, one table at a time (see DESIGN.md, "Protection").
Only this module writes `suppressed` with the reason `protected`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.model import (
    NUMBERS,
    Indicator,
    Kind,
    Origin,
    Protection,
    Reason,
    Status,
)

Cell = tuple[str, str]  # geography, area code
Sums = Sequence[tuple[Cell, tuple[Cell, ...]]]


@dataclass(frozen=True)
class Rule:
    """When a count is small: fewer than `count` inside or outside, or few in all.

    `needs_base` is for figures whose count must be known before they may be shown.
    """

    count: int
    base: int
    width: int
    needs_base: bool = False

    def is_sensitive(self, numerator: float, denominator: float) -> bool:
        """Tell whether a count, or the count of all others, is small (0 is small)."""
        if np.isnan(denominator):
            return self.needs_base or bool(numerator < self.count)
        if denominator < self.base:
            return True
        inside = not np.isnan(numerator)
        outside = denominator - numerator
        return inside and bool(numerator < self.count or outside < self.count)


def rule_of(indicator: Indicator, count: int = 5, pupils: int = 10) -> Rule | None:
    """Give the rule for an indicator, or None where figures are shown as published.

    The defaults are those of Skolverket for pupils (fewer than ten behind a figure) and
    the common threshold of five elsewhere; absence and social services are to be
    undetermined by twice as much.
    """
    # Where nobody says how many are behind a local figure, nobody can say it is safe.
    needs_base = indicator.origin is Origin.LOCAL and indicator.kind in (
        Kind.SHARE,
        Kind.RATE,
        Kind.MEAN,
    )
    match indicator.protection:
        case Protection.NONE:
            return None
        case Protection.NORMAL:
            return Rule(count, count, count, needs_base)
        case Protection.PUPILS:
            return Rule(count, pupils, count, needs_base)
        case Protection.SENSITIVE:
            return Rule(count, pupils, 2 * count, needs_base)


def protect(
    observations: pd.DataFrame, indicator: Indicator, rule: Rule | None, sums: Sums
) -> pd.DataFrame:
    """Withhold what must not be shown of one indicator.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`
        Of one indicator, at all levels, unprotected.
    rule : Rule or None
        None lets everything through.
    sums : sequence of (cell, the cells it is the sum of)
        `[(("regso-2025", "0764R009"), (("deso-2025", "0764B2010"), …)), …]`

    Returns
    -------
    DataFrame
        The same rows; where withheld, all three numbers are NaN, the status is
        `suppressed` and the reason `protected`, whether the cell is small itself or
        shields another one.
    """
    if rule is None:
        return observations
    hidden: list[int] = []
    for _key, table in observations.groupby(["period", "group"], sort=True):
        cells = list(zip(table["geography"], table["area_code"], strict=True))
        shown = table["status"] == Status.OK
        numbers = {
            cell: (n, d)
            for cell, n, d, ok in zip(
                cells, _counts(table, indicator), table["denominator"], shown,
                strict=True,
            )
            if ok
        }  # fmt: skip
        withheld = _withhold(numbers, rule, sums)
        rows = dict(zip(cells, table.index, strict=True))
        hidden += [rows[cell] for cell in withheld]
    result = observations.copy()
    result.loc[hidden, NUMBERS] = np.nan
    result.loc[hidden, ["status", "reason"]] = [Status.SUPPRESSED, Reason.PROTECTED]
    return result


def _counts(table: pd.DataFrame, indicator: Indicator) -> Iterable[float]:
    # A mean has no numerator; what a sum gives back is the mean of those left over, so
    # the persons themselves are what must not be few.
    if indicator.kind is Kind.MEAN:
        return [np.nan] * len(table)
    if indicator.kind is Kind.COUNT:
        return list(table["value"])
    return list(table["numerator"])


Numbers = dict[Cell, tuple[float, float]]


def _withhold(numbers: Numbers, rule: Rule, sums: Sums) -> set[Cell]:
    """Hide the small cells, then what sums would give away, until nothing does."""
    hidden = {cell for cell, pair in numbers.items() if rule.is_sensitive(*pair)}
    while (cell := _next_to_hide(numbers, hidden, rule, sums)) is not None:
        hidden.add(cell)
    return hidden


def _next_to_hide(
    numbers: Numbers, hidden: set[Cell], rule: Rule, sums: Sums
) -> Cell | None:
    """Find a sum that gives a hidden cell away, and what to hide to stop it."""
    for whole, parts in sums:
        known = [cell for cell in parts if cell in numbers]
        left = [cell for cell in known if cell in hidden]
        shown = sorted(set(known) - hidden, key=lambda c: (numbers[c][1], c))
        if whole not in numbers or len(known) < len(parts):
            continue  # nobody can add them up
        if whole in hidden and not left:
            return shown[0]  # its parts add up to it
        if whole not in hidden and left and _is_open(left, numbers, rule):
            # The part with the fewest persons costs least; else the sum itself.
            return shown[0] if shown else whole
    return None


def _is_open(left: list[Cell], numbers: Numbers, rule: Rule) -> bool:
    """Tell whether the sum of the hidden parts gives one of them away."""
    sums = np.array([numbers[cell] for cell in left]).sum(axis=0)
    if len(left) == 1 or rule.is_sensitive(float(sums[0]), float(sums[1])):
        return True
    if np.isnan(sums[0]) or np.isnan(sums[1]):
        return False
    total, people = float(sums[0]), [numbers[cell][1] for cell in left]
    widths = (
        min(mine, total) - max(0.0, total - (sum(people) - mine)) for mine in people
    )
    return any(
        w < min(rule.width, mine) for w, mine in zip(widths, people, strict=True)
    )
