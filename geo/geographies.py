"""The geographies of a workspace: what each is called, its areas, and its level up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.check import require_coverage
from geo.codes import read_codes, read_names
from geo.errors import GeographyError, shortlist
from geo.geography_file import GeographyFile, read_geography_file, require_none
from geo.hierarchy import dissolve
from geo.layers import read_layer
from geo.load import as_areas, require_columns
from geo.nesting import require_nested
from indicators.texts import Text, _


@dataclass(frozen=True, eq=False)
class Geography:
    """A division into areas, of one vintage.

    `areas` are in SWEREF 99 TM, in the columns of `geo.load.read_areas`. `parent` is
    the id of the geography one level up, whose codes `parent_code` holds, or None.
    """

    id: str
    level: str
    vintage: str
    name: Text
    description: Text
    source: str
    licence: str
    parent: str | None
    areas: gpd.GeoDataFrame


def load_geographies(folder: Path) -> dict[str, Geography]:
    """Read all geographies that are described in a folder.

    Parameters
    ----------
    folder : Path
        With a `<level>-<vintage>.toml` for each geography, and the files with areas
        that those name.

    Returns
    -------
    dict of Geography by id, sorted by id
        Each area has a parent in the geography above, if there is one, and lies in it.

    Raises
    ------
    GeographyError
        If a description has problems (all those of a file at once), an area file
        cannot be used, or areas do not nest in those above.
    """
    files = {
        path.stem: read_geography_file(path) for path in sorted(folder.glob("*.toml"))
    }
    if not files:
        raise GeographyError(
            _(
                "Mappen {folder} har ingen indelning (ingen .toml-fil). Läs in områden "
                "med lagesbild init."
            ).format(folder=folder)
        )
    _require_references(files)
    _require_top(files)
    areas: dict[str, gpd.GeoDataFrame] = {}
    for spec in files.values():
        if spec.file:
            parts = [other for other in files.values() if other.dissolve_of == spec.id]
            areas |= _from_one_file(spec, parts, folder)
    for spec in files.values():
        if spec.parent is not None:
            require_nested(areas[spec.id], areas[spec.parent], spec.id, spec.parent)
    return {spec.id: _geography(spec, areas[spec.id]) for spec in files.values()}


def _geography(spec: GeographyFile, areas: gpd.GeoDataFrame) -> Geography:
    return Geography(
        id=spec.id,
        level=spec.level,
        vintage=spec.vintage,
        name=spec.name,
        description=spec.description,
        source=spec.source,
        licence=spec.licence,
        parent=spec.parent,
        areas=areas,
    )


def _from_one_file(
    base: GeographyFile, larger: list[GeographyFile], folder: Path
) -> dict[str, gpd.GeoDataFrame]:
    layer = read_layer(folder / base.file, base.layer)
    areas = as_areas(
        layer,
        base.file,
        code_column=base.code_column,
        name_column=base.name_column,
        parent_column=base.parent_column,
    )
    require_coverage(areas, base.file)
    dissolved = {spec.id: _dissolved(spec, base, layer, areas) for spec in larger}
    return {base.id: areas, **dissolved}


def _dissolved(
    spec: GeographyFile,
    base: GeographyFile,
    layer: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    columns = (spec.code_column, spec.name_column, spec.parent_column)
    require_columns(layer, base.file, columns)
    own = read_codes(layer, base.code_column, base.file)
    codes = read_codes(layer, spec.code_column, base.file)
    names = read_names(layer, spec.name_column, codes)
    above = [""] * len(codes)
    if spec.parent_column is not None:
        above = read_codes(layer, spec.parent_column, base.file, empty=True)
    return dissolve(
        areas,
        dict(zip(own, codes, strict=True)),
        _one_each(codes, names, spec, spec.name_column),
        _one_each(codes, above, spec, spec.parent_column),
    )


def _one_each(
    codes: list[str], values: list[str], spec: GeographyFile, column: str | None
) -> dict[str, str]:
    """Give each larger area its one value, or say which of them have several."""
    pairs = pd.DataFrame({"code": codes, "value": values}).drop_duplicates()
    several = pairs["code"][pairs["code"].duplicated()].unique()
    if len(several):
        raise GeographyError(
            _(
                "{geography}: dessa områden har flera olika värden i kolumnen "
                "{column}, fast de ska vara ett område var: {codes}. Rätta "
                "kolumnen i filen."
            ).format(geography=spec.id, column=column, codes=shortlist(several))
        )
    return dict(zip(pairs["code"], pairs["value"], strict=True))


def _require_references(files: Mapping[str, GeographyFile]) -> None:
    """Check that what a geography refers to is there."""
    for spec in files.values():
        problems = []
        if spec.parent is not None and spec.parent not in files:
            problems.append(
                _("parent: det finns ingen indelning {id}.").format(id=spec.parent)
            )
        base = files.get(spec.dissolve_of)
        if spec.dissolve_of and (base is None or not base.file):
            problems.append(
                _(
                    "dissolve_of: {id} ska vara en indelning i samma mapp som har en "
                    "egen fil med områden."
                ).format(id=spec.dissolve_of)
            )
        require_none(f"{spec.id}.toml", problems)


def _require_top(files: Mapping[str, GeographyFile]) -> None:
    """Check that the levels lead upwards to an end."""
    ladder = {
        spec.id: {spec.parent} if spec.parent else set() for spec in files.values()
    }
    try:
        TopologicalSorter(ladder).prepare()
    except CycleError as error:
        raise GeographyError(
            _(
                "Indelningarna pekar på varandra i en ring ({ids}), så ingen är "
                "överst. Rätta parent i en av dem."
            ).format(ids=" → ".join(error.args[1]))
        ) from error
