"""What is different between two snapshots, and why: one of five causes each.

Only what the two files say is compared; nothing is read from the store.
"""

from __future__ import annotations

from collections.abc import Iterator

from indicators.texts import _
from lagesbild.errors import SnapshotError
from lagesbild.snapshot.diff_cells import differing_cells
from lagesbild.snapshot.diff_methods import differing_methods
from lagesbild.snapshot.difference import Cause, Difference, cause_text
from lagesbild.snapshot.figures import Content, names_of

__all__ = ["Cause", "Difference", "cause_text", "compare"]


def compare(before: Content, after: Content) -> list[Difference]:
    """List every difference, sorted by cause.

    Parameters
    ----------
    before, after : mapping
        The content of two snapshots, as `manifest.open_file` gives it.

    Raises
    ------
    SnapshotError
        If they are in different languages, or of different forms.
    """
    for name in ("format", "language"):
        if before[name] != after[name]:
            raise SnapshotError(
                _("Ögonblicksbilderna är på olika språk eller av olika slag.")
            )
    found = [
        *_periods(before, after),
        *differing_cells(before, after),
        *differing_methods(before, after),
        *_assessments(before, after),
    ]
    order = list(Cause)
    return sorted(found, key=lambda one: order.index(one.cause))


def _keys(content: Content) -> dict[str, list[str]]:
    """Give the periods chosen for each indicator."""
    periods: dict[str, list[str]] = {}
    for one in content["maps"]:
        indicator, _sep, period = one["key"].partition("/")
        periods.setdefault(indicator, []).append(period)
    return periods


def _periods(before: Content, after: Content) -> Iterator[Difference]:
    then, now, names = _keys(before), _keys(after), names_of(before, after)
    for indicator in dict.fromkeys([*now, *then]):
        old, new = then.get(indicator, []), now.get(indicator, [])
        if old != new:
            gone = "" if old else _("fanns inte med")
            ended = "" if new else _("finns inte med")
            yield Difference(
                Cause.PERIOD,
                indicator,
                names[indicator],
                "",
                "",
                gone or ", ".join(old),
                ended or ", ".join(new),
            )


def _assessments(before: Content, after: Content) -> Iterator[Difference]:
    then = {(area, line["indicator"]): line for area, line in _lines(before)}
    for area, line in _lines(after):
        old = then.get((area, line["indicator"]))
        if old is None:
            continue
        for kind in ("verdict", "trend"):
            if old[kind] != line[kind]:
                yield Difference(
                    Cause.ASSESSMENT,
                    line["indicator"],
                    line["name"],
                    area[2],
                    line["period"],
                    old[f"{kind}_text"],
                    line[f"{kind}_text"],
                )


def _lines(content: Content) -> Iterator[tuple[tuple[str, str, str], Content]]:
    for one in content["areas"]:
        for sector in one["sectors"]:
            for line in sector["lines"]:
                yield (one["level"], one["code"], one["name"]), line
