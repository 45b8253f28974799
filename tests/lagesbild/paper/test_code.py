"""The code on a sheet leads back to what it was printed from."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from lagesbild.paper.code import FINE, code_dots, code_png, code_svg, leads_to


def test_the_code_is_the_address_where_there_is_one(said):
    assert (
        leads_to({**said, "address": "https://karta.example/x"})
        == "https://karta.example/x"
    )


def test_without_an_address_the_code_names_the_version(said):
    text = leads_to({**said, "address": ""})
    assert text == f"lagesbild-snapshot/1 {said['id']}"


def test_other_text_other_code():
    assert code_svg("a") != code_svg("b")
    assert code_svg("a") == code_svg("a")
    assert code_png("a").startswith(b"\x89PNG")


def test_the_code_is_well_formed_svg():
    assert ET.fromstring(code_svg("åäö")).tag.endswith("svg")


def test_the_dots_are_those_of_the_code():
    drawn = code_dots("hej")
    side, dots = drawn["size"], drawn["dots"]
    assert len(dots) == side**2
    assert set(dots) == {0, 255}
    assert set(dots[: side * 2 * FINE]) == {255}  # the quiet zone, two wide
    corner = dots[side * 2 * FINE :][2 * FINE : 9 * FINE]
    assert set(corner) == {0}  # the top of the first of the three squares
