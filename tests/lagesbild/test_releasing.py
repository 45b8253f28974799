"""The last part of *Uppdatera*: what needs a yes before *Publicera* is offered."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

PART = "område;period;täljare;nämnare\n0764A0010;2024;12;100\n"
WHOLE = PART + "0764A0020;2024;37;120\n0764A0030;2024;54;90\n"


def page(root: str, content: str) -> None:
    from pathlib import Path

    from lagesbild.drafting import Drafted
    from lagesbild.publishing import Desk
    from lagesbild.views.releasing import offer_to_publish
    from lagesbild.workspace import Workspace

    desk = Desk(Workspace(Path(root)))
    draft = desk.draft([desk.read("trang.csv", content.encode())], [])
    offer_to_publish(desk, Drafted(draft, ()), {}, 0)


@pytest.fixture
def shown(root):
    """Show a draft of some rows."""

    def show(content: str) -> AppTest:
        arguments = {"root": str(root), "content": content}
        return AppTest.from_function(page, kwargs=arguments, default_timeout=60).run()

    return show


def test_publishing_is_offered_once_somebody_says_that_figures_shall_vanish(shown):
    app = shown(PART)

    assert not app.exception
    assert not app.button
    (box,) = app.checkbox
    assert box.label == "Ja, de 2 talen ska försvinna."
    box.check().run()
    assert [button.label for button in app.button] == ["Publicera"]


def test_the_yes_is_to_one_draft_only(shown):
    app = shown(PART)
    app.checkbox[0].check().run()
    keys = {box.key for box in app.checkbox}
    other = shown(PART.replace("A0010", "A0020").replace("12;100", "36;120"))

    assert keys.isdisjoint(box.key for box in other.checkbox)


def test_a_whole_file_is_published_without_another_question(shown):
    app = shown(WHOLE)

    assert not app.checkbox
    assert [button.label for button in app.button] == ["Publicera"]
