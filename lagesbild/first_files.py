"""Give a file of values that nobody has defined yet its first definition."""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from geo.classes import suggest_limits
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
from indicators.reading import Reading
from indicators.texts import Text, _
from lagesbild.config import FILE
from lagesbild.export import tidy_csv
from lagesbild.intake import read_values
from lagesbild.reader_process import read_in_child
from lagesbild.recipes import Recipe
from lagesbild.workspace import Workspace

WITHHELD_MARK = "x"  # what the reader takes for withheld, whatever the source


def add_file(workspace: Workspace, file: Path, *, yes: bool) -> list[str]:
    """Add a file of values to a workspace, with a definition to fill in.

    Its class limits come from what of it may be published.

    Returns
    -------
    list of str
        What is left to do.

    Raises
    ------
    IndicatorFileError
        If the file can't be read as any kind of indicator, or takes too much time or
        memory.
    """
    name = _indicator_id(file.stem, workspace.root / "indicators")
    root = workspace.root
    reading, indicator = _first_that_fits(root, file, name)
    reading.require(yes=yes)
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


def _first_that_fits(root: Path, file: Path, name: str) -> tuple[Reading, Indicator]:
    """Try a share first, then a count, then a bare value; keep the first that reads.

    The file is read in a child with limits, which finds the definition in the folder.
    """
    tried, content = [], read_values(file)
    for kind in (Kind.SHARE, Kind.COUNT, Kind.INDEX):
        indicator = _starter(name, file.stem, kind)
        _write_definition(root, indicator)
        recipe = Recipe(indicator=name)
        reading, _used = read_in_child(root, file.name, content, [recipe])
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
