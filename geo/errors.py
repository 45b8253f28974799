"""Ways to say no about shapes; the root and the rules are in indicators.errors.

* GeographyError             the areas cannot be used
  + LayerError               the file with the areas cannot be read
  + CrsError                 coordinates without a known meaning
  + AreaCodeError            codes that are missing, doubled or unknown
  + CoverageError            areas that overlap or leave gaps
"""

from __future__ import annotations

from collections.abc import Collection

from indicators.errors import SHOWN, LagesbildError
from indicators.texts import _


def shortlist(codes: Collection[str]) -> str:
    """Write the first of `codes`, and count the others."""
    ordered = sorted(codes)
    text = ", ".join(ordered[:SHOWN])
    hidden = len(ordered) - SHOWN
    return text + (_(" och {count} till").format(count=hidden) if hidden > 0 else "")


def numbered(rows: Collection[int]) -> str:
    """Write the first of the row numbers `rows` in order, and count the others."""
    ordered = sorted(rows)
    text = ", ".join(str(row) for row in ordered[:SHOWN])
    hidden = len(ordered) - SHOWN
    return text + (_(" och {count} till").format(count=hidden) if hidden > 0 else "")


class GeographyError(LagesbildError):
    """The areas cannot be used as they are."""

    exit_code = 12


class LayerError(GeographyError):
    """The file with the areas cannot be read, or lacks what is needed."""


class CrsError(GeographyError):
    """A layer has no coordinate reference system, or its coordinates contradict it."""


class AreaCodeError(GeographyError):
    """Area codes are missing, doubled, or unknown to the layer."""

    def __init__(self, message: str, codes: Collection[str] = ()) -> None:
        self.codes = tuple(sorted(codes))
        super().__init__(message)


class CoverageError(GeographyError):
    """Areas overlap or leave gaps, and nobody has said that they may be repaired."""
