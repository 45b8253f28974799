"""What is new since the last snapshot of a place, for whoever follows a link to it.

The page is written in a child process: it needs tables, which the readers' server does
not load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from indicators.store.snapshots import Snapshot
from indicators.texts import use_language
from lagesbild.apart import answer, ask
from lagesbild.snapshot.manifest import open_file
from lagesbild.snapshot.printing import made_once

Content = Mapping[str, Any]


def earlier_of(one: Snapshot, found: Sequence[Snapshot]) -> Snapshot | None:
    """Find the last one before a snapshot that is of the same place and still shown."""
    same = [
        other
        for other in found
        if (other.areas, other.language) == (one.areas, one.language)
        and other.created_at < one.created_at
        and other.withdrawn is None
    ]
    return max(same, key=lambda other: other.created_at, default=None)


def page_since(root: Path, before: bytes, after: bytes) -> bytes:
    """Write the page of what differs between two snapshots; once, then it is kept.

    Asked for with the later one first, it turns them round and says so.

    Raises
    ------
    SnapshotError
        If one is not as it was frozen, or they can't be compared.
    TooManyError
        If too many wait for files of snapshots already.
    UnfinishedError
        If the child that writes it ended without an answer.
    """
    then, now = open_file(before), open_file(after)
    # Not "sedan" alone: kept pages of that name say less, and some of it backwards.
    name = f"{now['id']}-nytt-sedan-{then['id']}"
    return made_once(root, name, ".html", lambda: _ask(then, now))


def _ask(then: Content, now: Content) -> bytes:
    page: bytes = ask("lagesbild.snapshot.since", (then, now))
    return page


def _written(both: tuple[Content, Content]) -> bytes:
    from lagesbild.snapshot.diff import compare
    from lagesbild.snapshot.diff_head import in_order
    from lagesbild.snapshot.diff_page import difference_page

    use_language(both[1]["language"])
    then, now, turned = in_order(*both)
    return difference_page(then, now, compare(then, now), turned=turned)


if __name__ == "__main__":
    answer(_written)
