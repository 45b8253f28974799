"""The meeting kit: maps for the wall, area sheets, blank cards, and a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.texts import _, language
from lagesbild.atlas import Atlas
from lagesbild.config import GROUPS
from lagesbild.paper import script
from lagesbild.paper.code import code_dots
from lagesbild.paper.kit_sheets import area_sheet
from lagesbild.paper.kit_walls import map_sheets
from lagesbild.paper.kit_words import inside, kit_words
from lagesbild.paper.press import print_pdf
from lagesbild.paper.wording import made_on
from lagesbild.portrait import portraits
from lagesbild.proofs import Standing, standing
from lagesbild.publishing import Desk
from lagesbild.words import map_words

TEMPLATE = "kit.typ"
SHORT = 12  # letters of a checksum that stand on every sheet

Content = Mapping[str, Any]


def kit(atlas: Atlas, indicators: Sequence[str] = (), level: str = "") -> bytes:
    """Print the kit for a meeting as one tagged PDF, in the language spoken now.

    Parameters
    ----------
    atlas : Atlas
    indicators : sequence of str
        Whose latest period to put on the wall, by id; if none are named, one for each
        sector.
    level : str
        The level of the area sheets and cards: the area groups, if there are some.

    Returns
    -------
    bytes
        The same release gives the same bytes: its time is the time of the file.

    Raises
    ------
    UnknownChoiceError
        If an indicator or the level is not there.
    """
    data, pictures, when = _kit(atlas, indicators, level)
    return print_pdf(TEMPLATE, data, pictures, when)


def _kit(
    atlas: Atlas, indicators: Sequence[str], level: str
) -> tuple[dict[str, Any], dict[str, bytes], str]:
    level = level or (GROUPS if GROUPS in atlas.levels else next(iter(atlas.levels)))
    found = list(portraits(atlas, level))
    release = standing(Desk(atlas.workspace).store)  # there is one, once that is read
    maps, pictures = map_sheets(atlas, indicators)
    practice = any(one["practice"] for one in (*found, *maps))
    data = _about(atlas, release, practice=practice) | {
        "maps": maps,
        "areas": [area_sheet(one) for one in found],
        "inside": inside(len(maps), len(found)),
        "rules": script.rules(),
        "script": _script(_walls(maps)),
        "words": kit_words(),
    }
    return data, pictures, release.when


def _about(atlas: Atlas, release: Standing, *, practice: bool) -> dict[str, Any]:
    name = atlas.workspace.config.name
    title = _("Mötespaket för lokal lägesbild")
    byline = _("{place} · siffrorna publicerade {day} · publicering {number}")
    return {
        "language": language(),
        "title": title,
        "short": f"{title}, {name}",
        "author": name,
        "description": _("Kartor, områdesblad, kort och manus för ett möte."),
        "practice": _practice() if practice else "",
        "standing": map_words()["standing"],
        "code": _code(release, atlas.workspace.config.address),
        "id-line": _("Publicering {number} · {hash}").format(
            number=release.number, hash=release.hash[:SHORT]
        ),
        "byline": byline.format(
            place=name, day=made_on(release.when), number=release.number
        ),
        "intro": _(
            "Här är det ni behöver för ett möte på nittio minuter där ni som arbetar "
            "och bor i områdena läser siffrorna tillsammans, säger vad ni ser och "
            "väljer vad ni vill gå vidare med. Allt går att skriva ut i svartvitt."
        ),
    }


def _code(release: Standing, address: str) -> dict[str, Any]:
    """Lead to the app, for the phones in the room; or say what a sheet rests on."""
    if address:
        says = _("QR-koden leder till Lägesbild, som kan ha nyare siffror")
        return code_dots(address) | {"says": says}
    says = _("QR-koden är publiceringens nummer och kontrollsumma")
    said = f"lagesbild-kit/1 {release.number} {release.hash[:SHORT]}"
    return code_dots(said) | {"says": says}


def _practice() -> str:
    return _(
        "Innehåller övningsdata. Talen med märket Övningsdata är påhittade och visar "
        "inte hur det är på riktigt."
    )


def _walls(maps: Sequence[Content]) -> script.Walls:
    _guess, *shown = maps
    compared = [one["compared"] for one in shown]
    first = shown[0]["title"] if shown else ""
    return script.Walls(first, any(compared) or not shown, not all(compared))


def _script(walls: script.Walls) -> dict[str, Any]:
    steps = script.steps(walls)
    return {
        "before": script.before(),
        "after": script.after(),
        "columns": [_("När"), _("Vad ni gör"), _("Du kan säga")],
        "steps": [
            {"clock": when, "name": step.name, "task": step.task, "line": step.line}
            for when, step in zip(script.clock(steps), steps, strict=True)
        ],
    }
