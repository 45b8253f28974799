"""Tell areas of the division in use from those of another, in a file with both."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from indicators.reading.areas import CodeBook, Fault, Match

_MARK = re.compile(r"[^\W\d_]+_?\d{4}")  # DeSO2025, behind a code


def without(match: Match, newer: Collection[str]) -> Match:
    """Where some codes carry `_DeSO2025`, the bare ones are of an older division."""
    levels = _levels(newer)
    if match.suffixed or not any(g.split("-")[0] in levels for g in match.geographies):
        return match
    left = tuple(g for g in match.geographies if g not in newer)
    fault = Fault.NONE if left else Fault.OTHER_VINTAGE
    return replace(match, geographies=left, fault=fault)


def is_older(match: Match, newer: Collection[str], book: CodeBook) -> bool:
    """Tell whether a code is of another division than the one that others name.

    One that is marked as the division we know, but isn't in it, is simply wrong.
    """
    if match.fault is not Fault.OTHER_VINTAGE:
        return False
    code, _line, mark = match.code.partition("_")
    said = _MARK.match(mark)
    ours = said is not None and book.geography(said[0]) in newer
    level = "regso" if code[4:5].upper() == "R" else "deso"
    return level in _levels(newer) and not ours


def _levels(geographies: Collection[str]) -> set[str]:
    return {geography.split("-")[0] for geography in geographies}
