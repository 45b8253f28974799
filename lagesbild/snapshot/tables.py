"""The tables of a snapshot: what the maps show, as text, for every area."""

from __future__ import annotations

from typing import Any

import pandas as pd

from indicators.model import Status
from indicators.statistics import Verdict
from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.pack import labels
from lagesbild.series import Series, whole_of
from lagesbild.snapshot.scope import Scope
from lagesbild.verdicts import letters, short_words
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
    geography = atlas.workspace.geographies[level]
    verdicts = _verdicts(one)
    columns = [_("Område"), _("Värde"), _("Bygger på")]
    return {
        "key": one.key,
        "level": level,
        "level_name": str(geography.name),
        "caption": f"{one.indicator.name}, {one.period}, {geography.name}",
        "practice": practice_mark(one.indicator),
        "columns": columns + ([_("Jämfört med kommunen")] if verdicts else []),
        "rows": _rows(atlas, level, one, verdicts),
        "codes": geography.areas["area_code"].tolist(),
        "classes": one.classes,
        "verdicts": verdicts,
    }


def _verdicts(one: Series) -> str:
    """Give a letter for each area; nothing where none of them is compared."""
    compared = any(c.verdict is not Verdict.NOT_COMPARED for c in one.comparisons)
    return letters(one.comparisons) if compared else ""


def _rows(atlas: Atlas, level: str, one: Series, verdicts: str) -> list[list[str]]:
    written, words = labels(one), short_words()
    names = atlas.workspace.area_names(level)
    rows = [
        list(row)
        for row in zip(names, written["labels"], written["bases"], strict=True)
    ]
    for row, letter in zip(rows, verdicts, strict=False):
        row.append(words[letter])
    if one.whole is not None:
        whole = [_("Hela kommunen"), whole_of(one), _base(one.whole)]
        rows.append(whole + [""] * bool(verdicts))
    return rows


def _base(row: pd.Series) -> str:
    if row["status"] != Status.OK:
        return ""
    return base_text(row["numerator"], row["denominator"], row["reason"])
