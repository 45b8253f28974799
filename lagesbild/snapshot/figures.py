"""Read the figures of a snapshot back from what it says."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from typing import Any

from indicators.numbers import format_number

Content = Mapping[str, Any]
Row = Mapping[str, str]
Cell = tuple[str, str, str, str]  # indicator, period, geography, area code


def names_of(*contents: Content) -> dict[str, str]:
    """Name the indicators of some snapshots, as the last one that has them does."""
    return {
        one["indicator"]: one["name"]
        for content in contents
        for one in content["definitions"]
    }


def cells(content: Content) -> dict[Cell, Row]:
    """Read the figures of a snapshot, by what they are about."""
    rows = csv.DictReader(io.StringIO(content["data"]))
    return {
        (row["indicator"], row["period"], row["geography"], row["area_code"]): row
        for row in rows
    }


def written(number: str) -> str:
    """Write a number of the tidy table as people read it."""
    decimals = len(number.partition(".")[2])
    return format_number(float(number), decimals) if number else ""


def places_of(*contents: Content) -> dict[tuple[str, str], str]:
    """Name the areas of some snapshots, by level and code, so that none is confused."""
    names = {
        (table["level"], code): (row[0], table["level_name"])
        for content in contents
        for table in content["tables"]
        for code, row in zip(table["codes"], table["rows"], strict=False)
    }
    names |= {
        (one["level"], one["code"]): (one["name"], one["level_name"])
        for content in contents
        for one in content["areas"]
    }
    count = Counter(name for name, _level in names.values())
    return {
        place: f"{name} ({level})" if count[name] > 1 else name
        for place, (name, level) in names.items()
    }
