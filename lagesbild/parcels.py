"""Immutable bytes by the hash of what is in them, compressed once."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

PATH = "/underlag"  # below which the server answers with them


@dataclass(frozen=True)
class Parcel:
    """Something the browser fetches once and may keep for ever."""

    content: bytes
    media_type: str

    @cached_property
    def name(self) -> str:
        """The SHA-256 of the content: other content, other name."""
        return hashlib.sha256(self.content).hexdigest()[:32]

    @cached_property
    def gzipped(self) -> bytes:
        """The content as most browsers fetch it; `mtime` is fixed, so is the result."""
        return gzip.compress(self.content, 6, mtime=0)


def as_json(content: object) -> Parcel:
    """Pack something as JSON, without a space that isn't needed."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Parcel(text.encode(), "application/json")
