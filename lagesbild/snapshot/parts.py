"""A snapshot as named parts, so that a checksum can say which of them was altered."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

# Texts are escaped, so that neither can come from anything that a person wrote.
MARK = re.compile(rb"<!--del:([A-Za-z0-9_.~%:-]+)-->\n")
SEAL = re.compile(rb"<!--sigill:([0-9a-f]{64})-->\n")
FIRST = "huvud"
MANIFEST = "innehallslista"
MADE = "gjord"
DATA = "uppgifter"


@dataclass(frozen=True)
class Part:
    """A piece of the page with a name of its own."""

    name: str
    text: str


def marked(part: Part) -> str:
    """Write a part with its mark before it; the first has none."""
    if part.name == FIRST:
        return part.text
    return f"<!--del:{quote(part.name, safe=':')}-->\n{part.text}"


def sealed(parts: Sequence[Part], ending: str) -> bytes:
    """Join parts, list their checksums in a last part, and seal it all.

    Parameters
    ----------
    parts : sequence of Part
        The first is called `FIRST`.
    ending : str
        What comes after the list, within its part.

    Returns
    -------
    bytes
        Each is covered by a part's checksum or by the seal, or is the seal.
    """
    listed = [[part.name, sha256(part.text.encode())] for part in parts]
    manifest = json_block(MANIFEST, {"format": "sha256", "parts": listed})
    last = Part(MANIFEST, f"{manifest}\n{ending}")
    body = "".join(marked(part) for part in (*parts, last)).encode()
    return body + f"<!--sigill:{sha256(body)}-->\n".encode()


def sha256(content: bytes) -> str:
    """Give the SHA-256 of some bytes as hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def json_block(name: str, value: Any) -> str:
    """Write data that a page carries and does not run."""
    from geo.geometry import script_json  # shapes: not needed to check a file

    text = script_json(value)
    return f'<script type="application/json" id="{name}">{text}</script>'


def read_block(text: bytes, name: str) -> Any:
    """Read data that a page carries; None if it is not there or can't be read."""
    pattern = rf'<script type="application/json" id="{re.escape(name)}">(.*?)</script>'
    found = re.search(pattern.encode(), text, re.DOTALL)
    try:
        return json.loads(found[1]) if found else None
    except ValueError:
        return None


def split(body: bytes) -> list[tuple[str, bytes]]:
    """Take a file apart into its parts, by their marks."""
    pieces = MARK.split(body)
    names = [FIRST, *(unquote(name.decode()) for name in pieces[1::2])]
    return list(zip(names, pieces[0::2], strict=True))


def part_of(found: Mapping[str, bytes], name: str) -> bytes:
    """Give a part's bytes, or nothing."""
    return found.get(name, b"")
