"""Every way the tool can say no: listed, cut, and without a traceback."""

from __future__ import annotations

import inspect

import pytest

import geo.errors
import indicators.errors
import lagesbild.errors
from indicators.errors import (
    SHOWN,
    DefinitionError,
    DisclosureError,
    IndicatorFileError,
    LagesbildError,
    Problem,
    listed,
)
from indicators.texts import use_language
from lagesbild.errors import UnknownChoiceError, WorkspaceExistsError

MODULES = (indicators.errors, geo.errors, lagesbild.errors)


@pytest.fixture(autouse=True)
def swedish():
    use_language("sv")
    yield
    use_language("sv")


def exceptions(module) -> list[type]:
    return [
        cls
        for _name, cls in inspect.getmembers(module, inspect.isclass)
        if cls.__module__ == module.__name__ and issubclass(cls, Exception)
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_the_tree_in_the_docstring_is_complete(module):
    found = exceptions(module)
    assert found
    for cls in found:
        assert f"{cls.__name__} " in module.__doc__
        assert issubclass(cls, LagesbildError)
        assert cls.__doc__


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_the_tree_names_nothing_that_is_not_there(module):
    lines = [line.strip(" *+") for line in module.__doc__.splitlines()]
    named = {line.split()[0] for line in lines if line.split()[:1]}
    named = {name for name in named if name.endswith("Error")}
    everywhere = {cls.__name__ for one in MODULES for cls in exceptions(one)}
    assert named
    assert named <= everywhere


def test_each_sort_of_error_has_the_exit_code_of_the_design():
    codes = {cls.__name__: cls.exit_code for m in MODULES for cls in exceptions(m)}
    assert codes["LagesbildError"] == 1
    assert codes["IndicatorFileError"] == codes["DefinitionError"] == 10
    assert codes["DisclosureError"] == 11
    assert codes["GeographyError"] == codes["WorkspaceError"] == 12
    assert codes["UnknownChoiceError"] == 2


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(0, "", "Fel."), "Fel."),
        (Problem(3, "", "Fel."), "rad 3: Fel."),
        (Problem(0, "andel", "Fel."), "kolumn andel: Fel."),
        (Problem(3, "andel", "Fel.", "Rätta."), "rad 3, kolumn andel: Fel. Rätta."),
    ],
)
def test_a_problem_says_where_it_is_and_what_to_do(problem, text):
    assert str(problem) == text


@pytest.mark.parametrize("count", [0, 1, SHOWN, SHOWN + 1, 500])
def test_long_lists_are_cut_and_counted(count):
    lines = listed([f"nummer {n}" for n in range(count)]).splitlines()
    assert len(lines) == min(count, SHOWN + 1)
    if count > SHOWN:
        assert lines[-1] == f"  … och {count - SHOWN} till"


def test_a_file_error_lists_its_problems_and_says_that_nothing_is_stored():
    problems = [Problem(n, "andel", "Fel.") for n in range(2, 32)]
    text = str(IndicatorFileError("frånvaro.csv", problems))

    assert text.startswith("frånvaro.csv har 30 fel. Ingenting har sparats.")
    assert text.count("kolumn andel") == SHOWN
    assert text.endswith("Rätta filen och läs in den på nytt.")


def test_a_definition_error_lists_all_that_is_wrong():
    error = DefinitionError("andel.toml", ["name: nyckeln saknas"])
    assert str(error) == (
        "Definitionen andel.toml kan inte användas:\n  name: nyckeln saknas"
    )
    assert error.problems == ("name: nyckeln saknas",)


@pytest.mark.parametrize(
    "make",
    [
        lambda: DisclosureError("andel", ["x"]),
        lambda: WorkspaceExistsError("data"),
        lambda: UnknownChoiceError("x", "y", ["z"]),
        lambda: IndicatorFileError("a.csv", [Problem(1, "k", "m")]),
        lambda: DefinitionError("a.toml", ["m"]),
    ],
)
def test_every_error_speaks_both_languages(make):
    swedish = str(make())
    use_language("en")
    english = str(make())

    assert swedish != english
    assert "{" not in swedish + english


def test_an_unknown_choice_says_what_there_is():
    assert "a, b" in str(UnknownChoiceError("Måttet", "x", ["a", "b"]))
