"""Questions that a careful analyst asks of new figures before publishing them.

None of these stops a file: each is something to look at, said without any value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.disclosure.policy import Policy
from indicators.disclosure.primary import is_small
from indicators.levels import Division
from indicators.model import KEY, Indicator, Kind
from indicators.periods import in_time
from indicators.quality_periods import (
    ask_about_periods,
    beside,
    form_of,
    shown_only,
)
from indicators.quality_size import ask_about_size
from indicators.quality_sums import ask_about_sums
from indicators.reading.findings import some
from indicators.texts import _, ngettext

REVISED_BY = 0.05  # of the published value; ScotPHO's profiles ask from here on
ROUNDED = 0.5 + 1e-9  # by as much a published share or mean may be off
OUTLIER = 3.5  # modified z-score; Iglewicz and Hoaglin (1993)
MOST_SMALL = 0.4  # of all cells; ScotPHO: is it worth publishing at all?
Indicators = Mapping[str, Indicator]
Said = Iterator[tuple[str, str]]  # of which indicator, and the sentence


def ask(
    new: pd.DataFrame,
    published: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    divisions: tuple[Division, ...] = (),
    today: date | None = None,
) -> list[str]:
    """List what is worth a second look in new observations.

    Parameters
    ----------
    new : DataFrame with `indicators.model.COLUMNS`, unprotected, just read
    published : DataFrame with `indicators.model.COLUMNS`
        What is in force.
    indicators : mapping from id to Indicator
    divisions : tuple of Division
        How the levels make each other up.
    today : date, optional
        The day that no period should begin after.

    Returns
    -------
    list of str
        Sentences that name indicators, periods and areas, and never a value.
    """
    found: dict[str, list[str]] = {str(name): [] for name in new["indicator"].unique()}
    old = published[published["indicator"].isin(list(found))]
    shown, was = shown_only(new), shown_only(old)
    # Earlier periods may be in the new table too, and are as they are there.
    every = pd.concat([old, new]).drop_duplicates(KEY, keep="last")
    for said in (
        ask_about_periods(new, old, indicators, today or datetime.now(UTC).date()),
        _revised(shown, was, indicators),
        ask_about_size(new, every, indicators),
        _outliers(new, every.iloc[:0] if was.empty else every, indicators),
        _many_small(shown, indicators),
        _without_counts(shown, indicators),
        ask_about_sums(new, indicators, divisions),
    ):
        for name, line in said:
            found[name].append(line)
    return [line for name in sorted(found) for line in found[name]]


def _revised(new: pd.DataFrame, old: pd.DataFrame, indicators: Indicators) -> Said:
    pairs = new.merge(old, on=KEY, suffixes=("", "_old"))
    change = (pairs["value"] - pairs["value_old"]).abs()
    # Published shares are rounded: half a unit is no revision.
    tolerance = np.maximum(REVISED_BY * pairs["value_old"].abs(), 0.5)
    moved = pairs[change > tolerance]
    for key, part in moved.groupby(["indicator", "period"], sort=True):
        name, period = map(str, key)
        text = ngettext(
            "{name} {period}: {count} tal skiljer sig mer än 5 % från det som är "
            "publicerat: {areas}. Är det en rättelse?",
            "{name} {period}: {count} tal skiljer sig mer än 5 % från det som är "
            "publicerat: {areas}. Är det en rättelse?",
            len(part),
        )
        yield (
            name,
            text.format(
                name=indicators[name].name,
                period=period,
                count=len(part),
                areas=_areas(part),
            ),
        )


def _outliers(new: pd.DataFrame, every: pd.DataFrame, indicators: Indicators) -> Said:
    """Find areas that moved far more than the others did since the period before."""
    pairs = beside(new, every, _period_before(every))
    for key, level in pairs.groupby(["indicator", "period", "geography"], sort=True):
        name, period, _geography = map(str, key)
        change = (level["value"] - level["value_old"]).to_numpy(float)
        is_rounded = indicators[name].kind in (Kind.SHARE, Kind.MEAN)
        far = level[_is_far(change, ROUNDED if is_rounded else 0.0)]
        if not far.empty:
            text = _(
                "{name} {period}: har ändrats mycket mer än de andra områdena "
                "sedan förra perioden: {areas}. Stämmer det?"
            )
            yield (
                name,
                text.format(
                    name=indicators[name].name,
                    period=period,
                    areas=_areas(far),
                ),
            )


def _period_before(every: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Find for each period the one of its form just before, be it another term."""
    before: dict[tuple[str, str], str] = {}
    for name, periods in every.groupby("indicator")["period"]:
        latest: dict[str, str] = {}
        for period in sorted(set(periods), key=in_time):
            if period_before := latest.get(form_of(period)):
                before[str(name), period] = period_before
            latest[form_of(period)] = period
    return before


def _is_far(change: NDArray[np.float64], rounded: float) -> NDArray[np.bool_]:
    """Tell which changes are far from the others, and more than rounding makes."""
    known = change[~np.isnan(change)]
    if len(change) < 5 or not len(known):
        return np.zeros(len(change), bool)
    distance = np.abs(change - np.median(known))
    # Where most areas change alike the median distance is nothing: take the mean one.
    scale = np.nanmedian(distance) / 0.6745 or np.nanmean(distance) * 1.2533
    if not scale > 0:
        return np.zeros(len(change), bool)
    is_far: NDArray[np.bool_] = (distance / scale > OUTLIER) & (distance > rounded)
    return is_far


def _many_small(shown: pd.DataFrame, indicators: Indicators) -> Said:
    for name, table in shown.groupby("indicator", sort=True):
        indicator = indicators[str(name)]
        rule = Policy().rule(indicator)
        if rule is None or indicator.kind is Kind.MEAN:
            continue
        is_count = indicator.kind is Kind.COUNT
        counts = table["value" if is_count else "numerator"].to_numpy(float)
        people = table["denominator"].to_numpy(float)
        if is_small(counts, people, rule).mean() > MOST_SMALL:
            text = _(
                "{name}: mer än 40 % av talen bygger på så få att de inte visas. "
                "Överväg större områden eller flera år tillsammans."
            )
            yield indicator.id, text.format(name=indicator.name)


def _without_counts(shown: pd.DataFrame, indicators: Indicators) -> Said:
    """Tell of figures that will be withheld for want of the persons behind them."""
    for name, table in shown.groupby("indicator", sort=True):
        indicator = indicators[str(name)]
        rule = Policy().rule(indicator)
        bare = table[table["denominator"].isna()]
        if rule is None or not rule.needs_base or bare.empty:
            continue
        text = ngettext(
            "{name}: {count} tal saknar nämnare och kommer därför inte att visas: "
            "{areas}. Ta med täljare och nämnare, så går det att se om gruppen är "
            "liten.",
            "{name}: {count} tal saknar nämnare och kommer därför inte att visas: "
            "{areas}. Ta med täljare och nämnare, så går det att se om grupperna är "
            "små.",
            len(bare),
        )
        yield (
            indicator.id,
            text.format(name=indicator.name, count=len(bare), areas=_some(bare)),
        )


def _areas(table: pd.DataFrame) -> str:
    return ", ".join(sorted(set(table["area_code"])))


def _some(table: pd.DataFrame) -> str:
    """Name a few areas, and count the others: all may be concerned."""
    return some(sorted(set(table["area_code"])))
