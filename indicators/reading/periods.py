"""The period of rows that say none, and what is said of periods that are in doubt."""

from __future__ import annotations

import re
from pathlib import PurePath

from indicators.periods import Doubt, parse_period
from indicators.reading.findings import Findings, shown_key
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


def take_period(layout: Layout, findings: Findings, said: str) -> None:
    """Take the period that somebody said for all rows, or say that there is none."""
    found = parse_period(said)
    if found is None:
        findings.lacking.append(Role.PERIOD)
        message, remedy = period_fault(said) if said.strip() else _no_column()
        findings.problem(layout.row, "", message, remedy)
        return
    layout.period = found.text
    message = _("Filen säger ingen period. Alla rader har lästs som {period}.")
    findings.repair(layout.row, "", message.format(period=found.text))
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


def refuse_period(layout: Layout, findings: Findings) -> None:
    """Say that a period was said for a file that says it itself."""
    message = _("Filen säger själv vilken period den gäller.")
    remedy = _("Läs den utan att säga någon period.")
    findings.problem(layout.row, "", message, remedy)


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
