"""The link to a snapshot, and the list for an area."""

from __future__ import annotations

import pytest

from indicators.texts import use_language
from lagesbild.config import Group
from lagesbild.snapshot.archive import all_of, concerning
from lagesbild.snapshot.commands import create, withdraw
from lagesbild.snapshot.identity import spaced
from lagesbild.store_of import open_store_of
from tests.lagesbild.snapshot.conftest import NORTH, freeze, freezer


def kept(place, *areas, title="Läget"):
    made = freeze(place, *areas, title=title)
    freezer(place).keep(made)
    return made


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_link_gives_the_file_byte_for_byte(app, place, fetch, language):
    use_language(language)
    made = kept(place)
    answer = fetch(app, f"/ogonblicksbild/{made.id}", accept="text/html")
    assert (answer.status, answer.body) == (200, made.file)
    assert answer.headers["content-language"] == language
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "no-cache" in answer.headers["cache-control"]


def test_an_id_can_be_typed_from_paper(app, place, fetch):
    made = kept(place)
    typed = spaced(made.id).upper()
    assert fetch(app, f"/ogonblicksbild/{typed}").body == made.file


def test_one_that_is_withdrawn_answers_with_the_reason_and_nothing_else(
    app, place, fetch
):
    made = kept(place, title="Läget")
    withdraw(place, made.id, "fel <b>karta</b>")
    answer = fetch(app, f"/ogonblicksbild/{made.id}")
    text = answer.body.decode()
    assert answer.status == 410
    assert "Skäl: fel &lt;b&gt;karta&lt;/b&gt;" in text
    assert "%" not in text
    assert len(text) < 2_000


@pytest.mark.parametrize("name", ["x", "0" * 16, "..%2f..%2fetc", "a'--"])
def test_what_is_not_there_is_not_found(app, fetch, name):
    assert fetch(app, f"/ogonblicksbild/{name}").status == 404


def test_the_list_for_an_area_has_its_groups_and_what_is_about_all(place):
    for areas in ((), (NORTH,), (("deso-2025", "0764A0030"),)):
        kept(place, *areas, title=f"Om {areas}")
    found = all_of(open_store_of(place))
    groups = [Group("norra", "Norra", ("0764A0010", "0764A0020"))]
    about = {
        code: sorted(one.place for one in concerning(found, code, groups))
        for code in ("", "norra", "0764A0010", "0764A0030")
    }
    assert about == {
        "": ["Norra", "Norra", "Småstad"],
        "norra": ["Norra", "Småstad"],
        "0764A0010": ["Norra", "Småstad"],
        "0764A0030": ["Norra", "Småstad"],  # the area is called Norra too
    }


def test_what_was_made_twice_is_there_once(place):
    first = create(place, "Läget", "norra", [], None)
    again = create(place, "Läget", "norra", [], None)
    assert again == first
    assert len(all_of(open_store_of(place))) == 1
