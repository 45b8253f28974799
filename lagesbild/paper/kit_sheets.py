"""What stands on the sheet of each area in the meeting kit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.texts import _
from lagesbild.paper.wording import without


def area_sheet(portrait: Mapping[str, Any]) -> dict[str, Any]:
    """Give an area's measures as rows of one page, and those without a value."""
    lines = [line for sector in portrait["sectors"] for line in sector["lines"]]
    return {
        "name": portrait["name"],
        "headlines": portrait["headlines"],
        "rows": [row for sector in portrait["sectors"] for row in _rows(sector)],
        "without": without([line for line in lines if line["number"] is None]),
    }


def _rows(sector: Mapping[str, Any]) -> list[list[str]]:
    shown = [line for line in sector["lines"] if line["number"] is not None]
    return [[sector["name"] if i == 0 else "", *_row(x)] for i, x in enumerate(shown)]


def _row(line: Mapping[str, Any]) -> list[str]:
    about = [line["name"], line["period"]]
    if line["practice"]:
        about.append(_("Övningsdata"))
    value = [line["value"], line["base"]]
    return [
        ", ".join(about),
        " · ".join(part for part in value if part),
        line["whole"],
        line["verdict_text"],
    ]
