"""What stands on each map of the meeting kit, and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.classes import NO_DATA, WITHHELD
from geo.places import View
from geo.simplify import default_tolerance, simplify_areas
from indicators.model import Status
from indicators.statistics import Verdict
from indicators.texts import _, language
from lagesbild.atlas import Atlas
from lagesbild.config import GROUPS
from lagesbild.errors import UnknownChoiceError
from lagesbild.pack import class_words, labels
from lagesbild.paper.kit_ink import DOWN, UP
from lagesbild.paper.kit_map import Wall, draw_wall
from lagesbild.series import Series
from lagesbild.verdicts import LETTERS, letters, verdict_text
from lagesbild.words import kind_text, map_words, practice_mark

LISTED_UP_TO = 40  # areas: a longer list does not fit beside the map
MOST_MAPS = 8
COMPARED = (Verdict.HIGHER, Verdict.LOWER, Verdict.SAME)


def map_sheets(
    atlas: Atlas, indicators: Sequence[str]
) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Draw the maps for the wall: one without figures, then one for each series.

    Returns
    -------
    list of dict
        What the template writes beside each map.
    dict from file name to SVG
    """
    level = _wall_level(atlas)
    walls = [_blank(atlas, level)]
    walls += [
        _of_series(atlas, level, one) for one in _chosen(atlas, level, indicators)
    ]
    sheets, pictures = [], {}
    for number, (sheet, wall) in enumerate(walls):
        name = f"map-{number}.svg"
        sheets.append(sheet | {"file": name})
        pictures[name] = draw_wall(wall).encode()
    return sheets, pictures


def _wall_level(atlas: Atlas) -> str:
    """Choose the level of the maps: the areas themselves, if they have values."""
    base = atlas.workspace.config.geography
    return base if base in atlas.levels else next(iter(atlas.levels))


def _chosen(atlas: Atlas, level: str, indicators: Sequence[str]) -> list[Series]:
    """Choose what was asked for, or the first indicator shown of each sector."""
    latest = {one.indicator.id: one for one in atlas.series(level)}
    for name in indicators:
        if name not in latest:
            raise UnknownChoiceError(_("Måttet"), name, list(latest))
    if indicators:
        return [latest[name] for name in indicators]
    start = atlas.workspace.config.start
    shown = [one for one in latest.values() if _has_values(one)]
    shown.sort(key=lambda one: one.indicator.id != start)
    by_sector: dict[str, Series] = {}
    for one in shown:
        by_sector.setdefault(one.indicator.sector, one)
    return list(by_sector.values())[:MOST_MAPS]


def _has_values(one: Series) -> bool:
    return int((one.table["status"] == Status.OK).sum()) > 1


def _ground(atlas: Atlas, level: str) -> dict[str, Any]:
    """Give what all maps share: shapes, borders of groups, parts to enlarge."""
    place, areas = atlas.workspace, atlas.workspace.geographies[level].areas
    simple = simplify_areas(areas, default_tolerance(areas))
    is_base = level == place.config.geography and GROUPS in place.geographies
    grouped = place.group(simple) if is_base else None
    views = [
        View(group.id, group.name, grouped[grouped["area_code"] == group.id])
        for group in place.config.groups
        if grouped is not None
    ]
    return {
        "areas": simple,
        "outlines": grouped,
        "views": views,
        "places": place.config.places,
        "language": language(),
    }


def _blank(atlas: Atlas, level: str) -> tuple[dict[str, Any], Wall]:
    names = atlas.workspace.area_names(level)
    numbers = [str(i) for i in range(1, len(names) + 1)]
    title = _("Gissa först: kartan utan siffror")
    wall = Wall(
        **_ground(atlas, level),
        classes="",
        numbers=numbers,
        verdicts="",
        legend=(),
        signs=(),
        count=0,
        title=title,
    )
    sheet = {
        "title": title,
        "subtitle": _("Numren visar vilket område som är vilket."),
        "text": [
            _(
                "Markera där ni tror att måttet är högst och lägst, innan ni ser "
                "siffrorna. Skriv också vad ni bygger det på."
            )
        ],
        "alt": _("Karta över områdena med nummer. Namnen står i listan bredvid."),
        "columns": [_("Nummer"), _("Område")],
        "shares": [1, 3],
        "rows": _listed(list(map(list, zip(numbers, names, strict=True)))),
        "source": "",
        "practice": "",
    }
    return sheet, wall


def _of_series(atlas: Atlas, level: str, one: Series) -> tuple[dict[str, Any], Wall]:
    written, verdicts = labels(one), letters(one.comparisons)
    wall = Wall(
        **_ground(atlas, level),
        classes=one.classes,
        numbers=written["numbers"],
        verdicts=verdicts,
        legend=_legend(one),
        signs=_signs(verdicts),
        count=len(one.indicator.class_limits) + 1,
        title=str(one.indicator.name),
    )
    return _series_sheet(atlas, level, one, verdicts), wall


def _series_sheet(
    atlas: Atlas, level: str, one: Series, verdicts: str
) -> dict[str, Any]:
    names, written = atlas.workspace.area_names(level), labels(one)
    words = {LETTERS[found]: verdict_text(found) for found in COMPARED}
    columns = [_("Område"), _("Värde"), _("Jämfört med kommunen")]
    rows = [
        [name, label, words.get(letter, "–")]
        for name, label, letter in zip(names, written["labels"], verdicts, strict=True)
    ]
    wide = len(columns) if _signs(verdicts) else 2
    indicator = one.indicator
    mark = practice_mark(indicator)
    parts = [kind_text(indicator), one.period, mark]
    return {
        "title": f"{indicator.name}, {one.period}",
        "subtitle": " · ".join(part for part in parts if part),
        "text": [one.headline],
        "alt": _("Karta. {title}. {first}").format(
            title=f"{indicator.name}, {one.period}", first=one.headline
        ),
        "columns": columns[:wide],
        "shares": [1.5, 1.7, 1.1][:wide],
        "rows": _listed([row[:wide] for row in rows]),
        "source": f"{map_words()['source']}: {indicator.source}",
        "practice": mark,
    }


def _listed(rows: list[list[str]]) -> list[list[str]]:
    return rows if len(rows) <= LISTED_UP_TO else []


def _legend(one: Series) -> list[tuple[str, str]]:
    words = map_words()
    classes = [(str(i), text) for i, text in enumerate(class_words(one.indicator))]
    rows = [
        *reversed(classes),
        (WITHHELD, words["withheld"]),
        (NO_DATA, words["missing"]),
    ]
    return [row for row in rows if row[0] in one.classes or row[0].isdigit()]


def _signs(verdicts: str) -> list[tuple[str, str]]:
    if not set(verdicts) & {UP, DOWN, "s"}:
        return []
    return [
        (UP, _("tydligt högre än kommunen")),
        (DOWN, _("tydligt lägre än kommunen")),
        ("", _("utan pil: går inte att skilja")),
    ]
