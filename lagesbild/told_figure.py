"""One figure as a portrait tells it, with all that a comparison depends on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One figure that a portrait tells, with what a comparison depends on."""

    indicator: str
    name: str
    area: str
    period: str
    level: str  # the geography, with its vintage: "deso-2025"
    level_name: str
    source: str
    definition: str
    practice: bool
    shown: bool
    text: str  # the value, or why there is none
    number: float | None
    people: float | None
    low: float | None
    high: float | None
    months: tuple[int, int] | None  # that the period covers; the last not included
    era: int  # how many breaks of border or definition are behind it
    parts: frozenset[str]  # the small areas that it is made of
    kind: str = ""  # of the indicator: see `indicators.model.Kind`
    why: str = ""  # why figures of this sort are not tested


def figure(
    portrait: Mapping[str, Any],
    indicator: str,
    period: str = "",
    parts: Collection[str] = (),
    kind: str = "",
) -> Figure | None:
    """Take a figure from a portrait; the latest period if none is named.

    Parameters
    ----------
    portrait : mapping
        As `lagesbild.prepared.Prepared.portrait` gives it.
    parts : collection of area codes
        What an area group is made of; the area itself if empty.
    kind : str
        Of the indicator; a portrait doesn't tell.

    Returns
    -------
    Figure or None
        None if the portrait has no such indicator or period.
    """
    line = next(
        (one for one in _lines(portrait) if one["indicator"] == indicator), None
    )
    if line is None:
        return None
    wanted = period or line["period"]
    point = next((p for p in line["history"] if p["period"] == wanted), None)
    if point is None:
        return None
    return Figure(
        indicator=indicator,
        name=line["name"],
        area=portrait["name"],
        period=wanted,
        level=portrait["level"],
        level_name=portrait["level_name"],
        source=line["source"],
        definition=line["definition"],
        practice=bool(line["practice"]),
        shown=point["number"] is not None,
        text=point["text"],
        number=point["number"],
        people=point["people"],
        low=point["low"],
        high=point["high"],
        months=tuple(point["months"]) if point["months"] else None,
        era=point["era"],
        parts=frozenset(parts or [portrait["code"]]),
        kind=kind,
        why=line["reason_text"] if line["number"] is not None else "",
    )


def _lines(portrait: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [line for sector in portrait["sectors"] for line in sector["lines"]]
