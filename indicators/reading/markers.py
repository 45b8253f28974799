"""What a source writes where it has no number; the same sign means different things.

`-` is exactly zero at SCB, "no grade could be set" at Skolverket, and anything at all
in a municipality's own file. The meanings are from the sources' own explanations; see
docs and catalogue. What isn't in a source's table isn't guessed.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from indicators.model import Indicator, Origin, Reason, Status


class Fix(StrEnum):
    """A reading of a cell that the user should hear about."""

    NONE = ""
    DASH = "dash"  # "-" where it could mean zero
    DOTS = "dots"  # ".." where it could mean secrecy
    DATE = "date"  # 22 maj, read as 22.5
    DATE_RANGE = "date_range"  # 01-apr, read as 1-4


class Meaning(NamedTuple):
    """What a marker says of an observation."""

    status: Status
    reason: Reason
    fix: Fix = Fix.NONE


SOURCES = ("scb", "skolverket", "kolada", "local")

_ZERO = Meaning(Status.OK, Reason.ZERO)
_SECRET = Meaning(Status.SUPPRESSED, Reason.SECRECY)
_MISSING = Meaning(Status.MISSING, Reason.NOT_AVAILABLE)
_NOT_APPLICABLE = Meaning(Status.MISSING, Reason.NOT_APPLICABLE)
SMALL = Meaning(Status.SUPPRESSED, Reason.SMALL_COUNT)
NEARLY_ALL = Meaning(Status.SUPPRESSED, Reason.NEARLY_ALL)

_DASHES = ("-", "–", "—", "−")
_ANYWHERE = {
    "": _MISSING,
    "...": _MISSING,
    "…": _MISSING,
    "na": _MISSING,
    "n/a": _MISSING,
    "null": _MISSING,
    "saknas": _MISSING,
    "uppgift saknas": _MISSING,
    "ej relevant": _NOT_APPLICABLE,
    "ej tillämpligt": _NOT_APPLICABLE,
    "x": _SECRET,
    "sekretess": _SECRET,
    "skyddad": _SECRET,
    "skyddat": _SECRET,
}
_DOTS = ("..", "‥", ". .")  # the second is one character, as some programs write it
_OWN = _ANYWHERE | {
    **dict.fromkeys(_DOTS, _MISSING._replace(fix=Fix.DOTS)),
    ".": _MISSING,
    "*": _SECRET,
    **dict.fromkeys(_DASHES, _MISSING._replace(fix=Fix.DASH)),
}
TABLES: dict[str, dict[str, Meaning]] = {
    "scb": _ANYWHERE
    | {
        **dict.fromkeys(_DOTS, _MISSING),
        ".": _NOT_APPLICABLE,
        **dict.fromkeys(_DASHES, _ZERO),
    },
    "skolverket": _ANYWHERE
    | {
        **dict.fromkeys(_DOTS, _SECRET),
        ".": _MISSING,
        **dict.fromkeys(_DASHES, _NOT_APPLICABLE),
    },
    "kolada": _OWN,
    "local": _OWN,
}

LARGEST_SMALL = 20  # the end of a range that hides a small number, at most
_RANGE = re.compile(r"([0-9]{1,2})\s*[-–]\s*([0-9]{1,2})")
_BELOW = re.compile(r"(?:<|≤|<=|färre än|mindre än|under)\s*([0-9]{1,2})")
_NEARLY_ALL = re.compile(r"~\s*100\s*%?|(?:>|≥|>=|över|mer än)\s*9[0-9]\s*%?")


def meaning_of(text: str, source: str, *, is_value: bool) -> Meaning | None:
    """Read a marker; None for what isn't one. `text` has no spaces around it."""
    word = text.casefold()
    if found := TABLES[source].get(word):
        return found
    if is_small(word):
        return SMALL
    return NEARLY_ALL if is_value and _NEARLY_ALL.fullmatch(word) else None


def is_small(word: str) -> bool:
    """Tell whether a cell says "<5" or "1–4"."""
    if match := _RANGE.fullmatch(word):
        return int(match[1]) < int(match[2]) <= LARGEST_SMALL
    match = _BELOW.fullmatch(word)
    return bool(match) and int(match[1]) <= LARGEST_SMALL if match else False


_IDS = {
    "scb": re.compile(r"scb\b.*|tab[0-9]{3,}|[A-Z]{2}/[A-Z]{2}[0-9]{4}\b.*", re.I),
    "kolada": re.compile(r"kolada\b.*|[NU][0-9]{5}", re.I),
    "skolverket": re.compile(r"(?:skolverket|siris)\b.*", re.I),
}
_WORDS = {
    "scb": re.compile(r"\bscb\b|statistiska centralbyrån|statistics sweden", re.I),
    "kolada": re.compile(r"\bkolada\b", re.I),
    "skolverket": re.compile(r"\bskolverket\b", re.I),
}


def source_of(indicator: Indicator) -> str:
    """Tell whose markers an indicator's file has; a municipality's own if unknown."""
    if indicator.origin is not Origin.PUBLIC:
        return "local"
    by_id = [s for s, form in _IDS.items() if form.fullmatch(indicator.source_id)]
    by_name = [s for s, form in _WORDS.items() if form.search(indicator.source.sv)]
    for found in (by_id, by_name):
        if len(found) == 1:
            return found[0]
    return "local"
