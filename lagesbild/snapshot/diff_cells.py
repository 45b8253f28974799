"""Figures that differ between two snapshots, and whether revised, hidden or shown."""

from __future__ import annotations

from collections.abc import Iterator

from lagesbild.snapshot.diff_borders import borders_of
from lagesbild.snapshot.diff_figures import both_written
from lagesbild.snapshot.difference import Cause, Difference
from lagesbild.snapshot.figures import Content, Row, cells, names_of, places_of

NUMBERS = ("numerator", "denominator", "value")


def differing_cells(before: Content, after: Content) -> Iterator[Difference]:
    """List figures that both tell of and that are not the same in both."""
    then, now, borders = cells(before), cells(after), borders_of(before, after)
    names, places = names_of(before, after), places_of(before, after)
    units = {one["indicator"]: one["unit"] for one in after["definitions"]}
    shared = {m["key"] for m in before["maps"]} & {m["key"] for m in after["maps"]}
    levels = _levels(before, after)
    for cell in dict.fromkeys([*now, *then]):
        old, new = then.get(cell), now.get(cell)
        indicator, period, level, code = cell
        compared = f"{indicator}/{period}" in shared and level in levels
        if (old is None and new is None) or (not (old and new) and not compared):
            continue  # the one snapshot was never meant to tell of it
        cause = _cause(old, new, redrawn=borders.changed(level, code))
        if cause is not None:
            # Only the municipality has figures without a table of its own level.
            place = places.get((level, code), str(after["municipality"]))
            said = both_written(old, new, units.get(indicator, ""))
            yield Difference(cause, indicator, names[indicator], place, period, *said)


def _levels(before: Content, after: Content) -> set[str]:
    """Give the levels in whose tables some area is in both: others are elsewhere's."""
    then, now = (
        {(t["level"], code) for t in one["tables"] for code in t["codes"]}
        for one in (before, after)
    )
    return {level for level, _code in then & now}


def _cause(old: Row | None, new: Row | None, *, redrawn: bool) -> Cause | None:
    if old is None or new is None:
        return Cause.METHOD  # an area that came or went
    if old["status"] != new["status"]:
        return Cause.SHOWN
    if any(old[name] != new[name] for name in NUMBERS):
        # A place that was redrawn has other people: its figures were not revised.
        return Cause.METHOD if redrawn else Cause.REVISED
    return Cause.SHOWN if old["reason"] != new["reason"] else None
