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
from lagesbild.snapshot.figures import Content, names_of, places_of

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
        *_verdicts(before, after),
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
    places = places_of(before, after)
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
                    places[area],
                    line["period"],
                    old[f"{kind}_text"],
                    line[f"{kind}_text"],
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
