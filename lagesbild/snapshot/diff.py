"""What is different between two snapshots, and why: one of five causes each.

Only what the two files say is compared; nothing is read from the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from indicators.numbers import with_unit
from indicators.texts import _
from lagesbild.errors import SnapshotError
from lagesbild.snapshot.figures import Content, Row, cells, names_of, places_of, written
from lagesbild.words import absence_text

NUMBERS = ("numerator", "denominator", "value")


class Cause(StrEnum):
    """Why something reads differently than last time."""

    PERIOD = "new_period"
    REVISED = "figures_revised"
    METHOD = "borders_or_method"
    ASSESSMENT = "assessment"
    SHOWN = "withheld_or_shown"


def cause_text(cause: Cause) -> str:
    """Name a cause."""
    return {
        Cause.PERIOD: _("Ny period eller nytt mått"),
        Cause.REVISED: _("Samma period, ändrade tal"),
        Cause.METHOD: _("Ändrade gränser eller ändrad metod"),
        Cause.ASSESSMENT: _("Ändrad bedömning"),
        Cause.SHOWN: _("Visas inte längre, eller visas nu"),
    }[cause]


@dataclass(frozen=True)
class Difference:
    """One thing that reads differently; what is not apt is empty."""

    cause: Cause
    indicator: str  # its id, or empty
    subject: str
    place: str
    period: str
    before: str
    after: str

    def __str__(self) -> str:
        about = ", ".join(t for t in (self.subject, self.place, self.period) if t)
        return _("{about}: {before} → {after}").format(
            about=about, before=self.before or "–", after=self.after or "–"
        )


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
        *_cells(before, after),
        *_methods(before, after),
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


def _cells(before: Content, after: Content) -> Iterator[Difference]:
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
            place = places.get((level, code), code)
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


def _methods(before: Content, after: Content) -> Iterator[Difference]:
    then = {one["indicator"]: one for one in before["definitions"]}
    for one in after["definitions"]:
        old = then.get(one["indicator"])
        if old is not None:
            yield from _definition(one["indicator"], old, one)
    yield from _boundaries(before, after)


def _definition(indicator: str, old: Content, new: Content) -> Iterator[Difference]:
    then, now = dict(map(tuple, old["lines"])), dict(map(tuple, new["lines"]))
    then |= {_("Namn"): old["name"], _("Klasser"): old["classes"]}
    now |= {_("Namn"): new["name"], _("Klasser"): new["classes"]}
    for label in dict.fromkeys([*then, *now]):
        if then.get(label) != now.get(label):
            yield Difference(
                Cause.METHOD,
                indicator,
                new["name"],
                "",
                label,
                then.get(label, ""),
                now.get(label, ""),
            )


def _boundaries(before: Content, after: Content) -> Iterator[Difference]:
    gone = [text for text in before["boundaries"] if text not in after["boundaries"]]
    new = [text for text in after["boundaries"] if text not in before["boundaries"]]
    subject = _("Områden och gränser")
    for i in range(max(len(gone), len(new))):
        old_text = gone[i] if i < len(gone) else ""
        new_text = new[i] if i < len(new) else ""
        yield Difference(Cause.METHOD, "", subject, "", "", old_text, new_text)


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
