"""Read areas from a file into the one form that everything else builds on."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.axes import require_plausible, to_sweref
from geo.codes import read_codes, read_names, require_unique
from geo.crs import SWEREF99_TM
from geo.errors import CrsError, LayerError, shortlist
from geo.layers import read_layer
from indicators.texts import _

COLUMNS = ("area_code", "name", "parent_code", "geometry")
POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def read_areas(
    path: Path,
    *,
    code_column: str,
    name_column: str | None = None,
    parent_column: str | None = None,
    layer: str | None = None,
) -> gpd.GeoDataFrame:
    """Read areas from GeoJSON, GeoPackage or shapefile, whatever their CRS.

    Parameters
    ----------
    path : Path
        .geojson, .json, .gpkg, .shp, or .zip with a shapefile.
    code_column : str
        The column with the area codes: text, unique, never empty.
    name_column, parent_column : str, optional
        The columns with names, and with the codes of the areas one level up.
    layer : str, optional
        Which layer, where the file has several.

    Returns
    -------
    GeoDataFrame, one row per area, sorted by `area_code`, index 0 to n-1
        In SWEREF 99 TM, with exactly these columns: `area_code` (str), `name` (str,
        the code where the file has none), `parent_code` (str, "" where there is
        none) and `geometry` (Polygon or MultiPolygon, not necessarily valid: see
        `geo.check`).

    Raises
    ------
    LayerError
        If the file cannot be read or lacks a column, or a geometry is missing or is
        no polygon.
    CrsError
        If the file does not say its CRS, or its coordinates contradict it.
    AreaCodeError
        If codes are missing, doubled, or numbers that may have lost a zero.
    """
    path = Path(path)
    return as_areas(
        read_layer(path, layer),
        path.name,
        code_column=code_column,
        name_column=name_column,
        parent_column=parent_column,
    )


def as_areas(
    table: gpd.GeoDataFrame,
    file: str,
    *,
    code_column: str,
    name_column: str | None = None,
    parent_column: str | None = None,
) -> gpd.GeoDataFrame:
    """Do what `read_areas` does with a layer that was read already.

    `file` is what to call it in messages; the rest is as for `read_areas`.
    """
    require_columns(table, file, (code_column, name_column, parent_column))
    codes = read_codes(table, code_column, file)
    require_unique(codes, code_column, file)
    parents = [""] * len(codes)
    if parent_column is not None:
        parents = read_codes(table, parent_column, file, empty=True)
    _require_polygons(table, codes, file)
    _require_known_crs(table, file)
    require_plausible(table, file)
    areas = gpd.GeoDataFrame(
        {
            "area_code": codes,
            "name": read_names(table, name_column, codes),
            "parent_code": parents,
        },
        geometry=to_sweref(table, file).geometry.to_numpy(),
        crs=SWEREF99_TM,
    )
    return areas.sort_values("area_code", ignore_index=True)


def require_columns(
    table: gpd.GeoDataFrame, file: str, wanted: tuple[str | None, ...]
) -> None:
    """Raise `LayerError` if a wanted column is not there; None asks for nothing."""
    present = [str(column) for column in table.columns if column != "geometry"]
    unknown = [name for name in wanted if name is not None and name not in present]
    if unknown:
        raise LayerError(
            _(
                "{file} har ingen kolumn {columns}. Kolumnerna är: {present}. Stora "
                "och små bokstäver räknas; en shapefil kortar namn till tio tecken."
            ).format(
                file=file,
                columns=", ".join(unknown),
                present=", ".join(present[:30]) or "–",
            )
        )


def _require_polygons(table: gpd.GeoDataFrame, codes: list[str], file: str) -> None:
    shapes = table.geometry.to_numpy()
    named = np.array(codes, dtype=object)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if empty.any():
        raise LayerError(
            _(
                "{file}: dessa områden har ingen yta: {codes}. Rita dem eller ta bort "
                "raderna, och exportera lagret på nytt."
            ).format(file=file, codes=shortlist(named[empty]))
        )
    other = ~np.isin(shapely.get_type_id(shapes), POLYGONS)
    if other.any():
        raise LayerError(
            _(
                "{file}: områden ska vara ytor (polygoner), men dessa är punkter, "
                "linjer eller något annat: {codes}. Är det rätt lager?"
            ).format(file=file, codes=shortlist(named[other]))
        )
    _require_finite(shapes, named, file)


def _require_finite(shapes: np.ndarray, named: np.ndarray, file: str) -> None:
    lost = ~np.isfinite(shapely.bounds(shapes)).all(axis=1)
    if lost.any():
        raise LayerError(
            _(
                "{file}: dessa områden har koordinater som inte är tal: {codes}. "
                "Exportera lagret på nytt från källan."
            ).format(file=file, codes=shortlist(named[lost]))
        )


def _require_known_crs(table: gpd.GeoDataFrame, file: str) -> None:
    if table.crs is None:
        raise CrsError(
            _(
                "{file} säger inte vilket koordinatsystem den har. Ange det i QGIS: "
                "högerklicka på lagret → Lagrets CRS → Ange lagrets CRS (oftast "
                "EPSG:3006, SWEREF 99 TM), och sedan Exportera → Spara objekt som … "
                "En shapefil behöver sin del .prj."
            ).format(file=file)
        )
