"""A dress rehearsal: what publishing would change for those who read the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from indicators.model import COLUMNS, NUMBERS, TOTAL, Indicator, Status
from lagesbild.rehearsal_words import foretold
from lagesbild.row_changes import (
    ADDED,
    CHANGED,
    VANISHED,
    IndicatorChange,
    Rows,
    row_changes,
    rows_told,
)
from lagesbild.series import Series, all_series, periods_of
from lagesbild.workspace import Workspace

DECIMALS = 6  # of a published figure, as it is written


@dataclass(frozen=True)
class Rehearsal:
    """What a draft would change, indicator by indicator."""

    changes: tuple[IndicatorChange, ...]

    @property
    def vanishing(self) -> int:
        """How many published figures would vanish; somebody has to say yes to it."""
        return sum(change.vanished.count for change in self.changes)

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
            lines += [f"{change.name}: {line}" for line in foretold(change)]
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
    moved = row_changes(was.table, will.table)
    touched = set(moved[["indicator", "period"]].itertuples(index=False, name=None))
    old, new = (side.series(workspace, touched) for side in (was, will))
    pairs = [(old[key], new[key]) for key in old if key in new]
    return Rehearsal(
        tuple(
            _change(
                workspace,
                workspace.indicators[name],
                (was.periods[name], will.periods[name]),
                [pair for pair in pairs if pair[0].indicator.id == name],
                moved[moved["indicator"] == name],
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


def _change(
    workspace: Workspace,
    indicator: Indicator,
    periods: tuple[Sequence[str], Sequence[str]],
    pairs: Sequence[tuple[Series, Series]],
    moved: pd.DataFrame,
) -> IndicatorChange:
    areas = workspace.area_names(workspace.config.geography)
    withheld = [_withheld(a, b, areas) for a, b in pairs]
    headlines = [(a.period, a.headline, b.headline) for a, b in pairs]
    new = tuple(p for p in periods[1] if p not in periods[0])
    changed, vanished, added = _rows(workspace, moved, new)
    return IndicatorChange(
        indicator=indicator.id,
        name=str(indicator.name),
        new_periods=new,
        gone_periods=tuple(p for p in periods[0] if p not in periods[1]),
        changed=changed,
        vanished=vanished,
        added=added,
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


def _rows(
    workspace: Workspace, moved: pd.DataFrame, new_periods: Sequence[str]
) -> tuple[Rows, ...]:
    """Tell what changed, vanished and was added, but in periods that are all new."""
    is_told = (moved["what"] == ADDED) & moved["period"].isin(new_periods)
    rest = moved[~is_told]
    every = (rest[rest["what"] == what] for what in (CHANGED, VANISHED, ADDED))
    return tuple(rows_told(workspace, rows) for rows in every)


def _withheld(
    old: Series, new: Series, areas: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Name the areas whose figure is withheld from now on, and those shown again.

    What comes or goes as a row is neither: see `lagesbild.row_changes`.
    """
    named = [f"{area} {old.period}" for area in areas]
    went = list(zip(named, old.table["status"], new.table["status"], strict=True))
    gone = [text for text, a, b in went if (a, b) == (Status.OK, Status.SUPPRESSED)]
    back = [text for text, a, b in went if (a, b) == (Status.SUPPRESSED, Status.OK)]
    return gone, back
