"""The period of rows that say none, and what is said of periods that are in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import PurePath

from indicators.periods import Doubt, parse_period
from indicators.reading.findings import LIMIT, Findings, shown_key
from indicators.reading.headers import Role
from indicators.reading.layout import Layout
from indicators.texts import _

_DATE = re.compile(r"(?<!\d)\d{4}([-_.]?)\d{2}\1\d{2}(?!\d)")
_IN_NAME = re.compile(
    r"(?<![^\W_])"
    r"((?:ht|vt)[ _-]?(?:20)?\d\d|(?:19|20)\d\d(?:[-–_](?:(?:19|20)\d\d|\d\d))?)"
    r"(?![^\W_])",
    re.IGNORECASE,
)


def period_in_name(file: str) -> str:
    """Tell which period a file's name speaks of; "" for none or for several.

    A whole date is when the file was saved, and no period.
    """
    name = _DATE.sub(" ", PurePath(file.replace("\\", "/")).stem)
    said = {text.replace("_", "-") for text in _IN_NAME.findall(name)}
    found = {period.text for text in said if (period := parse_period(text))}
    return found.pop() if len(found) == len(said) == 1 else ""


_WORD = r"(?:valt\s+)?(?:läsår(?:et)?|period(?:en)?|mätår|år|termin)"
_SAID = re.compile(rf"{_WORD}\s*:?\s*(\S.*?)\.?", re.IGNORECASE)
_ASKS = re.compile(rf"{_WORD}\s*:?", re.IGNORECASE)


def period_above(rows: Sequence[Sequence[str]]) -> str:
    """Tell which period the rows above a table speak of; "" for none or for several.

    Either a cell says nothing but "Läsår: 2024/25", or one says "Läsår" and the next
    that has anything 2024/25.
    """
    named: set[str] = set()
    bare: set[str] = set()
    for row in rows:
        cells = [cell.strip() for cell in row if 0 < len(cell.strip()) <= LIMIT]
        parts = [part.strip() for cell in cells for part in re.split("[,;|]", cell)]
        bare |= _periods(parts)
        named |= _periods(m[1] for part in parts if (m := _SAID.fullmatch(part)))
        asked = [after for cell, after in pairwise(cells) if _ASKS.fullmatch(cell)]
        named |= _periods(asked)
    return named.pop() if len(named) == 1 and bare <= named else ""


def _periods(texts: Iterable[str]) -> set[str]:
    return {period.text for text in texts if (period := parse_period(text))}


def take_period(layout: Layout, findings: Findings, said: str) -> None:
    """Take the period that somebody said for all rows, or say that there is none."""
    above = layout.above
    if above and not said.strip():
        layout.period = above
        message = _("Ovanför tabellen står {period}. Alla rader har lästs som det.")
        findings.repair(1, "", message.format(period=above))
        return
    found = parse_period(said)
    if found is None:
        findings.lacking.append(Role.PERIOD)
        message, remedy = period_fault(said) if said.strip() else _no_column()
        findings.problem(layout.row, "", message, remedy)
        return
    layout.period = found.text
    message = _("Filen säger ingen period. Alla rader har lästs som {period}.")
    if above:
        message = _("Ovanför tabellen står {above}. Alla rader har lästs som {period}.")
    text, differs = message.format(period=found.text, above=above), above != found.text
    row = 1 if above else layout.row
    findings.repair(row, "", text, needs_yes=bool(above) and differs)
    if found.doubt:
        text = period_doubt(found.doubt, said)
        findings.repair(layout.row, "", text, needs_yes=True)


def _no_column() -> tuple[str, str]:
    return (
        _("Hittar ingen kolumn med period."),
        _(
            "Lägg till en kolumn period, med till exempel 2024 eller 2023/24, eller "
            "säg vilken period alla rader gäller."
        ),
    )


def settle_period(layout: Layout, findings: Findings, said: str) -> None:
    """Refuse a period that was said for a file that says another in itself."""
    own = layout.keys.get(Role.PERIOD)
    if own is not None:
        message = _("Filen säger själv vilken period den gäller.")
        remedy = _("Läs den utan att säga någon period.")
        findings.problem(layout.row, layout.name(own), message, remedy)
        return
    found = parse_period(said)
    for measure in layout.measures:
        if found is None or measure.period != found.text:
            at = next(iter(measure.columns.values()))
            message = _(
                "Filen säger själv vilken period den gäller: {period} står i rubriken."
            ).format(period=measure.period)
            remedy = _("Läs den utan att säga någon period, eller rätta rubriken.")
            findings.problem(layout.row, layout.name(at), message, remedy)


def say_dated(layout: Layout, findings: Findings) -> None:
    """Say which period was found in the headers of columns matched by hand."""
    periods = [
        m.period for m in layout.measures if set(layout.dated) & {*m.columns.values()}
    ]
    if len(periods) > 1:
        message = _(
            "Rubrikerna på de valda kolumnerna säger olika perioder: {periods}."
        )
        remedy = _("Välj kolumner för samma period, eller rätta rubrikerna.")
        text, name = (
            message.format(periods=", ".join(periods)),
            layout.name(layout.dated[0]),
        )
        findings.problem(layout.row, name, text, remedy)
    for measure in layout.measures:
        at = next((at for at in layout.dated if at in measure.columns.values()), None)
        if at is not None:
            message = _("Perioden {period} har lästs ur rubriken.")
            text = message.format(period=measure.period)
            findings.repair(layout.row, layout.name(at), text)


def period_fault(text: str) -> tuple[str, str]:
    """Say that something isn't a period, and what to do."""
    message = _("{text} är ingen period, eller kan läsas på flera sätt.")
    remedy = _("Skriv 2024, 2023/24, HT2024 eller 2022-2024.")
    shown = shown_key(text)
    return (message.format(text=shown) if shown else _("Perioden saknas.")), remedy


def period_doubt(doubt: Doubt, text: str) -> str:
    """Say how a period in doubt was read."""
    message = {
        Doubt.YEAR_END: _("{text} har lästs som hela året."),
        Doubt.TWO_YEARS: _(
            "{text} har lästs som två år tillsammans. Är det ett läsår, skriv det med "
            "snedstreck, som 2023/24."
        ),
    }[doubt]
    return message.format(text=text)
