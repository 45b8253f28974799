"""Shares as people say them: "12 of 100 children", "about 190"."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from indicators.model import INEXACT, Indicator, Kind, Reason, Status
from indicators.numbers import format_number
from indicators.texts import _
from lagesbild.words import value_text

_LAST = str.maketrans("åäö", "{|}")
FEW = 20  # persons: rounded to fives, fewer would no longer fit the share
SMALL = 10.0  # per cent: below this, whole numbers out of 100 say too little


def in_order(names: Iterable[str]) -> list[str]:
    """Sort names as Swedish does: å, ä and ö last."""
    return sorted(names, key=by_name)


def by_name(name: str) -> str:
    """Give what a name is sorted by."""
    return name.casefold().translate(_LAST)


def is_shown(row: Mapping[Any, Any] | None) -> bool:
    """Tell whether a row has a published value."""
    return (
        row is not None
        and row["status"] == Status.OK
        and not math.isnan(float(row["value"]))
    )


def is_none(row: Mapping[Any, Any]) -> bool:
    """Tell whether a shown figure is nobody at all, and not only rounded to that."""
    some = row["value"] > 0 or float(row["numerator"]) > 0
    return not some and row.get("reason") != Reason.ROUNDED_ZERO


def is_some(row: Mapping[Any, Any], indicator: Indicator) -> bool:
    """Tell whether a shown share or rate is more than nobody and less than all."""
    not_all = float(row["numerator"]) < float(row["denominator"])
    return not is_none(row) and (row["value"] < indicator.multiplier or not_all)


def about(count: float) -> str:
    r"""Write a number of persons, rounded so that nobody takes it for exact.

    Examples
    --------
    >>> [about(n) for n in (7, 34, 187, 1046)]
    ['5', '35', '190', '1\xa0000']
    """
    return format_number(_near(count))


def _near(count: float) -> float:
    size = abs(count)
    step = 5 if size < 100 else 10 if size < 1000 else 10 ** (len(str(int(size))) - 2)
    return max(step, math.floor(size / step + 0.5) * step) if size else 0


def out_of(rows: Iterable[Mapping[Any, Any] | None], indicator: Indicator) -> int:
    """Choose what shares are told out of, so that they can be told beside each other.

    Parameters
    ----------
    rows : iterable of rows or None
        The figure and what it is told beside, the municipality's last: whether shares
        are small is asked of that one, so that all areas are told out of the same.

    Returns
    -------
    int
        100, or 1 000 for rates and for small shares with decimals. 0 where the figure
        itself is to be told: it is not that sort of number, fewer persons than that
        are behind it, nobody knows how many and the share has decimals, or what is
        neither nobody nor all would be told as 0 or as all.
    """
    shown = [row for row in rows if row is not None and is_shown(row)]
    if indicator.kind not in (Kind.RATE, Kind.SHARE) or not shown:
        return 0
    fine = all("." in _plain(row, indicator) for row in shown)
    fine = fine or indicator.kind is Kind.RATE
    small = indicator.kind is Kind.RATE or shown[-1]["value"] < SMALL
    base = 1000 if fine and small else 100
    people = [float(row["denominator"]) for row in shown]
    if any(number < base for number in people):
        return 0
    if any(_is_lost(row, indicator, base) for row in shown):
        return 0
    return 0 if fine and any(map(math.isnan, people)) else base


def _is_lost(row: Mapping[Any, Any], indicator: Indicator, base: int) -> bool:
    return is_some(row, indicator) and _out_of(row, indicator, base) in (0, base)


def _plain(row: Mapping[Any, Any], indicator: Indicator) -> str:
    text = value_text(row["value"], indicator, row["denominator"])
    return text.replace(",", ".")


def of(row: Mapping[Any, Any], indicator: Indicator, base: int) -> str:
    """Write the number out of `base`, without the base."""
    return format_number(_out_of(row, indicator, base))


def _out_of(row: Mapping[Any, Any], indicator: Indicator, base: int) -> int:
    return math.floor(float(row["value"]) / indicator.multiplier * base + 0.5)


def behind(row: Mapping[Any, Any], indicator: Indicator) -> str:
    """Say in brackets about how many persons a figure is, where that is known."""
    count, everybody = float(row["numerator"]), float(row["denominator"])
    if indicator.kind in (Kind.COUNT, Kind.INDEX) or math.isnan(everybody):
        return ""
    is_exact = count < FEW and row.get("reason") not in INEXACT
    if indicator.kind is Kind.MEAN or not _can_be_told(count, everybody, is_exact):
        return _("bygger på ungefär {all} {people}").format(
            all=about(everybody), people=indicator.people or _("personer")
        )
    if is_exact:
        return _("{count} av ungefär {all}").format(
            count=format_number(count), all=about(everybody)
        )
    # Few are not rounded any more: they would not go with the share beside them.
    return _("ungefär {count} av {all}").format(
        count=format_number(count) if count < FEW else about(count),
        all=about(everybody),
    )


def _can_be_told(count: float, everybody: float, is_exact: bool) -> bool:
    """Tell whether a count is known, and not all or more once numbers are rounded.

    "All but 5" is not said instead: how few are outside is what protection hides.
    """
    if math.isnan(count):
        return False
    told = count if is_exact or count < FEW else _near(count)
    all_told = _near(everybody)
    return told < all_told or (told == all_told and count == everybody)


def number_word(number: int) -> str:
    """Write a small number of things as a word, a larger one in figures."""
    words = [
        *(_("noll"), _("ett"), _("två"), _("tre"), _("fyra"), _("fem"), _("sex")),
        *(_("sju"), _("åtta"), _("nio"), _("tio"), _("elva"), _("tolv")),
    ]
    return words[number] if 0 <= number < len(words) else format_number(number)
