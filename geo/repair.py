"""Mend areas as a coverage, only when somebody asks for it, and say what changed."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from geo.check import polygons_of, require_coverage
from geo.crs import SWEREF99_TM, require_crs
from geo.errors import CoverageError, shortlist
from geo.findings import Finding, Kind, size_text
from geo.gaps import GAP_WIDTH_M
from indicators.texts import _

SNAP_M = 0.1  # points so close are the same point, drawn twice


def clean_areas(
    areas: gpd.GeoDataFrame, *, snap_m: float = SNAP_M, gap_width_m: float = GAP_WIDTH_M
) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Mend overlaps, narrow gaps and borders that do not match.

    Nothing else in the program calls this on its own: what is mended is no longer
    what the municipality drew.

    Parameters
    ----------
    areas : GeoDataFrame, one row per area, in SWEREF 99 TM
        As from `geo.load.read_areas`. Invalid polygons are made valid first.
    snap_m : float
        Points closer than this, in metres, become one.
    gap_width_m : float
        Gaps narrower than this, in metres, go to the neighbour with the longest
        border along them.

    Returns
    -------
    GeoDataFrame
        `areas`, row for row, as a valid coverage. What two areas both claimed belongs
        to the smaller of them, so that an enclave gets its hole back.
    tuple of Finding
        One for each area that changed: `size_m2` is what it gained and lost together.

    Raises
    ------
    CrsError
        If `areas` are not in SWEREF 99 TM.
    CoverageError
        If an area would vanish, as one of two with the same shape does, or something
        remains that this cannot mend.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    before = polygons_of(areas)
    after = shapely.coverage_clean(
        before,
        snapping_distance=snap_m,
        gap_width=gap_width_m,
        merge_strategy="min_area",
    )
    vanished = areas["area_code"][shapely.is_empty(after)]
    if len(vanished):
        raise CoverageError(
            _(
                "Lagningen skulle ta bort dessa områden helt, eftersom andra områden "
                "täcker dem: {codes}. Rätta dem i QGIS och läs in filen på nytt."
            ).format(codes=shortlist(vanished))
        )
    mended = areas.set_geometry(np.asarray(after), crs=SWEREF99_TM)
    require_coverage(mended, _("den lagade kartan"))
    return mended, _changes(areas, before, np.asarray(after))


def _changes(
    areas: gpd.GeoDataFrame, before: np.ndarray, after: np.ndarray
) -> tuple[Finding, ...]:
    moved = np.flatnonzero(
        ~shapely.equals(before, after) | ~shapely.is_valid(areas.geometry)
    )
    gained = shapely.area(shapely.difference(after[moved], before[moved]))
    lost = shapely.area(shapely.difference(before[moved], after[moved]))
    return tuple(
        Finding(
            Kind.REPAIRED,
            (str(areas["area_code"].iloc[i]),),
            float(plus + minus),
            _("{code} lagades: {gained} lades till och {lost} togs bort.").format(
                code=areas["area_code"].iloc[i],
                gained=size_text(plus),
                lost=size_text(minus),
            ),
        )
        for i, plus, minus in zip(moved, gained, lost, strict=True)
    )
