"""The map to point in: the app's own documents, opened on what a snapshot is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from geo.classes import NO_DATA, WITHHELD
from geo.geometry import script_json
from lagesbild.atlas import Atlas
from lagesbild.config import GROUPS
from lagesbild.pack import build_pack
from lagesbild.series import Series
from lagesbild.snapshot.scope import Scope
from lagesbild.snapshot.summary import spoken_of

NO_PACK = b'id="pack">null<'


class MapDocument(NamedTuple):
    """A map document, and what the page tells it to show when it has opened."""

    html: bytes
    orders: list[dict[str, str]]


def documents(
    atlas: Atlas, scope: Scope, areas: Sequence[Mapping[str, Any]]
) -> dict[str, MapDocument]:
    """Give the app's own map documents, with the series of a snapshot baked in.

    Parameters
    ----------
    atlas : Atlas
    scope : Scope
    areas : sequence of mapping
        What the snapshot says of its areas: what is told first is shown first.

    Returns
    -------
    dict from level to MapDocument
        The level first whose map shows the measure that the snapshot speaks of.
    """
    config = atlas.workspace.config
    wanted = [spoken_of(areas) if scope.focus else "", config.start]
    drawn = [scope.series(key) for key in scope.keys]
    levels = dict.fromkeys([scope.drawn[opening(drawn, wanted)], *scope.drawn.values()])
    if not scope.focus and GROUPS in scope.at:
        levels |= {GROUPS: None}
    return {
        level: MapDocument(
            _baked(atlas, scope.at[level], level, opening(scope.at[level], wanted)),
            _orders(atlas, scope, level),
        )
        for level in levels
    }


def opening(series: Sequence[Series], wanted: Sequence[str]) -> str:
    """Choose the series to begin with: its key.

    The latest of the first indicator wanted; one that is mostly not shown only if all
    are.
    """
    named = [one for name in wanted for one in series if one.indicator.id == name]
    latest = {one.indicator.id: one for one in named}  # oldest first in a level
    ranked = [*latest.values(), *series]
    return next((one for one in ranked if _is_shown(one)), ranked[0]).key


def _is_shown(one: Series) -> bool:
    hidden = one.classes.count(WITHHELD) + one.classes.count(NO_DATA)
    return 2 * hidden <= len(one.classes)


def _orders(atlas: Atlas, scope: Scope, level: str) -> list[dict[str, str]]:
    """Zoom to the group that all in focus are of, and choose the only area in focus."""
    groups = {_group_of(atlas, *area) for area in scope.focus}
    orders = [{"type": "view", "id": one} for one in groups if one and len(groups) == 1]
    if len(scope.focus) == 1 and scope.focus[0][0] == level:
        orders.append({"type": "select", "code": scope.focus[0][1]})
    return orders


def _group_of(atlas: Atlas, level: str, code: str) -> str:
    if level == GROUPS:
        return code
    config = atlas.workspace.config
    if level != config.geography:
        return ""
    return next((group.id for group in config.groups if code in group.areas), "")


def _baked(atlas: Atlas, series: Sequence[Series], level: str, show: str) -> bytes:
    geography = atlas.workspace.geographies[level]
    names = dict(
        zip(geography.areas["area_code"], geography.areas["name"], strict=True)
    )
    pack: Mapping[str, Any] = build_pack(
        series, names, level=str(geography.name), choose=True, show=show
    ) | {"mode": "level"}  # what a map document opens with that has its series baked in
    document = atlas.document(level).content
    if document.count(NO_PACK) != 1:
        raise ValueError("the map document has no single place for a pack")
    return document.replace(NO_PACK, f'id="pack">{script_json(pack)}<'.encode())
