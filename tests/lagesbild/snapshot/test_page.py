"""The page *Ögonblicksbilder*, for readers and for the analyst."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.snapshot.commands import create, list_all
from tests.lagesbild.snapshot.conftest import NORTH, freezer
from tests.lagesbild.test_pages import VIEWS


@pytest.fixture
def page(place, monkeypatch) -> AppTest:
    monkeypatch.setenv("LAGESBILD_WORKSPACE", str(place))
    app = AppTest.from_file(str(VIEWS / "frame.py"), default_timeout=120)
    return app.run().switch_page("ogonblicksbilder.py")


def headings(page: AppTest) -> list[str]:
    return [plain(one.value) for one in page.header]


def links(page: AppTest) -> list[str]:
    return [plain(one.proto.label) for one in page.get("link_button")]


def plain(text: str) -> str:
    return text.replace("\\", "")


def test_the_newest_comes_first_and_each_has_its_summary(page, place):
    create(place, "Äldre", None, [], None)
    create(place, "För Norra", "norra", [], None)
    page.run()
    assert not page.exception
    assert set(headings(page)) == {"Småstad: Äldre", "Norra: För Norra"}
    said = " ".join(one.value for one in page.markdown)
    assert "1 mått för Norra, som det var publicerat" in said
    assert "1 mått för Småstad, som det var publicerat" in said


def test_no_two_headings_or_links_of_a_batch_are_called_the_same(page, place):
    create(place, "Alla våren", "norra", [], None)
    create(place, "Alla våren", "0764A0010", [], None)
    create(place, "Alla *våren*", None, [], None)
    page.run()
    assert "Norra: Alla våren" in headings(page)
    assert "Öppna ögonblicksbilden Norra: Alla våren" in links(page)
    assert "Hämta PDF: Småstad: Alla *våren*" in links(page)
    for found in (headings(page), links(page)):
        assert len(set(found)) == len(found) >= 3


def test_what_is_new_is_told_with_the_time_when_both_are_of_the_same_day(page, place):
    for title, hour in (("Förmiddag", 8), ("Eftermiddag", 12)):
        made = freezer(place).freeze(
            title, [NORTH], who="Ada", when=f"2026-11-22T{hour:02}:00:00+00:00"
        )
        freezer(place).keep(made)
    page.run()
    (link,) = [one for one in links(page) if one.startswith("Vad är nytt")]
    assert link == "Vad är nytt sedan 2026-11-22 09:00? Norra: Eftermiddag"


def test_it_can_be_narrowed_to_an_area(page, place):
    create(place, "För Norra", "norra", [], None)
    create(place, "För den tredje", "0764A0030", [], None)
    page.run()
    page.selectbox(key="snapshot_area").set_value("norra").run()
    assert headings(page) == ["Norra: För Norra"]
    page.selectbox(key="snapshot_area").set_value("0764A0030").run()
    assert headings(page) == ["Norra: För den tredje"]


def test_readers_are_offered_nothing_to_make_or_withdraw(page, place):
    create(place, "För Norra", "norra", [], None)
    page.run()
    assert not page.text_input
    assert not page.button


@pytest.fixture
def desk(page, monkeypatch) -> AppTest:
    monkeypatch.setenv("LAGESBILD_ANALYST", "1")
    return page.run()


def freeze(desk: AppTest, title: str) -> list[str]:
    desk.text_input(key="snapshot_title").input(title).run()
    desk.button(key="snapshot_create").click().run()
    assert not desk.exception
    return [one.value.replace("\\", "") for one in (*desk.success, *desk.error)]


def withdraw(desk: AppTest, place: Path, reason: str) -> None:
    which = next(s for s in desk.selectbox if s.key.startswith("snapshot_which"))
    which.set_value(list_all(place).partition("\t")[0]).run()
    why = next(t for t in desk.text_input if t.key.startswith("snapshot_reason"))
    why.input(reason).run()
    desk.button(key="snapshot_gone").click().run()
    assert not desk.exception


def test_the_analyst_freezes_and_withdraws(desk, place):
    assert freeze(desk, "Inför nämnden")[0].startswith("Fryst. Den ligger först")
    assert "Småstad: Inför nämnden" in headings(desk)
    withdraw(desk, place, "Ett tal var fel.")
    assert any("Ett tal var fel" in one.value for one in desk.warning)
    assert desk.success[0].value.startswith("Tillbakadragen\\: Inför nämnden")
    assert "tillbakadragen: Ett tal var fel." in list_all(place)


def test_a_second_click_withdraws_nothing_more(desk, place):
    freeze(desk, "Den ena")
    freeze(desk, "Den andra")
    withdraw(desk, place, "Ett tal var fel.")
    assert desk.button(key="snapshot_gone").disabled
    assert list_all(place).count("tillbakadragen") == 1


def test_the_same_frozen_again_is_said_to_be_there(desk):
    freeze(desk, "Inför nämnden")
    assert freeze(desk, "Inför nämnden")[0].startswith("Den finns redan")


def test_what_was_withdrawn_is_frozen_again_under_another_title(desk, place):
    freeze(desk, "Inför nämnden")
    withdraw(desk, place, "Ett tal var fel.")
    (said,) = freeze(desk, "Inför nämnden")
    assert said.endswith("Ge den nya en annan rubrik.")
