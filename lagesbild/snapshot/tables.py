"""The tables of a snapshot: what the maps show, as text, for every area."""

from __future__ import annotations

from typing import Any

import pandas as pd

from indicators.model import Status
from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.pack import labels
from lagesbild.series import Series, whole_of
from lagesbild.snapshot.scope import Scope
from lagesbild.words import base_text, practice_mark


def tables(atlas: Atlas, scope: Scope) -> list[dict[str, Any]]:
    """Write one table for each series and level, the municipality in its last row."""
    return [
        _table(atlas, level, one)
        for key in scope.keys
        for level, found in scope.at.items()
        for one in found
        if one.key == key
    ]


def _table(atlas: Atlas, level: str, one: Series) -> dict[str, Any]:
    written = labels(one)
    geography = atlas.workspace.geographies[level]
    rows = [
        list(row)
        for row in zip(
            atlas.workspace.area_names(level),
            written["labels"],
            written["bases"],
            strict=True,
        )
    ]
    if one.whole is not None:
        rows.append([_("Hela kommunen"), whole_of(one), _base(one.whole)])
    return {
        "key": one.key,
        "level": level,
        "level_name": str(geography.name),
        "caption": f"{one.indicator.name}, {one.period}, {geography.name}",
        "practice": practice_mark(one.indicator),
        "columns": [_("Område"), _("Värde"), _("Bygger på")],
        "rows": rows,
        "codes": geography.areas["area_code"].tolist(),
        "classes": one.classes,
    }


def _base(row: pd.Series) -> str:
    if row["status"] != Status.OK:
        return ""
    return base_text(row["numerator"], row["denominator"])
