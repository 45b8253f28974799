from __future__ import annotations

import json
from dataclasses import replace

import pytest

from indicators.reading import read_observations
from indicators.texts import use_language
from lagesbild.file_names import name_of
from lagesbild.recipes import (
    Recipe,
    forget,
    read_by,
    recipes_for,
    remember,
)
from lagesbild.workspace import Workspace

HEADERS = ("Nyckel", "Tidpunkt", "Utfall 2025")
RECIPE = Recipe(
    "Tabell 2",
    {"Huvudman": "Samtliga"},
    {"area": "Nyckel", "value": "Utfall 2025", "numerator": ""},
    "trang",
    HEADERS,
)
NEXT = ("Nyckel", "Tidpunkt", "Utfall 2026")


def test_next_years_file_is_read_as_this_years(tmp_path):
    place = Workspace(tmp_path)
    remember(place, "betyg_2025-01-31.xlsx", RECIPE)

    (found,) = recipes_for(place, "Betyg 2026.xlsx")
    assert found == RECIPE
    assert found.fits(NEXT)
    assert found.for_headers(NEXT).columns == {
        "area": "Nyckel",
        "value": "Utfall 2026",
        "numerator": "",
    }


@pytest.mark.parametrize(
    "headers",
    [
        ("Nyckel", "Tidpunkt"),
        ("Nyckel", "Tidpunkt", "Resultat 2026"),
        (*NEXT, "Anmärkning"),
        ("Nyckel", "Tidpunkt", "Utfall 2026", "Utfall 2027"),
    ],
)
def test_a_file_with_other_headers_is_not_read_by_it(headers):
    assert not RECIPE.fits(headers)


def test_more_years_side_by_side_are_the_same_headers():
    wide = replace(RECIPE, columns={"area": "Nyckel"}, headers=("Nyckel", "2024"))
    assert wide.fits(("Nyckel", "2024", "2025"))


def test_another_file_has_no_recipe(tmp_path):
    remember(Workspace(tmp_path), "betyg.xlsx", RECIPE)

    assert recipes_for(Workspace(tmp_path), "frånvaro.xlsx") == []


def test_files_of_one_name_and_two_forms_each_keep_their_recipe(tmp_path):
    place = Workspace(tmp_path)
    other = Recipe(columns={"value": "Kvot"}, headers=("Kod", "År", "Kvot"))
    again = replace(RECIPE, sheet="Tabell 3")
    for recipe in (RECIPE, other, again):
        remember(place, "data.csv", recipe)

    assert recipes_for(place, "data.csv") == [again, other]


def test_a_recipe_can_be_forgotten(tmp_path):
    place = Workspace(tmp_path)
    remember(place, "betyg 2025.xlsx", RECIPE)
    forget(place, "betyg 2026.xlsx", ("Annat",))
    assert recipes_for(place, "betyg.xlsx") == [RECIPE]

    forget(place, "betyg 2026.xlsx", NEXT)
    assert recipes_for(place, "betyg.xlsx") == []


@pytest.mark.parametrize("recipe", [Recipe(), Recipe(headers=HEADERS), Recipe("Blad1")])
def test_nothing_is_written_where_nothing_was_chosen(tmp_path, recipe):
    remember(Workspace(tmp_path), "a.csv", recipe)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[1]",
        '{"a csv": 3}',
        '{"a csv": {"sheet": "Blad1"}}',
        '{"a csv": ["x", {"choose": 3}, {"headers": 3}, {}]}',
        "{",
    ],
)
def test_a_spoilt_file_of_recipes_is_as_good_as_none(tmp_path, content):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "recipes.json").write_text(content, "utf-8")

    assert recipes_for(Workspace(tmp_path), "a.csv") == []


