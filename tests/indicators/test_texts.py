"""Swedish in the code, English from the catalogue, each visitor in his own."""

from __future__ import annotations

import contextvars
import threading

import pytest

from indicators.texts import LANGUAGES, Text, _, language, ngettext, use_language


@pytest.fixture(autouse=True)
def swedish():
    use_language("sv")
    yield
    use_language("sv")


def test_swedish_is_what_stands_in_the_code():
    assert _("Uppgift saknas") == "Uppgift saknas"
    assert _("Något som ingen har översatt") == "Något som ingen har översatt"


def test_english_comes_from_the_catalogue():
    use_language("en")
    assert _("Uppgift saknas") != "Uppgift saknas"
    assert _("Uppgift saknas").isascii()
    assert _("Något som ingen har översatt") == "Något som ingen har översatt"


@pytest.mark.parametrize("code", LANGUAGES)
def test_one_and_several_have_their_own_forms(code):
    use_language(code)
    forms = ("{count} värde kan läsas in.", "{count} värden kan läsas in.")
    one, two, none = (ngettext(*forms, number) for number in (1, 2, 0))

    assert one != two
    assert two == none
    assert "{count}" in one
    assert "{count}" in two


@pytest.mark.parametrize("code", ["de", "", "EN", "../sv", "sv-SE"])
def test_an_unknown_language_is_swedish(code):
    use_language("en")
    use_language(code)
    assert language() == "sv"


def test_one_visitors_language_is_not_anothers():
    heard = []

    def visit():
        use_language("en")
        heard.append(language())

    thread = threading.Thread(target=visit)
    thread.start()
    thread.join()
    contextvars.copy_context().run(use_language, "en")

    assert heard == ["en"]
    assert language() == "sv"


@pytest.mark.parametrize(
    ("written", "sv", "en"),
    [
        ("Frånvaro", "Frånvaro", "Frånvaro"),
        ({"sv": "Frånvaro"}, "Frånvaro", "Frånvaro"),
        ({"sv": "Frånvaro", "en": "Absence"}, "Frånvaro", "Absence"),
    ],
)
def test_a_text_of_the_workspace_speaks_the_language_spoken(written, sv, en):
    text = Text.of(written)
    assert str(text) == sv
    use_language("en")
    assert str(text) == en


def test_a_text_without_swedish_is_refused():
    with pytest.raises(KeyError):
        Text.of({"en": "Absence"})
