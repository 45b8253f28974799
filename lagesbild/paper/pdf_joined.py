"""What a PDF puts together so that it gets short: tables side by side, and remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.texts import _

Content = Mapping[str, Any]

MOST = 4  # measures beside each other: as many as A4 has room for in readable type


def joined_tables(tables: Sequence[Content]) -> list[dict[str, Any]]:
    """Put the tables of the same areas side by side, a few measures in each.

    The first measures at every level, then the next: what is about the same stands
    together, and short tables fill the pages that long ones leave.
    """
    alike: dict[tuple[str, tuple[str, ...]], list[Content]] = {}
    for one in tables:
        areas = tuple(row[0] for row in one["rows"])
        alike.setdefault((one["level"], areas), []).append(one)
    return [
        _joined(found[i : i + MOST], i // MOST + 1, -(-len(found) // MOST))
        for i in range(0, max(map(len, alike.values()), default=0), MOST)
        for found in alike.values()
        if i < len(found)
    ]


def _joined(found: Sequence[Content], number: int, of: int) -> dict[str, Any]:
    first = found[0]
    return {
        "name": first["level_name"] + (f" ({number}/{of})" if of > 1 else ""),
        "columns": [[first["columns"][0]], *map(_head, found)],
        "rows": [
            [[rows[0][0]], *(_said(row[1:]) for row in rows)]
            for rows in zip(*(one["rows"] for one in found), strict=True)
        ],
    }


def _head(one: Content) -> list[str]:
    """Name a measure and its period: the caption without the level, said above."""
    name = one["caption"].removesuffix(f", {one['level_name']}")
    return _said([name, _("Övningsdata") if one["practice"] else ""])


def _said(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if text]


def by_subject(texts: Sequence[str], names: Sequence[str]) -> list[list[str]]:
    """Gather remarks that begin with the same measure: its name once, then they.

    Returns
    -------
    list of (subject, remark)
        In the order of the first remark on each; without a subject, the first is empty.
    """
    found: list[list[str]] = []
    at: dict[str, int] = {}
    for text in texts:
        subject = next((n for n in names if text.startswith(f"{n}: ")), "")
        remark = text.removeprefix(f"{subject}: ") if subject else text
        if subject and subject in at:
            found[at[subject]][1] += f" {remark}"
            continue
        at[subject] = len(found)
        found.append([subject, remark])
    return found
