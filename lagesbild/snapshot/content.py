"""What a snapshot says, as one plain dict: HTML, PDF and slides are made from it.

Everything comes from the published tables of one release. The dict is in the language
spoken when it was made; its form is described in docs/snapshot.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from indicators.model import TOTAL
from indicators.texts import _, language
from lagesbild.atlas import Atlas
from lagesbild.export import tidy_csv
from lagesbild.portrait import portrait
from lagesbild.proofs import Standing
from lagesbild.snapshot import origins, telling
from lagesbild.snapshot.identity import identity, link
from lagesbild.snapshot.maps import maps
from lagesbild.snapshot.scope import Scope, place_name, scope_of
from lagesbild.snapshot.summary import summary
from lagesbild.snapshot.tables import tables
from lagesbild.words import map_words

FORMAT = "lagesbild-snapshot/1"


def content(
    atlas: Atlas,
    *,
    title: str,
    areas: Sequence[tuple[str, str]],
    keys: Sequence[str],
    who: str,
    when: str,
    release: Standing,
    describe: Callable[[str, str], dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Put together all that a snapshot says.

    Parameters
    ----------
    atlas : Atlas
        Over the tables that were in force after `release`.
    title : str
        What whoever makes it calls it.
    areas : sequence of (level, area code)
        Whom it is about; empty for the whole municipality.
    keys : sequence of str
        `indicator/period`; empty for the latest period of every indicator.
    who, when : str
        Who makes it, and the moment as ISO 8601 in UTC: the only part that differs
        between two snapshots of the same.
    release : Standing
        Which release the tables are of, and the proofs behind them.
    describe : function of level and area code, optional
        Gives portraits that are made already.

    Returns
    -------
    dict
        That JSON can write; see docs/snapshot.md.

    Raises
    ------
    UnknownChoiceError
        If an area or a series is not there.
    """
    scope = scope_of(atlas, areas, keys)
    describe = describe or partial(portrait, atlas)
    described = [_of_scope(describe(*area), scope) for area in scope.portraits]
    found: dict[str, Any] = {
        "format": FORMAT,
        "title": " ".join(title.split()),
        "language": language(),
        "municipality": atlas.workspace.config.name,
        "place": place_name(atlas, areas),
        "practice": _practice(atlas, scope),
        "release": {
            "number": release.number,
            "when": release.when,
            "hash": release.hash,
        },
        "proof": origins.proof(atlas, scope, release),
        "areas": described,
        "maps": maps(atlas, scope),
        "tables": tables(atlas, scope),
        "definitions": telling.definitions(atlas, scope),
        "withheld": telling.withheld(atlas, scope),
        "cannot_say": [
            origins.beside_the_figures(release),
            *telling.cannot_say(atlas, scope, described),
        ],
        "boundaries": origins.boundaries(atlas, scope),
        "class_limits": telling.class_limits(atlas, scope),
        "standing": map_words()["standing"],
        "data": _data(atlas, scope),
    }
    found["summary"] = summary(found, scope, atlas.workspace.config.start)
    name = identity(found)
    made = {"when": when, "who": who}
    address = link(atlas.workspace.config.address, name)
    return {"id": name, "address": address, "made": made, **found}


def _of_scope(found: dict[str, Any], scope: Scope) -> dict[str, Any]:
    """Keep the lines of the indicators that were chosen."""
    chosen = {key.partition("/")[0] for key in scope.keys}
    sectors = [
        {**sector, "lines": [x for x in sector["lines"] if x["indicator"] in chosen]}
        for sector in found["sectors"]
    ]
    return {**found, "sectors": [sector for sector in sectors if sector["lines"]]}


def _practice(atlas: Atlas, scope: Scope) -> str:
    if not any(atlas.indicators[name].is_practice for name in scope.indicators):
        return ""
    return _(
        "Innehåller övningsdata. Talen med märket Övningsdata är påhittade och visar "
        "inte hur det är på riktigt."
    )


def _data(atlas: Atlas, scope: Scope) -> str:
    """Write every figure shown as tidy CSV."""
    table = atlas.published
    rows = table[table["group"] == TOTAL]
    key = rows["indicator"] + "/" + rows["period"]
    shown = key.isin(scope.keys) & rows["geography"].isin(scope.levels)
    whole = atlas.workspace.municipality
    places = [*scope.portraits, *([whole] if whole else [])]
    for level, code in places:  # the history of each, and the municipality's beside
        own = (rows["geography"] == level) & (rows["area_code"] == code)
        shown |= own & rows["indicator"].isin(scope.indicators)
    order = ["indicator", "period", "geography", "area_code"]
    return tidy_csv(rows[shown].sort_values(order, kind="stable")).decode()
