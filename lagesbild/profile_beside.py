"""A portrait held against something else than the municipality.

The portrait is made beside the municipality; what stands beside another area, the
area's group or an earlier period is put in its place. Headlines stay as they are.
Plain JSON in and out: the server that answers readers loads no tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lagesbild.words import alike_sentence, crowded_sentence

VERDICTS = {"h": "higher", "l": "lower", "s": "same", "n": "not_compared"}
Told = Mapping[str, Any]


def beside(portrait: Told, told: Told, place: int) -> dict[str, Any]:
    """Hold a portrait against a benchmark.

    Parameters
    ----------
    portrait : mapping
        As `lagesbild.portrait` made it.
    told : mapping
        What `lagesbild.compared` wrote of the benchmark, at the same level.
    place : int
        Where the area stands in the order of the map.

    Returns
    -------
    dict
        The portrait with `beside`, the name of the benchmark, and in every line that
        name, its figure, the verdict and the reason. An indicator that it has nothing
        about is as it was.
    """
    which = 0 if told["which"] is None else told["which"][place]
    lines = {
        line["indicator"]: _line(line, told, which, place)
        for sector in portrait["sectors"]
        for line in sector["lines"]
    }
    sectors = [
        {**s, "lines": [lines[line["indicator"]] for line in s["lines"]]}
        for s in portrait["sectors"]
    ]
    return {**portrait, "sectors": sectors, "beside": _name(told, which)}


def _name(told: Told, which: int | None) -> str:
    """Name the benchmark for all of a profile: the group itself, if it is a group."""
    series = next(iter(told["series"].values()), None)
    if told["which"] is None or which is None or series is None:
        return str(told["name"])
    return str(series["others"][which]["name"])


def _line(line: Told, told: Told, which: int | None, place: int) -> dict[str, Any]:
    one = told["series"].get(f"{line['indicator']}/{line['period']}")
    if one is None:
        return dict(line)
    other = one["others"][which] if which is not None else None
    if other is None:
        other = {"name": told["name"], "text": "", "number": None}
    elif one["before"]:
        other = {**other, **_earlier(line, one["before"])}
    letter, reason = one["verdicts"][place], one["reasons"][place]
    elsewhere = f"; {other['name']}: {other['source']}" if other.get("source") else ""
    return {
        **line,
        "source": line["source"] + elsewhere,
        "beside": other["name"],
        "whole": other["text"],
        "whole_number": other["number"],
        "verdict": VERDICTS[letter],
        "verdict_text": told["verdicts"][letter],
        "reason_text": told["reasons"][reason],
        "cannot_say": _cannot_say(line, other["name"], one, place),
    }


def _earlier(line: Told, period: str) -> dict[str, Any]:
    """Give the area's own figure of an earlier period."""
    point = next(p for p in line["history"] if p["period"] == period)
    return {"text": point["text"], "number": point["number"]}


def _cannot_say(line: Told, name: str, one: Told, place: int) -> list[str]:
    """Say of this benchmark what was said of the municipality, and nothing of it."""
    rest = [text for text in line["cannot_say"] if text != line["cannot_compare"]]
    if one["verdicts"][place] != "s" or line["number"] is None:
        return rest
    if place in one["crowded"]:
        return [crowded_sentence(name, one["among"]), *rest]
    return [alike_sentence(name), *rest]
