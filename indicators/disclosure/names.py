"""Find cells by their names: period, group, geography and area code."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
CELL = ["period", "group", "geography", "area_code"]
Name = tuple[str, ...]


class Names:
    """The cells of a table, each of which occurs once, and where they are.

    Each name is one whole number made of the numbers of its four words: tables of a
    hundred thousand rows are found faster so than by tuples, and small ones too.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._words: list[dict[str, int]] = []
        self.key = np.zeros(len(table), np.int64)
        for column in CELL:
            code, words = _coded(table[column])
            self._words.append({word: at for at, word in enumerate(words)})
            self.key = self.key * len(words) + code
        self._index = pd.Index(self.key)

    @property
    def is_unique(self) -> bool:
        """Whether no two rows are of the same cell."""
        return bool(self._index.is_unique)

    def find(self, table: pd.DataFrame) -> Ints:
        """Find the row of each cell of a table; -1 where there is none."""
        key, is_known = np.zeros(len(table), np.int64), np.ones(len(table), bool)
        for column, number in zip(CELL, self._words, strict=True):
            code, words = _coded(table[column])
            at = np.array([number.get(word, -1) for word in words], np.int64)[code]
            is_known &= at >= 0
            key = key * len(number) + at
        return np.where(is_known, self._index.get_indexer(pd.Index(key)), -1).astype(
            np.int64
        )


def _coded(column: pd.Series[str]) -> tuple[Ints, list[str]]:
    code, words = pd.factorize(column)
    return code, words.tolist()


def listed(table: pd.DataFrame) -> list[Name]:
    """List the name of the cell of each row."""
    columns = [table[name].to_numpy(object).tolist() for name in CELL]
    return list(zip(*columns, strict=True))


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Keep texts as Python's own.

    Whatever is done with Arrow's takes longer in tables of some hundred rows, which is
    what an indicator of a municipality is.
    """
    texts = table.columns[table.dtypes == "str"]
    return table.astype(dict.fromkeys(texts, object))
