"""A dress rehearsal: what publishing would change for those who read the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from indicators.model import KEY, NUMBERS, Status
from indicators.texts import _, ngettext
from lagesbild.pack import Series, all_series
from lagesbild.workspace import Workspace


@dataclass(frozen=True)
class IndicatorChange:
    """What changes in one indicator; areas by name, sorted by name."""

    indicator: str
    name: str
    new_periods: tuple[str, ...]
    gone_periods: tuple[str, ...]
    changed_values: int
    class_changes: tuple[str, ...]  # "Vislanda 2024"
    newly_withheld: tuple[str, ...]
    newly_shown: tuple[str, ...]
    sentences: tuple[tuple[str, str, str], ...]  # period, before, after

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changes."""
        return not (self.new_periods or self.gone_periods or self.changed_values)


@dataclass(frozen=True)
class Rehearsal:
    """What a draft would change, indicator by indicator."""

    changes: tuple[IndicatorChange, ...]

    def as_dict(self) -> list[dict[str, object]]:
        """Describe it for a program; without a single value."""
        left_out = {"sentences"}
        return [
            {k: v for k, v in asdict(change).items() if k not in left_out}
            for change in self.changes
        ]

    def sentences(self) -> list[str]:
        """Say in words what would change, one line for each thing."""
        lines: list[str] = []
        for change in self.changes:
            lines += [f"{change.name}: {line}" for line in _lines(change)]
        return lines


def rehearse(
    workspace: Workspace,
    before: pd.DataFrame,
    after: pd.DataFrame,
    names: Sequence[str],
) -> Rehearsal:
    """Compare two published tables as their readers would see them.

    Parameters
    ----------
    workspace : Workspace
    before, after : DataFrame with `indicators.model.COLUMNS`, protected
    names : sequence of str
        The indicators to look at.
    """
    return Rehearsal(tuple(_change(workspace, before, after, name) for name in names))


def _change(
    workspace: Workspace, before: pd.DataFrame, after: pd.DataFrame, name: str
) -> IndicatorChange:
    indicator = workspace.indicators[name]
    old, new = (_series(workspace, table, name) for table in (before, after))
    both = [period for period in new if period in old]
    pairs = [(period, old[period], new[period]) for period in both]
    areas = workspace.area_names(workspace.config.geography)
    withheld = [_withheld(period, a, b, areas) for period, a, b in pairs]
    return IndicatorChange(
        indicator=name,
        name=str(indicator.name),
        new_periods=tuple(p for p in new if p not in old),
        gone_periods=tuple(p for p in old if p not in new),
        changed_values=_changed_values(before, after, name),
        class_changes=tuple(
            f"{area} {period}"
            for period, a, b in pairs
            for area, x, y in zip(areas, a.classes, b.classes, strict=True)
            if x != y and x.isdigit() and y.isdigit()
        ),
        newly_withheld=tuple(text for gone, _back in withheld for text in gone),
        newly_shown=tuple(text for _gone, back in withheld for text in back),
        sentences=tuple(
            (period, a.headline, b.headline)
            for period, a, b in pairs
            if a.headline != b.headline
        ),
    )


def _series(workspace: Workspace, table: pd.DataFrame, name: str) -> dict[str, Series]:
    level = workspace.config.geography
    codes = workspace.codes[level]
    mine = table[table["indicator"] == name]
    indicators = {name: workspace.indicators[name]}
    found = all_series(mine, level, codes, indicators, workspace.municipality)
    return {one.period: one for one in found}


def _withheld(
    period: str, old: Series, new: Series, areas: Sequence[str]
) -> tuple[list[str], list[str]]:
    was = old.table["status"] == Status.SUPPRESSED
    is_now = new.table["status"] == Status.SUPPRESSED
    named = [f"{area} {period}" for area in areas]
    gone = [text for text, a, b in zip(named, was, is_now, strict=True) if b and not a]
    back = [text for text, a, b in zip(named, was, is_now, strict=True) if a and not b]
    return gone, back


def _changed_values(before: pd.DataFrame, after: pd.DataFrame, name: str) -> int:
    columns = [*NUMBERS, "status"]
    old, new = (
        table[table["indicator"] == name].set_index(KEY)[columns].sort_index()
        for table in (before, after)
    )
    shared = old.index.intersection(new.index)
    same = old.loc[shared].fillna(-1.0) == new.loc[shared].fillna(-1.0)
    return int((~same.all(axis=1)).sum())


def _lines(change: IndicatorChange) -> list[str]:
    if change.is_empty:
        return [_("ingenting ändras.")]
    lines = []
    if change.new_periods:
        lines.append(
            _("nytt: {periods}.").format(periods=", ".join(change.new_periods))
        )
    if change.changed_values:
        lines.append(
            ngettext(
                "{count} tal som redan är publicerat ändras.",
                "{count} tal som redan är publicerade ändras.",
                change.changed_values,
            ).format(count=change.changed_values)
        )
    if change.gone_periods:
        gone = ", ".join(change.gone_periods)
        lines.append(_("försvinner: {periods}.").format(periods=gone))
    for words, what in (
        (_("byter färg: {areas}."), change.class_changes),
        (_("visas inte längre: {areas}."), change.newly_withheld),
        (_("visas igen: {areas}."), change.newly_shown),
    ):
        if what:
            lines.append(words.format(areas=", ".join(what)))
    if change.sentences:
        periods = ", ".join(period for period, _a, _b in change.sentences)
        lines.append(_("texten ändras för {periods}.").format(periods=periods))
    return lines
