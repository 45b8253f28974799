"""Pictures of the maps: their words are inside them."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from lagesbild.errors import UnknownChoiceError
from lagesbild.paper import MAKERS, MIME, as_file
from lagesbild.paper.pictures import file_name, pictures


def test_title_legend_year_source_and_protection_are_in_the_picture(said):
    for one in said["maps"]:
        words = " ".join(ET.fromstring(one["svg"]).itertext())
        assert one["title"] in words
        assert one["key"].partition("/")[2] in words
        assert "Teckenförklaring" in words
        assert "Källa" in words
        assert "skydd av små grupper" in words


def test_each_map_is_a_picture(said):
    made = pictures(said, ".png")
    assert len(made) == len(said["maps"])
    assert all(data.startswith(b"\x89PNG") for data in made.values())


def test_the_pack_holds_both_forms_and_is_the_same_every_time(said):
    made = as_file(said, ".zip")
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert len(names) == 2 * len(said["maps"])
    assert made == as_file(said, ".zip")


def test_a_file_name_can_lead_nowhere():
    name = file_name({"key": "../../etc/x", "level": "deso"})
    assert "/" not in name
    assert "." not in name


def test_every_form_has_its_type_and_others_are_refused(said):
    assert set(MIME) == set(MAKERS)
    with pytest.raises(UnknownChoiceError, match="docx"):
        as_file(said, ".docx")
