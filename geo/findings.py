"""What can be found about a set of areas, in words; no geometry is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.texts import _, language


class Kind(StrEnum):
    """What sort of thing was found; those in `BLOCKING` make a coverage unusable."""

    INVALID = "invalid"  # the polygon crosses itself, or is otherwise no polygon
    DUPLICATE = "duplicate"  # two areas of the same shape
    LOST_HOLE = "lost_hole"  # an area lies within another, which should have a hole
    OVERLAP = "overlap"
    GAP = "gap"  # a narrow strip between areas that belongs to none
    MISMATCH = "mismatch"  # a shared border whose points are not the same
    SLIVER = "sliver"  # a small, thin part of an area
    OPEN_GAP = "open_gap"  # the same, but open outwards: perhaps a creek
    UNCOVERED = "uncovered"  # a wide hole between areas: a lake, or a missing area
    FAR_APART = "far_apart"  # an area of parts that lie far from each other
    OUTSIDE = "outside"  # not in Sweden
    SHARED = "shared"  # an area that is in several groups
    REPAIRED = "repaired"  # what `geo.repair` did to an area


BLOCKING = frozenset(
    {
        Kind.INVALID,
        Kind.DUPLICATE,
        Kind.LOST_HOLE,
        Kind.OVERLAP,
        Kind.GAP,
        Kind.MISMATCH,
    }
)


@dataclass(frozen=True)
class Finding:
    """One thing found about one or several areas.

    `codes` are the areas concerned, sorted except where the order tells who contains
    whom (the container first); `size_m2` is the area of what was found, 0 where it
    has none.
    """

    kind: Kind
    codes: tuple[str, ...]
    size_m2: float
    message: str

    def __str__(self) -> str:
        return self.message


def size_text(square_metres: float) -> str:
    """Write an area with a unit that fits: "12 m²", "3,4 hektar", "5,1 km²"."""
    if square_metres >= 1e6:
        return _("{size} km²").format(size=_decimal(square_metres / 1e6))
    if square_metres >= 1e4:
        return _("{size} hektar").format(size=_decimal(square_metres / 1e4))
    if square_metres >= 10:
        return _("{size} m²").format(size=f"{square_metres:.0f}")
    return _("{size} m²").format(size=_decimal(square_metres))


def _decimal(number: float) -> str:
    text = f"{number:.1f}"
    return text if language() == "en" else text.replace(".", ",")
