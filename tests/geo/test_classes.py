"""Classes of the map: every value in one, every one with a value, said in words."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.classes import MOST_CLASSES, class_labels, classify, suggest_limits
from indicators.texts import use_language

NAN = float("nan")
sizes = st.lists(
    st.integers(-10_000, 10_000) | st.sampled_from([0, 1, 50]), min_size=1, max_size=60
)
scales = st.sampled_from([1.0, 10.0, 100.0, 1000.0])


@pytest.fixture(autouse=True)
def swedish():
    use_language("sv")
    yield
    use_language("sv")


@pytest.mark.parametrize(
    ("value", "letter"), [(4.9, "0"), (5, "1"), (9.99, "1"), (10, "2"), (1e9, "2")]
)
def test_a_value_on_a_limit_is_in_the_class_above(value, letter):
    assert classify(np.array([float(value)]), ["ok"], [5, 10]) == letter


def test_withheld_and_missing_have_letters_whatever_the_number():
    values = np.array([3.0, NAN, 3.0, NAN, NAN])
    status = ["suppressed", "suppressed", "missing", "missing", "ok"]
    assert classify(values, status, [1.0]) == "wwmmm"


def test_without_limits_there_is_one_class():
    assert classify(np.array([1.0, 99.0]), ["ok", "ok"], []) == "00"
    assert classify(np.array([]), [], [1.0]) == ""


@settings(max_examples=100, deadline=None)
@given(sizes, st.lists(st.integers(-100, 100), max_size=4, unique=True).map(sorted))
def test_a_higher_value_is_never_in_a_lower_class(values, limits):
    ordered = np.sort(np.array(values, float))
    found = classify(ordered, ["ok"] * len(values), limits)
    assert list(found) == sorted(found)
    assert set(found) <= set("01234"[: len(limits) + 1])


@settings(max_examples=200, deadline=None)
@given(sizes, scales)
def test_every_suggested_class_holds_a_value(values, scale):
    numbers = np.array(values, float) / scale
    limits = suggest_limits(numbers)
    found = classify(numbers, ["ok"] * len(values), limits)

    assert list(limits) == sorted(set(limits))
    assert len(limits) < MOST_CLASSES
    assert set(found) == set("01234"[: len(limits) + 1])


@settings(max_examples=100, deadline=None)
@given(sizes, scales, st.randoms(use_true_random=False))
def test_neither_order_nor_gaps_change_the_limits(values, scale, order):
    numbers = np.array(values, float) / scale
    mixed = [*numbers, NAN, NAN]
    order.shuffle(mixed)
    assert suggest_limits(np.array(mixed)) == suggest_limits(numbers)


@pytest.mark.parametrize("values", [[], [NAN, NAN], [7.0], [7.0] * 500])
def test_values_that_do_not_differ_have_no_limits(values):
    assert suggest_limits(np.array(values, float)) == ()


def test_five_hundred_areas_tied_at_two_values_get_two_classes():
    values = np.array([10.0] * 499 + [20.0])
    (limit,) = suggest_limits(values)
    found = classify(values, ["ok"] * 500, [limit])
    assert (found.count("0"), found.count("1")) == (499, 1)


def test_even_values_are_cut_into_fifths():
    limits = suggest_limits(np.arange(101.0))
    assert limits == (20, 40, 60, 80)


@pytest.mark.parametrize(
    ("limits", "labels"),
    [
        ([], ["alla värden"]),
        ([5], ["under 5 %", "5 % eller mer"]),
        ([5, 7.5], ["under 5 %", "5 till under 7,5 %", "7,5 % eller mer"]),
    ],
)
def test_every_class_is_said_in_words(limits, labels):
    assert class_labels(limits, "%", 0) == labels


def test_without_a_unit_there_are_no_loose_spaces():
    assert class_labels([5], "", 0) == ["under 5", "5 eller mer"]


def read_limits(labels: list[str]) -> list[float]:
    """Read the lower limit of each class but the lowest back from its words."""
    words = [re.sub(r"\s(?=\d)", "", label).split(" ")[0] for label in labels[1:]]
    return [float(word.replace(",", ".").replace("\u2212", "-")) for word in words]


@settings(max_examples=150, deadline=None)
@given(sizes, scales)
def test_the_limits_in_the_legend_are_those_of_the_map(values, scale):
    limits = suggest_limits(np.array(values, float) / scale)
    assert read_limits(class_labels(limits, "", 0)) == pytest.approx(list(limits))


def test_two_limits_are_never_written_alike():
    labels = class_labels([0.21, 0.24], "poäng", 0)
    assert labels[1] == "0,21 till under 0,24 poäng"
