"""Figures of two snapshots as people read them, so that what differs can be seen."""

from __future__ import annotations

from decimal import Decimal

from indicators.numbers import with_unit
from indicators.texts import _
from lagesbild.snapshot.figures import Row, written
from lagesbild.words import absence_text


def both_written(old: Row | None, new: Row | None, unit: str) -> tuple[str, str]:
    """Write a figure before and now; the same text if nobody could see a difference."""
    texts = (figure(old, unit), figure(new, unit))
    if not old or not new or texts[0] != texts[1] or new["status"] != "ok":
        return texts
    if old["value"] != new["value"]:
        return _exact(old, unit), _exact(new, unit)
    bases = (old["denominator"], new["denominator"])
    if all(bases) and bases[0] != bases[1]:
        return _based(texts[0], old), _based(texts[1], new)
    return texts


def figure(row: Row | None, unit: str) -> str:
    """Write a figure with its counts, or why it is not shown."""
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


def _exact(row: Row, unit: str) -> str:
    """Write a value with every decimal that it has."""
    return with_unit(written(format(Decimal(row["value"] or "0"), "f")), unit)


def _based(text: str, row: Row) -> str:
    base = _("bygger på {people}").format(people=written(row["denominator"]))
    return f"{text} ({base})"
