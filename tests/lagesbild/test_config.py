"""What a municipality has chosen, and everything that can be wrong with it at once."""

from __future__ import annotations

import pytest

from indicators.model import Thresholds
from indicators.texts import use_language
from lagesbild.config import Config
from lagesbild.config_file import read_config
from lagesbild.errors import WorkspaceError

LEAST = 'name = "Ort"\ngeography = "deso-2025"\n'


@pytest.fixture
def read(tmp_path):
    def from_text(text: str, encoding: str = "utf-8") -> Config:
        (tmp_path / "lagesbild.toml").write_text(text, encoding)
        return read_config(tmp_path)

    return from_text


def group(id_: str, *codes: str) -> str:
    areas = ", ".join(f'"{code}"' for code in codes)
    return f'[[groups]]\nid = "{id_}"\nname = "{id_.upper()}"\nareas = [{areas}]\n'


def test_a_name_and_a_geography_are_enough(read):
    config = read(LEAST)
    assert config == Config(name="Ort", geography="deso-2025")
    assert (config.language, config.thresholds) == ("sv", Thresholds(5, 10))


def test_all_choices_are_read(root):
    config = read_config(root)
    (norra,), (sector,) = config.groups, config.sectors

    assert (config.name, config.municipality) == ("Småstad", "0764")
    assert (norra.id, norra.areas) == ("norra", ("0764A0010", "0764A0020"))
    assert (sector.id, sector.name.en) == ("context", "Context")


def test_a_place_says_where_it_is_and_whether_it_is_large(read):
    text = '[[places]]\nname = "By"\nlatitude = 56.9\nlongitude = 14\nsize = "large"\n'
    (place,) = read(LEAST + text).places
    assert (place.name, place.latitude, place.longitude) == ("By", 56.9, 14.0)
    assert place.is_large


def test_a_folder_without_a_configuration_is_no_workspace(tmp_path):
    with pytest.raises(WorkspaceError, match=r"Skapa en med lagesbild init\.") as e:
        read_config(tmp_path)
    assert str(tmp_path) not in str(e.value)
    assert e.value.exit_code == 12


@pytest.mark.parametrize("text", ['name = "Ort', "= 1", "name = 1\nname = 2"])
def test_what_is_no_toml_is_said(text, read):
    with pytest.raises(WorkspaceError, match=r"lagesbild\.toml är inte giltig TOML"):
        read(text)


def test_another_encoding_is_said(read):
    with pytest.raises(WorkspaceError, match="inte giltig TOML"):
        read('name = "Älvsbyn"', "cp1252")


def test_the_mark_that_notepad_writes_is_no_mistake(read):
    assert read(LEAST, "utf-8-sig").name == "Ort"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('geography = "x"', "name saknas"),
        ('name = "x"', "geography saknas"),
        ('name = 5\ngeography = "x"', "name saknas"),
        (LEAST + 'language = "fi"', "language är fi, men kan vara sv, en"),
        (LEAST + '[[groups]]\nname = "G"', r"\[\[groups\]\] nummer 1: id"),
        (LEAST + '[[sectors]]\nid = "s"', r"\[\[sectors\]\] nummer 1: name"),
        (LEAST + '[[places]]\nname = "P"', r"\[\[places\]\] nummer 1: latitude"),
        (
            LEAST + "[protection]\nminimum_count = 2",
            "minst 3, och minimum_pupils minst 10",
        ),
        (
            LEAST + "[protection]\nminimum_pupils = 9",
            "minst 3, och minimum_pupils minst 10",
        ),
    ],
)
def test_what_is_wrong_is_said(text, problem, read):
    with pytest.raises(WorkspaceError, match=problem):
        read(text)


def test_everything_wrong_is_said_at_once(read):
    with pytest.raises(WorkspaceError) as e:
        read('language = "fi"\n[[groups]]\n[protection]\nminimum_count = 0')
    assert str(e.value).count("\n") == 5


@pytest.mark.parametrize(
    "text",
    [
        '[protection]\nminimum_count = "fem"',
        "[protection]\nminimum_pupils = []",
        "protection = 5",
        "groups = 5",
        'groups = ["norra"]',
        '[[groups]]\nid = "g"\nname = "G"\nareas = "0764A0010"',
        '[[places]]\nname = "P"\nlatitude = "norr"\nlongitude = 14',
    ],
)
def test_a_value_of_another_type_is_said_and_no_crash(text, read):
    with pytest.raises(WorkspaceError, match="kan inte användas"):
        read(LEAST + text)


def test_two_groups_can_not_have_the_same_id(read):
    # One would be drawn and both counted.
    with pytest.raises(WorkspaceError, match="g"):
        read(LEAST + group("g", "A") + group("g", "B"))


def test_an_area_may_be_in_several_groups_and_written_twice_in_one(read):
    groups = read(LEAST + group("g", "A", "A") + group("h", "A")).groups
    assert [one.areas for one in groups] == [("A",), ("A",)]


def test_further_geographies_are_named_in_order(read):
    assert read(LEAST + 'across = ["skola", "val"]').across == ("skola", "val")


def test_a_stricter_threshold_is_taken(read):
    text = "[protection]\nminimum_count = 8\nminimum_pupils = 15"
    assert read(LEAST + text).thresholds == Thresholds(8, 15)


def test_the_floor_itself_is_allowed(read):
    text = "[protection]\nminimum_count = 3\nminimum_pupils = 10"
    assert read(LEAST + text).thresholds == Thresholds(3, 10)


@pytest.mark.parametrize("noise", [0, 5])
def test_how_far_official_figures_may_be_off_is_the_workspace_s_choice(noise, read):
    read_as = read(LEAST + f"[protection]\nofficial_noise = {noise}").thresholds
    assert read_as == Thresholds(5, 10, noise)


@pytest.mark.parametrize("noise", ["-1", "6", "1.5", "true", '"två"', "[]"])
def test_an_impossible_or_too_comfortable_noise_is_refused(noise, read):
    with pytest.raises(WorkspaceError, match="official_noise"):
        read(LEAST + f"[protection]\nofficial_noise = {noise}")


def test_the_words_around_are_in_the_language_spoken(tmp_path):
    use_language("en")
    with pytest.raises(WorkspaceError, match="lagesbild init") as e:
        read_config(tmp_path)
    assert "Det finns ingen arbetsyta" not in str(e.value)
