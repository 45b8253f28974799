"""One period's map held against another's: colours, what is withheld, the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.model import Status
from indicators.quality import REVISED_BY
from lagesbild.series import Series

ROUNDED = 0.5  # of a published figure: half a unit is no change


@dataclass(frozen=True)
class PeriodChange:
    """How a new period reads beside the latest one like it that is published.

    Areas by name, in map order. Nothing of it changes what is published already.
    """

    period: str
    before: str
    compared: int  # areas that are shown in both
    moved: int  # of those, by more than a twentieth
    class_changes: tuple[str, ...]
    newly_withheld: tuple[str, ...]
    newly_shown: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]  # before, after; none where they are alike


def period_change(old: Series, new: Series, areas: Sequence[str]) -> PeriodChange:
    """Hold a new period of an indicator against an earlier one, area by area."""
    gone, back = withheld(old, new, areas)
    was, is_now = (one.table["value"].to_numpy(float) for one in (old, new))
    known = ~np.isnan(was + is_now)
    far = np.abs(is_now - was) > np.maximum(REVISED_BY * np.abs(was), ROUNDED)
    said = (old.headline, new.headline)
    return PeriodChange(
        period=new.period,
        before=old.period,
        compared=int(known.sum()),
        moved=int((known & far).sum()),
        class_changes=tuple(recoloured(old, new, areas)),
        newly_withheld=tuple(gone),
        newly_shown=tuple(back),
        sentences=(said,) if said[0] != said[1] else (),
    )


def recoloured(old: Series, new: Series, areas: Sequence[str]) -> list[str]:
    """Name the areas that are in another class, of those that have one in both."""
    return [
        area
        for area, a, b in zip(areas, old.classes, new.classes, strict=True)
        if a != b and a.isdigit() and b.isdigit()
    ]


def withheld(
    old: Series, new: Series, areas: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Name the areas whose figure is withheld from now on, and those shown again.

    What comes or goes as a row is neither: see `lagesbild.row_changes`.
    """
    went = list(zip(areas, old.table["status"], new.table["status"], strict=True))
    gone = [area for area, a, b in went if (a, b) == (Status.OK, Status.SUPPRESSED)]
    back = [area for area, a, b in went if (a, b) == (Status.SUPPRESSED, Status.OK)]
    return gone, back
