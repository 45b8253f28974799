"""Which areas each area group has: frozen as a sentence, and read back from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ONE = r"[^\[\]]+ \[[^\[\]]+\]"
GROUP = re.compile(rf"({ONE}): ({ONE}(?:, {ONE})*)\.")
PART = re.compile(r"(?:, )?([^\[\]]+) \[([^\[\]]+)\]")
# The codes stand in brackets, so names have none: what is written can be read back.
NO_BRACKETS = str.maketrans("[]", "()")


@dataclass(frozen=True)
class Members:
    """An area group's name, and the names of its areas by their codes."""

    name: str
    areas: Mapping[str, str]


def written(code: str, group: Members) -> str:
    """Write a group and its areas, so that people and programs can read it."""
    areas = ", ".join(_one(name, own) for own, name in group.areas.items())
    return f"{_one(group.name, code)}: {areas}."


def _one(name: str, code: str) -> str:
    return f"{name.translate(NO_BRACKETS)} [{code}]"


def groups_in(boundaries: Iterable[str]) -> dict[str, Members]:
    """Read the groups, by code; older snapshots tell of none."""
    found = {}
    for match in filter(None, map(GROUP.fullmatch, boundaries)):
        ((name, code),) = PART.findall(match[1])
        found[code] = Members(name, {own: name for name, own in PART.findall(match[2])})
    return found


def divisions_in(boundaries: Iterable[str]) -> list[str]:
    """Give what is said of the divisions, without that of the groups."""
    return [text for text in boundaries if not GROUP.fullmatch(text)]
