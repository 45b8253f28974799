"""The page *Ögonblicksbilder*, for readers and for the analyst."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.snapshot.commands import create, list_all
from tests.lagesbild.test_pages import VIEWS


@pytest.fixture
def page(place, monkeypatch) -> AppTest:
    monkeypatch.setenv("LAGESBILD_WORKSPACE", str(place))
    app = AppTest.from_file(str(VIEWS / "frame.py"), default_timeout=120)
    return app.run().switch_page("ogonblicksbilder.py")


def test_the_newest_comes_first_and_each_has_its_summary(page, place):
    create(place, "Äldre", None, [], None)
    create(place, "För Norra", "norra", [], None)
    page.run()
    assert not page.exception
    assert {one.value for one in page.header} == {"Äldre", "För Norra"}
    said = " ".join(one.value for one in page.markdown)
    assert "1 mått för Norra, som de var publicerade" in said
    assert "1 mått för Småstad, som de var publicerade" in said


def test_it_can_be_narrowed_to_an_area(page, place):
    create(place, "För Norra", "norra", [], None)
    create(place, "För den tredje", "0764A0030", [], None)
    page.run()
    page.selectbox(key="snapshot_area").set_value("norra").run()
    assert [one.value for one in page.header] == ["För Norra"]
    page.selectbox(key="snapshot_area").set_value("0764A0030").run()
    assert [one.value for one in page.header] == ["För den tredje"]


def test_readers_are_offered_nothing_to_make_or_withdraw(page, place):
    create(place, "För Norra", "norra", [], None)
    page.run()
    assert not page.text_input
    assert not page.button


def test_the_analyst_freezes_and_withdraws(page, place, monkeypatch):
    monkeypatch.setenv("LAGESBILD_ANALYST", "1")
    page.run()
    page.text_input(key="snapshot_title").input("Inför nämnden").run()
    page.button(key="snapshot_create").click().run()
    assert "Inför nämnden" in [one.value for one in page.header]
    page.text_input(key="snapshot_reason").input("Ett tal var fel.").run()
    page.button(key="snapshot_gone").click().run()
    assert not page.exception
    assert any("Ett tal var fel" in one.value for one in page.warning)
    assert "tillbakadragen: Ett tal var fel." in list_all(place)
