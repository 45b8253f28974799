"""Refuse what is about single persons: the tool takes sums and shares only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.reading.findings import Findings, shown
from indicators.reading.headers import personal
from indicators.texts import _, ngettext

# A day up to 91 allows for coordination numbers (samordningsnummer).
_NUMBER = re.compile(
    r"(?<![0-9])(?:19|20)?"
    r"([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01]))"
    r"([-+]?)([0-9]{4})(?![0-9])"
)
_DECIMALS = re.compile(r"-?[0-9]{1,4}[.,][0-9]+ ?%?")


def refuse_personal_headers(
    row: int, headers: Sequence[str], findings: Findings
) -> None:
    """Say which columns are about persons, by their names."""
    for column in personal(headers):
        findings.problem(
            row,
            shown(headers[column]),
            _("Kolumnen ser ut att handla om enskilda personer."),
            _(
                "Ta bort den: här får bara summor och andelar läsas in. Är det "
                "områdets namn, döp om kolumnen till områdesnamn."
            ),
        )


def refuse_personal_numbers(
    text: str, rows: Sequence[Sequence[str]], headers: Sequence[str], findings: Findings
) -> None:
    """Say which columns hold personal identity numbers; never the number itself."""
    if not has_personal_number(text):
        return
    first: dict[int, int] = {}
    count: dict[int, int] = {}
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if _in_cell(cell):
                first.setdefault(column, row)
                count[column] = count.get(column, 0) + 1
    for column, row in first.items():
        header = headers[column] if column < len(headers) else ""
        message = ngettext(
            "{count} cell ser ut att innehålla ett personnummer.",
            "{count} celler ser ut att innehålla personnummer.",
            count[column],
        ).format(count=count[column])
        remedy = _("Rensa filen: här får bara summor och andelar läsas in.")
        findings.problem(row, shown(header), message, remedy)


def has_personal_number(text: str) -> bool:
    """Tell whether a personal identity number stands in the text."""
    return any(
        match[2] or _checks(match[1] + match[3]) for match in _NUMBER.finditer(text)
    )


def _in_cell(cell: str) -> bool:
    # The decimals of 23,1234567890 are no person; in a whole file, the same comma
    # may stand between two cells.
    return has_personal_number(cell) and not _DECIMALS.fullmatch(cell.strip())


def _checks(digits: str) -> bool:
    """Tell whether the last of ten digits is the check digit (Luhn) of the others."""
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0
