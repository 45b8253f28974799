"""What a part of a snapshot tells, apart from how it is written.

Another version of the program may write the same content in other tags and with other
headings. What has to be the same all the same: each text that is in the data, word for
word, and each number, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

# Pictures have checksums of their own in the data; nobody reads scripts and styles.
UNREAD = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
NUMBER = re.compile(r"\d+")


def told(part: str, texts: set[str]) -> list[str]:
    """Give what a part tells: texts that are in the data, and other texts' numbers."""
    found: list[str] = []
    for piece in pieces(part):
        found += [piece] if piece in texts else NUMBER.findall(piece)
    return found


def pieces(part: str) -> list[str]:
    """Give the texts between the tags, as they are read."""
    bare = re.split(r"<[^>]*>", UNREAD.sub("<>", part))
    return [text for text in (_plain(unescape(one)) for one in bare) if text]


def texts_in(content: Mapping[str, Any]) -> set[str]:
    """Collect every text that the data have."""
    return {_plain(text) for text in _texts(content)} - {""}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _plain(text: str) -> str:
    return " ".join(text.split())
