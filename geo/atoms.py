"""The pieces that areas of overlapping geographies are made of.

Whoever has figures for school catchments and for statistical areas can subtract them
from each other, so disclosure control must know which ground they share. Where codes
tell who belongs to whom (levels, area groups) no overlay is needed; this is for
geographies that cross each other on the map.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import SWEREF99_TM, require_crs

# Of an area: what is smaller is the same border drawn in another way, not a place
# where somebody lives.
SLIVER = 0.01
COLUMNS = ["atom", "geography", "area_code"]
Area = tuple[str, str]  # geography, area code


@dataclass(frozen=True)
class _Piece:
    """Ground that is in all of `areas`, and in no other area."""

    areas: tuple[Area, ...]
    shape: shapely.Geometry


def overlay(layers: Mapping[str, gpd.GeoDataFrame]) -> pd.DataFrame:
    """Cut geographies along each other's borders.

    Parameters
    ----------
    layers : mapping from geography to GeoDataFrame with `area_code`, in SWEREF 99 TM
        Coverages, each without overlaps of its own. They need not cover the same
        ground.

    Returns
    -------
    DataFrame with the text columns `atom`, `geography` and `area_code`
        One row for each area and piece of it. Together the pieces of an area make up
        the area, but for slivers: of less than a hundredth of each area they are in.
        Sorted; the order of the rows in `layers` does not matter.
    """
    pieces: list[_Piece] = []
    for name, areas in sorted(layers.items()):
        require_crs(areas, SWEREF99_TM, name=name)
        codes = areas["area_code"].astype(str)
        new = [
            _Piece(((name, code),), shape)
            for code, shape in sorted(zip(codes, areas.geometry, strict=True))
        ]
        pieces = _cut(pieces, new) if pieces else new
    rows = [
        ("|".join(f"{geography}/{code}" for geography, code in piece.areas), *area)
        for piece in pieces
        for area in piece.areas
    ]
    return pd.DataFrame(sorted(rows), columns=COLUMNS, dtype=str)


def _cut(pieces: list[_Piece], new: list[_Piece]) -> list[_Piece]:
    """Cut what there is along new areas, and keep what only one of them has."""
    old_shapes = np.array([piece.shape for piece in pieces])
    new_shapes = np.array([piece.shape for piece in new])
    one, other = shapely.STRtree(old_shapes).query(new_shapes, predicate="intersects")
    shared = shapely.intersection(old_shapes[other], new_shapes[one])
    size = shapely.area(shared)
    real = (size >= SLIVER * shapely.area(old_shapes)[other]) | (
        size >= SLIVER * shapely.area(new_shapes)[one]
    )
    common = [
        _Piece((*pieces[j].areas, *new[i].areas), shape)
        for i, j, shape in zip(one[real], other[real], shared[real], strict=True)
    ]
    only_old = _alone(pieces, old_shapes, new_shapes)
    only_new = _alone(new, new_shapes, old_shapes)
    return [*common, *only_old, *only_new]


def _alone(
    pieces: list[_Piece], shapes: np.ndarray, others: np.ndarray
) -> list[_Piece]:
    """Give what of each piece lies in none of the others."""
    left = shapely.difference(shapes, shapely.union_all(others))
    real = shapely.area(left) >= SLIVER * shapely.area(shapes)
    return [
        _Piece(piece.areas, shape)
        for piece, shape, is_real in zip(pieces, left, real, strict=True)
        if is_real
    ]
