"""Speak a language for as long as something is made, and the one before after that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from indicators.texts import language, use_language


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak `code` inside the block: frozen content keeps its language."""
    before = language()
    use_language(code)
    try:
        yield
    finally:
        use_language(before)
