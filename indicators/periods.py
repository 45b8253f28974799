"""Periods as people write them, and the one way that we write them.

`2024`, `2023/24` (school year), `HT2024` (term), `2022-2024` (years pooled) and
`2025M01` (month) are what comes out.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST = 40


class Doubt(StrEnum):
    """Why a period was read as it was, where a person could have meant another."""

    NONE = ""
    YEAR_END = "year_end"  # 2024-12-31, read as 2024
    TWO_YEARS = "two_years"  # 2023-2024, read as both years together


class Period(NamedTuple):
    """A period in our own form, and what to ask about it."""

    text: str
    doubt: Doubt = Doubt.NONE


class Span(NamedTuple):
    """A period as months since year 0, the last one not included."""

    first: int
    end: int


_WORDS = re.compile(r"^(läsåret|läsår|lå|år|året|kalenderår)\s*:?\s*(?=\d)", re.I)
_TERMS = {"ht": "HT", "höst": "HT", "vt": "VT", "vår": "VT"}
_TERM = r"(?P<term>ht|vt|höst|vår)(?:en|terminen|termin)?"
_TERM_FIRST = re.compile(_TERM + r"[\s_-]*(?P<year>(?:20)?\d\d)", re.I)
_TERM_LAST = re.compile(r"(?P<year>20\d\d)[\s_-]*" + _TERM, re.I)
_YEAR = re.compile(r"(\d{4})(?:[.,]0)?")
_TWO = re.compile(r"(\d{4}|\d\d)\s*([/–-])\s*(\d{4}|\d\d)")
_MONTH = re.compile(r"(\d{4})M(0[1-9]|1[0-2])", re.I)
_YEAR_END = re.compile(r"(\d{4})-12-31(?:[ T]00:00(?::00)?)?")

_FORMS = re.compile(
    r"(?P<year>\d{4})(?:/(?P<school>\d\d)|-(?P<last>\d{4})|M(?P<month>\d\d))?"
    r"|(?P<term>[HV])T(?P<of>\d{4})"
)


def span(period: str) -> Span | None:
    """Read which months a period covers: a school year begins in July."""
    match = _FORMS.fullmatch(period)
    if match is None:
        return None
    if match["term"]:
        start = 12 * int(match["of"]) + (6 if match["term"] == "H" else 0)
        return Span(start, start + 6)
    start = 12 * int(match["year"])
    if match["school"]:
        return Span(start + 6, start + 18)
    if match["month"]:
        return Span(start + int(match["month"]) - 1, start + int(match["month"]))
    return Span(start, 12 * int(match["last"] or match["year"]) + 12)


def in_time(period: str) -> tuple[int, int, str]:
    """Order periods by when they end, then by when they begin."""
    first, end = span(period) or Span(0, 0)
    return end, first, period


def parse_period(text: str) -> Period | None:
    """Read a period, or give None for what isn't one or could be two things."""
    text = _WORDS.sub("", " ".join(text.split()))
    if len(text) > LONGEST:
        return None
    if not text.isascii():
        text = text.replace("–", "-")
    if match := _YEAR.fullmatch(text):
        return Period(match[1]) if _is_year(match[1]) else None
    if match := _TWO.fullmatch(text):
        return _of_two(*match.groups())
    if match := _TERM_FIRST.fullmatch(text) or _TERM_LAST.fullmatch(text):
        return Period(f"{_TERMS[match['term'].lower()]}20{match['year'][-2:]}")
    if match := _MONTH.fullmatch(text):
        return Period(f"{match[1]}M{match[2]}") if _is_year(match[1]) else None
    if match := _YEAR_END.fullmatch(text):
        return Period(match[1], Doubt.YEAR_END) if _is_year(match[1]) else None
    return None


def _of_two(first: str, mark: str, second: str) -> Period | None:
    """Tell a school year from pooled years, and both from a month or a date."""
    if len(first) == 2:
        first = f"20{first}" if len(second) == 2 and int(first) > 12 else ""
    if not first or not _is_year(first):
        return None
    if len(second) == 2 and mark == "-" and int(second) <= 12:
        return None  # 2010-11: the school year, or November
    start, end = int(first), int(second)
    if len(second) == 2:
        end += start // 100 * 100 + (100 if second == "00" else 0)
    follows = end == start + 1
    if mark == "/" or len(second) == 2:
        return Period(f"{first}/{end % 100:02d}") if follows else None
    if not start < end <= LAST_YEAR:
        return None
    return Period(f"{first}-{end}", Doubt.TWO_YEARS if follows else Doubt.NONE)


def _is_year(text: str) -> bool:
    return text.isascii() and FIRST_YEAR <= int(text) <= LAST_YEAR
