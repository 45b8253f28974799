"""GeoPackage and shapefile: look into the file first, then let GDAL read it.

GDAL picks a driver by what it finds in the file, and some drivers open other files.
So the first bytes must be those of the format, a GeoPackage may have no tables that
fetch their rows elsewhere, and only the parts of one shapefile leave a zip file.
"""

from __future__ import annotations

import sqlite3
import tempfile
import warnings
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

import geopandas as gpd
import pyogrio
import shapely

from geo.errors import LayerError, shortlist
from indicators.texts import _

_GEOPACKAGE = (b"GPKG", b"GP10", b"GP11")  # SQLite's application_id, bytes 68 to 71
_SHAPEFILE = b"\x00\x00\x27\x0a"
MOST_AREAS = 250_000  # the country has 6 160 DeSO, and 115 000 inhabited square km
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_UNREADABLE = (
    sqlite3.Error,
    BadZipFile,
    zlib.error,
    RuntimeError,  # a zip file with a password, or packed in a way that is not known
    ValueError,
    OSError,
    EOFError,
)


def read_geopackage(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    """Read a layer of a GeoPackage; raises `LayerError` as `geo.layers` describes."""
    head = _head(path, 72)
    if head[:16] != b"SQLite format 3\x00" or head[68:] not in _GEOPACKAGE:
        raise _not_what_it_says(path, "GeoPackage")
    journal = path.with_name(path.name + "-wal")
    if journal.is_file() and journal.stat().st_size:
        raise LayerError(
            _(
                "{file} är öppen i ett annat program, och allt är inte sparat än. "
                "Stäng projektet i QGIS och försök igen."
            ).format(file=path.name)
        )
    name = _choose(_feature_tables(path), layer, path.name)
    return _read(path, layer=name, IMMUTABLE="YES")


def read_shapefile(path: Path) -> gpd.GeoDataFrame:
    """Read a shapefile that lies unpacked, with its other parts beside it."""
    if _head(path, 4) != _SHAPEFILE:
        raise _not_what_it_says(path, "Shape")
    beside = {entry.suffix.lower() for entry in path.parent.glob(f"{path.stem}.*")}
    missing = {".shx", ".dbf"} - beside
    if missing:
        raise LayerError(
            _(
                "{file}: shapefilens delar {parts} saknas. Lägg alla dess filer i "
                "samma mapp, eller packa dem tillsammans i en zip-fil."
            ).format(file=path.name, parts=shortlist(missing))
        )
    return _read(path)


def read_zip(path: Path, layer: str | None, *, max_bytes: int) -> gpd.GeoDataFrame:
    """Read a shapefile out of a zip file; `layer` is its name without suffix.

    Only the five parts that are needed are unpacked, under names of our own and until
    `max_bytes` together; whatever else the file holds is left alone.
    """
    with tempfile.TemporaryDirectory(prefix="lagesbild-") as folder:
        try:
            with ZipFile(path) as archive:
                unpacked = _unpack(archive, layer, Path(folder), path.name, max_bytes)
        except _UNREADABLE as error:
            raise _not_what_it_says(path, "zip") from error
        return read_shapefile(unpacked)


def _feature_tables(path: Path) -> list[str]:
    try:
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            tables = database.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
            listed = database.execute(
                "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
            ).fetchall()
    except _UNREADABLE as error:
        raise _damaged(path) from error
    virtual = [str(name) for name, sql in tables if _fetches_elsewhere(str(sql))]
    if virtual:
        raise LayerError(
            _(
                "{file} har tabeller som hämtar sitt innehåll någon annanstans ifrån "
                "({tables}). Exportera lagret till en ny GeoPackage."
            ).format(file=path.name, tables=shortlist(virtual))
        )
    plain = {str(name) for name, _sql in tables}
    return sorted(str(name) for (name,) in listed if str(name) in plain)


def _fetches_elsewhere(sql: str) -> bool:
    text = " ".join(sql.lower().split())
    return text.startswith("create virtual") and " using rtree" not in text


def _choose(names: Sequence[str], wanted: str | None, file: str) -> str:
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return str(wanted)
    if not names:
        text = _("{file} har inget lager med områden. Exportera lagret på nytt.")
    elif wanted is None:
        text = _("{file} har flera lager: {layers}. Ange vilket som ska läsas.")
    else:
        text = _("{file} har inget lager {wanted}. Lagren är: {layers}.")
    raise LayerError(text.format(file=file, layers=shortlist(names), wanted=wanted))


def _unpack(
    archive: ZipFile, layer: str | None, folder: Path, file: str, max_bytes: int
) -> Path:
    """Copy the parts of one shapefile to `folder`, and return the path of its .shp."""
    members = {
        (str(place.with_suffix("")), place.suffix.lower()): member
        for member in archive.namelist()
        if (place := PurePosixPath(member)).suffix.lower() in _PARTS
        and "__MACOSX" not in place.parts
    }
    stems = {PurePosixPath(s).name: s for s, suffix in members if suffix == ".shp"}
    stem = stems[_choose(sorted(stems), layer, file)]
    left = max_bytes
    for suffix in _PARTS:
        if (stem, suffix) in members:
            with archive.open(members[stem, suffix]) as part:
                content = part.read(left + 1)  # the size in the header may be a lie
            left -= len(content)
            if left < 0:
                raise LayerError(
                    _("{file} är större än {limit} MB när den packas upp.").format(
                        file=file, limit=max_bytes // 1_000_000
                    )
                )
            (folder / f"areas{suffix}").write_bytes(content)
    return folder / "areas.shp"


def _head(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise _damaged(path) from error


def require_few(count: int, file: str) -> None:
    """Raise `LayerError` if there are more areas than any municipality has."""
    if count > MOST_AREAS:
        raise LayerError(
            _(
                "{file} har fler än {limit} områden. Spara bara de områden som behövs."
            ).format(
                file=file, limit=f"{MOST_AREAS:,}".replace(",", "\N{NO-BREAK SPACE}")
            )
        )


def _read(path: Path, **options: str) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what matters is checked by those who call
            table = pyogrio.read_dataframe(
                path.resolve(), max_features=MOST_AREAS + 1, **options
            )
    except Exception as error:  # whatever it is: a damaged .prj gave UnboundLocalError
        raise _damaged(path) from error
    if not isinstance(table, gpd.GeoDataFrame):  # a .dbf or a table without shapes
        raise _damaged(path)
    require_few(len(table), path.name)
    flat = shapely.force_2d(table.geometry.to_numpy())
    return table.set_geometry(flat, crs=table.crs)


def _not_what_it_says(path: Path, kind: str) -> LayerError:
    return LayerError(
        _(
            "{file} är ingen {kind}-fil, trots sitt namn. Exportera lagret på nytt i "
            "stället för att byta ändelse på filen."
        ).format(file=path.name, kind=kind)
    )


def _damaged(path: Path) -> LayerError:
    return LayerError(
        _(
            "{file} är skadad eller ofullständig och går inte att läsa. Exportera "
            "lagret på nytt."
        ).format(file=path.name)
    )
