"""Numbers as people read them: decimal comma in Swedish, point in English."""

from __future__ import annotations

from indicators.texts import language

NBSP = "\u00a0"
MINUS = "\u2212"

_MARKS = {
    "sv": str.maketrans({",": NBSP, ".": ",", "-": MINUS}),
    "en": str.maketrans({"-": MINUS}),
}


def format_number(value: float, decimals: int = 0) -> str:
    r"""Write `value` with `decimals` places and thousands set apart.

    Examples
    --------
    >>> format_number(-1234.5, 1)
    '−1\xa0234,5'
    """
    text = f"{value:,.{decimals}f}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]  # no minus before zero
    return text.translate(_MARKS[language()])


def with_unit(number: str, unit: str) -> str:
    """Put a unit after a number, so that no line breaks between them."""
    return f"{number}{NBSP}{unit}" if unit else number
