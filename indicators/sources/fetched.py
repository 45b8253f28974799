"""What was fetched: the content for the reader, and each answer as it came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

JSON_STAT = "application/vnd.json-stat2+json"
JSON = "application/json"
GEOJSON = "application/geo+json"
CSV = "text/csv"


def sha256_of(content: bytes) -> str:
    """Give the checksum by which a response can be recognised later."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Part:
    """One answer, byte for byte as the service gave it (but unpacked)."""

    content: bytes = field(repr=False)
    media_type: str
    url: str
    fetched_at: datetime
    sha256: str


@dataclass(frozen=True)
class Fetched:
    """A whole result, never a part of one.

    `content` is what to read or save under `name`: one JSON-stat 2 dataset, Kolada's
    JSON, CSV or GeoJSON, put together from `parts`, which are all answers in the order
    they came, the metadata first. `source` is what the reader calls it: "scb",
    "kolada" or "skolverket".
    """

    content: bytes = field(repr=False)
    media_type: str
    name: str
    source: str
    url: str
    fetched_at: datetime
    sha256: str
    parts: tuple[Part, ...]

    @classmethod
    def of(
        cls,
        content: bytes,
        *,
        media_type: str,
        name: str,
        source: str,
        parts: tuple[Part, ...],
    ) -> Fetched:
        """Add the checksum, and the address and time of the last answer."""
        return cls(
            content,
            media_type,
            name,
            source,
            parts[-1].url,
            parts[-1].fetched_at,
            sha256_of(content),
            parts,
        )
