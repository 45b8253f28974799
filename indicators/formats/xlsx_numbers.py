"""Numbers in a workbook as its reader sees them: dates and percentages by their format.

A date stays what Excel shows, so that "22-maj" in a column of shares is told from a
number, as in a CSV file that Excel saved.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from indicators.formats.model import Number, number_in

ERROR = "#DATUM!"  # what Excel can't show either


class Shape(StrEnum):
    """What a number is shown as."""

    NUMBER = "number"
    PERCENT = "percent"  # 0.125 is shown as 12.5 %
    PERCENT_SIGN = "percent_sign"  # 12.5 is shown as 12.5 %
    DATE = "date"
    DAY_MONTH = "day_month"
    MONTH_YEAR = "month_year"
    YEAR = "year"
    TIME = "time"


BUILT_IN = {
    9: Shape.PERCENT, 10: Shape.PERCENT,
    14: Shape.DATE, 15: Shape.DATE, 16: Shape.DAY_MONTH, 17: Shape.MONTH_YEAR,
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), Shape.TIME), 22: Shape.DATE,
    **dict.fromkeys((*range(27, 37), *range(50, 59)), Shape.DATE),
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_BRACKET = re.compile(r"\[[^\]]*\]")
_MONTHS = (
    "jan", "feb", "mar", "apr", "maj", "jun",
    "jul", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip
_LAST = 2_958_465  # 9999-12-31
_MONTH_BUG = 60  # Excel's 29 February 1900


def shape_of(code: str) -> Shape:
    """Tell what a number format shows: `0.0%`, `yyyy-mm-dd`, `# ##0,0`."""
    section = code[:500].split(";")[0]
    literals = "".join(_LITERAL.findall(section))
    bare = _LITERAL.sub("", section)
    elapsed = any(b.lower().strip("[]hms") == "" for b in _BRACKET.findall(bare))
    bare = _BRACKET.sub("", bare).casefold().replace("general", "")
    if "%" in bare:
        return Shape.PERCENT
    if elapsed or (set("hs") & set(bare) and not set("dy") & set(bare)):
        return Shape.TIME
    parts = "".join(letter for letter in "dmy" if letter in bare)
    shapes = {"dm": Shape.DAY_MONTH, "my": Shape.MONTH_YEAR, "y": Shape.YEAR}
    if parts:
        return shapes.get(parts, Shape.DATE)
    return Shape.PERCENT_SIGN if "%" in literals else Shape.NUMBER


def shown(raw: str, shape: Shape, *, from_1904: bool) -> str:
    """Write a number from a cell as text; what isn't a number stays as it is."""
    plain = number_in(raw.strip())
    if not isinstance(plain, Number) or not math.isfinite(float(plain)):
        return raw
    value = float(plain)
    # The shortest text for the same double: Excel writes 22.4 as 22.399999999999999.
    written = str(number_in(repr(value).removesuffix(".0")))
    if shape is Shape.NUMBER:
        return Number(written)
    if shape is Shape.PERCENT_SIGN:
        return Number(written + "%")
    if shape is Shape.PERCENT:
        hundred = format(Decimal(written) * 100, "f")
        return Number(
            (hundred.rstrip("0").rstrip(".") if "." in hundred else hundred) + "%"
        )
    return _date(value, shape, from_1904=from_1904)


def _date(serial: float, shape: Shape, *, from_1904: bool) -> str:
    if not 0 <= serial <= _LAST:
        return ERROR
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    if not from_1904 and serial < _MONTH_BUG:
        start += timedelta(days=1)
    try:
        day = start + timedelta(days=serial)
    except OverflowError:
        return ERROR
    clock = "" if serial == int(serial) else f" {day:%H:%M:%S}"
    match shape:
        case Shape.DAY_MONTH:
            return f"{day.day}-{_MONTHS[day.month - 1]}"
        case Shape.MONTH_YEAR:
            return f"{_MONTHS[day.month - 1]}-{day.year % 100:02d}"
        case Shape.YEAR:
            return f"{day.year}"
        case Shape.TIME:
            return f"{day:%H:%M:%S}"
    return f"{day:%Y-%m-%d}{clock}"
