"""One cell of a measure: a number, a marker, or a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from indicators.formats.xlsx_sheet import NOT_CALCULATED
from indicators.model import Reason, Status
from indicators.reading import markers
from indicators.reading.dates import date_in, is_range_before, number_before
from indicators.reading.findings import LIMIT
from indicators.reading.markers import Fix
from indicators.reading.numbers import EXACT, Style, is_number, to_number

NAN = float("nan")


class Fault(StrEnum):
    """Why a cell can't be read."""

    NONE = ""
    NOT_A_NUMBER = "not_a_number"
    EXCEL_ERROR = "excel_error"
    DATE = "date"
    SCIENTIFIC = "scientific"
    PERCENT = "percent"
    AMBIGUOUS = "ambiguous"
    NOT_CALCULATED = "not_calculated"
    OTHER_MARK = "other_mark"


class Cell(NamedTuple):
    """What a cell says; `decimals` is how exactly its number is written."""

    number: float = NAN
    status: Status = Status.OK
    reason: Reason = Reason.NONE
    decimals: int = 0
    fault: Fault = Fault.NONE
    fix: Fix = Fix.NONE
    blank: bool = False
    percent: bool = False


@dataclass(frozen=True)
class Context:
    """What must be known of a column to read its cells.

    `has_ranges`: whether some cells say "1-4"; `rounds`: whether the source's `0` is
    less than half a unit and not nothing.
    """

    source: str
    style: Style
    is_value: bool
    takes_percent: bool
    has_ranges: bool = False
    rounds: bool = False


_ABOUT = re.compile(r"(?:cirka|ca\.?|c:a|~|≈)\s*(.+)", re.I)
_PERCENT = re.compile(r"(.*?)\s*(?:%|procent)", re.I)
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?E[+-]?[0-9]+", re.I)


def read_cell(text: str, context: Context) -> Cell:
    """Read a cell; what it may not be is told as a fault, never as an exception."""
    if text.startswith(EXACT):
        return _exact(text[1:], context)
    if len(text) > LIMIT:
        return Cell(fault=Fault.NOT_A_NUMBER)
    if found := _number(text, context):
        return found
    bare = text.strip()
    if bare.startswith('="') and bare.endswith('"'):
        bare = bare[2:-1].strip()
    marker = markers.meaning_of(bare, context.source, is_value=context.is_value)
    if marker:
        number = 0.0 if marker.status is Status.OK else NAN
        return Cell(
            number, marker.status, marker.reason, fix=marker.fix, blank=not bare
        )
    found = _number(bare, context) if bare != text else None
    return found or _special(bare, context) or _faulty(bare)


def _number(text: str, context: Context) -> Cell | None:
    found = to_number(text, context.style.mark)
    if found is None:
        return None
    if context.style.undecided and ("," in text or "." in text):
        return Cell(fault=Fault.AMBIGUOUS)
    return _counted(*found, context)


def _counted(number: float, decimals: int, context: Context) -> Cell:
    if number == 0 and context.rounds:
        return Cell(number, reason=Reason.ROUNDED_ZERO, decimals=decimals)
    return Cell(number, decimals=decimals)


def _exact(text: str, context: Context) -> Cell:
    """Read what a program wrote as a number, with a point and no thousands."""
    bare = text.removesuffix("%")
    if len(bare) > LIMIT:
        return Cell(fault=Fault.NOT_A_NUMBER)
    if bare != text and not context.takes_percent:
        return Cell(fault=Fault.PERCENT)
    return _counted(float(bare), len(bare.partition(".")[2]), context)._replace(
        percent=bare != text
    )


def _special(text: str, context: Context) -> Cell | None:
    """Read what is a number with something around it."""
    if match := _PERCENT.fullmatch(text):
        found = _number(match[1], context)
        if found and not context.takes_percent:
            return Cell(fault=Fault.PERCENT)
        return found and found._replace(percent=True)
    if match := _ABOUT.fullmatch(text):
        found = _number(match[1], context)
        if found and found.fault is Fault.NONE:
            return found._replace(reason=Reason.APPROXIMATE)
        return found
    return _date(text, context)


def _date(text: str, context: Context) -> Cell | None:
    date = date_in(text)
    if date is None:
        return None
    may_be_range = is_range_before(date)
    if may_be_range and not context.is_value:
        status, reason, _fix = markers.SMALL
        return Cell(NAN, status, reason, fix=Fix.DATE_RANGE)
    number = number_before(date, context.style.decimals)
    if number is None or not context.is_value or (may_be_range and context.has_ranges):
        return Cell(fault=Fault.DATE)
    decimals = max(context.style.decimals)
    return Cell(number, decimals=decimals, fix=Fix.DATE)


def _faulty(text: str) -> Cell:
    if text == NOT_CALCULATED:
        return Cell(fault=Fault.NOT_CALCULATED)
    if text.startswith("#"):
        return Cell(fault=Fault.EXCEL_ERROR)
    if _SCIENTIFIC.fullmatch(text):
        return Cell(fault=Fault.SCIENTIFIC)
    has_percent = "%" in text or "procent" in text.casefold()
    bare = _PERCENT.sub(r"\1", text) if has_percent else text
    return Cell(fault=Fault.OTHER_MARK if is_number(bare) else Fault.NOT_A_NUMBER)
