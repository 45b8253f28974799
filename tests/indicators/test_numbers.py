"""Numbers as people read them, in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.numbers import MINUS, NBSP, format_number, with_unit
from indicators.texts import use_language


@pytest.fixture(autouse=True)
def swedish():
    use_language("sv")
    yield
    use_language("sv")


@pytest.mark.parametrize(
    ("value", "decimals", "sv", "en"),
    [
        (0, 0, "0", "0"),
        (-0.0, 1, "0,0", "0.0"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.4, 0, "0", "0"),
        (1234567.891, 2, f"1{NBSP}234{NBSP}567,89", "1,234,567.89"),
        (-1234.5, 1, f"{MINUS}1{NBSP}234,5", f"{MINUS}1,234.5"),
        (999.96, 1, f"1{NBSP}000,0", "1,000.0"),
    ],
)
def test_numbers_are_written_as_each_language_does(value, decimals, sv, en):
    assert format_number(value, decimals) == sv
    use_language("en")
    assert format_number(value, decimals) == en


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.sampled_from(["sv", "en"]))
def test_what_is_written_reads_back_to_the_last_decimal(value, decimals, code):
    use_language(code)
    text = format_number(value, decimals)
    plain = text.replace(NBSP, "").replace(MINUS, "-")
    plain = plain.replace(",", ".") if code == "sv" else plain.replace(",", "")

    assert abs(float(plain) - value) <= 0.5000001 * 10**-decimals + 1e-6
    assert plain != "-0"
    assert " " not in text
    assert "-" not in text


@given(st.floats(0, 1e9), st.integers(0, 4))
def test_below_zero_differs_only_by_the_sign(value, decimals):
    above, below = format_number(value, decimals), format_number(-value, decimals)
    assert below in (above, f"{MINUS}{above}")
    assert (below == above) is (not above.strip("0,"))


def test_no_line_breaks_between_a_number_and_its_unit():
    assert with_unit("5", "%") == f"5{NBSP}%"
    assert with_unit("5", "") == "5"
