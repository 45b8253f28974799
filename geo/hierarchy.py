"""Areas in levels: dissolve, group, and tell who belongs to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import SWEREF99_TM, require_crs
from geo.errors import AreaCodeError, CoverageError, shortlist
from geo.findings import Finding, Kind
from indicators.texts import _

AREA_TOLERANCE = 1e-9  # of the total; what floating point may lose in a union


def dissolve(
    areas: gpd.GeoDataFrame,
    codes: Mapping[str, str] | pd.Series[str],
    names: Mapping[str, str],
    parents: Mapping[str, str] | None = None,
) -> gpd.GeoDataFrame:
    """Join areas into the larger areas that they are parts of.

    Parameters
    ----------
    areas : GeoDataFrame, one row per area, in SWEREF 99 TM
        As from `geo.load.read_areas`: a coverage, without overlaps.
    codes : mapping or Series
        For each `area_code` (the index of a Series) the code of the larger area.
    names : mapping
        The names of the larger areas; where one is missing, the code stands in.
    parents : mapping, optional
        The codes one level up again, per larger area; "" where there is none.

    Returns
    -------
    GeoDataFrame, one row per larger area, sorted by `area_code`
        With the columns of `geo.load.read_areas`. Together the rows have the area, in
        m², that `areas` have.

    Raises
    ------
    AreaCodeError
        If an area has no larger area, or `codes` names one that is not there.
    CoverageError
        If `areas` overlap, so that joining them would lose area.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    larger = {str(key): str(code) for key, code in codes.items() if pd.notna(code)}
    _require_known(larger, areas)
    homeless = [code for code in areas["area_code"] if not larger.get(code)]
    if homeless:
        raise AreaCodeError(
            _(
                "Dessa områden hör inte till något större område: {codes}. Fyll i "
                "koden för nivån ovanför."
            ).format(codes=shortlist(homeless)),
            homeless,
        )
    above = parents or {}
    rows = areas.groupby(areas["area_code"].map(larger)).indices
    shapes = areas.geometry.to_numpy()
    return _frame(
        [
            (code, names.get(code) or code, above.get(code, ""), _union(shapes[parts]))
            for code, parts in rows.items()
        ]
    )


def group_areas(
    areas: gpd.GeoDataFrame, groups: Mapping[str, tuple[str, Collection[str]]]
) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Join areas into the municipality's own groups, which may share areas.

    Parameters
    ----------
    areas : GeoDataFrame, one row per area, in SWEREF 99 TM
        As from `geo.load.read_areas`.
    groups : mapping
        For each group its name and the codes of its areas. An area may be in several
        groups, or in none.

    Returns
    -------
    GeoDataFrame, one row per group, sorted by `area_code`
        With the columns of `geo.load.read_areas`; `area_code` is that of the group.
    tuple of Finding
        One for each area that is in several groups: sums over groups count it twice.

    Raises
    ------
    AreaCodeError
        If a group names an unknown area, or has none.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    table = members(groups)
    _require_known(table["area_code"], areas)
    empty = sorted(set(groups) - set(table["parent_code"]))
    if empty:
        raise AreaCodeError(
            _(
                "Dessa områdesgrupper har inga områden: {groups}. Lägg till minst ett "
                "område i varje grupp, eller ta bort gruppen."
            ).format(groups=shortlist(empty))
        )
    shapes = areas.geometry.to_numpy()
    rows = [
        (code, name, "", _union(shapes[areas["area_code"].isin(set(codes))]))
        for code, (name, codes) in groups.items()
    ]
    return _frame(rows), _shared(table, areas)


def members(groups: Mapping[str, tuple[str, Collection[str]]]) -> pd.DataFrame:
    """List which areas are in which group: one row for each, in stable order.

    Columns: `area_code`, and `parent_code` with the code of the group.
    """
    rows = [
        (area, group)
        for group, (_name, codes) in sorted(groups.items())
        for area in sorted(set(codes))
    ]
    return pd.DataFrame(rows, columns=["area_code", "parent_code"], dtype=str)


def parents(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """List which larger area each area belongs to, where it belongs to one.

    Columns: `area_code` and `parent_code`, as in `areas`, without the geometry.
    """
    table = pd.DataFrame(areas[["area_code", "parent_code"]])
    return table[table["parent_code"] != ""].reset_index(drop=True)


def _union(shapes: np.ndarray) -> shapely.Geometry:
    """Join parts of a coverage; refuse if they overlap, which GEOS does not notice."""
    before = shapely.area(shapes).sum()
    try:
        joined = shapely.coverage_union_all(shapes)
    except shapely.errors.GEOSException:
        joined = None
    kept = joined is not None and np.isclose(joined.area, before, rtol=AREA_TOLERANCE)
    if not kept or not shapely.is_valid(joined):
        raise CoverageError(
            _(
                "Områdena överlappar varandra och kan därför inte slås ihop. Laga dem "
                "först: läs in kartan på nytt med lagesbild init … --repair."
            )
        )
    return shapely.normalize(joined)


def _frame(
    rows: Collection[tuple[str, str, str, shapely.Geometry]],
) -> gpd.GeoDataFrame:
    columns = ["area_code", "name", "parent_code", "geometry"]
    table = gpd.GeoDataFrame(sorted(rows), columns=columns, crs=SWEREF99_TM)
    return table.astype(dict.fromkeys(columns[:3], "str"))


def _require_known(codes: Collection[str], areas: gpd.GeoDataFrame) -> None:
    unknown = set(codes) - set(areas["area_code"])
    if unknown:
        raise AreaCodeError(
            _(
                "Dessa områdeskoder finns inte på kartan: {codes}. Kontrollera att "
                "indelning och årgång stämmer."
            ).format(codes=shortlist(unknown)),
            unknown,
        )


def _shared(table: pd.DataFrame, areas: gpd.GeoDataFrame) -> tuple[Finding, ...]:
    counts = Counter(table["area_code"])
    sizes = dict(zip(areas["area_code"], areas.area, strict=True))
    return tuple(
        Finding(
            Kind.SHARED,
            (code,),
            float(sizes[code]),
            _(
                "Området {code} ingår i flera områdesgrupper. Summor över grupperna "
                "räknar det flera gånger."
            ).format(code=code),
        )
        for code in sorted(counts)
        if counts[code] > 1
    )
