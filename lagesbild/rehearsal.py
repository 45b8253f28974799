"""A dress rehearsal: what publishing would change for those who read the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from indicators.model import COLUMNS, NUMBERS, TOTAL, Indicator
from indicators.statistics.results import Why
from indicators.statistics.succession import earlier
from lagesbild.period_changes import period_change, recoloured, withheld
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
        return [asdict(change, dict_factory=_without_texts) for change in self.changes]

    def sentences(self) -> list[str]:
        """Say in words what would change, one line for each thing."""
        lines: list[str] = []
        for change in self.changes:
            lines += [f"{change.name}: {line}" for line in foretold(change)]
        return lines


def _without_texts(fields: list[tuple[str, object]]) -> dict[str, object]:
    return {name: value for name, value in fields if name != "sentences"}


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

    Notes
    -----
    A new period is held against the latest like period in `before`, apart from what
    changes of what is published already.
    """
    was, will = (_Side.of(workspace, table, names) for table in (before, after))
    moved = row_changes(was.table, will.table)
    touched = set(moved[["indicator", "period"]].itertuples(index=False, name=None))
    against = _earlier_ones(workspace, was, will)
    bases = {(name, before) for (name, _period), before in against.items()}
    old, new = was.series(workspace, touched | bases), will.series(workspace, touched)
    pairs = [(old[key], new[key]) for key in old if key in new]
    pairs += [(old[key[0], before], new[key]) for key, before in against.items()]
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


def _earlier_ones(
    workspace: Workspace, was: _Side, will: _Side
) -> dict[tuple[str, str], str]:
    """Find for each new period the latest one like it that readers see today."""
    found = {
        (name, period): earlier(period, had, workspace.indicators[name].breaks)
        for name, had in was.periods.items()
        for period in will.periods[name]
        if period not in had
    }
    return {key: one for key, one in found.items() if not isinstance(one, Why)}


def _change(
    workspace: Workspace,
    indicator: Indicator,
    periods: tuple[Sequence[str], Sequence[str]],
    pairs: Sequence[tuple[Series, Series]],
    moved: pd.DataFrame,
) -> IndicatorChange:
    areas = workspace.area_names(workspace.config.geography)
    same = [(a, b) for a, b in pairs if a.period == b.period]
    went = [withheld(a, b, [f"{area} {a.period}" for area in areas]) for a, b in same]
    headlines = [(a.period, a.headline, b.headline) for a, b in same]
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
            f"{area} {a.period}" for a, b in same for area in recoloured(a, b, areas)
        ),
        newly_withheld=tuple(text for gone, _back in went for text in gone),
        newly_shown=tuple(text for _gone, back in went for text in back),
        sentences=tuple(one for one in headlines if one[1] != one[2]),
        beside_earlier=tuple(
            period_change(a, b, areas) for a, b in pairs if a.period != b.period
        ),
    )


def _rows(
    workspace: Workspace, moved: pd.DataFrame, new_periods: Sequence[str]
) -> tuple[Rows, ...]:
    """Tell what changed, vanished and was added, but in periods that are all new."""
    is_told = (moved["what"] == ADDED) & moved["period"].isin(new_periods)
    rest = moved[~is_told]
    every = (rest[rest["what"] == what] for what in (CHANGED, VANISHED, ADDED))
    return tuple(rows_told(workspace, rows) for rows in every)
