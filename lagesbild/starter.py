"""Make a workspace for other areas and other files, with no code changed."""

from __future__ import annotations

import hashlib
import itertools
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import tomli_w

from geo.apart import read_areas_apart
from geo.check import check_areas, require_coverage
from geo.classes import suggest_limits
from geo.repair import clean_areas
from indicators.definitions import write_definition
from indicators.errors import IndicatorFileError
from indicators.model import (
    TOTAL,
    Direction,
    Indicator,
    Kind,
    Origin,
    Protection,
    Status,
)
from indicators.reading import Reading, read_observations
from indicators.texts import Text, _
from lagesbild.config import FILE
from lagesbild.errors import WorkspaceExistsError
from lagesbild.export import make_folder, tidy_csv
from lagesbild.workspace import Workspace

AREAS_FILE = "areas.gpkg"
WITHHELD_MARK = "x"  # what the reader takes for withheld, whatever the source
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
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceExistsError(folder.name)
    table, notes = _usable_areas(areas)
    folder = folder.absolute()
    make_folder(folder.parent)
    draft = Path(tempfile.mkdtemp(prefix=".lagesbild-", dir=folder.parent))
    try:
        _write_places(draft, name, areas, table)
        for file in observations:
            notes += _add_file(Workspace(draft), file, yes=yes)
        Workspace(draft).protected()
        put(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return notes


def put(draft: Path, folder: Path) -> None:
    """Give the finished draft its name; a folder that is there keeps its place."""
    if not folder.exists():
        draft.chmod(0o755)  # as any new folder
        draft.rename(folder)
        return
    # The configuration comes last: without it there is no workspace yet.
    for part in sorted(draft.iterdir(), key=lambda path: path.name == FILE):
        part.rename(folder / part.name)


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
    has_parents = areas.parent_column is not None
    layer = table.assign(municipality=code, municipality_name=name)
    layer.to_file(draft / "geography" / AREAS_FILE, driver="GPKG")
    vintage, level = _identifier(areas.vintage) or "1", _identifier(areas.level)
    base, above, top = (f"{one}-{vintage}" for one in (level, "parent", "kommun"))
    common = {"vintage": vintage, "source": f"{name}, {areas.file.name}"}
    made = {
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
    for identity, content in made.items():
        path = draft / "geography" / f"{identity}.toml"
        path.write_text(tomli_w.dumps(content | common), encoding="utf-8")
    (draft / FILE).write_text(_config(name, base, code), encoding="utf-8")


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


def _add_file(workspace: Workspace, file: Path, *, yes: bool) -> list[str]:
    name = _indicator_id(file.stem, workspace.root / "indicators")
    reading, indicator = _first_that_fits(workspace, file, name)
    reading.require(yes=yes)
    root = workspace.root
    rows = _as_read(reading.observations)
    (root / "observations" / f"{indicator.id}.csv").write_bytes(rows)
    if yes:
        _accept(root, rows)
    _write_definition(root, indicator)
    shown = Workspace(root).protected()
    ok = shown[(shown["indicator"] == indicator.id) & (shown["status"] == Status.OK)]
    here = ok[ok["geography"] == workspace.config.geography]
    limits = suggest_limits(here["value"].to_numpy(np.float64))
    _write_definition(root, replace(indicator, class_limits=limits))
    notes = [_hidden_note(file)] if ok.empty else []
    return [
        *notes,
        _(
            "{file}: en startdefinition finns i indicators/{id}.toml. Fyll i namn, "
            "definition, källa och hur måttet ska läsas."
        ).format(file=file.name, id=indicator.id),
    ]


def _indicator_id(stem: str, folder: Path) -> str:
    """Make an id of a file's name that no other definition has."""
    plain = stem.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    words = re.findall(r"[a-z0-9]+", plain)
    name = "_".join(words) or "matt"
    taken = {path.stem for path in folder.glob("*.toml")}
    numbered = (f"{name}_{number}" for number in itertools.count(2))
    return name if name not in taken else next(n for n in numbered if n not in taken)


def _accept(root: Path, rows: bytes) -> None:
    """Keep the yes with the file it was said about: see `Config.accepted`."""
    line = f'accepted = ["{hashlib.sha256(rows).hexdigest()}"]\n'
    path = root / FILE
    written = path.read_text("utf-8")
    before = re.search(r"^accepted = \[(.*)\]\n", written)
    if before:
        line = line.replace("]", f", {before[1]}]")
        written = written[before.end() :]
    path.write_text(line + written, "utf-8")


def _hidden_note(file: Path) -> str:
    return _(
        "{file}: inga värden visas. Små grupper skyddas, och utan täljare och nämnare "
        'kan skyddet inte prövas. Är det officiell statistik? Skriv origin = "public" '
        'och protection = "none" i definitionen.'
    ).format(file=file.name)


def _as_read(table: pd.DataFrame) -> bytes:
    """Write what was read so that it reads the same without any question."""
    columns = ["period", "geography", "area_code", "numerator", "denominator", "value"]
    if (table["group"] != TOTAL).any():
        columns.insert(1, "group")
    marks = table["value"].map(lambda v: "" if v != v else repr(v).removesuffix(".0"))
    marks = marks.mask(table["status"] == Status.SUPPRESSED, WITHHELD_MARK)
    return tidy_csv(table.assign(value=marks), columns, texts=("value",))


def _write_definition(root: Path, indicator: Indicator) -> None:
    path = root / "indicators" / f"{indicator.id}.toml"
    path.write_text(write_definition(indicator), encoding="utf-8")


def _first_that_fits(
    workspace: Workspace, file: Path, name: str
) -> tuple[Reading, Indicator]:
    """Try a share first, then a count, then a bare value; keep the first that reads."""
    tried = []
    for kind in (Kind.SHARE, Kind.COUNT, Kind.INDEX):
        indicator = _starter(name, file.stem, kind)
        reading = read_observations(
            file.read_bytes(),
            file=file.name,
            indicators={name: indicator},
            areas=workspace.codes,
            indicator=name,
        )
        if not reading.problems:
            return reading, indicator
        tried.append(reading)
    raise IndicatorFileError(file.name, tried[0].problems)


def _starter(name: str, title: str, kind: Kind) -> Indicator:
    units = {Kind.SHARE: Text("%"), Kind.COUNT: Text("personer", "persons")}
    fill = Text("Fyll i.", "To be filled in.")
    return Indicator(
        id=name,
        name=Text(title),
        short=Text(title[:32]),
        definition=fill,
        kind=kind,
        unit=units.get(kind, Text("värde", "value")),
        direction=Direction.NEUTRAL,
        sector="context",
        origin=Origin.LOCAL,
        protection=Protection.NORMAL,
        source=fill,
        class_limits=(),
        numerator=fill,
        denominator=fill,
    )
