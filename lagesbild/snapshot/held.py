"""Hold what a snapshot shows against the data that it carries.

Whoever alters what is shown can work out every checksum again, and keeps the id: that
follows from the data. But what is shown follows from the data too. So it is written
once more from them, and every part has to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.texts import _
from lagesbild.errors import SnapshotError
from lagesbild.paper.speaking import speaking
from lagesbild.snapshot.held_map import follows
from lagesbild.snapshot.held_text import texts_in, told
from lagesbild.snapshot.manifest import picture_in, unsealed
from lagesbild.snapshot.parts import FIRST, MANIFEST, part_of, sha256, split

INTERACTIVE = "interaktiv"
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n')
LIST = re.compile(rb'^<script type="application/json".*?</script>', re.DOTALL)
# What data of another form may lead to: they were made by another version, or forged.
UNREADABLE = (KeyError, TypeError, ValueError, IndexError, AttributeError)

Content = Mapping[str, Any]
Parts = Mapping[str, bytes]


@dataclass(frozen=True)
class Held:
    """A file none of whose parts says anything else than its data."""

    otherwise: tuple[str, ...]  # parts that this version writes otherwise
    is_written: bool  # whether this version can write the data at all
    has_map: bool


def hold(file: bytes, content: Content) -> Held:
    """Hold every part of a file against its data.

    Parameters
    ----------
    file : bytes
        That `manifest.check` has checked.
    content : mapping
        What that gave.

    Returns
    -------
    Held
        What could not be held: what this version would write otherwise.

    Raises
    ------
    SnapshotError
        With the names of the parts that say anything else than the data.
    """
    found = dict(split(unsealed(file)[0]))
    has_map = INTERACTIVE in found
    try:
        written = dict(split(_written(found, content)))
    except UNREADABLE:
        return Held((), is_written=False, has_map=has_map)
    otherwise = _differing(found, written)
    wrong = _wrong_pictures(found, content)
    wrong += _contradicting(found, written, otherwise, content)
    map_follows = _map_follows(found, content)
    if map_follows is False:
        wrong.append(INTERACTIVE)
    if wrong:
        raise SnapshotError(_said(list(dict.fromkeys(wrong))))
    unread = [INTERACTIVE] if map_follows is None else []
    return Held((*otherwise, *unread), is_written=True, has_map=has_map)


def _wrong_pictures(found: Parts, content: Content) -> list[str]:
    named = {f"karta:{one['key']}": one["svg_sha256"] for one in content["maps"]}
    return [
        name
        for name, digest in named.items()
        if sha256(picture_in(part_of(found, name)).encode()) != digest
    ]


def _written(found: Parts, content: Content) -> bytes:
    """Write the file again from its data, without the map to point in."""
    from lagesbild.snapshot.html import render

    with speaking(content["language"]):
        return unsealed(render(_with_pictures(found, content), {}))[0]


def _with_pictures(found: Parts, content: Content) -> Content:
    maps = []
    for one in content["maps"]:
        rest = {name: value for name, value in one.items() if name != "svg_sha256"}
        picture = picture_in(part_of(found, f"karta:{one['key']}"))
        maps.append({**rest, "svg": picture})
    return {**content, "maps": maps}


def _differing(found: Parts, written: Parts) -> list[str]:
    """Name the parts that are written otherwise, or are in only one of the two."""
    names = [name for name in dict.fromkeys([*found, *written]) if name != INTERACTIVE]
    differing = [
        name
        for name in names
        if name not in found
        or name not in written
        or _bare(name, found[name]) != _bare(name, written[name])
    ]
    if not differing and [n for n in found if n != INTERACTIVE] != list(written):
        return [MANIFEST]  # the same parts in another order
    if FIRST not in differing and not _is_strict(found, written):
        return [FIRST, *differing]
    return differing


def _bare(name: str, part: bytes) -> bytes:
    """Leave out what the map to point in has a say in: the policy, and the list."""
    if name == FIRST:
        return POLICY.sub(b"", part, count=1)
    return LIST.sub(b"", part, count=1) if name == MANIFEST else part


def _contradicting(
    found: Parts, written: Parts, otherwise: Sequence[str], content: Content
) -> list[str]:
    """Name the parts that tell anything else, however they are written."""
    texts = texts_in(content) if otherwise else set()

    def tells(parts: Parts, name: str) -> list[str]:
        return told(part_of(parts, name).decode(errors="replace"), texts)

    return [name for name in otherwise if tells(found, name) != tells(written, name)]


def _map_follows(found: Parts, content: Content) -> bool | None:
    """Tell whether the map shows what the tables say; None if it can't be read."""
    if INTERACTIVE not in found:
        return True
    try:
        return follows(found[INTERACTIVE], content, texts_in(content))
    except UNREADABLE:
        return None


def _is_strict(found: Parts, written: Parts) -> bool:
    """Tell whether the policy allows no more than ours, but for pieces by their sum."""
    ours, theirs = (POLICY.search(one[FIRST]) for one in (written, found))
    if ours is None or theirs is None:
        return False
    allowed = ours[1].decode().replace(";", " ;").split()
    more = theirs[1].decode().replace(";", " ;").split()
    return all(one in allowed or one.startswith("'sha256-") for one in more)


def _said(wrong: Sequence[str]) -> str:
    return _(
        "Det som visas i filen följer inte av filens egna data. Del som säger något "
        "annat: {parts}. Antingen har den ändrats efteråt, eller så är filen gjord av "
        "en version av Lägesbild som skrev något annat. Lita inte på den, öppna "
        "ögonblicksbilden från arkivet i stället."
    ).format(parts=", ".join(wrong))
