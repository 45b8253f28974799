"""The portrait of an area as its section of a PDF: points, and a table for a sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.texts import _
from lagesbild.config import kind_of_area
from lagesbild.paper.wording import sources, without

Content = Mapping[str, Any]


def area_section(area: Content) -> dict[str, Any]:
    """Give what the template says of an area."""
    kind = kind_of_area(area["level"], area["level_name"])
    about = [kind[:1].upper() + kind[1:], area["municipality"]]
    bare = ", ".join(area["bare"])
    return {
        "name": area["name"],
        "about": ", ".join(part for part in about if part),
        "headlines": area["headlines"],
        "sectors": [_sector(one) for one in area["sectors"] if one["lines"]],
        "bare": _("Här finns inga mått ännu: {sectors}.").format(sectors=bare)
        if bare
        else "",
    }


def _sector(sector: Content) -> dict[str, Any]:
    lines = sector["lines"]
    known = [line for line in lines if _is_known(line)]
    return {
        "name": sector["name"],
        "rows": [_row(line) for line in known],
        "without": without([line for line in lines if line not in known]),
        "sources": sources(lines),
    }


def _is_known(line: Content) -> bool:
    """Tell whether there is a value, now or before; what has none needs no row."""
    return any(point["number"] is not None for point in (line, *line["history"]))


def _row(line: Content) -> dict[str, Any]:
    more = [line["base"], line["interval"]]
    return {
        "name": line["name"],
        "about": line["period"],
        "practice": _("Övningsdata") if line["practice"] else "",
        "value": line["value"],
        "more": [part for part in more if part],
        "whole": line["whole"],
        "verdict": _with_reason(line["verdict_text"], line["reason_text"]),
        "trend": line["trend_text"],
        "history": [point["number"] for point in line["history"]],
        "span": _span(line["history"]),
    }


def _with_reason(verdict: str, reason: str) -> str:
    return f"{verdict}: {reason}" if verdict and reason else verdict or reason


def _span(history: Sequence[Content]) -> str:
    """Say the first and the last of the values that the small chart is drawn from."""
    known = [point for point in history if point["number"] is not None]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    return _("{first}: {before}, {last}: {after}").format(
        first=first["period"],
        before=first["text"],
        last=last["period"],
        after=last["text"],
    )
