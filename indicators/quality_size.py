"""Questions about figures that are all far larger or smaller than the period before.

A factor that every area has in common, as kronor for thousands of kronor, makes none
of them stand out from the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.model import Indicator, Kind
from indicators.numbers import format_number
from indicators.quality_periods import beside
from indicators.statistics.results import Why
from indicators.statistics.succession import earlier
from indicators.texts import _

SMALLER, LARGER = 0.67, 1.5  # the median of the areas' ratios to the period before
TENS = (1000, 100, 10)  # what a mistaken unit most often makes
CHANCE = 3.0  # standard deviations of a count that is as often a little larger
MONEY = re.compile(r"t?kr|.*kronor", re.IGNORECASE)
Floats = NDArray[np.float64]
COUNTED = (Kind.SHARE, Kind.RATE, Kind.COUNT)
LEVEL = ["indicator", "before", "period", "geography"]


def ask_about_size(
    new: pd.DataFrame, every: pd.DataFrame, indicators: Mapping[str, Indicator]
) -> Iterator[tuple[str, str]]:
    """Ask about periods that are far from the latest like period before them.

    A period is held against one that is as long and begins in the same month, unless a
    border or a definition is new in between: see `indicators.statistics.earlier`.

    Parameters
    ----------
    new, every : DataFrame with `indicators.model.COLUMNS`
        What is new, and all there is once it is published, as it is there.
    indicators : mapping from id to Indicator

    Yields
    ------
    (str, str)
        Of which indicator, and the sentence.
    """
    pairs = beside(new, every, _periods_before(every, indicators))
    levels = _levels(_rows(pairs, indicators))
    said: set[tuple[str, str]] = set()
    for level in levels[levels["is_far"]].reset_index().to_dict("records"):
        name, period = level["indicator"], level["period"]
        sentence = _sentence(level["ratio"], indicators[name])
        about = {"name": indicators[name].name, "before": level["before"]}
        if (same := (name, sentence.format(**about, period=period))) in said:
            continue  # most often of another level, in the same words
        said.add(same)
        if not level["is_largest"]:
            period += f" ({_areas(pairs, name, period, level['geography'])})"
        yield name, sentence.format(**about, period=period)


def _areas(pairs: pd.DataFrame, name: str, period: str, geography: str) -> str:
    is_of = (pairs["indicator"] == name) & (pairs["period"] == period)
    areas = pairs.loc[is_of & (pairs["geography"] == geography), "area_code"]
    return ", ".join(sorted(set(areas)))


def _periods_before(
    every: pd.DataFrame, indicators: Mapping[str, Indicator]
) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for key, rows in every.groupby("indicator")["period"]:
        name, periods = str(key), [str(one) for one in rows.unique()]
        for period in periods:
            before = earlier(period, periods, indicators[name].breaks)
            if not isinstance(before, Why):
                found[name, period] = before
    return found


def _rows(pairs: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """Tell of each figure what it is of the one before, and how far it is from it."""
    rows = pairs[(pairs["value_old"] > 0) & (pairs["value"] >= 0)]
    of = [indicators[str(name)] for name in rows["indicator"]]
    now, then = (rows[name].to_numpy(float) for name in ("value", "value_old"))
    more, variance = _counted(rows, of)
    return rows[LEVEL].assign(
        ratio=now / then,
        # Both are rounded as they are shown: together they can be off by one such step.
        beyond=np.abs(now - then) - [10.0 ** -max(one.decimals, 0) for one in of],
        more=more,
        variance=variance,
    )


def _counted(rows: pd.DataFrame, of: Sequence[Indicator]) -> tuple[Floats, Floats]:
    """Tell by how many more are counted than if nothing else than their number changed.

    And what variance chance gives that; NaN where nobody says how many there are.
    """
    columns = ("value", "value_old", "denominator", "denominator_old")
    now, then, people, were = (rows[name].to_numpy(float) for name in columns)
    is_count = np.array([one.kind is Kind.COUNT for one in of], bool)
    people, were = np.where(is_count, 1.0, people), np.where(is_count, 1.0, were)
    per = np.array([one.multiplier if one.kind in COUNTED else np.nan for one in of])
    grown = people / np.where(were > 0, were, np.nan)
    expected = then * were / per * grown
    found = now * people / per
    cluster = np.array([one.cluster for one in of])
    return found - expected, cluster * (found + expected * grown)


def _levels(rows: pd.DataFrame) -> pd.DataFrame:
    """Tell of each level of a period whether it is far from the one before.

    It is not where so few are counted that they can be as many more without a cause.
    The level with most figures stands for the whole, and comes first.
    """
    found = rows.groupby(LEVEL).agg(
        ratio=("ratio", "median"),
        beyond=("beyond", "median"),
        more=("more", "sum"),
        variance=("variance", "sum"),
        known=("variance", "count"),
        size=("ratio", "size"),
    )
    spread = CHANCE * np.sqrt(found["variance"])
    may_be_chance = (found["known"] > 0) & (found["more"].abs() <= spread)
    is_ordinary = found["ratio"].between(SMALLER, LARGER) | (found["beyond"] <= 0)
    most = found.groupby(LEVEL[:-1])["size"].transform("max")
    found = found.assign(
        is_far=~is_ordinary & ~may_be_chance, is_largest=found["size"] == most
    )
    return found.sort_values("is_largest", ascending=False, kind="stable")


def _sentence(ratio: float, indicator: Indicator) -> str:
    for ten in TENS:
        if SMALLER < ratio / ten < LARGER:
            times = _(
                "{name} {period}: talen är ungefär {factor} gånger så stora som för "
                "{before}."
            )
        elif SMALLER < ratio * ten < LARGER:
            times = _(
                "{name} {period}: talen för {before} är ungefär {factor} gånger så "
                "stora som de nya."
            )
        else:
            continue
        factor = times.replace("{factor}", format_number(ten))
        return f"{factor} {_about_unit(ten, indicator)}"
    is_it_so = _("Stämmer det?")
    return f"{_compared(ratio)} {is_it_so}"


def _compared(ratio: float) -> str:
    """Say it roughly: nobody is to work a figure out from it."""
    if 1.7 < ratio < 2.4:
        return _("{name} {period}: talen är ungefär dubbelt så stora som för {before}.")
    if 0.42 < ratio < 0.6:
        return _("{name} {period}: talen är ungefär hälften så stora som för {before}.")
    if ratio > 1:
        return _("{name} {period}: talen är mycket större än för {before}.")
    return _("{name} {period}: talen är mycket mindre än för {before}.")


def _about_unit(ten: int, indicator: Indicator) -> str:
    if ten == TENS[0] and MONEY.fullmatch(indicator.unit.sv.strip()):
        return _("Är det kronor eller tusental kronor?")
    if ten == TENS[1] and indicator.kind is Kind.SHARE:
        return _("Är det procent eller tal mellan 0 och 1?")
    return _("Är enheten rätt?")
