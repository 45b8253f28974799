"""Published tables as they are stored, and what they are put together from."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from indicators.model import COLUMNS, KEY, NUMBERS
from indicators.store import Change, Store
from indicators.store.chain import read_blob, sha256
from indicators.store.releases import current, history
from lagesbild.export import tidy_csv
from lagesbild.intake import read_bytes
from lagesbild.makeup import Makeup, by_their_areas, makeups, without_others


def joined(tables: Mapping[str, bytes]) -> pd.DataFrame:
    """Read canonical tables back into one, sorted by what a row is about."""
    if not tables:
        return pd.DataFrame(columns=COLUMNS)
    read = [
        pd.read_csv(
            io.BytesIO(content),
            dtype={name: str for name in COLUMNS if name not in NUMBERS},
            keep_default_na=False,
            na_values={name: [""] for name in NUMBERS},
        )
        for content in tables.values()
    ]
    table = pd.concat(read, ignore_index=True)
    return table.astype(dict.fromkeys(NUMBERS, float)).sort_values(
        KEY, ignore_index=True
    )


def changes(table: pd.DataFrame, names: Sequence[str]) -> tuple[Change, ...]:
    """Give the tables of these indicators as they are to be stored."""
    return tuple(
        Change(name, tidy_csv(rows, for_spreadsheets=False), len(rows))
        for name in names
        for rows in [table[table["indicator"] == name]]
    )


def merged(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Put new periods in the place of the same periods as they were published."""
    period = ["indicator", "period"]
    replaced = set(new[period].itertuples(index=False, name=None))
    is_kept = [row not in replaced for row in before[period].itertuples(False, None)]
    table = pd.concat([before[is_kept], new], ignore_index=True)
    return table.sort_values(KEY, ignore_index=True)[COLUMNS]


def published(store: Store, now: Makeup, number: int | None = None) -> pd.DataFrame:
    """Read all tables in force after a release, the newest if none is named.

    Figures of area groups that were made of other areas than `now` are left out.
    """
    made, tables = makeups(store), current(store, number)
    then = {name: made.get(sha256(content)) for name, content in tables.items()}
    stale = {name for name, one in then.items() if one and one.others_in(now)}
    fresh = joined({name: tables[name] for name in tables if name not in stale})
    if not stale:
        return fresh
    older = [
        without_others(joined({name: tables[name]}), then[name], now) for name in stale
    ]
    return pd.concat([fresh, *older]).sort_values(KEY, ignore_index=True)


def ledger(store: Store, now: Makeup) -> dict[str, list[pd.DataFrame]]:
    """Collect every table that was ever published, by indicator.

    Area groups that were made of other areas than `now` are named by those.
    """
    made = makeups(store)
    found: dict[str, dict[str, pd.DataFrame]] = {}
    with store.reading() as connection:
        for release in history(store):
            for indicator, blob, _rows in release.tables:
                tables = found.setdefault(indicator, {})
                if blob is not None and blob not in tables:
                    content = read_blob(connection, blob)
                    table = joined({indicator: content})
                    tables[blob] = by_their_areas(table, made.get(blob), now)
    return {name: list(tables.values()) for name, tables in found.items()}


def read_export(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read an export back: the observations, and the areas with what they are in."""
    observations = joined({"": read_bytes(folder / "observations.csv")})
    areas = pd.read_csv(
        io.BytesIO(read_bytes(folder / "areas.csv")), dtype=str, keep_default_na=False
    )
    return observations, areas
