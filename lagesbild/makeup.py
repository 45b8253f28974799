"""What the area groups were made of when a table was published.

A group may be given other areas and keep its id. Its older figures are then sums over
other areas: whoever has both can subtract one from the other, and nobody may take the
older figure for one of the group as it is now. So each release keeps what the groups
were made of, beside its tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from indicators.disclosure.merging import JOINT
from indicators.store import SourceFile, Store
from indicators.store.chain import read_blob
from indicators.store.past import MAKEUP
from indicators.store.releases import history
from lagesbild.config import GROUPS, Config


@dataclass(frozen=True)
class Makeup:
    """Which areas of which geography each area group is made of."""

    of: str
    groups: Mapping[str, tuple[str, ...]]

    @classmethod
    def now(cls, config: Config) -> Makeup:
        """Tell what the groups are made of according to the configuration."""
        groups = {one.id: tuple(sorted(set(one.areas))) for one in config.groups}
        return cls(config.geography, groups)

    @classmethod
    def read(cls, content: bytes) -> Makeup:
        """Read what `content` gave once."""
        told = json.loads(content)
        groups = {name: tuple(areas) for name, areas in told["groups"].items()}
        return cls(told["of"], groups)

    @property
    def content(self) -> bytes:
        """Give it as bytes, the same for the same groups."""
        told = {"of": self.of, "groups": self.groups}
        return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()

    @property
    def file(self) -> SourceFile:
        """Name it for the list of a release's files."""
        return SourceFile.of(MAKEUP, self.content)

    def others_in(self, now: Makeup) -> set[str]:
        """List the groups that are made of other areas now, or are no more."""
        if self.of != now.of:
            return set(self.groups)
        return {
            name for name in self.groups if self.groups[name] != now.groups.get(name)
        }


def makeups(store: Store) -> dict[str, Makeup]:
    """Tell for every table, by its hash, what the groups in it are made of.

    A table from before releases kept that has none.
    """
    found: dict[str, Makeup] = {}
    with store.reading() as connection:
        for release in history(store):  # the newest that made a table knows
            kept = next((file for file in release.files if file.name == MAKEUP), None)
            if kept is None:
                continue
            makeup = Makeup.read(read_blob(connection, kept.sha256))
            for _indicator, blob, _rows in release.tables:
                if blob is not None:
                    found.setdefault(blob, makeup)
    return found


def without_others(
    table: pd.DataFrame, then: Makeup | None, now: Makeup
) -> pd.DataFrame:
    """Leave out the figures of groups that were made of other areas."""
    return table[~_of_others(table, then, now)] if then is not None else table


def by_their_areas(
    table: pd.DataFrame, then: Makeup | None, now: Makeup
) -> pd.DataFrame:
    """Name groups that were made of other areas by those areas, as joint areas are.

    Protection and audit read off such a code what the figure is the sum of.
    """
    if then is None:
        return table
    is_other = _of_others(table, then, now)
    if not is_other.any():
        return table
    codes = table.loc[is_other, "area_code"].map(
        {name: JOINT.join(areas) for name, areas in then.groups.items()}
    )
    renamed = table.loc[is_other].assign(geography=then.of, area_code=codes)
    # A group of one area says what the area's own row does, which may be there too.
    told = [table[~is_other], renamed]
    return pd.concat(told, ignore_index=True).drop_duplicates(
        ["indicator", "period", "group", "geography", "area_code"]
    )


def _of_others(table: pd.DataFrame, then: Makeup, now: Makeup) -> pd.Series[bool]:
    is_group = table["geography"] == GROUPS
    return is_group & table["area_code"].isin(sorted(then.others_in(now)))
