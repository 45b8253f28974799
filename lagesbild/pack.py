"""The pack: all series of one level as classes and labels, for the map document.

The document has the shapes and the pack has the numbers; both are made once, addressed
by their hash, and after that the page only says which series to show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from geo.classes import NO_DATA, WITHHELD, class_labels, classify
from geo.geometry import SVG_UP_TO
from geo.palette import INK, PAPER, VERDICTS, colours, ink_on
from geo.picture import Caption
from indicators.model import NUMBERS, TOTAL, Indicator, Kind, Reason, Status
from indicators.statistics import Comparison, compare_with_whole
from indicators.texts import _, language
from lagesbild.joint import MEMBERS, joint_rows, with_joint
from lagesbild.sentences import headline
from lagesbild.sentences.together import how_many_together, with_members
from lagesbild.verdicts import certainty, legend_words, letters, short_words, why_not
from lagesbild.words import (
    absence_text,
    base_text,
    kind_text,
    map_words,
    number_text,
    practice_mark,
    value_text,
)

# What numbers stand on in the certainty view; hatches have a pale ground.
ON_VERDICTS = VERDICTS | {"s": PAPER, "n": PAPER}


@dataclass(frozen=True)
class Series:
    """One indicator in one period at one level: a row for each area, in map order.

    `table` has each area's own figure, and `shown` what the map shows for it: where
    some areas are only shown together, that of them all.
    """

    indicator: Indicator
    period: str
    table: pd.DataFrame
    whole: pd.Series | None
    joint: pd.DataFrame | None = None  # of areas that are only shown together
    names: Mapping[str, str] = field(default_factory=dict)
    _said: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def key(self) -> str:
        """What the page calls it."""
        return f"{self.indicator.id}/{self.period}"

    @cached_property
    def shown(self) -> pd.DataFrame:
        """The table with the figures of joint areas in the places of their members."""
        if self.joint is None or self.joint.empty:
            return self.table
        return with_joint(self.table, self.joint)

    @property
    def members(self) -> list[list[str]]:
        """For each area the names of those it shares its figure with, most often none.

        It is one of them itself.
        """
        if MEMBERS not in self.shown:
            return [[]] * len(self.table)
        return [[self.names.get(c, c) for c in some] for some in self.shown[MEMBERS]]

    @cached_property
    def classes(self) -> str:
        """Give each area its class, from the value as it is written out."""
        decimals = max(self.indicator.decimals, 0)
        # Python's rounding, as the number is written; numpy's differs at halves.
        values = np.array([round(v, decimals) for v in self.shown["value"].tolist()])
        return classify(
            values, self.shown["status"].tolist(), self.indicator.class_limits
        )

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Compare each area with the municipality, all of them at once."""
        return compare_with_whole(self.table, self.whole, self.indicator)

    @property
    def headline(self) -> str:
        """Say in words what the series shows; worked out once for each language."""
        spoken = language()
        if spoken not in self._said:
            said = headline(self.shown, self.indicator, self.whole)
            count = sum(map(bool, self.members))
            more = how_many_together(count) if count else ""
            self._said[spoken] = " ".join(filter(None, [said, more]))
        return self._said[spoken]


def all_series(
    published: pd.DataFrame,
    geography: str,
    codes: Sequence[str],
    indicators: Mapping[str, Indicator],
    municipality: tuple[str, str] | None,
    names: Mapping[str, str] | None = None,
) -> list[Series]:
    """Collect the series that have anything to say at a level.

    Parameters
    ----------
    published : DataFrame with `indicators.model.COLUMNS`, protected
    geography : str
        The level; `codes` are its areas in the order of the map.
    indicators : mapping from id to Indicator
        In the order they are to be offered.
    municipality : (geography, area code) or None
        Whose figure is told beside the areas'.
    names : mapping from area code to name, optional
        To say which areas are only shown together.

    Returns
    -------
    list of Series
        By indicator, then period, oldest first.
    """
    total = published[published["group"] == TOTAL]
    here = total[total["geography"] == geography]
    wholes = _wholes(total, municipality)
    tables = dict(iter(here.groupby(["indicator", "period"], sort=True)))
    return [
        Series(
            indicator,
            period,
            _in_order(tables[name, period], codes),
            wholes.get((name, period)) if geography != _level(municipality) else None,
            joint_rows(tables[name, period], codes),
            names or {},
        )
        for name, indicator in indicators.items()
        for period in periods_of(here, name)
    ]


def periods_of(published: pd.DataFrame, indicator: str) -> list[str]:
    """List the periods of an indicator, oldest first (terms: spring before autumn)."""
    found = published.loc[published["indicator"] == indicator, "period"].unique()
    return sorted(found, key=_in_time)


def _in_time(period: str) -> tuple[str, str]:
    digits = "".join(c for c in period if c.isdigit() or c in "-/")
    return (digits, "1" if period.startswith("HT") else "0")


def _level(municipality: tuple[str, str] | None) -> str | None:
    return municipality[0] if municipality else None


def _wholes(
    total: pd.DataFrame, municipality: tuple[str, str] | None
) -> dict[tuple[str, str], pd.Series]:
    if municipality is None:
        return {}
    level, code = municipality
    rows = total[(total["geography"] == level) & (total["area_code"] == code)]
    return {(row["indicator"], row["period"]): row for _i, row in rows.iterrows()}


