"""What stands on each map of the meeting kit, and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.classes import NO_DATA, WITHHELD
from geo.places import View
from geo.simplify import default_tolerance, simplify_areas
from indicators.statistics import Verdict
from indicators.texts import _, language
from lagesbild.atlas import Atlas
from lagesbild.config import GROUPS
from lagesbild.pack import labels
from lagesbild.paper.kit_choice import chosen, is_compared, wall_level
from lagesbild.paper.kit_legend import legend_rows, sign_rows
from lagesbild.paper.kit_map import Wall, draw_wall
from lagesbild.sentences.told_apart import certainty
from lagesbild.series import Series
from lagesbild.verdicts import LETTERS, letters, verdict_text
from lagesbild.words import kind_text, map_words, practice_mark

LISTED_UP_TO = 40  # areas: a longer list does not fit beside the map

Sheet = dict[str, Any]


def map_sheets(
    atlas: Atlas, indicators: Sequence[str]
) -> tuple[list[Sheet], dict[str, bytes]]:
    """Draw the maps for the wall: one without figures, then one for each series.

    Returns
    -------
    list of dict
        What the template writes beside each map.
    dict from file name to SVG
    """
    level = wall_level(atlas)
    shown = chosen(atlas, level, indicators)
    walls = [_blank(atlas, level, shown[0] if shown else None)]
    walls += [_of_series(atlas, level, one) for one in shown]
    sheets, pictures = [], {}
    for number, (sheet, wall) in enumerate(walls):
        name = f"map-{number}.svg"
        sheets.append(sheet | {"file": name})
        pictures[name] = draw_wall(wall).encode()
    return sheets, pictures


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


def _blank(atlas: Atlas, level: str, first: Series | None) -> tuple[Sheet, Wall]:
    """Draw the map to guess the first measure on, without a figure."""
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
        "text": _guess(first),
        "alt": _("Karta över områdena med nummer. Namnen står i listan bredvid."),
        "columns": [_("Nummer"), _("Område")],
        "shares": [1, 3],
        "rows": _listed(list(map(list, zip(numbers, names, strict=True)))),
        "source": "",
        "practice": "",
    }
    return sheet, wall


def _guess(first: Series | None) -> list[str]:
    why = _("Skriv också vad ni bygger det på.")
    if first is None:
        return [why]
    where = _(
        "Markera var ni tror att måttet är högst och lägst innan ni ser siffrorna."
    )
    return [_("Mått: {measure}.").format(measure=_named(first)), f"{where} {why}"]


def _named(one: Series) -> str:
    return f"{one.indicator.name}, {one.period}"


def _of_series(atlas: Atlas, level: str, one: Series) -> tuple[Sheet, Wall]:
    written, verdicts = labels(one), letters(one.comparisons)
    wall = Wall(
        **_ground(atlas, level),
        classes=one.classes,
        numbers=written["numbers"],
        verdicts=verdicts,
        legend=legend_rows(one),
        signs=sign_rows(one),
        count=len(one.indicator.class_limits) + 1,
        title=str(one.indicator.name),
    )
    return _series_sheet(atlas, level, one, verdicts), wall


def _series_sheet(atlas: Atlas, level: str, one: Series, verdicts: str) -> Sheet:
    names, written = atlas.workspace.area_names(level), labels(one)
    columns = [_("Område"), _("Värde"), _("Jämfört med kommunen")]
    told = [_beside(*both) for both in zip(one.classes, verdicts, strict=True)]
    rows = list(map(list, zip(names, written["labels"], told, strict=True)))
    compared = is_compared(one)
    wide = len(columns) if compared else 2
    indicator = one.indicator
    mark = practice_mark(indicator)
    parts = [kind_text(indicator), one.period, mark]
    return {
        "title": _named(one),
        "compared": compared,
        "subtitle": " · ".join(part for part in parts if part),
        "text": [one.headline, *([] if compared else [certainty(one.comparisons)])],
        "alt": _("Karta. {title}. {first}").format(
            title=_named(one), first=one.headline
        ),
        "columns": columns[:wide],
        "shares": [1.5, 1.7, 1.1][:wide],
        "rows": _listed([row[:wide] for row in rows]),
        "source": f"{map_words()['source']}: {indicator.source}",
        "practice": mark,
    }


def _beside(shown: str, verdict: str) -> str:
    words = {LETTERS[one]: verdict_text(one) for one in Verdict}
    return "–" if shown in (WITHHELD, NO_DATA) else words[verdict]


def _listed(rows: list[list[str]]) -> list[list[str]]:
    return rows if len(rows) <= LISTED_UP_TO else []
