"""Take a workspace elsewhere: what an export needs beside the figures, and back.

The figures of an export are read by `lagesbild publish` like those of any other file.
What they are about, the areas, definitions and groups, goes along in the folder
`workspace`, without the municipality's local settings.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from geo.apart import read_areas_apart
from geo.errors import GeographyError
from geo.geography_file import read_geography_file
from indicators.texts import _
from lagesbild.config import FILE
from lagesbild.errors import WorkspaceError
from lagesbild.export import checksums
from lagesbild.fingerprint import workspace_files
from lagesbild.new_folder import draft_of, require_empty
from lagesbild.workspace import Workspace

FOLDER = "workspace"
MANIFEST = f"{FOLDER}/manifest.json"
# What the figures and how they are shown rest on; addresses and keys stay at home.
SETTINGS = (
    "name", "language", "geography", "municipality", "across", "start",
    "groups", "benchmarks", "sectors", "places", "protection",
)  # fmt: skip
_PART = re.compile(rf"{FOLDER}/(?:{re.escape(FILE)}|(?:geography|indicators)/[^/\\]+)")


def workspace_parts(root: Path) -> dict[str, bytes]:
    """Give the files that go along with an export, by their place in it."""
    settings = tomllib.loads((root / FILE).read_text("utf-8-sig"))
    kept = {name: settings[name] for name in SETTINGS if name in settings}
    parts = {f"{FOLDER}/{FILE}": tomli_w.dumps(kept).encode()}
    for path in workspace_files(root):
        if path.parent.name in ("geography", "indicators") and path.is_file():
            parts[f"{FOLDER}/{path.parent.name}/{path.name}"] = path.read_bytes()
    manifest = json.dumps({"files": checksums(parts)}, ensure_ascii=False, indent=2)
    return parts | {MANIFEST: f"{manifest}\n".encode()}


def start_from_export(folder: Path, source: Path) -> None:
    """Make a workspace with the areas and definitions of an export, without figures.

    Parameters
    ----------
    folder : Path
        Is made; must not hold anything. Appears whole or not at all.
    source : Path
        The folder that `lagesbild export` has written.

    Raises
    ------
    WorkspaceExistsError
        If there is something in the folder.
    WorkspaceError, GeographyError
        If the export isn't whole, or its areas or definitions can't be used.
    """
    require_empty(folder)
    parts = _checked_parts(source)
    with draft_of(folder) as draft:
        for name in ("geography", "indicators", "observations"):
            (draft / name).mkdir()
        for name, content in parts.items():
            (draft / name.removeprefix(f"{FOLDER}/")).write_bytes(content)
        _try(draft)


def _try(root: Path) -> None:
    """Read all of it once, each file with areas in a process of its own first."""
    for path in sorted((root / "geography").glob("*.toml")):
        spec = read_geography_file(path)
        if spec.file:
            if Path(spec.file).name != spec.file:
                raise GeographyError(
                    _("{file}: områdena ska ligga i samma mapp.").format(file=path.name)
                )
            read_areas_apart(
                root / "geography" / spec.file,
                code_column=spec.code_column,
                name_column=spec.name_column,
                parent_column=spec.parent_column,
                layer=spec.layer,
            )
    place = Workspace(root)
    for found in (place.codes, place.indicators):
        len(found)  # both are read when they are asked for


def _checked_parts(source: Path) -> dict[str, bytes]:
    try:
        listed: dict[str, Any] = json.loads((source / MANIFEST).read_bytes())["files"]
        names = [name for name in listed if _PART.fullmatch(name)]
        found = {name: (source / name).read_bytes() for name in names}
        is_whole = checksums(found) == {name: listed[name] for name in found}
    except (OSError, ValueError, KeyError, TypeError):
        found, is_whole = {}, False
    if not is_whole or f"{FOLDER}/{FILE}" not in found:
        raise WorkspaceError(
            _(
                "{folder} är ingen hel export med områden: en fil saknas, eller har "
                "ändrats sedan den skrevs. Exportera på nytt med lagesbild export "
                "--with-areas."
            ).format(folder=source.name)
        )
    return found