def _in_order(table: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    rows = table.set_index("area_code")[[*NUMBERS, "status", "reason"]].reindex(
        list(codes)
    )
    status = rows["status"].fillna(Status.MISSING.value)
    reason = rows["reason"].fillna(Reason.NO_ROW.value)
    return rows.assign(status=status, reason=reason)


def build_pack(
    series: Sequence[Series],
    areas: Mapping[str, str],
    *,
    level: str,
    choose: bool = False,
    show: str = "",
) -> dict[str, Any]:
    """Write series as the map document reads them.

    Parameters
    ----------
    series : sequence of Series, all of the same areas
    areas : mapping from area code to name, in map order
    level : str
        The name of the level, for the line below the title.
    choose : bool
        Whether the document is to offer a choice of indicator itself.
    show : str
        The key of the series to begin with; the last one if empty.

    Returns
    -------
    dict
        `indicators` (name, legend, colours, source …) and `series` (classes as one
        letter for each area; numbers and labels too, up to `SVG_UP_TO` areas).
    """
    indicators = list({one.indicator.id: one.indicator for one in series}.values())
    place = {indicator.id: i for i, indicator in enumerate(indicators)}
    return {
        "level": level,
        "areas": list(areas),
        "names": list(areas.values()),
        "choose": choose,
        "show": show or (series[-1].key if series else ""),
        "verdict_words": short_words(),
        "verdict_colours": VERDICTS,
        "indicators": [_indicator(indicator) for indicator in indicators],
        "series": [_series(one, place[one.indicator.id]) for one in series],
    }


def shades(indicator: Indicator) -> tuple[tuple[str, ...], dict[str, str]]:
    """Give the colour of each class, and the colour of text on every kind of area."""
    palette = colours(len(indicator.class_limits) + 1)
    inks = {str(i): ink_on(colour) for i, colour in enumerate(palette)}
    return palette, {**inks, WITHHELD: INK, NO_DATA: INK}


def class_words(indicator: Indicator) -> list[str]:
    """Say which values each class holds, lowest first."""
    unit = "%" if indicator.kind is Kind.SHARE else str(indicator.unit)
    return class_labels(indicator.class_limits, unit, indicator.decimals)


def caption(one: Series, level: str) -> Caption:
    """Put together the words of a picture of a series."""
    words, indicator = map_words(), one.indicator
    classes = [(str(i), text) for i, text in enumerate(class_words(indicator))]
    rows = [
        *reversed(classes),
        (WITHHELD, words["withheld"]),
        (NO_DATA, words["missing"]),
    ]
    counted = [
        (letter, f"{text} ({one.classes.count(letter)})") for letter, text in rows
    ]
    return Caption(
        title=str(indicator.name),
        subtitle=f"{kind_text(indicator)} · {one.period} · {level}",
        mark=practice_mark(indicator),
        legend_title=words["legend"],
        legend=counted,
        notes=(f"{words['source']}: {indicator.source}", words["standing"]),
        description=one.headline,
        language=language(),
    )


def _indicator(indicator: Indicator) -> dict[str, Any]:
    palette, inks = shades(indicator)
    return {
        "id": indicator.id,
        "name": str(indicator.name),
        "unit_words": kind_text(indicator),
        "practice": practice_mark(indicator),
        "source": str(indicator.source),
        "classes": class_words(indicator),
        "colours": palette,
        "inks": inks
        | {letter: ink_on(colour) for letter, colour in ON_VERDICTS.items()},
        "limits": list(indicator.class_limits),
        "verdicts": legend_words(indicator),
    }


def _series(one: Series, indicator: int) -> dict[str, Any]:
    written = {
        "key": one.key,
        "indicator": indicator,
        "period": one.period,
        "classes": one.classes,
        "verdicts": letters(one.comparisons),
        "certainty": certainty(one.comparisons),
        "why_not": why_not(one.comparisons),
        "headline": one.headline,
        "whole": whole_of(one),
        "whole_number": _number_of(one.whole),
    }
    return written | (labels(one) if len(one.table) <= SVG_UP_TO else {})


def _number_of(whole: pd.Series | None) -> float | None:
    if whole is None or whole["status"] != Status.OK or np.isnan(whole["value"]):
        return None
    return float(whole["value"])


def labels(one: Series) -> dict[str, list[Any]]:
    """Write the values of a series: short on the map, whole in words, and the base."""
    table, indicator = one.shown, one.indicator
    rows = list(
        zip(
            table["numerator"],
            table["denominator"],
            table["value"],
            table["status"],
            table["reason"],
            strict=True,
        )
    )
    return {
        "order": [v if s == Status.OK else None for _n, _d, v, s, _r in rows],
        "numbers": [
            "" if s != Status.OK else number_text(v, indicator, d)
            for _n, d, v, s, _r in rows
        ],
        "labels": [
            absence_text(s, r)
            if s != Status.OK
            else with_members(value_text(v, indicator, d), members)
            for (_n, d, v, s, r), members in zip(rows, one.members, strict=True)
        ],
        "bases": [
            "" if s != Status.OK else base_text(n, d) for n, d, _v, s, _r in rows
        ],
    }


def levels_with_values(published: pd.DataFrame, levels: Sequence[str]) -> list[str]:
    """Keep the levels at which some indicator has something to show."""
    shown = published[published["status"] != Status.MISSING]
    return [level for level in levels if (shown["geography"] == level).any()]


def whole_of(series: Series) -> str:
    """Write the municipality's figure, or why there is none."""
    if series.whole is None:
        return _("Uppgift saknas")
    row = series.whole
    if row["status"] != Status.OK or np.isnan(row["value"]):
        return absence_text(row["status"], row["reason"])
    return value_text(row["value"], series.indicator, row["denominator"])
