"""What can't be said, for slides: each reason once, with the measures it holds for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Content = Mapping[str, Any]
Places = tuple[str, ...]  # names of areas; none for all of them


def limits(content: Content) -> tuple[list[str], list[str]]:
    """Gather what can't be said by its reason; what is so of one measure by measure.

    Returns
    -------
    (lines for several measures, lines for one measure each)
        Together they hold every remark of `content["cannot_say"]`.
    """
    shorts, general = _shorts(content), []
    reasons: dict[str, dict[str, Places]] = {}
    names = [one["name"] for one in content["definitions"]]
    for remark in content["cannot_say"]:
        name = next((n for n in names if remark.startswith(f"{n}: ")), "")
        if not name:
            general.append(remark)
            continue
        reason = remark.removeprefix(f"{name}: ")
        places = _places(content["areas"], name, reason)
        reasons.setdefault(reason, {})[shorts.get(name, name)] = places
    kinds = _kinds(reasons)
    shared = {lead: k for lead, k in kinds.items() if len(_measures(k, reasons)) > 1}
    single = [r for lead, kind in kinds.items() if lead not in shared for r in kind]
    told = [_line(lead, kind, reasons) for lead, kind in shared.items()]
    return [*general, *told], _by_measure({r: reasons[r] for r in single})


def _shorts(content: Content) -> dict[str, str]:
    """Find short names; a measure keeps its own if another has the same short one.

    A snapshot of an older kind has none.
    """
    found = {
        line["name"]: line.get("short") or line["name"]
        for area in content["areas"]
        for sector in area["sectors"]
        for line in sector["lines"]
    }
    count = Counter(found.values())
    return {n: short if count[short] == 1 else n for n, short in found.items()}


def _places(areas: Sequence[Content], name: str, reason: str) -> Places:
    """Name the areas in which a reason holds for a measure, unless it is all."""
    there = [
        area["name"]
        for area in areas
        for sector in area["sectors"]
        for line in sector["lines"]
        if line["name"] == name and reason in line["cannot_say"]
    ]
    return tuple(there) if len(there) < len(areas) else ()


def _kinds(reasons: Mapping[str, Any]) -> dict[str, list[str]]:
    """Put reasons together that begin alike: what can't be said, before the why."""
    kinds: dict[str, list[str]] = {}
    for reason in reasons:
        kinds.setdefault(reason.partition(": ")[0], []).append(reason)
    return kinds


def _measures(
    kind: Sequence[str], reasons: Mapping[str, Mapping[str, Places]]
) -> set[str]:
    return {measure for reason in kind for measure in reasons[reason]}


def _line(
    lead: str, kind: Sequence[str], reasons: Mapping[str, Mapping[str, Places]]
) -> str:
    """Say a kind once, then each reason for it with where it holds."""
    said = []
    for number, reason in enumerate(kind):
        why = reason if number == 0 else reason.removeprefix(f"{lead}: ")
        why = why[:1].upper() + why[1:].removesuffix(".")
        said.append(f"{why} ({_where(reasons[reason])}).")
    return " ".join(said)


def _where(measures: Mapping[str, Places]) -> str:
    alike: dict[Places, list[str]] = {}
    for measure, places in measures.items():
        alike.setdefault(places, []).append(measure)
    return " · ".join(_in(places, "; ".join(found)) for places, found in alike.items())


def _in(places: Places, measures: str) -> str:
    return f"{', '.join(places)}: {measures}" if places else measures


def _by_measure(reasons: Mapping[str, Mapping[str, Places]]) -> list[str]:
    own: dict[str, list[str]] = {}
    for reason, where in reasons.items():
        ((measure, places),) = where.items()
        name = f"{measure} ({', '.join(places)})" if places else measure
        own.setdefault(name, []).append(reason)
    return [f"{measure}: {' '.join(texts)}" for measure, texts in own.items()]
