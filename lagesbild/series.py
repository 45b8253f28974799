"""A series: one indicator in one period at one level, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from geo.classes import classify
from indicators.model import NUMBERS, TOTAL, Indicator, Reason, Status
from indicators.periods import in_time
from indicators.statistics import Comparison, compare_with_whole, per_year
from indicators.texts import _, language
from lagesbild.joint import MEMBERS, joint_rows, with_joint
from lagesbild.sentences import headline
from lagesbild.sentences.together import how_many_together
from lagesbild.words import absence_text, value_text

Written = TypeVar("Written")


@dataclass(frozen=True)
class Series:
    """One indicator in one period at one level: a row for each area, in map order.

    `found` has the rows as they were published, for the areas of the map (`codes`, in
    its order) and perhaps for some together. There are many series of which little is
    asked, so everything else is worked out when it is. `twins` names areas that are the
    same as one of another map, and get its verdict: nobody could explain two. `kept` is
    what was written of it already: see `once`.
    """

    indicator: Indicator
    period: str
    found: pd.DataFrame
    codes: Sequence[str]
    whole: pd.Series | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    twins: Mapping[str, tuple[Series, str]] = field(default_factory=dict, repr=False)
    kept: dict[tuple[str, str], Any] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def key(self) -> str:
        """What the page calls it."""
        return f"{self.indicator.id}/{self.period}"

    @cached_property
    def table(self) -> pd.DataFrame:
        """Each area's own figure."""
        return _in_order(self.found, self.codes)

    @cached_property
    def shown(self) -> pd.DataFrame:
        """What the map shows: joint figures in the places of those that share them."""
        joint = joint_rows(self.found, self.codes)
        return self.table if joint.empty else with_joint(self.table, joint)

    @property
    def members(self) -> list[list[str]]:
        """For each area the names of those it shares its figure with, most often none.

        It is one of them itself.
        """
        if MEMBERS not in self.shown:
            return [[]] * len(self.codes)
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

    @property
    def missing(self) -> str:
        """Say why areas lack data: mostly unknown, or not to be summed over areas."""
        found = sorted({absence_text(Status.MISSING, one) for one in self._reasons})
        return " · ".join(found) or absence_text(Status.MISSING, "")

    @cached_property
    def _reasons(self) -> set[str]:
        rows = zip(self.shown["status"].tolist(), self.shown["reason"], strict=True)
        return {reason for status, reason in rows if status == Status.MISSING}

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Compare each area with the municipality, all of them at once."""
        found = compare_with_whole(self.table, self.whole, self.indicator)
        return [
            self._twin(code, one) for code, one in zip(self.codes, found, strict=True)
        ]

    def _twin(self, code: str, own: Comparison) -> Comparison:
        if code not in self.twins or own.p is None:
            return own
        other, name = self.twins[code]
        found = other.comparisons[list(other.codes).index(name)]
        return own if found.p is None else found

    def compared_with(self, code: str) -> int:
        """Tell how many areas were compared at once for the verdict of one of them."""
        other, name = self.twins.get(code, (None, ""))
        many = other.compared_with(name) if other is not None else 0
        return many or sum(one.p is not None for one in self.comparisons)

    @property
    def headline(self) -> str:
        """Say in words what the series shows."""
        return self.once("headline", self._headline)

    def _headline(self) -> str:
        said = headline(self.shown, self.indicator, self.whole)
        count = sum(map(bool, self.members))
        more = how_many_together(count) if count else ""
        return " ".join(filter(None, [said, more]))

    def once(self, what: str, write: Callable[[], Written]) -> Written:
        """Write something of the series, once for each language."""
        key = what, language()
        if key not in self.kept:
            self.kept[key] = write()
        found: Written = self.kept[key]
        return found


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
    total = per_year(published[published["group"] == TOTAL], indicators)
    here = total[total["geography"] == geography]
    # Sorted, so that the rows of a series are a slice: many times cheaper to take.
    here = here.sort_values(["indicator", "period"], kind="stable")
    rows: dict[Any, Any] = here.groupby(["indicator", "period"]).indices
    found = {key: here[at[0] : at[-1] + 1] for key, at in rows.items()}
    wholes = _wholes(total, municipality) if geography != _level(municipality) else {}
    return [
        Series(
            indicator,
            period,
            found[name, period],
            codes,
            wholes.get((name, period)),
            names or {},
        )
        for name, indicator in indicators.items()
        for period in sorted((of for one, of in found if one == name), key=in_time)
    ]


def periods_of(published: pd.DataFrame, indicator: str) -> list[str]:
    """List the periods of an indicator, oldest first (terms: spring before autumn)."""
    found = published.loc[published["indicator"] == indicator, "period"].unique()
    return sorted(found, key=in_time)


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
