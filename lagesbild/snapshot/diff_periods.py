"""Measures whose newest period is another in two snapshots, with the figures of both.

Figures are told for every area that both tell of: those that the snapshots are about
first, so that they are seen where a long list is cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from indicators.texts import _
from lagesbild.snapshot.diff_figures import both_written
from lagesbild.snapshot.difference import Cause, Difference
from lagesbild.snapshot.figures import Content, Row, cells, names_of, places_of

Rows = Mapping[tuple[str, str], Mapping[tuple[str, str], Row]]


def differing_periods(before: Content, after: Content) -> Iterator[Difference]:
    """List new and older periods: a row for each area, or one where there is none."""
    then, now, names = _keys(before), _keys(after), names_of(before, after)
    rows = (_rows(before), _rows(after))
    units = {one["indicator"]: one["unit"] for one in after["definitions"]}
    found: list[tuple[bool, Difference]] = []
    for indicator in dict.fromkeys([*now, *then]):
        old, new = then.get(indicator, []), now.get(indicator, [])
        if old == new:
            continue
        about = (indicator, names[indicator])
        periods = (old[-1] if old else "", new[-1] if new else "")
        told = list(_figures((before, after), rows, about, periods, units))
        gone = ", ".join(old) or _("fanns inte med")
        come = ", ".join(new) or _("finns inte med")
        whole = Difference(Cause.PERIOD, *about, "", "", gone, come)
        found += told or [(True, whole)]
    yield from (one for is_main, one in found if is_main)
    yield from (one for is_main, one in found if not is_main)


def _keys(content: Content) -> dict[str, list[str]]:
    """Give the periods chosen for each indicator, oldest first."""
    periods: dict[str, list[str]] = {}
    for one in content["maps"]:
        indicator, _sep, period = one["key"].partition("/")
        periods.setdefault(indicator, []).append(period)
    return periods


def _rows(content: Content) -> Rows:
    """Sort figures by indicator and period, then by level and area code."""
    found: dict[tuple[str, str], dict[tuple[str, str], Row]] = {}
    for (indicator, period, *place), row in cells(content).items():
        found.setdefault((indicator, period), {})[place[0], place[1]] = row
    return found


def _figures(
    both: tuple[Content, Content],
    rows: tuple[Rows, Rows],
    about: tuple[str, str],
    periods: tuple[str, str],
    units: Mapping[str, str],
) -> Iterator[tuple[bool, Difference]]:
    """Give a row for each area, and whether the snapshots are about it."""
    if periods[0] == periods[1]:
        return
    then, now = (
        one.get((about[0], period), {})
        for one, period in zip(rows, periods, strict=True)
    )
    known, after = places_of(*both), both[1]
    portrayed = {(one["level"], one["code"]) for one in after["areas"]}
    sizes = Counter(level for level, _code in now)
    for place in [one for one in now if one in then]:
        # Only the municipality has figures without a table of its own level.
        name = known.get(place, str(after["municipality"]))
        said = both_written(then[place], now[place], units[about[0]])
        row = (Cause.PERIOD, *about, name, periods[1], *said)
        yield (
            place in portrayed or sizes[place[0]] == 1,  # the municipality
            Difference(*row, since=periods[0]),
        )
