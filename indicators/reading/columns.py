"""Columns of text in which the same few cells come back again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.intp]
Mask = NDArray[np.bool_]
Texts = NDArray[np.object_]


@dataclass(frozen=True)
class Distinct:
    """The different cells of a column, and which of them each row has."""

    texts: list[str]
    codes: Codes

    @classmethod
    def of(cls, column: Sequence[str]) -> Distinct:
        """Look at each different cell once, however many rows there are."""
        index = {text: i for i, text in enumerate(dict.fromkeys(column))}
        codes = np.fromiter(map(index.__getitem__, column), np.intp, len(column))
        return cls(list(index), codes)

    def spread(self, words: Sequence[str]) -> Texts:
        """Give each row what was found for its cell."""
        return np.array([*words, ""], dtype=object)[self.codes]

    def where(self, is_so: Iterable[bool]) -> Codes:
        """Find the rows whose cell is so; `is_so` has one entry a different cell."""
        chosen = np.array([*is_so, False])
        return np.flatnonzero(chosen[self.codes])
