"""Whose borders are others in two snapshots: places, and what moved between groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from indicators.texts import _
from lagesbild.config import GROUPS
from lagesbild.snapshot.difference import Cause, Difference
from lagesbild.snapshot.figures import Content, cells
from lagesbild.snapshot.membership import Members, divisions_in, groups_in

CHECKSUM = re.compile(r"[0-9a-f]+(?=\.$)")


@dataclass(frozen=True)
class Borders:
    """What two snapshots say of borders: the sums of divisions, and groups' areas."""

    sums: tuple[Mapping[str, set[str]], Mapping[str, set[str]]]  # by level
    groups: tuple[Mapping[str, Members], Mapping[str, Members]]  # by code

    def changed(self, level: str, code: str) -> bool:
        """Tell whether a place has other borders than before, as far as is said."""
        if level != GROUPS or not self.moved:
            return self._is_redrawn(level)
        then, now = (one.get(code) for one in self.groups)
        base = any(self._is_redrawn(name) for name in self.sums[0] if name != GROUPS)
        return base or then is None or now is None or set(then.areas) != set(now.areas)

    def _is_redrawn(self, level: str) -> bool:
        then, now = (one.get(level, set()) for one in self.sums)
        return bool(then and now) and not then & now

    @cached_property
    def moved(self) -> dict[str, tuple[list[str], list[str]]]:
        """Give for each area that moved the groups that it left and that it came to.

        By its code; nothing where one of the two says nothing of groups.
        """
        then, now = map(_groups_of, self.groups)
        found = {}
        for code in dict.fromkeys([*then, *now]) if then and now else ():
            was, is_now = then.get(code, {}), now.get(code, {})
            if set(was) != set(is_now):
                gone = [name for group, name in was.items() if group not in is_now]
                come = [name for group, name in is_now.items() if group not in was]
                found[code] = (gone, come)
        return found


def borders_of(before: Content, after: Content) -> Borders:
    """Read what two snapshots say of borders."""
    both = (before, after)
    then, now = (groups_in(one["boundaries"]) for one in both)
    sums = [_sums(one) for one in both]
    return Borders((sums[0], sums[1]), (then, now))


def shared(before: Content, after: Content) -> set[tuple[str, str, str]]:
    """Give what both tell of: indicator, level and area code, of whatever period.

    Groups of two municipalities may have the same id, and are not the same.
    """
    then, now = (
        {(indicator, level, code) for indicator, _period, level, code in cells(one)}
        for one in (before, after)
    )
    is_same = before["municipality"] == after["municipality"]
    return {one for one in then & now if is_same or one[1] != GROUPS}


def _sums(content: Content) -> dict[str, set[str]]:
    """Give the checksums of each level; names are not always one level's alone."""
    shown = [*content["tables"], *content["areas"]]
    levels = {one["level"]: f"{one['level_name']} (" for one in shown}
    texts = divisions_in(content["boundaries"])
    return {
        level: {
            found[0]
            for text in texts
            if text.startswith(name) and (found := CHECKSUM.search(text))
        }
        for level, name in levels.items()
    }


def _groups_of(groups: Mapping[str, Members]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for group, one in groups.items():
        for code in one.areas:
            found.setdefault(code, {})[group] = one.name
    return found


def differing_borders(before: Content, after: Content) -> Iterator[Difference]:
    """List the areas that moved between groups, then divisions described otherwise."""
    borders, subject = borders_of(before, after), _("Områden och gränser")
    names = {
        code: name
        for groups in borders.groups
        for one in groups.values()
        for code, name in one.areas.items()
    }
    for code, (gone, come) in borders.moved.items():
        text = _moved(names[code], ", ".join(gone), ", ".join(come))
        told = (names[code], "", ", ".join(gone), ", ".join(come))
        yield Difference(Cause.METHOD, "", subject, *told, sentence=text)
    for old, new in _divisions(before, after):
        # That some areas moved between groups is told already, in words.
        if not (borders.moved and _is_of_groups(old, new, after)):
            yield Difference(Cause.METHOD, "", subject, "", "", old, new)


def _moved(area: str, gone: str, come: str) -> str:
    if gone and come:
        text = _("{area} har flyttats från {gone} till {come}.")
    elif come:
        text = _("{area} hör nu till {come}.")
    else:
        text = _("{area} hör inte längre till {gone}.")
    return text.format(area=area, gone=gone, come=come)


def _is_of_groups(old: str, new: str, after: Content) -> bool:
    """Tell whether two texts are of the groups, and the same but for the checksum."""
    shown = [*after["tables"], *after["areas"]]
    names = {one["level_name"] for one in shown if one["level"] == GROUPS}
    ours = any(new.startswith(f"{name} (") for name in names)
    return ours and CHECKSUM.sub("", old) == CHECKSUM.sub("", new)


def _divisions(before: Content, after: Content) -> Iterator[tuple[str, str]]:
    """Give divisions that are described differently.

    One that only one of the two shows is no change: it shows more, or less. Nor are
    those of another place.
    """
    if not shared(before, after):
        return
    then, now = (
        {text.partition(":")[0]: text for text in divisions_in(one["boundaries"])}
        for one in (before, after)
    )
    pairs = [(then[name], now[name]) for name in then if name in now]
    gone = [text for name, text in then.items() if name not in now]
    new = [text for name, text in now.items() if name not in then]
    for old_text, new_text in [*pairs, *zip(gone, new, strict=False)]:
        if old_text != new_text:
            yield old_text, new_text
