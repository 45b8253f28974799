"""Files that are there whole or not at all."""

from __future__ import annotations

from pathlib import Path

from indicators.store.files import draft_beside


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that nobody ever finds half of it."""
    with draft_beside(file) as draft:
        draft.write_bytes(content)
        draft.replace(file)
