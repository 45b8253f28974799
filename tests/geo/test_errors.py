from __future__ import annotations

import inspect

import pytest

from geo import errors
from geo.errors import GeographyError, numbered, shortlist
from indicators.errors import LagesbildError


def test_the_tree_in_the_docstring_is_complete():
    classes = [
        cls
        for _name, cls in inspect.getmembers(errors, inspect.isclass)
        if cls.__module__ == "geo.errors"
    ]
    missing = [cls.__name__ for cls in classes if cls.__name__ not in errors.__doc__]

    assert classes
    assert missing == []
    assert all(issubclass(cls, GeographyError) for cls in classes)


def test_an_error_about_shapes_ends_the_program_with_12():
    assert issubclass(GeographyError, LagesbildError)
    assert GeographyError.exit_code == 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (shortlist(["B", "A"]), "A, B"),
        (shortlist([f"{n:02}" for n in range(12)]), "08, 09 och 2 till"),
        (numbered([10, 9]), "9, 10"),
        (numbered(range(1, 13)), "9, 10 och 2 till"),
    ],
)
def test_long_lists_are_cut_and_counted(text, expected):
    assert text.endswith(expected)
