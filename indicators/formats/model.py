"""What is in a file, whatever it was saved as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

LONGEST = 400  # letters of a number, written out; no double has more
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_POWER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]{1,3})?", re.I)


class Number(str):
    """A cell which is a number for certain: digits, perhaps a point, perhaps a `%`.

    Unlike text, it can't be a comma or a point in the wrong place.
    """

    __slots__ = ()


class RefusedError(Exception):
    """A file isn't read further: why, and what to do, in words for the user."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message, self.remedy = message, remedy
        super().__init__(message)


@dataclass(frozen=True)
class Note:
    """Something about the file that should be said; row 0 means all of it."""

    message: str
    row: int = 0
    column: str = ""
    needs_yes: bool = False


@dataclass(frozen=True)
class Dimension:
    """What the values of a table are by.

    `role` is "area", "time", "group", "indicator" or "contents", or not told.
    `labels` says what a code stands for, where the file does.
    """

    code: str
    label: str = ""
    role: str = ""
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.label or self.code


@dataclass(frozen=True)
class Dataset:
    """A table by dimensions: a column of codes for each, and of values by content.

    All columns are equally long. `contents` is the dimension whose categories are what
    is measured; its codes are in the order of `values`.
    """

    dimensions: Sequence[Dimension]
    keys: Sequence[Sequence[str]]
    contents: Dimension
    values: Sequence[Sequence[str]]
    table: str = ""
    notes: Sequence[Note] = ()


def number_in(raw: str) -> str:
    """Write a number without a power of ten; what isn't one stays text."""
    if _PLAIN.fullmatch(raw):
        return Number(raw)
    if len(raw) <= LONGEST and _POWER.fullmatch(raw):
        return Number(format(Decimal(raw), "f"))
    return raw
