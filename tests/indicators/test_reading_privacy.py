"""A message never repeats a value, also where columns have changed places."""

from __future__ import annotations

import pytest

from indicators.reading.findings import shown_code, shown_key


@pytest.mark.parametrize(
    "value", ["7", "-3", "12,5", "12.5 %", "100", "1 234,5", "45%"]
)
def test_what_may_be_a_value_is_not_repeated(value):
    assert shown_key(value) == "(ett tal)"


@pytest.mark.parametrize("key", ["0764A0010", "764X", "2O24", "HT24", "0764", "maj"])
def test_what_can_only_be_a_code_or_a_period_is_named(key):
    assert shown_key(key) == key


@pytest.mark.parametrize("code", ["00", "07", "0007"])
def test_a_short_code_of_an_area_is_named_if_it_begins_as_no_number_does(code):
    assert shown_code(code) == code


@pytest.mark.parametrize("value", ["0", "7", "12", "123", "0,5", "0.12", "0 %"])
def test_what_may_be_a_value_is_not_repeated_as_a_code(value):
    assert shown_code(value) == "(ett tal)"
