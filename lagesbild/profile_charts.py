"""What the two charts of a measure show in a profile, in words and in numbers.

Plain JSON in and out: the server that answers readers loads no tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.model import Kind
from indicators.texts import _
from lagesbild.words import capital

Line = Mapping[str, Any]


def chart_texts(line: Line) -> dict[str, Any]:
    """Say what the charts show, for those who don't see them.

    Returns
    -------
    dict
        Labels of both charts, the name of the benchmark, and `mark`: where the strip
        has its mark for the benchmark, None for none.
    """
    known = [point for point in line["history"] if point["number"] is not None]
    said = ", ".join(f"{point['period']}: {point['text']}" for point in known)
    return {
        "beside_name": capital(beside_of(line)),
        "course_label": _("Utveckling för {measure}. {values}.").format(
            measure=line["short"], values=said
        ),
        **_strip(line),
    }


def beside_of(told: Line) -> str:
    """Name what a portrait, or a line of it, is held against: see `profile_beside`."""
    return str(told.get("beside") or _("hela kommunen"))


def _strip(line: Line) -> dict[str, Any]:
    spread = line["spread"]
    if not spread:
        return {"strip_label": "", "lowest_text": "", "highest_text": "", "mark": None}
    low, high = spread["lowest_text"], spread["highest_text"]
    text = _(
        "{measure}: här {value}, {beside} {whole}, områdena mellan {low} och {high}."
    )
    return {
        "strip_label": text.format(
            measure=line["short"],
            value=line["value"],
            beside=beside_of(line),
            whole=line["whole"],
            low=low,
            high=high,
        ),
        "lowest_text": low,
        "highest_text": high,
        "mark": _mark(line),
    }


def _mark(line: Line) -> float | None:
    """Leave out the sum that a number of persons is a part of.

    It is no reference for its parts, and would push them all to the left. Another area
    lies among them, and is marked.
    """
    number: float | None = line["whole_number"]
    spread = line["spread"]
    if number is None or line["kind"] != Kind.COUNT:
        return number
    return number if spread["lowest"] <= number <= spread["highest"] else None
