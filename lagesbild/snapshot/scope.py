"""What a snapshot is about: which areas, which series, at which levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.config import GROUPS
from lagesbild.errors import AskedWronglyError, SnapshotError, UnknownChoiceError
from lagesbild.series import Series

Area = tuple[str, str]  # level, code
MOST_PORTRAITS = 30  # of a whole municipality's areas, where it has no area groups


@dataclass(frozen=True)
class Scope:
    """The areas in focus and the series, by level.

    `at` has the series of each level with something to show, in the order offered;
    `drawn` is the level at which each series gets its map.
    """

    focus: tuple[Area, ...]
    portraits: tuple[Area, ...]
    keys: tuple[str, ...]
    at: dict[str, list[Series]]
    drawn: dict[str, str]

    @property
    def levels(self) -> list[str]:
        """The levels whose tables are shown."""
        return list(self.at)

    @cached_property
    def indicators(self) -> list[str]:
        """The indicators chosen, in the order offered."""
        return list(dict.fromkeys(key.partition("/")[0] for key in self.keys))

    def series(self, key: str) -> Series:
        """Find the series whose map is drawn for a key."""
        return next(one for one in self.at[self.drawn[key]] if one.key == key)


def scope_of(atlas: Atlas, areas: Sequence[Area], keys: Sequence[str]) -> Scope:
    """Work out what a snapshot of some areas and series has to hold.

    Raises
    ------
    UnknownChoiceError
        If an area or a series is not in the atlas.
    SnapshotError
        If there is nothing to show.
    """
    focus = tuple(areas)
    for level, code in focus:
        _require_area(atlas, level, code)
    levels = _levels(atlas, focus)
    chosen = tuple(keys) or tuple(_latest(atlas, levels).values())
    if not chosen:
        raise SnapshotError(_("Det finns inget publicerat att frysa."))
    for key in chosen:
        _require_key(atlas, levels, key)
    at = {
        level: [s for s in atlas.series(level) if s.key in chosen] for level in levels
    }
    at = {level: found for level, found in at.items() if found}
    order = list(dict.fromkeys(s.key for level in levels for s in atlas.series(level)))
    ordered = _in_order(atlas, [key for key in order if key in chosen])
    drawn = {
        key: next(level for level in at if any(s.key == key for s in at[level]))
        for key in ordered
    }
    return Scope(focus, _portraits(atlas, focus), ordered, at, drawn)


def keys_of(atlas: Atlas, chosen: Sequence[str]) -> list[str]:
    """Turn `indicator` or `indicator/period` into keys; the latest if none is said."""
    latest = _latest(atlas, list(atlas.levels))
    keys = []
    for text in chosen:
        if "/" not in text and text not in latest:
            raise UnknownChoiceError(_("Måttet"), text, list(latest))
        keys.append(text if "/" in text else latest[text])
    return keys


def _require_area(atlas: Atlas, level: str, code: str) -> None:
    known = atlas.workspace.codes
    if level not in known:
        raise UnknownChoiceError(_("Indelningen"), level, list(known))
    if code not in known[level]:
        raise UnknownChoiceError(_("Området"), code, known[level])


def _require_key(atlas: Atlas, levels: Sequence[str], key: str) -> None:
    known = {s.key for level in levels for s in atlas.series(level)}
    if key not in known:
        raise UnknownChoiceError(_("Serien"), key, sorted(known))


def _levels(atlas: Atlas, focus: Sequence[Area]) -> list[str]:
    """Take the workspace's own areas first, then the level asked for, then the rest."""
    base = atlas.workspace.config.geography
    first = [base, *(level for level, _code in focus)]
    rest = [level for level in (GROUPS, *atlas.levels) if not focus]
    wanted = list(dict.fromkeys([*first, *rest]))
    shown = [level for level in wanted if level in atlas.levels]
    return shown or list(atlas.levels)


def _latest(atlas: Atlas, levels: Sequence[str]) -> dict[str, str]:
    """Give the key of the latest period of each indicator."""
    latest: dict[str, str] = {}
    for level in reversed(levels):  # the finest level has the last word
        for one in atlas.series(level):
            latest[one.indicator.id] = one.key
    return latest


def _in_order(atlas: Atlas, keys: Sequence[str]) -> tuple[str, ...]:
    rank = {name: i for i, name in enumerate(atlas.indicators)}
    return tuple(sorted(keys, key=lambda key: rank[key.partition("/")[0]]))


def _portraits(atlas: Atlas, focus: tuple[Area, ...]) -> tuple[Area, ...]:
    if focus:
        return focus
    config, codes = atlas.workspace.config, atlas.workspace.codes
    if GROUPS in atlas.levels:
        return tuple((GROUPS, group.id) for group in config.groups)
    base = codes[config.geography]
    few = len(base) <= MOST_PORTRAITS
    return tuple((config.geography, code) for code in base) if few else ()


def place_name(atlas: Atlas, areas: Sequence[Area]) -> str:
    """Name what a snapshot is about."""
    if not areas:
        return atlas.workspace.config.name
    return ", ".join(area_name(atlas, level, code) for level, code in areas)


def area_name(atlas: Atlas, level: str, code: str) -> str:
    """Name an area."""
    names = atlas.workspace.area_names(level)
    return names[atlas.workspace.codes[level].index(code)]


def find_area(atlas: Atlas, text: str) -> Area:
    """Find an area or an area group by its code or its name, in whatever case.

    A code goes before a name: it belongs to one area of a level only.

    Raises
    ------
    UnknownChoiceError
        If none is called so.
    AskedWronglyError
        If several are.
    """
    names = {(level, code): name for level, code, name in _called(atlas)}
    wanted = " ".join(text.split()).casefold()
    exact = [area for area in names if area[1] == text]
    coded = exact or [area for area in names if area[1].casefold() == wanted]
    if coded:
        return coded[0]
    found = [area for area, name in names.items() if name.casefold() == wanted]
    if len(found) > 1:
        raise AskedWronglyError(_several(atlas, text, found))
    if found:
        return found[0]
    own = (GROUPS, atlas.workspace.config.geography)
    known = [f"{name} ({at[1]})" for at, name in names.items() if at[0] in own]
    raise UnknownChoiceError(_("Området"), text, known)


def _called(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    """Give level, code and name of every area: groups first, then our own areas."""
    codes = atlas.workspace.codes
    order = dict.fromkeys([GROUPS, atlas.workspace.config.geography, *codes])
    for level in (one for one in order if one in codes):
        names = atlas.workspace.area_names(level)
        for code, name in zip(codes[level], names, strict=True):
            yield level, code, name


def _several(atlas: Atlas, text: str, found: Sequence[Area]) -> str:
    geographies = atlas.workspace.geographies
    codes = [f"{code} ({geographies[level].name})" for level, code in found]
    return _("Flera områden heter {text}. Skriv koden i stället: {codes}.").format(
        text=text, codes=", ".join(codes)
    )
