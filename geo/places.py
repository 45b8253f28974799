"""What a map is found by: names of places, and parts to look closer at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the configuration reads places, and needs no shapes for that
    import geopandas as gpd


@dataclass(frozen=True)
class Place:
    """A locality: a name and a point on the map; degrees in WGS 84."""

    name: str
    latitude: float
    longitude: float
    is_large: bool = False


@dataclass(frozen=True)
class View:
    """A part of the map to zoom to, such as an area group."""

    id: str
    name: str
    areas: gpd.GeoDataFrame  # one row, dissolved, in SWEREF 99 TM

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east and north of it."""
        west, south, east, north = self.areas.total_bounds.tolist()
        return west, south, east, north
