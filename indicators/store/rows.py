"""A published table row by row, so that the rows of one release can be taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from indicators.model import COLUMNS, KEY

Row = tuple[str, ...]
Rows = Mapping[Row, Row]  # what a row is about, and the row as it is written
Touched = Mapping[str, set[Row]]  # by indicator, what the rows are about
WHOLE: Row = ()  # stands for all rows of a table that is no canonical CSV


def rows_of(content: bytes | None) -> Rows | None:
    """Read a table row by row; None if that doesn't give the same bytes back.

    Numbers stay as they are written. No table at all has no rows.
    """
    if content is None:
        return {}
    try:
        text = io.StringIO(content.decode(), newline="")
        header, *rows = [tuple(row) for row in csv.reader(text)] or [WHOLE]
    except (UnicodeDecodeError, csv.Error):
        return None
    if header != tuple(COLUMNS) or written(rows) != content:
        return None
    found = {row[: len(KEY)]: row for row in rows if len(row) == len(COLUMNS)}
    return found if len(found) == len(rows) else None


def written(rows: Iterable[Row]) -> bytes:
    """Write rows as `lagesbild.export.tidy_csv` does for the store."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def changed(before: Rows | None, after: Rows | None) -> set[Row]:
    """Tell which rows came, went or were changed."""
    if before is None or after is None:
        return {WHOLE}
    every = before.keys() | after.keys()
    return {key for key in every if before.get(key) != after.get(key)}


def put_back(now: Rows, before: Rows, keys: Iterable[Row]) -> list[Row]:
    """Give the rows of now, but some as they were before, in the order of a table."""
    found = dict(now)
    for key in keys:
        if key in before:
            found[key] = before[key]
        else:
            found.pop(key, None)
    return [found[key] for key in sorted(found)]


def clash(one: Touched, other: Touched) -> bool:
    """Tell whether two releases touched the same row of an indicator."""
    return any(
        WHOLE in one[name] | other[name] or one[name] & other[name]
        for name in one.keys() & other.keys()
    )
