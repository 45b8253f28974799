"""Figures that differ between two snapshots, and whether revised, hidden or shown."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.numbers import with_unit
from indicators.texts import _
from lagesbild.snapshot.difference import Cause, Difference
from lagesbild.snapshot.figures import Content, Row, cells, names_of, places_of, written
from lagesbild.words import absence_text

NUMBERS = ("numerator", "denominator", "value")


def differing_cells(before: Content, after: Content) -> Iterator[Difference]:
    """List figures that both tell of and that are not the same in both."""
    then, now = cells(before), cells(after)
    names, places = names_of(before, after), places_of(before, after)
    units = {one["indicator"]: one["unit"] for one in after["definitions"]}
    shared = {m["key"] for m in before["maps"]} & {m["key"] for m in after["maps"]}
    levels = {t["level"] for t in before["tables"]} & {
        t["level"] for t in after["tables"]
    }
    for cell in dict.fromkeys([*now, *then]):
        old, new = then.get(cell), now.get(cell)
        indicator, period, level, code = cell
        compared = f"{indicator}/{period}" in shared and level in levels
        if (old is None and new is None) or (not (old and new) and not compared):
            continue  # the one snapshot was never meant to tell of it
        cause = _cause(old, new)
        if cause is not None:
            unit = units.get(indicator, "")
            # Only the municipality has figures without a table of its own level.
            place = places.get((level, code), str(after["municipality"]))
            said = (_figure(old, unit), _figure(new, unit))
            yield Difference(cause, indicator, names[indicator], place, period, *said)


def _cause(old: Row | None, new: Row | None) -> Cause | None:
    if old is None or new is None:
        return Cause.METHOD  # an area that came or went
    if old["status"] != new["status"]:
        return Cause.SHOWN
    if any(old[name] != new[name] for name in NUMBERS):
        return Cause.REVISED
    return Cause.SHOWN if old["reason"] != new["reason"] else None


def _figure(row: Row | None, unit: str) -> str:
    if row is None:
        return _("området fanns inte med")
    if row["status"] != "ok":
        return absence_text(row["status"], row["reason"])
    text = with_unit(written(row["value"]), unit)
    if row["numerator"] and row["denominator"] and row["numerator"] != row["value"]:
        counts = _("{count} av {people}").format(
            count=written(row["numerator"]), people=written(row["denominator"])
        )
        return f"{text} ({counts})"
    return text
