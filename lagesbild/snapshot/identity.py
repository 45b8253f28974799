"""The id of a snapshot: short, looks like chance, and follows from what it says.

Nobody can guess it, and nobody needs to keep it secret: it opens nothing for those who
may not open it. Printed on paper it is a checksum of what the paper is a copy of.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: none that look alike
LENGTH = 16  # 80 bits
ID = re.compile(f"[{SIGNS}]{{{LENGTH}}}")
LEFT_OUT = ("id", "made", "address")
PATH = "/ogonblicksbild"


def identity(content: Mapping[str, Any]) -> str:
    """Work out the id from everything but who made it and when."""
    kept = {name: part for name, part in content.items() if name not in LEFT_OUT}
    text = json.dumps(lean(kept), ensure_ascii=False, sort_keys=True)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    return "".join(SIGNS[(number >> (5 * i)) & 31] for i in range(LENGTH))


def lean(content: Mapping[str, Any]) -> dict[str, Any]:
    """Name pictures by their hash: they stand in the file once, not twice."""
    maps = [_named(one) for one in content["maps"]]
    return {**content, "maps": maps}


def _named(one: Mapping[str, Any]) -> dict[str, Any]:
    if "svg" not in one:
        return dict(one)
    rest = {name: value for name, value in one.items() if name != "svg"}
    return {**rest, "svg_sha256": hashlib.sha256(one["svg"].encode()).hexdigest()}


def link(address: str, name: str) -> str:
    """Give the address of a snapshot; empty if that of the app is not known."""
    return f"{address.rstrip('/')}{PATH}/{name}" if address else ""


def spaced(name: str) -> str:
    """Write an id in groups of four, to be read aloud or typed from paper."""
    return "-".join(name[i : i + 4] for i in range(0, len(name), 4))


def as_id(text: str) -> str:
    """Read an id as a person may write it; empty if it is none."""
    plain = text.strip().lower().translate({ord("-"): None, ord(" "): None})
    plain = plain.translate(str.maketrans("oil", "011"))
    return plain if ID.fullmatch(plain) else ""
