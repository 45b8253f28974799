"""Numbers that a spreadsheet took for dates: 22.5 became "22 maj".

Swedish Excel, given a decimal point, sees a day and a month (22.5), or where there is
no such day a month and a year (5.75 became "maj-75").
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = (
    ("jan", "januari", "january"), ("feb", "februari", "february"),
    ("mar", "mars", "march"), ("apr", "april"), ("maj", "may"),
    ("jun", "juni", "june"), ("jul", "juli", "july"), ("aug", "augusti", "august"),
    ("sep", "sept", "september"), ("okt", "oct", "oktober", "october"),
    ("nov", "november"), ("dec", "december"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(rf"([0-9]{{1,2}})[-. ]?({_NAME})\.?(?:[- ][0-9]{{2,4}})?")
_MONTH_YEAR = re.compile(rf"({_NAME})\.?[- ]?(?:19|20)?([0-9]{{2}})")
_ISO = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})(?:[ t]00:00(?::00)?)?")
_SLASHED = re.compile(
    r"[0-9]{1,2}[/.][0-9]{1,2}(?:[/.][0-9]{2,4})|[0-9]{1,2}/[0-9]{1,2}"
)


class Date(NamedTuple):
    """What stood before and after the point; `month` says that it was a month."""

    whole: int
    part: int
    part_is_month: bool


def date_in(text: str) -> Date | None:
    """Take a date apart; None for what isn't a date."""
    word = text.casefold()
    if match := _DAY_MONTH.fullmatch(word):
        return Date(int(match[1]), MONTHS[match[2]], part_is_month=True)
    if match := _MONTH_YEAR.fullmatch(word):
        return Date(MONTHS[match[1]], int(match[2]), part_is_month=False)
    if match := _ISO.fullmatch(word):
        # The first of a month may have been a month and a year: it isn't told.
        day = int(match[2]) if match[2] != "01" else 0
        return Date(day, int(match[1]), part_is_month=True)
    return Date(0, 0, part_is_month=True) if _SLASHED.fullmatch(word) else None


def number_before(date: Date, decimals: frozenset[int]) -> float | None:
    """Restore the number, if the column's other numbers tell which one it was.

    "22 maj" may have been 22.5 or 22.05: all others must have one decimal, or all two.
    """
    if date.whole == 0:
        return None
    if not date.part_is_month:
        return float(f"{date.whole}.{date.part:02d}") if decimals == {2} else None
    if decimals == {1} and date.part <= 9:
        return float(f"{date.whole}.{date.part}")
    return float(f"{date.whole}.{date.part:02d}") if decimals == {2} else None


def is_range_before(date: Date) -> bool:
    """Tell whether a count's "1-4" became "01-apr"."""
    return date.part_is_month and 0 < date.whole < date.part