@pytest.mark.parametrize(
    "name",
    [
        "KAA 2024.csv",
        "kaa_2025.csv",
        "kaa 2024-25.csv",
        "kaa_2023_24.csv",
        "kaa 202425.csv",
        "kaa 2024–2025.csv",
        "kaa-2024-01-31.csv",
        "kaa_20240131.csv",
        "kaa 20240131-101112.csv",
        "kaa 31.01.2024.csv",
        "kaa 2024-02.csv",
        "kaa 2024M02.csv",
        "kaa 2024K1.csv",
        "kaa ht26.csv",
        "kaa VT2026.csv",
        "kaa_ht_2026.csv",
        "kaa januari 2026.csv",
        "kaa okt.csv",
        "kaa läsår 23-24.csv",
        "kaa 2024 (2).csv",
        "kaa v2.csv",
        "Kopia av kaa 2024.csv",
        "kaa - kopia.csv",
        "kaa - Kopia (3).csv",
    ],
)
def test_names_do_not_differ_by_years_dates_terms_and_copies(name):
    assert name_of(name) == "kaa csv"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uttag TAB6685.csv", "uttag TAB6680.csv"),
        ("TAB2045.csv", "TAB2046.csv"),
        ("tab 2045.csv", "tab 2046.csv"),
        ("N15507.csv", "N15424.csv"),
        ("N15507_2024.csv", "N15424_2025.csv"),
        ("tabell 1 2024.csv", "tabell 2 2024.csv"),
        ("betyg åk 6.csv", "betyg åk 9.csv"),
        ("andel 0-5 år.csv", "andel 6-15 år.csv"),
        ("be0101n1_2024.csv", "be0101n2_2024.csv"),
        ("export_2024_1.csv", "export_2024_2.csv"),
        ("betyg 2024.csv", "betyg 2024.xlsx"),
    ],
)
def test_names_differ_by_all_other_digits(one, other):
    assert name_of(one) != name_of(other)


def test_a_year_right_after_a_word_is_a_year_and_after_a_few_letters_a_code():
    assert name_of("betyg2024.csv") == name_of("betyg2025.csv")
    assert name_of("TAB2024.csv") != name_of("TAB2025.csv")


def test_another_table_with_the_same_headers_is_not_read_as_the_first(tmp_path):
    remember(Workspace(tmp_path), "uttag TAB6685.csv", RECIPE)

    assert recipes_for(Workspace(tmp_path), "uttag TAB6680.csv") == []


def test_from_a_recipe_kept_by_a_name_without_digits_no_measure_is_taken(tmp_path):
    place = Workspace(tmp_path)
    remember(place, "uttag TAB6685.csv", RECIPE)
    kept = tmp_path / "var" / "recipes.json"
    known = json.loads(kept.read_text("utf-8"))
    (entry,) = known.pop("uttag tab6685 csv")
    only = entry | {"sheet": "", "choose": {}, "columns": {}, "headers": ["A"]}
    for each in (entry, only):
        del each["name"]
    kept.write_text(json.dumps({"uttag csv": [entry, only]}), "utf-8")

    assert recipes_for(place, "uttag 2026.csv") == [replace(RECIPE, indicator="")]


def test_a_name_of_nothing_but_a_year_does_not_say_what_a_file_is_of(tmp_path):
    remember(Workspace(tmp_path), "2025.csv", RECIPE)

    (found,) = recipes_for(Workspace(tmp_path), "2026.csv")
    assert found == replace(RECIPE, indicator="")


def test_what_was_chosen_is_said_in_words():
    assert RECIPE.words() == (
        "blad: Tabell 2; Huvudman: Samtliga; område = Nyckel; täljare = ingen kolumn; "
        "värde = Utfall 2025; mått: trang"
    )
    use_language("en")
    assert "area = Nyckel" in RECIPE.words()


@pytest.mark.parametrize(("value", "fits"), [("Utfall", True), ("Kvot", False)])
def test_a_file_is_read_by_the_recipe_that_fits_its_headers(shared_root, value, fits):
    place = Workspace(shared_root)
    text = f"Nyckel;År;Täljare;Nämnare;{value}\n0764A0010;2025;12;60;20\n"

    def read(recipe):
        return read_observations(
            text.encode(),
            file="trang.csv",
            indicators=place.indicators,
            areas=place.codes,
            columns=recipe.columns,
        )

    recipe = Recipe(
        columns={"area": "Nyckel", "value": "Utfall"},
        headers=("Nyckel", "År", "Täljare", "Nämnare", "Utfall"),
    )
    reading, used = read_by([recipe], read)

    assert used == (recipe if fits else Recipe())
    assert bool(reading.problems) is not fits
    assert "12" not in json.dumps(reading.as_dict()["problems"])
