"""Published figures as files: tidy CSV, its areas, and a manifest with checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from geo.geographies import Geography
from indicators.levels import Division
from indicators.model import COLUMNS, NUMBERS
from indicators.texts import _
from lagesbild.errors import WorkspaceError, WorkspaceExistsError

AREA_COLUMNS = ["geography", "area_code", "name", "parent_geography", "parent_code"]
FORMULA_STARTS = ("=", "+", "-", "@")
NOTHING_MORE: Mapping[str, bytes] = {}


def tidy_csv(
    table: pd.DataFrame,
    columns: list[str] | None = None,
    texts: tuple[str, ...] = (),
    *,
    for_spreadsheets: bool = True,
) -> bytes:
    """Write a table as UTF-8 CSV with comma and point, the same bytes every time.

    Numbers are written as short as they can be read back; where one is withheld or
    missing, the cell is empty. Text that a spreadsheet would take for a formula gets
    an apostrophe before it, except in what only we read back (`for_spreadsheets`).
    `texts` are columns of numbers that come written already.
    """
    written = safe_text if for_spreadsheets else str
    columns = columns or COLUMNS
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    cells = [
        _numbers(table[name])
        if name in NUMBERS and name not in texts
        else [written(t) for t in table[name]]
        for name in columns
    ]
    writer.writerows(zip(*cells, strict=True))
    return out.getvalue().encode()


def _numbers(column: pd.Series[float]) -> list[str]:
    return ["" if v != v else repr(round(v, 6)).removesuffix(".0") for v in column]


def tables_as_zip(tables: Mapping[str, bytes]) -> bytes:
    """Pack published tables, one file for each indicator; the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in sorted(tables):
            entry = zipfile.ZipInfo(f"{name}.csv", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(entry, tables[name])
    return out.getvalue()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, or say that it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            _("Mappen {folder} går inte att skapa. Välj en annan plats.").format(
                folder=folder
            )
        ) from error


def safe_text(text: object) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    written = str(text)
    if not written.isprintable():
        written = "".join(c if c.isprintable() or c == "\t" else " " for c in written)
    return f"'{written}" if written.lstrip().startswith(FORMULA_STARTS) else written


def areas_table(
    geographies: Mapping[str, Geography], divisions: Sequence[Division] = ()
) -> pd.DataFrame:
    """List every area of every level with the one it belongs to.

    An area has a row more for each area group it is in (`divisions`): whoever audits
    the export must know which sums can be worked out.
    """
    tables = [
        geography.areas[["area_code", "name", "parent_code"]].assign(
            geography=name, parent_geography=geography.parent or ""
        )
        for name, geography in geographies.items()
    ]
    for division in divisions:
        own = geographies[division.of]
        if own.parent == division.geography:
            continue
        areas = own.areas.set_index("area_code")["name"]
        rows = division.members.rename("parent_code").rename_axis("area_code")
        inner = rows.reset_index().assign(
            geography=division.of, parent_geography=division.geography
        )
        tables.append(inner.assign(name=inner["area_code"].map(areas)))
    table: pd.DataFrame = pd.concat(tables, ignore_index=True)[AREA_COLUMNS]
    return table


def export(
    folder: Path,
    published: pd.DataFrame,
    areas: pd.DataFrame,
    practice: set[str],
    parts: Mapping[str, bytes] = NOTHING_MORE,
) -> list[Path]:
    """Write all published tables to an empty folder.

    Parameters
    ----------
    folder : Path
        Is made; must not hold anything.
    published : DataFrame with `indicators.model.COLUMNS`, protected
    areas : DataFrame, as from `areas_table`
    practice : set of str
        The indicators whose figures are made up; the manifest says so.
    parts : mapping from place in the folder to bytes
        What goes along: see `lagesbild.moving`.

    Returns
    -------
    list of Path
        `observations.csv`, `areas.csv` and `manifest.json` with the SHA-256 and size
        of the two. The same published table gives the same bytes.

    Raises
    ------
    WorkspaceExistsError
        If there is something in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceExistsError(folder.name)
    make_folder(folder)
    files = {
        "observations.csv": tidy_csv(published),
        "areas.csv": tidy_csv(areas, AREA_COLUMNS),
    }
    manifest = {
        "files": checksums(files),
        "practice_data": sorted(practice),
        "note": _("Indikatorer under practice_data är påhittade övningsdata."),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    for name, data in {**files, **parts, "manifest.json": text.encode()}.items():
        make_folder((folder / name).parent)
        (folder / name).write_bytes(data)
    return [folder / name for name in (*files, "manifest.json")]


def checksums(files: Mapping[str, bytes]) -> dict[str, dict[str, str | int]]:
    """Give the SHA-256 and the size of each file, as a manifest has them."""
    return {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files.items()
    }
