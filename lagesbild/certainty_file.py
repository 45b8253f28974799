"""A map's tidy file with what can be told apart in it, for those who count further."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from indicators.model import COLUMNS, TOTAL
from lagesbild.profile_beside import VERDICTS

COLUMN = {name: place for place, name in enumerate(COLUMNS)}
MORE = ["compared_with", "verdict", "why_not"]


def certainty_csv(
    tidy: str, told: Mapping[str, Any], codes: Mapping[str, int]
) -> bytes:
    """Add what each area was held against and what came out of it.

    Parameters
    ----------
    tidy : str
        One series as a tidy file: see `lagesbild.export.tidy_csv`.
    told : mapping
        What `lagesbild.compared` wrote of the benchmark.
    codes : mapping from area code to its place in the order of the map

    Returns
    -------
    bytes
        UTF-8, the same columns and three more. `verdict` is empty for groups of
        persons: only everybody is compared.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    rows = csv.reader(io.StringIO(tidy))
    writer.writerow([*next(rows), *MORE])
    writer.writerows([*row, *_verdict(row, told, codes)] for row in rows)
    return out.getvalue().encode()


def _verdict(
    row: list[str], told: Mapping[str, Any], codes: Mapping[str, int]
) -> list[str]:
    key = f"{row[COLUMN['indicator']]}/{row[COLUMN['period']]}"
    series, place = told["series"].get(key), codes.get(row[COLUMN["area_code"]])
    if row[COLUMN["group"]] != TOTAL or series is None or place is None:
        return ["", "", ""]
    letter = series["verdicts"][place]
    reason = told["reasons"][series["reasons"][place]]
    return [_other(told, series, place), VERDICTS[letter], reason]


def _other(told: Mapping[str, Any], series: Mapping[str, Any], place: int) -> str:
    which = 0 if told["which"] is None else told["which"][place]
    return "" if which is None else str(series["others"][which]["name"])
