"""What is different between two snapshots, and why: one of five causes each.

Only what the two files say is compared; nothing is read from the store.
"""

from __future__ import annotations

from collections.abc import Iterator

from indicators.texts import _
from lagesbild.errors import SnapshotError
from lagesbild.snapshot.diff_borders import shared
from lagesbild.snapshot.diff_cells import differing_cells
from lagesbild.snapshot.diff_methods import differing_methods
from lagesbild.snapshot.diff_periods import differing_periods
from lagesbild.snapshot.difference import Cause, Difference, cause_text
from lagesbild.snapshot.figures import Content, names_of, places_of

__all__ = ["Cause", "Difference", "cause_text", "compare", "unseen"]


def compare(before: Content, after: Content) -> list[Difference]:
    """List every difference that can be seen, sorted by cause.

    Parameters
    ----------
    before, after : mapping
        The content of two snapshots, as `manifest.open_file` gives it.

    Raises
    ------
    SnapshotError
        If they are in different languages, or of different forms.
    """
    return [one for one in _all(before, after) if _is_seen(one)]


def unseen(before: Content, after: Content) -> int:
    """Count what differs, but by so little that it reads the same in both."""
    return sum(not _is_seen(one) for one in _all(before, after))


def _is_seen(one: Difference) -> bool:
    return bool(one.sentence) or one.said[0] != one.said[1]


def _all(before: Content, after: Content) -> list[Difference]:
    for name in ("format", "language"):
        if before[name] != after[name]:
            raise SnapshotError(
                _("Ögonblicksbilderna är på olika språk eller av olika slag.")
            )
    if before["municipality"] != after["municipality"] and not shared(before, after):
        return []
    found = [
        *differing_periods(before, after),
        *differing_methods(before, after),
        *differing_cells(before, after),
        *_assessments(before, after),
        *_verdicts(before, after),
    ]
    order = list(Cause)
    return sorted(found, key=lambda one: order.index(one.cause))


def _assessments(before: Content, after: Content) -> Iterator[Difference]:
    then = {(area, line["indicator"]): line for area, line in _lines(before)}
    places = places_of(before, after)
    for area, line in _lines(after):
        old = then.get((area, line["indicator"]))
        if old is None:
            continue
        since = old["period"] if old["period"] != line["period"] else ""
        for kind in ("verdict", "trend"):
            if old[kind] != line[kind]:
                yield Difference(
                    Cause.ASSESSMENT,
                    line["indicator"],
                    line["name"],
                    places[area],
                    line["period"],
                    old[f"{kind}_text"],
                    line[f"{kind}_text"],
                    since,
                )


def _verdicts(before: Content, after: Content) -> Iterator[Difference]:
    """Tell of the verdicts in the tables; those of portraits are told with them."""
    told = {(*area, line["indicator"]) for area, line in _lines(after)}
    then = {(one["key"], one["level"]): one for one in before["tables"]}
    names, places = names_of(before, after), places_of(before, after)
    for one in after["tables"]:
        old = then.get((one["key"], one["level"]))
        indicator, _sep, period = one["key"].partition("/")
        for code, *texts in _changed(old, one) if old else ():
            place = (one["level"], code)
            if (*place, indicator) not in told:
                about = (indicator, names[indicator], places[place], period)
                yield Difference(Cause.ASSESSMENT, *about, *texts)


def _changed(old: Content, new: Content) -> Iterator[tuple[str, str, str]]:
    """Give the areas of a table whose verdict is another: code, before, after."""
    # Files from before there were verdicts in the tables have none.
    if not old.get("verdicts") or not new.get("verdicts"):
        return
    was = dict(zip(old["codes"], old["rows"], strict=False))
    for code, row in zip(new["codes"], new["rows"], strict=False):
        if code in was and was[code][-1] != row[-1]:
            yield code, was[code][-1], row[-1]


def _lines(content: Content) -> Iterator[tuple[tuple[str, str], Content]]:
    for one in content["areas"]:
        for sector in one["sectors"]:
            for line in sector["lines"]:
                yield (one["level"], one["code"]), line
