"""All releases, and which rows each of them has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from indicators.store.chain import Release, SourceFile, read_blob
from indicators.store.rows import WHOLE, Row, Rows, Touched, changed, rows_of

MAKEUP = "area-groups.json"  # what the area groups are made of; the store keeps it


@dataclass
class Past:
    """What was made, oldest first; a table is read once, when it is asked for."""

    connection: Connection
    made: Sequence[Release]
    _rows: dict[str, Rows | None] = field(default_factory=dict)
    _touched: dict[int, Touched] = field(default_factory=dict)

    def table(self, name: str, number: int) -> tuple[str | None, int]:
        """Give the blob of an indicator after a release, and its number of rows."""
        for release in reversed(self.made[:number]):
            for indicator, blob, rows in release.tables:
                if indicator == name:
                    return blob, rows
        return None, 0

    def rows(self, name: str, number: int) -> Rows | None:
        """Read what was in force after a release; None if it is not made of rows."""
        blob, _count = self.table(name, number)
        if blob is None:
            return rows_of(None)
        if blob not in self._rows:
            self._rows[blob] = rows_of(read_blob(self.connection, blob))
        return self._rows[blob]

    def touched(self, number: int) -> Touched:
        """Tell which rows a release has changed: all, where groups became others."""
        if number not in self._touched:
            self._touched[number] = {
                name: self._changed(name, number)
                for name in names_in(self.made[number - 1])
            }
        return self._touched[number]

    def _changed(self, name: str, number: int) -> set[Row]:
        before, after = self.makeup(name, number - 1), self.makeup(name, number)
        if before != after and None not in (
            self.table(name, number - 1)[0],
            self.table(name, number)[0],
        ):
            return {WHOLE}  # the same code in both tables is not the same area
        return changed(self.rows(name, number - 1), self.rows(name, number))

    def makeup(self, name: str, number: int) -> SourceFile | None:
        """Find what area groups are made of in the table in force after a release."""
        blob, _rows = self.table(name, number)
        for release in reversed(self.made):
            if blob in {table for _name, table, _rows in release.tables}:
                for file in release.files:
                    if file.name == MAKEUP:
                        return file
        return None

    def suppose(self, number: int, undoes: int) -> None:
        """Take it that a release to come undoes another: it changes the same rows."""
        self._touched[number] = self.touched(undoes)


def names_in(release: Release) -> set[str]:
    """Name the indicators that a release has tables of."""
    return {name for name, _blob, _rows in release.tables}
