"""Levels must nest: each area has a parent in the level above, and lies in it."""

from __future__ import annotations

import geopandas as gpd
import shapely

from geo.errors import AreaCodeError, shortlist
from indicators.texts import _

INSIDE = 0.95  # how much of an area must lie in its parent


def require_nested(
    areas: gpd.GeoDataFrame, above: gpd.GeoDataFrame, name: str, name_above: str
) -> None:
    """Raise unless each area has a parent in `above`, and lies in it.

    A little of an area may stick out: levels are often generalised separately.
    `name` and `name_above` are for the messages.

    Raises
    ------
    AreaCodeError
        If a parent is missing or unknown, or an area lies elsewhere.
    """
    shapes = above.set_index("area_code").geometry
    orphans = areas["area_code"][~areas["parent_code"].isin(shapes.index)]
    if len(orphans):
        raise AreaCodeError(
            _(
                "{name}: dessa områden saknar område i nivån ovanför, {above}: "
                "{codes}. Rätta koden för nivån ovanför."
            ).format(name=name, above=name_above, codes=shortlist(orphans)),
            orphans,
        )
    own = areas.geometry.to_numpy()
    within = shapely.intersection(own, shapes[areas["parent_code"]].to_numpy())
    outside = areas["area_code"][shapely.area(within) < INSIDE * shapely.area(own)]
    if len(outside):
        raise AreaCodeError(
            _(
                "{name}: dessa områden ligger inte i det område i {above} som de sägs "
                "tillhöra: {codes}. Rätta koden för nivån ovanför, eller använd samma "
                "årgång för båda."
            ).format(name=name, above=name_above, codes=shortlist(outside)),
            outside,
        )
