"""Numbers as Swedes, Englishmen and their programs write them.

Whether a comma is a decimal mark or parts thousands is settled for a column at a time,
by those of its numbers that can be read in one way only. A column in which all can be
read in both ways (1,234 is one and a bit, or more than a thousand) stays undecided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.formats import Number

EXACT = "\x00"  # before a number that is one for certain; no text can have it
SPACES = " \u00a0\u2007\u2009\u202f'’"
_MINUS = "−–-"  # the hyphen last, for the patterns
_SHAPE = re.compile(rf"[+{_MINUS}]?([0-9.,{SPACES}]*[0-9])(?:\s*(?:%|procent))?")
_OTHER = {",": ".", ".": ","}


def _number(mark: str) -> re.Pattern[str]:
    apart = re.escape(SPACES + _OTHER[mark])
    grouped = rf"[0-9]{{1,3}}(?:(?P<gap>[{apart}])[0-9]{{3}})(?:(?P=gap)[0-9]{{3}})*"
    whole = rf"(?:{grouped}|[0-9]+|(?={re.escape(mark)}))"
    return re.compile(rf"[+{_MINUS}]?{whole}(?:{re.escape(mark)}(?P<part>[0-9]+))?")


_NUMBER = {mark: _number(mark) for mark in _OTHER}
_PLAIN = {
    mark: str.maketrans(
        {**dict.fromkeys(SPACES + _OTHER[mark], ""), mark: "."}
        | dict.fromkeys(_MINUS, "-")
    )
    for mark in _OTHER
}


@dataclass(frozen=True)
class Style:
    """How the numbers of a column are written.

    `mark` is "," or ".", and "" if no number has either. `decimals` are the lengths
    that the decimal parts have.
    """

    mark: str = ""
    undecided: bool = False
    decimals: frozenset[int] = frozenset()


def style_of(texts: Iterable[str], *, at_most_999: bool = False) -> Style:
    """Settle the decimal mark of a column from its different cells.

    `at_most_999` says that no value can have thousands, as shares in percent.
    """
    votes: Counter[str] = Counter()
    decimals: set[int] = set()
    certain: set[int] = set()
    for text in texts:
        if text.startswith(EXACT):
            certain.add(len(text.rstrip("%").partition(".")[2]))
        elif ("," in text or "." in text) and (match := _SHAPE.fullmatch(text.strip())):
            vote, length = _vote(match[1])
            votes[vote] += 1
            if length:
                decimals.add(length)
    sure = [mark for mark in ",." if votes[mark]]
    either = [mark for mark in ",." if votes["?" + mark]]
    if not sure and at_most_999:
        sure, decimals = either, {3} if either else set()
    mark = max(sure, key=lambda m: votes[m]) if sure else ""
    undecided = bool(either) and not sure
    return Style(mark, undecided, frozenset((decimals | certain) - {0}))


def exact(cells: Iterable[str]) -> tuple[str, ...]:
    """Mark the cells which are numbers for certain, whatever their column is like."""
    return tuple(EXACT + cell if type(cell) is Number else cell for cell in cells)


def _vote(core: str) -> tuple[str, int]:
    """Say which mark a number has for decimals and how many; "?," if it may be."""
    marks = [c for c in core if c in ",."]
    last = marks[-1]
    whole, _mark, rest = core.rpartition(last)
    if len(marks) > 1:  # 1.234,5 or 1,234,567
        return (last, len(rest)) if marks.count(last) == 1 else (_OTHER[last], 0)
    if len(rest) != 3 or len(whole) > 3 or whole in ("", "0"):
        return last, len(rest)
    return "?" + last, 0


def to_number(text: str, mark: str) -> tuple[float, int] | None:
    """Read a number, and how many decimals it has; None if it isn't one so written."""
    mark = mark or ","
    match = _NUMBER[mark].fullmatch(text)
    if not match:
        return None
    return float(text.translate(_PLAIN[mark])), len(match["part"] or "")


def is_number(text: str) -> bool:
    """Tell whether a text is a number in one of the ways, whatever it means."""
    return any(form.fullmatch(text) for form in _NUMBER.values())
