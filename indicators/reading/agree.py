"""Where a file gives a value and what it is made of, the two must say the same."""

from __future__ import annotations

import numpy as np

from indicators.model import Kind
from indicators.problems import always
from indicators.reading.columns import Mask
from indicators.reading.combine import APPROXIMATE, Floats, Slice
from indicators.reading.headers import Role
from indicators.reading.measures import OK
from indicators.texts import _


def check_agreement(part: Slice) -> None:
    """Report the rows whose value isn't what numerator and denominator give.

    A value may be rounded to the decimals that are written.
    """
    if Role.VALUE not in part.columns or Role.NUMERATOR not in part.columns:
        return
    expected, known = _expected(part)
    if _is_fraction(part, expected, known):
        part.findings.problem(
            int(part.rows[0]),
            part.header(Role.VALUE),
            _("Värdena är andelar av 1, men enheten är procent."),
            _("Multiplicera kolumnen med 100, eller ta bort den."),
        )
        return
    wrong = known & ~_close(part.value, expected, part)
    message = _("Värdet stämmer inte med täljaren och nämnaren.")
    if part.indicator.kind is Kind.COUNT:
        message = _("Värdet stämmer inte med antalet.")
    remedy = _("Rätta det som är fel, eller ta bort kolumnen med värdet.")
    header = part.header(Role.VALUE)
    part.findings.same(part.rows[wrong], header, always(message, remedy))


def prefer_counts(part: Slice) -> None:
    """Let the counts give the value: the one beside them may have been rounded.

    Rounded once more, "14,5" would be shown as 14, where 8 of 55 are 15 percent.
    """
    if Role.VALUE not in part.columns or part.indicator.kind is Kind.COUNT:
        return
    expected, known = _expected(part)
    known &= np.isfinite(expected)
    part.value[known] = expected[known]


def _expected(part: Slice) -> tuple[Floats, Mask]:
    """Compute the values anew; inf where there is one although nobody is there."""
    exact = np.ones(len(part.rows), dtype=bool)
    for column in part.columns.values():
        exact &= column.ok & (column.reason != APPROXIMATE)
    known = exact & (part.status == OK) & (part.reason != APPROXIMATE)
    if part.indicator.kind is Kind.COUNT:
        return part.numerator, known
    parts = {Role.NUMERATOR, Role.DENOMINATOR}
    if not parts <= set(part.columns) or part.indicator.kind is Kind.INDEX:
        return part.value, np.zeros(len(part.rows), dtype=bool)
    result = np.full(len(part.rows), np.inf)
    some = known & (part.denominator != 0)
    result[some] = (
        part.indicator.multiplier * part.numerator[some] / part.denominator[some]
    )
    return result, known


def _close(value: Floats, expected: Floats, part: Slice) -> Mask:
    half = 0.5 * 10.0 ** -part.columns[Role.VALUE].decimals.astype(float)
    return np.abs(value - expected) <= half * (1 + 1e-6) + 1e-9


def _is_fraction(part: Slice, expected: Floats, known: Mask) -> bool:
    """Tell whether a column of percentages holds fractions of one instead."""
    if part.indicator.kind is not Kind.SHARE or not _looks_like_fractions(part):
        return False
    some = known & np.isfinite(expected)
    half = 50.0 * 10.0 ** -part.columns[Role.VALUE].decimals.astype(float)
    as_percent = np.abs(100 * part.value - expected) <= half * (1 + 1e-6) + 1e-9
    fits = _close(part.value, expected, part)
    return bool(some.any() and as_percent[some].all() and not fits[some].all())


def _looks_like_fractions(part: Slice) -> bool:
    column = part.columns[Role.VALUE]
    values = column.number[column.ok]
    return bool(
        not column.percent
        and len(values)
        and values.min() >= 0
        and values.max() <= 1
        and (values % 1).any()
    )


def ask_about_fractions(part: Slice) -> None:
    """Multiply a column of nothing but fractions by 100, if somebody says yes.

    Far more files have shares of one than shares below one percent everywhere; who
    has the latter writes a percent sign, and isn't asked.
    """
    if part.indicator.kind is not Kind.SHARE or Role.VALUE not in part.columns:
        return
    _expected_values, known = _expected(part)
    if known.any() or not _looks_like_fractions(part):
        return
    given = part.columns[Role.VALUE].ok
    part.value[given] = np.round(part.value[given] * 100, 10)
    part.findings.repair(
        int(part.rows[given][0]),
        part.header(Role.VALUE),
        _(
            "Alla värden ligger mellan 0 och 1. De har lästs som andelar av 1 och "
            "multiplicerats med 100. Är de redan procent, skriv procenttecken efter "
            "dem i filen."
        ),
        needs_yes=True,
    )
