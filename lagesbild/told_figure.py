"""One figure as a portrait tells it, with all that a comparison depends on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from indicators.texts import _
from lagesbild.config import BENCHMARKS
from lagesbild.words import capital


@dataclass(frozen=True)
class Figure:
    """One figure that a portrait tells, with what a comparison depends on."""

    indicator: str
    area: str
    period: str
    level: str  # the geography, with its vintage: "deso-2025"
    level_name: str
    source: str
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
    elsewhere: bool = False  # whether it may be counted in another way there


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
        area=portrait["name"],
        period=wanted,
        level=portrait["level"],
        level_name=portrait["level_name"],
        source=line["source"],
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


def beside_it(
    own: Figure, told: Mapping[str, Any], benchmark: str, *, part: bool, elsewhere: bool
) -> Figure:
    """Take the figure of what an area is held against, in the same period.

    Parameters
    ----------
    own : Figure
        The area's: of when it is and how it is counted.
    told : mapping
        One of the `others` that `lagesbild.compared` wrote.
    benchmark : str
        Its id.
    part : bool
        Whether the area is within it.
    elsewhere : bool
        Whether it may be counted in another way there.
    """
    outside = frozenset({f"{BENCHMARKS}/{benchmark}"})
    return replace(
        own,
        area=told["name"],
        level=BENCHMARKS,
        level_name=told["name"],
        source=told["source"] or own.source,
        shown=told["number"] is not None,
        text=told["text"] or _("Uppgift saknas"),
        number=told["number"],
        people=told.get("people"),
        low=told.get("low"),
        high=told.get("high"),
        parts=own.parts | outside if part else outside,
        why="",
        elsewhere=elsewhere,
    )


def figure_text(one: Figure) -> str:
    """Say what the figure is, where it is shown."""
    if not one.shown:
        return ""
    return _("{area}, {period}: {value}.").format(
        area=capital(one.area), period=one.period, value=one.text
    )


def _lines(portrait: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [line for sector in portrait["sectors"] for line in sector["lines"]]
