"""What became of each row of a published table: changed, vanished or added."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.disclosure.merging import JOINT
from indicators.model import COLUMNS, KEY, NUMBERS, Status
from indicators.texts import _
from lagesbild.config import BENCHMARKS
from lagesbild.period_changes import PeriodChange
from lagesbild.workspace import Workspace

CHANGED, VANISHED, ADDED = "changed", "vanished", "added"


@dataclass(frozen=True)
class Rows:
    """Rows that had the same happen to them.

    Those of the finest level are counted and named: it is the file's own, or the one
    that a reader looks at most closely. Those of other levels, most of them worked out
    from these, are counted apart.
    """

    count: int = 0
    areas: tuple[str, ...] = ()  # "Vislanda 2024", each once whatever the group
    further: int = 0
    levels: tuple[str, ...] = ()  # by name, where the further ones are


@dataclass(frozen=True)
class IndicatorChange:
    """What changes in one indicator; areas by name, sorted by name."""

    indicator: str
    name: str
    new_periods: tuple[str, ...]
    gone_periods: tuple[str, ...]
    changed: Rows
    vanished: Rows  # were published, and are missing; with those of gone periods
    added: Rows  # in periods that are published already
    class_changes: tuple[str, ...]  # "Vislanda 2024"
    newly_withheld: tuple[str, ...]
    newly_shown: tuple[str, ...]
    sentences: tuple[tuple[str, str, str], ...]  # period, before, after
    beside_earlier: tuple[PeriodChange, ...] = ()  # each new period that can be

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changes."""
        rows = (self.changed, self.vanished, self.added)
        moved = any(one.count for one in rows)
        return not (self.new_periods or self.gone_periods or moved)


def row_changes(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Tell the rows apart that a reader would see differently in two tables.

    A row is there if it has a figure, or says that there is one that is withheld: a row
    of nothing but "missing" reads like no row.

    Parameters
    ----------
    old, new : DataFrame with `indicators.model.COLUMNS`, protected

    Returns
    -------
    DataFrame
        With `KEY` and `what`: changed, vanished, added, or "" where only the reason
        of a row is another. Sorted by `KEY`.
    """
    sides = _moved(old, new)
    pairs = sides[0].merge(sides[1], on=KEY, how="outer", suffixes=("_old", "_new"))
    was, is_now = (
        pairs[f"status_{side}"].fillna(Status.MISSING).ne(Status.MISSING)
        for side in ("old", "new")
    )
    # What areas have together goes when each has its own again, and the other way
    # round: then the areas' own rows tell what is lost.
    is_joint = pairs["area_code"].str.contains(JOINT, regex=False).astype(bool)
    cases = {
        CHANGED: (was & is_now & _differ(pairs)) | ((was != is_now) & is_joint),
        VANISHED: was & ~is_now,
        ADDED: ~was & is_now,
    }
    what = np.select(list(cases.values()), list(cases), "")
    return pairs[KEY].assign(what=what).sort_values(KEY, ignore_index=True)


def rows_told(workspace: Workspace, rows: pd.DataFrame) -> Rows:
    """Count rows of one indicator by level, and name those of the finest."""
    found = set(rows["geography"])
    order = [*workspace.geographies, *sorted(found - set(workspace.geographies))]
    levels = [level for level in order if level in found]
    if not levels:
        return Rows()
    finest = rows[rows["geography"] == levels[0]]
    names = _names(workspace, levels[0])
    named = zip(finest["area_code"], finest["period"], strict=True)
    texts = [f"{names.get(code, code)} {period}" for code, period in named]
    return Rows(
        len(finest),
        tuple(dict.fromkeys(texts)),
        len(rows) - len(finest),
        tuple(_level_name(workspace, level) for level in levels[1:]),
    )


def _moved(old: pd.DataFrame, new: pd.DataFrame) -> list[pd.DataFrame]:
    """Keep of each the rows that are not the same in the other."""
    sides = [old.assign(side=0), new.assign(side=1)]
    every = pd.concat(sides, ignore_index=True)
    moved = every.drop_duplicates(COLUMNS, keep=False)
    return [moved.loc[moved["side"] == side, COLUMNS] for side in (0, 1)]


def _differ(pairs: pd.DataFrame) -> pd.Series[bool]:
    """Tell where a number or the status is another; the reason alone is no figure."""
    differ = pairs["status_old"] != pairs["status_new"]
    for name in NUMBERS:
        before, after = pairs[f"{name}_old"], pairs[f"{name}_new"]
        differ |= before.ne(after) & ~(before.isna() & after.isna())
    return differ


def _names(workspace: Workspace, level: str) -> dict[str, str]:
    if level in workspace.geographies:
        codes, names = workspace.codes[level], workspace.area_names(level)
        return dict(zip(codes, names, strict=True))
    return {one.code: str(one.name) for one in workspace.config.benchmarks}


def _level_name(workspace: Workspace, level: str) -> str:
    if level == BENCHMARKS:
        return _("jämförelsevärden")
    known = workspace.geographies.get(level)
    return str(known.name) if known else level
