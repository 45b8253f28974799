"""`--period` says what all rows are of, is never remembered, and goes with what is."""

from __future__ import annotations

import json

import pytest

from indicators.errors import IndicatorFileError
from lagesbild.asking import Asked
from lagesbild.cli import main
from lagesbild.publishing import Desk
from lagesbild.recipes import Recipe, recipes_for, remember
from lagesbild.workspace import Workspace

NONE = "Kod;Har;Alla\n0764A0010;12;100\n0764A0020;36;120\n0764A0030;54;90\n"
COLUMNS = ["--columns", "täljare=Har,nämnare=Alla"]


@pytest.fixture
def place(root):
    """The options that name the workspace."""
    return ["--workspace", str(root)]


@pytest.fixture
def file(tmp_path):
    """A file without a period."""
    path = tmp_path / "trang 2025.csv"
    path.write_text(NONE, "utf-8")
    return str(path)


def test_a_file_without_a_period_is_refused_and_told_what_to_say(place, file, capsys):
    code = main(["check", file, *COLUMNS, *place])

    assert code == IndicatorFileError.exit_code
    assert "säg den med --period" in capsys.readouterr().out


def test_it_is_checked_and_published_by_what_is_said(root, place, file, capsys):
    told = [*COLUMNS, "--period", "2025"]
    assert main(["check", file, *told, "--json", *place]) == 0
    assert json.loads(capsys.readouterr().out)["periods"] == ["2025"]
    assert main(["publish", file, *told, "--message", "Nytt", "--yes", *place]) == 0

    assert "2025" in set(Desk(Workspace(root)).published()["period"])
    kept = (root / "var" / "recipes.json").read_text("utf-8")
    assert "Har" in kept
    assert "2025" not in kept
    # Next year the columns are known, and the period has to be said again.
    assert main(["check", file, *place]) == IndicatorFileError.exit_code
    assert main(["check", file, "--period", "2026", *place]) == 0
    capsys.readouterr()


def test_a_remembered_recipe_never_holds_a_period(root):
    place = Workspace(root)
    recipe = Recipe(columns={"period": ""}, headers=("Kod", "Värde"), period="2025")
    remember(place, "a.csv", recipe)

    assert [one.period for one in recipes_for(place, "a.csv")] == [""]


def test_a_period_alone_is_nothing_to_remember():
    assert Recipe(period="2025").is_empty


def test_what_is_said_goes_with_what_is_remembered_and_without(root):
    place = Workspace(root)
    remember(place, "a.csv", Recipe(columns={"value": "Utfall"}, headers=("Utfall",)))
    found = Asked(period="2025").recipes(place, "a.csv")

    assert [one.period for one in found] == ["2025", "2025"]
    assert [dict(one.columns) for one in found] == [{"value": "Utfall"}, {}]
    assert [one.period for one in Asked().recipes(place, "a.csv")] == ["", ""]
