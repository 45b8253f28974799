"""The portrait of an area: its indicators in words and numbers, ready to be shown.

Made from the published table and what was tested of it, once for each area and
language; page, report, paper and snapshot all draw on the same dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.config import Sector
from lagesbild.errors import UnknownChoiceError
from lagesbild.portrait.headlines import headlines
from lagesbild.portrait.lines import Finding, find
from lagesbild.portrait.measures import Measure, measures

__all__ = ["measures", "portrait", "portraits"]


def portrait(
    atlas: Atlas, level: str, code: str, known: Sequence[Measure] | None = None
) -> dict[str, Any]:
    """Describe one area, or one area group, in the language spoken now.

    `known` is as for `portraits`.

    Raises
    ------
    UnknownChoiceError
        If there is no such level, or no such area at it.
    """
    _names(atlas, level, code)
    known = known or measures(atlas.series(level))
    return next(_portraits(atlas, level, [code], known))


def portraits(
    atlas: Atlas, level: str, known: Sequence[Measure] | None = None
) -> Iterator[dict[str, Any]]:
    """Describe every area of a level, in the order of the map.

    `known` is what `measures` gave for the level: whoever writes in several languages
    hands it in, so that everything is tested only once.
    """
    codes = list(_names(atlas, level))
    return _portraits(atlas, level, codes, known or measures(atlas.series(level)))


def _names(atlas: Atlas, level: str, code: str = "") -> dict[str, str]:
    levels = atlas.levels
    if level not in levels:
        raise UnknownChoiceError(_("Indelningen"), level, list(levels))
    areas = levels[level].areas
    names = dict(zip(areas["area_code"], areas["name"], strict=True))
    if code and code not in names:
        raise UnknownChoiceError(_("Området"), code, list(names))
    return names


def _portraits(
    atlas: Atlas, level: str, codes: Sequence[str], known: Sequence[Measure]
) -> Iterator[dict[str, Any]]:
    names = _names(atlas, level)
    for code in codes:
        yield _describe(atlas, level, code, names[code], known)


def _describe(
    atlas: Atlas, level: str, code: str, name: str, known: Sequence[Measure]
) -> dict[str, Any]:
    findings = [find(measure, code, name) for measure in known]
    config = atlas.workspace.config
    practice = any(one.line["practice"] for one in findings)
    return {
        "code": code,
        "name": name,
        "level": level,
        "level_name": str(atlas.levels[level].name),
        "municipality": config.name,
        "headlines": headlines(findings, name),
        "practice": _practice() if practice else "",
        "sectors": _sectors(findings, config.sectors),
        "bare": _bare(findings, config.sectors),
    }


def _practice() -> str:
    return _(
        "Sidan innehåller övningsdata. Talen med märket Övningsdata är påhittade "
        "och visar inte hur det är på riktigt."
    )


def _sectors(
    findings: Sequence[Finding], sectors: Sequence[Sector]
) -> list[dict[str, Any]]:
    """Sort into the sectors of the wheel; what belongs to none comes last."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for one in findings:
        by_id.setdefault(one.indicator.sector, []).append(one.line)
    found = [
        {"id": sector.id, "name": str(sector.name), "lines": by_id.pop(sector.id)}
        for sector in sectors
        if sector.id in by_id
    ]
    rest = [line for lines in by_id.values() for line in lines]
    return [*found, {"id": "", "name": _("Övrigt"), "lines": rest}] if rest else found


def _bare(findings: Sequence[Finding], sectors: Sequence[Sector]) -> list[str]:
    """Name the sectors that nothing is known about: that must be seen too."""
    known = {one.indicator.sector for one in findings}
    return [str(sector.name) for sector in sectors if sector.id not in known]
