"""What was chosen for a file last time, so that next year's needs no click.

A recipe belongs to files of one name, whatever year it says, with the same headers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from indicators.reading import Reading, read_observations
from indicators.reading.byhand import BY_HAND, NAMES, role_of
from indicators.texts import _
from lagesbild.export import make_folder
from lagesbild.file_names import name_of, says_something
from lagesbild.workspace import Workspace

SHEET = "sheet"
_FOR = "name"  # of the files that a recipe is for
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[/–-](?:\d\d){1,2})?(?!\d)")
MOST = 5  # recipes for files of one name


@dataclass(frozen=True)
class Recipe:
    """How a file is read, where that doesn't show in the file itself.

    `sheet`, `choose` and `columns` are as in `indicators.reading.read_observations`,
    `indicator` is what a file is of that doesn't say. `headers` are those of the file
    that it was made for, if it is a remembered one. `period` is of this file alone and
    never remembered: it is another next year.
    """

    sheet: str = ""
    choose: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    indicator: str = ""
    headers: tuple[str, ...] = ()
    period: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen that can be remembered."""
        return not (self.sheet or self.choose or self.columns or self.indicator)

    def fits(self, headers: Sequence[str]) -> bool:
        """Tell whether a file with these headers is one of those it was made for.

        One that has just been chosen is for any.
        """
        if not self.headers:
            return True
        if _plain(self.headers) != _plain(headers):
            return False
        return self._columns_in(headers) is not None

    def for_headers(self, headers: Sequence[str]) -> Recipe:
        """Name the columns as a file with these headers does, that it fits."""
        if not self.headers:
            return self
        return replace(self, columns=self._columns_in(headers) or {})

    def _columns_in(self, headers: Sequence[str]) -> dict[str, str] | None:
        """Find each column by its name, whatever year is in it, if only one has it."""
        found = {}
        for role, header in self.columns.items():
            same = [one for one in headers if _word(one) == _word(header)]
            if header and len(same) != 1:
                return None
            found[role] = same[0] if header else ""
        return found

    def words(self) -> str:
        """Say what was chosen, for people."""
        said = [_("blad: {name}").format(name=self.sheet)] if self.sheet else []
        said += [f"{what}: {value}" for what, value in self.choose.items()]
        nothing = _("ingen kolumn")
        by_role = {role_of(word): header for word, header in self.columns.items()}
        said += [
            f"{NAMES[role]} = {by_role[role] or nothing}"
            for role in BY_HAND
            if role in by_role
        ]
        if self.indicator:
            said.append(_("mått: {name}").format(name=self.indicator))
        return "; ".join(said)


NOTHING = Recipe()


def read_file(
    workspace: Workspace,
    name: str,
    content: bytes,
    recipe: Recipe = NOTHING,
    source: str | None = None,
) -> Reading:
    """Read a file by a recipe, with whatever problems it has."""
    return read_observations(
        content,
        file=name,
        indicators=workspace.indicators,
        areas=workspace.readable,
        indicator=recipe.indicator or None,
        source=source,
        sheet=recipe.sheet,
        choose=recipe.choose,
        columns=recipe.columns,
        period=recipe.period,
    )


Read = Callable[[Recipe], Reading]


def read_by(recipes: Sequence[Recipe], read: Read) -> tuple[Reading, Recipe]:
    """Read a file by the first recipe that fits its headers, or else as it stands.

    Returns
    -------
    Reading
    Recipe
        The one that was used; empty where none fits.
    """
    for recipe in recipes:
        if not recipe.headers:
            return read(recipe), recipe
        reading = read(replace(recipe, columns={}))
        if reading.headers and recipe.fits(reading.headers):
            used = recipe.for_headers(reading.headers)
            return (read(used) if used.columns else reading), used
    return read(NOTHING), NOTHING


def recipes_for(workspace: Workspace, file: str) -> list[Recipe]:
    """Give the recipes for files of this name, whatever year it says; latest first.

    What a file is of is only told from a recipe if all of its name is the same. Before
    that was so, names were kept without any digits: of those only the rest is used.
    """
    name, found = name_of(file), []
    for entry in _read(_place(workspace)).get(name, []):
        made = _recipe(entry)
        if made is None:
            continue
        if not says_something(file) or entry.get(_FOR) != name:
            made = replace(made, indicator="")
        if not made.is_empty:
            found.append(made)
    return found


def remember(workspace: Workspace, file: str, recipe: Recipe) -> None:
    """Keep a recipe for files of this name and with its headers, if it says anything.

    It takes the place of an earlier one for the same headers.
    """
    if recipe.is_empty or not recipe.headers:
        return
    kept = _others(workspace, file, recipe.headers)
    _write(workspace, file, [recipe, *kept][:MOST])


def forget(workspace: Workspace, file: str, headers: Sequence[str]) -> None:
    """Forget how files of this name with these headers were read."""
    _write(workspace, file, _others(workspace, file, headers))


def _others(workspace: Workspace, file: str, headers: Sequence[str]) -> list[Recipe]:
    known = recipes_for(workspace, file)
    return [one for one in known if _plain(one.headers) != _plain(headers)]


def _plain(headers: Sequence[str]) -> frozenset[str]:
    """Leave what next year's headers have too, in whatever order."""
    return frozenset(map(_word, headers))


def _word(header: str) -> str:
    return _YEAR.sub("#", " ".join(header.casefold().split()))


def _place(workspace: Workspace) -> Path:
    return workspace.root / "var" / "recipes.json"


def _write(workspace: Workspace, file: str, recipes: Sequence[Recipe]) -> None:
    place = _place(workspace)
    make_folder(place.parent)
    known = _read(place)
    known.pop(name_of(file), None)
    if recipes:
        known[name_of(file)] = [_entry(recipe, file) for recipe in recipes]
    text = json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True)
    draft = place.with_suffix(".part")
    draft.write_text(text + "\n", "utf-8")
    draft.replace(place)


def _entry(recipe: Recipe, file: str) -> dict[str, Any]:
    entry = {name: was for name, was in asdict(recipe).items() if name != "period"}
    return entry | {_FOR: name_of(file)}


def _recipe(entry: object) -> Recipe | None:
    """Read one recipe; what has another form is as good as none."""
    if not isinstance(entry, dict):
        return None
    choose, columns = entry.get("choose", {}), entry.get("columns", {})
    if not isinstance(choose, dict) or not isinstance(columns, dict):
        return None
    if not isinstance(entry.get("headers"), list):
        return None
    return Recipe(
        str(entry.get(SHEET, "")),
        {str(k): str(v) for k, v in choose.items()},
        {str(k): str(v) for k, v in columns.items()},
        str(entry.get("indicator", "")),
        tuple(map(str, entry["headers"])),
    )


def _read(place: Path) -> dict[str, list[Any]]:
    """Read all recipes; a file that can't be read is as good as none."""
    try:
        known = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {str(k): v for k, v in known.items() if isinstance(v, list)}
