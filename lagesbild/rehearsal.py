"""A dress rehearsal: what publishing would change for those who read the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from indicators.model import COLUMNS, KEY, NUMBERS, TOTAL, Indicator, Status
from indicators.texts import _, ngettext
from lagesbild.series import Series, all_series, periods_of
from lagesbild.workspace import Workspace

DECIMALS = 6  # of a published figure, as it is written


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
    was, will = (_Side.of(workspace, table, names) for table in (before, after))
    moved = _moved(was.table, will.table)
    touched = set(moved[["indicator", "period"]].itertuples(index=False, name=None))
    old, new = (side.series(workspace, touched) for side in (was, will))
    pairs = [(old[key], new[key]) for key in old if key in new]
    counts = _changed_values(moved)
    return Rehearsal(
        tuple(
            _change(
                workspace,
                workspace.indicators[name],
                (was.periods[name], will.periods[name]),
                [pair for pair in pairs if pair[0].indicator.id == name],
                counts.get(name, 0),
            )
            for name in names
        )
    )


@dataclass(frozen=True)
class _Side:
    """A published table, of the indicators that are looked at, before or after."""

    table: pd.DataFrame
    periods: Mapping[str, Sequence[str]]  # those that the map has, oldest first

    @classmethod
    def of(
        cls, workspace: Workspace, table: pd.DataFrame, names: Sequence[str]
    ) -> _Side:
        mine = table[table["indicator"].isin(list(names))][COLUMNS]
        is_here = mine["geography"] == workspace.config.geography
        here = mine[is_here & (mine["group"] == TOTAL)]
        written = mine.assign(**{name: mine[name].round(DECIMALS) for name in NUMBERS})
        return cls(written, {name: periods_of(here, name) for name in names})

    def series(
        self, workspace: Workspace, touched: set[tuple[str, str]]
    ) -> dict[tuple[str, str], Series]:
        """Make the series of some periods only: most of them stay as they are."""
        level = workspace.config.geography
        pairs = pd.MultiIndex.from_frame(self.table[["indicator", "period"]])
        found = all_series(
            self.table[pairs.isin(list(touched))] if touched else self.table.iloc[:0],
            level,
            workspace.codes[level],
            {name: workspace.indicators[name] for name in self.periods},
            workspace.municipality,
        )
        return {(one.indicator.id, one.period): one for one in found}


def _moved(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of both that are not the same in the other."""
    every = pd.concat([old, new], ignore_index=True)
    return every.drop_duplicates(COLUMNS, keep=False)


def _changed_values(moved: pd.DataFrame) -> dict[str, int]:
    """Count by indicator the figures that stand in both tables and differ."""
    differ = moved.drop_duplicates([*KEY, *NUMBERS, "status"], keep=False)
    both = differ[differ.duplicated(KEY)]
    return {str(k): int(v) for k, v in both["indicator"].value_counts().items()}


def _change(
    workspace: Workspace,
    indicator: Indicator,
    periods: tuple[Sequence[str], Sequence[str]],
    pairs: Sequence[tuple[Series, Series]],
    changed_values: int,
) -> IndicatorChange:
    areas = workspace.area_names(workspace.config.geography)
    withheld = [_withheld(a, b, areas) for a, b in pairs]
    headlines = [(a.period, a.headline, b.headline) for a, b in pairs]
    return IndicatorChange(
        indicator=indicator.id,
        name=str(indicator.name),
        new_periods=tuple(p for p in periods[1] if p not in periods[0]),
        gone_periods=tuple(p for p in periods[0] if p not in periods[1]),
        changed_values=changed_values,
        class_changes=tuple(
            f"{area} {a.period}"
            for a, b in pairs
            for area, x, y in zip(areas, a.classes, b.classes, strict=True)
            if x != y and x.isdigit() and y.isdigit()
        ),
        newly_withheld=tuple(text for gone, _back in withheld for text in gone),
        newly_shown=tuple(text for _gone, back in withheld for text in back),
        sentences=tuple(one for one in headlines if one[1] != one[2]),
    )


def _withheld(
    old: Series, new: Series, areas: Sequence[str]
) -> tuple[list[str], list[str]]:
    was = old.table["status"] == Status.SUPPRESSED
    is_now = new.table["status"] == Status.SUPPRESSED
    named = [f"{area} {old.period}" for area in areas]
    gone = [text for text, a, b in zip(named, was, is_now, strict=True) if b and not a]
    back = [text for text, a, b in zip(named, was, is_now, strict=True) if a and not b]
    return gone, back


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
