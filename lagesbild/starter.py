"""Make a workspace for other areas and other files, with no code changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import tomli_w

from geo.apart import read_areas_apart
from geo.check import check_areas, require_coverage
from geo.repair import clean_areas
from lagesbild.config import FILE
from lagesbild.first_files import add_file
from lagesbild.new_folder import draft_of, require_empty
from lagesbild.workspace import Workspace

AREAS_FILE = "areas.gpkg"
SECTORS = {  # the wheel's SHANARRI sectors, until the municipality replaces them
    "safe": ("Trygg", "Safe"),
    "healthy": ("Frisk / mår bra", "Healthy"),
    "achieving": ("Utvecklas / lär", "Achieving"),
    "nurtured": ("Omvårdnad / omsorg", "Nurtured"),
    "active": ("Aktiv", "Active"),
    "respected": ("Respekterad / delaktig", "Respected"),
    "responsible": ("Ansvarstagande", "Responsible"),
    "included": ("Inkluderad / tillhörig", "Included"),
    "context": ("Förutsättningar", "Context"),
}


@dataclass(frozen=True)
class Areas:
    """Which file has the areas, and what its columns are called."""

    file: Path
    code_column: str
    name_column: str | None = None
    parent_column: str | None = None
    vintage: str = ""
    level: str = "area"
    layer: str | None = None
    repair: bool = False


def start_workspace(
    folder: Path,
    name: str,
    areas: Areas,
    observations: Sequence[Path] = (),
    *,
    yes: bool = False,
) -> list[str]:
    """Make a workspace in an empty folder.

    Parameters
    ----------
    folder : Path
        Is made; must not hold anything. Appears whole or not at all.
    name : str
        The municipality's.
    areas : Areas
    observations : sequence of Path
        CSV files to begin with. Each gets a definition to fill in, with class limits
        from its published values.
    yes : bool
        Say yes to what the reader asks.

    Returns
    -------
    list of str
        What was found about the areas, repaired, and is left to do.

    Raises
    ------
    WorkspaceExistsError
        If there is something in the folder.
    GeographyError, IndicatorFileError
        If the areas or a file can't be used.
    """
    require_empty(folder)
    table, notes = _usable_areas(areas)
    with draft_of(folder) as draft:
        _write_places(draft, name, areas, table)
        for file in observations:
            notes += add_file(Workspace(draft), file, yes=yes)
        Workspace(draft).protected()
    return notes


def _usable_areas(areas: Areas) -> tuple[gpd.GeoDataFrame, list[str]]:
    table = read_areas_apart(
        areas.file,
        code_column=areas.code_column,
        name_column=areas.name_column,
        parent_column=areas.parent_column,
        layer=areas.layer,
    )
    notes: list[str] = []
    if areas.repair:
        table, repaired = clean_areas(table)
        notes += [str(finding) for finding in repaired]
    require_coverage(table, areas.file.name)
    return table, notes + [str(finding) for finding in check_areas(table)]


def _write_places(
    draft: Path, name: str, areas: Areas, table: gpd.GeoDataFrame
) -> None:
    for part in ("geography", "indicators", "observations"):
        (draft / part).mkdir()
    code = _municipality_code(table["area_code"].tolist())
    layer = table.assign(municipality=code, municipality_name=name)
    layer.to_file(draft / "geography" / AREAS_FILE, driver="GPKG")
    vintage, level = _identifier(areas.vintage) or "1", _identifier(areas.level)
    base, above, top = (f"{one}-{vintage}" for one in (level, "parent", "kommun"))
    common = {"vintage": vintage, "source": f"{name}, {areas.file.name}"}
    has_parents = areas.parent_column is not None
    for identity, content in _levels(level, base, above, top, has_parents).items():
        path = draft / "geography" / f"{identity}.toml"
        path.write_text(tomli_w.dumps(content | common), encoding="utf-8")
    (draft / FILE).write_text(_config(name, base, code), encoding="utf-8")


def _levels(
    level: str, base: str, above: str, top: str, has_parents: bool
) -> dict[str, dict[str, object]]:
    """Define the areas, the municipality, and the larger areas if there are any."""
    made: dict[str, dict[str, object]] = {
        base: {
            "level": level,
            "name": {"sv": "Områden", "en": "Areas"},
            "description": {"sv": "Kommunens delar.", "en": "Parts of the place."},
            "file": AREAS_FILE,
            "code_column": "area_code",
            "name_column": "name",
            "parent": above if has_parents else top,
            "parent_column": "parent_code" if has_parents else "municipality",
        },
        top: {
            "level": "kommun",
            "name": {"sv": "Hela kommunen", "en": "The whole municipality"},
            "description": {"sv": "Alla områden ihop.", "en": "All areas together."},
            "dissolve_of": base,
            "code_column": "municipality",
            "name_column": "municipality_name",
        },
    }
    if has_parents:
        made[above] = {
            "level": "parent",
            "name": {"sv": "Större områden", "en": "Larger areas"},
            "description": {"sv": "Områden ihop.", "en": "Areas together."},
            "dissolve_of": base,
            "code_column": "parent_code",
            "parent": top,
            "parent_column": "municipality",
        }
    return made


def _identifier(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum() and c.isascii())


def _municipality_code(codes: Sequence[str]) -> str:
    """Use the four digits that all codes begin with, if they do."""
    starts = {code[:4] for code in codes}
    start = starts.pop() if len(starts) == 1 else ""
    return start if start.isdigit() and start not in codes else "kommun"


def _config(name: str, geography: str, code: str) -> str:
    content = {
        "name": name,
        "language": "sv",
        "geography": geography,
        "municipality": code,
        "sectors": [
            {"id": key, "name": {"sv": sv, "en": en}}
            for key, (sv, en) in SECTORS.items()
        ],
        "protection": {"minimum_count": 5, "minimum_pupils": 10},
    }
    example = (
        "\n# Områdesgrupper: ta bort # och skriv egna.\n"
        '# [[groups]]\n# id = "norra"\n# name = "Norra"\n# areas = ["kod1", "kod2"]\n'
    )
    return tomli_w.dumps(content) + example
