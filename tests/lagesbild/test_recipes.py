from __future__ import annotations

import pytest

from lagesbild.recipes import Recipe, name_of, recipe_for, remember
from lagesbild.workspace import Workspace


def test_next_years_file_is_read_as_this_years(tmp_path):
    place = Workspace(tmp_path)
    recipe = Recipe("Tabell 2", {"Huvudman": "Samtliga"})
    remember(place, "betyg_2025-01-31.xlsx", recipe)

    assert recipe_for(place, "Betyg 2026.xlsx") == recipe


def test_another_file_has_no_recipe(tmp_path):
    remember(Workspace(tmp_path), "betyg.xlsx", Recipe("Blad1"))

    assert recipe_for(Workspace(tmp_path), "frånvaro.xlsx") == Recipe()


def test_nothing_is_written_where_nothing_was_chosen(tmp_path):
    remember(Workspace(tmp_path), "a.csv", Recipe())

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "[1]", '{"a csv": 3}', "{"])
def test_a_spoilt_file_of_recipes_is_as_good_as_none(tmp_path, content):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "recipes.json").write_text(content, "utf-8")

    assert recipe_for(Workspace(tmp_path), "a.csv") == Recipe()


def test_names_differ_by_words_and_not_by_years():
    assert name_of("KAA 2024-2.csv") == name_of("kaa_2025_1.csv") == "kaa csv"
