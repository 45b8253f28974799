"""What was chosen for a file last time, so that next year's needs no click."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lagesbild.export import make_folder
from lagesbild.workspace import Workspace

SHEET = "sheet"


@dataclass(frozen=True)
class Recipe:
    """Which sheet, and which of several rows or contents, a file is read by."""

    sheet: str = ""
    choose: Mapping[str, str] = field(default_factory=dict)


def recipe_for(workspace: Workspace, file: str) -> Recipe:
    """Give the recipe of a file of this name, whatever year it says."""
    known = _read(_place(workspace)).get(name_of(file), {})
    chosen = {str(k): str(v) for k, v in known.items()}
    return Recipe(chosen.pop(SHEET, ""), chosen)


def remember(workspace: Workspace, file: str, recipe: Recipe) -> None:
    """Keep a recipe for files of this name, if anything was chosen at all."""
    chosen = dict(recipe.choose)
    if recipe.sheet:
        chosen[SHEET] = recipe.sheet
    if not chosen:
        return
    place = _place(workspace)
    make_folder(place.parent)
    known = _read(place) | {name_of(file): chosen}
    text = json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True)
    draft = place.with_suffix(".part")
    draft.write_text(text + "\n", "utf-8")
    draft.replace(place)


def name_of(file: str) -> str:
    """Take the years and dates out of a file's name."""
    stem = re.sub(r"\d+", " ", Path(file).name.lower())
    return " ".join(re.findall(r"[^\W_]+", stem))


def _place(workspace: Workspace) -> Path:
    return workspace.root / "var" / "recipes.json"


def _read(place: Path) -> dict[str, dict[str, str]]:
    """Read all recipes; a file that can't be read is as good as none."""
    try:
        known = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {str(k): v for k, v in known.items() if isinstance(v, dict)}
