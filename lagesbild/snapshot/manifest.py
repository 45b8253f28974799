"""Check a snapshot on its own: whether it is as it was, and what was altered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.texts import _
from lagesbild.errors import SnapshotError
from lagesbild.snapshot.identity import identity
from lagesbild.snapshot.parts import (
    DATA,
    MANIFEST,
    SEAL,
    part_of,
    read_block,
    sha256,
    split,
)


@dataclass(frozen=True)
class Checked:
    """A snapshot whose parts are all as its own list says, and whose id is its own."""

    id: str
    title: str
    parts: int
    seal: str
    content: dict[str, Any]


def check(file: bytes) -> Checked:
    """Check every byte of a snapshot, without a store and without a network.

    Raises
    ------
    SnapshotError
        With the names of the parts that are not as they were made.
    """
    body, seal = unsealed(file)
    parts = split(body)
    altered = _altered(parts)
    if altered or sha256(body) != seal:
        raise SnapshotError(_said(altered or [MANIFEST]))
    content = read_content(parts)
    if content.get("id") != identity(content):
        raise SnapshotError(_said([DATA]))
    return Checked(content["id"], content["title"], len(parts), seal, content)


def open_file(file: bytes) -> dict[str, Any]:
    """Check a snapshot and give what it says, with its pictures."""
    found = check(file)
    pictures = dict(split(unsealed(file)[0]))
    content = found.content
    for one in content["maps"]:
        one["svg"] = picture_in(part_of(pictures, f"karta:{one['key']}"))
    return content


def picture_in(part: bytes) -> str:
    """Find the picture in the part of a map."""
    start, end = part.find(b"<svg"), part.rfind(b"</svg>")
    return part[start : end + len(b"</svg>")].decode() if start >= 0 else ""


def unsealed(file: bytes) -> tuple[bytes, str]:
    """Take the seal off a file, and give both.

    Raises
    ------
    SnapshotError
        If there is none: it is none of ours, or was cut short.
    """
    at = file.rfind(b"<!--sigill:")
    found = SEAL.fullmatch(file, at) if at >= 0 else None
    if found is not None:
        return file[:at], found[1].decode()
    if b'id="innehallslista"' not in file:
        raise SnapshotError(
            _("Filen är ingen ögonblicksbild, eller så är den avklippt.")
        )
    raise SnapshotError(_said(_altered(split(file)) or [MANIFEST]))


def _altered(parts: Sequence[tuple[str, bytes]]) -> list[str]:
    """Name the parts that the list knows otherwise, or not at all, or misses."""
    found = dict(parts)
    manifest = read_block(part_of(found, MANIFEST), MANIFEST)
    try:
        listed = {str(name): str(digest) for name, digest in manifest["parts"]}
    except (KeyError, TypeError, ValueError):
        return [MANIFEST]
    wrong = [name for name, digest in listed.items() if not _is(found, name, digest)]
    strange = [name for name in found if name not in listed and name != MANIFEST]
    if len(found) != len(parts) or list(found)[:-1] != list(listed):
        strange = strange or ([] if wrong else [MANIFEST])
    return list(dict.fromkeys([*wrong, *strange]))


def _is(found: dict[str, bytes], name: str, digest: str) -> bool:
    return name in found and sha256(found[name]) == digest


def read_content(parts: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    """Read what a snapshot says from the data that it carries.

    Raises
    ------
    SnapshotError
    """
    content = read_block(part_of(dict(parts), DATA), DATA)
    if not isinstance(content, dict) or "maps" not in content:
        raise SnapshotError(_said([DATA]))
    made = read_block(part_of(dict(parts), "gjord"), "gjord-data")
    return {**content, "made": made}


def _said(altered: Sequence[str]) -> str:
    return _(
        "Filen är inte som den var när den gjordes. Ändrad del: {parts}. Lita inte på "
        "den, öppna ögonblicksbilden från arkivet i stället."
    ).format(parts=", ".join(altered))
