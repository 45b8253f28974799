"""Area codes and names out of a layer's columns: text, whole, and never guessed."""

from __future__ import annotations

import numbers
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from geo.errors import AreaCodeError, numbered, shortlist
from indicators.texts import _

MAX_LETTERS = 64  # codes end up in addresses and file names


def read_codes(
    table: pd.DataFrame, column: str, file: str, *, empty: bool = False
) -> list[str]:
    """Read a column of codes as text, without spaces around them.

    Parameters
    ----------
    table : DataFrame
        A layer as it was read, in file order.
    column : str
        One of its columns.
    file : str
        What to call it in messages.
    empty : bool
        Whether a code may be missing; it is then "".

    Raises
    ------
    AreaCodeError
        If a code is missing, unreadable, or a number that may have lost a zero.
    """
    values = [_plain(value) for value in table[column].tolist()]
    if any(isinstance(value, numbers.Number) for value in values):
        values = _digits(values, column, file)
    codes = [value.strip() if isinstance(value, str) else "" for value in values]
    if any(not code.isprintable() or len(code) > MAX_LETTERS for code in codes):
        raise AreaCodeError(
            _(
                "{file}, kolumn {column}: en områdeskod är längre än {limit} tecken "
                "eller har osynliga tecken. Är det rätt kolumn?"
            ).format(file=file, column=column, limit=MAX_LETTERS)
        )
    missing = [row for row, code in enumerate(codes, start=1) if not code]
    if missing and not empty:
        raise AreaCodeError(
            _(
                "{file}, kolumn {column}: områdeskoden saknas hos objekt nummer "
                "{rows}. Fyll i den och exportera lagret på nytt."
            ).format(file=file, column=column, rows=numbered(missing))
        )
    return codes


def read_names(
    table: pd.DataFrame, column: str | None, codes: Sequence[str]
) -> list[str]:
    """Read a column of names; where one is missing, the code stands in for it."""
    if column is None:
        return list(codes)
    values = (_plain(value) for value in table[column].tolist())
    texts = ("" if value is None else _on_one_line(str(value)) for value in values)
    return [text or code for text, code in zip(texts, codes, strict=True)]


def require_unique(codes: Sequence[str], column: str, file: str) -> None:
    """Raise `AreaCodeError` if a code is there more than once."""
    doubled = [code for code, count in Counter(codes).items() if count > 1]
    if doubled:
        raise AreaCodeError(
            _(
                "{file}, kolumn {column}: dessa områdeskoder finns mer än en gång: "
                "{codes}. Är det ett och samma område, slå ihop delarna i QGIS "
                "(Vektor → Geoprocesseringsverktyg → Upplös); annars rätta koderna."
            ).format(file=file, column=column, codes=shortlist(doubled)),
            doubled,
        )


def _on_one_line(text: str) -> str:
    words = " ".join(text.split())
    return "".join(letter for letter in words if letter.isprintable()).strip()


def _plain(value: Any) -> Any:
    """Turn a null of any kind into None, and a whole float into an int."""
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _digits(values: Sequence[Any], column: str, file: str) -> list[str]:
    """Write numbers as codes, where no leading zero can have been lost."""
    codes = ["" if value is None else str(value) for value in values]
    given = [code for code in codes if code]
    whole = all(code.isascii() and code.isdigit() for code in given)
    if not whole or _may_lack_zero(given):
        raise AreaCodeError(
            _(
                "{file}: kolumnen {column} innehåller tal, och tal tappar inledande "
                "nollor (0764 blir 764). Gör en textkolumn av den i QGIS "
                "(fältkalkylatorn; lpad fyller på med nollor) och ange den i stället."
            ).format(file=file, column=column),
            given,
        )
    return codes


def _may_lack_zero(codes: Sequence[str]) -> bool:
    """Tell whether "0" may have stood in front of codes that are written as numbers.

    Unequal lengths say so; so do one digit (a county, 01 to 25) and three (a
    municipality, 0114 to 2584), and longer codes that all begin alike with what would
    be a municipality in the counties 01 to 09.
    """
    lengths = {len(code) for code in codes}
    starts = {code[:3] for code in codes}
    one_municipality = len(starts) == 1 and 114 <= int(min(starts)) <= 980
    return len(lengths) > 1 or lengths <= {1, 3} or one_municipality
