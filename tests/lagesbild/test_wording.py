"""Advice on words: found whole, in any case and ending; the list is the workspace's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import catalogue
from indicators.definitions import read_definitions
from indicators.texts import use_language
from lagesbild.cli import main
from lagesbild.errors import WorkspaceError
from lagesbild.publishing import Desk
from lagesbild.wording import FILE, SHIPPED, advice_lines, advise
from lagesbild.workspace import Workspace


def words(text, root=None) -> list[str]:
    return [one.word for one in advise(text, root)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Problemområdena har högst frånvaro", ["Problemområdena"]),
        ("ett UTSATT område", ["UTSATT område"]),
        ("fattiga barn i skolan", ["fattiga barn"]),
        ("värst och sämsta", ["värst", "sämsta"]),
        ("the worst areas", ["worst"]),
        ("frånvaron beror på skolkarna", ["beror på", "skolkarna"]),
        ("Barn i hushåll med låg ekonomisk standard", []),
        ("Området har socioekonomiska utmaningar", []),
        ("skolkatalogen", []),
        ("sämre skolor i dåliga områden", ["sämre skolor", "dåliga områden"]),
        ("socialt svaga och stökiga elever", ["socialt svaga", "stökiga"]),
        ("vi ligger i botten av bottenligan", ["ligger i botten", "bottenligan"]),
        (
            "lågpresterande elever i bidragsfamiljer",
            ["lågpresterande", "bidragsfamiljer"],
        ),
        ("barnfattigdom", ["barnfattigdom"]),
        ("a ranking of disadvantaged children", ["ranking", "disadvantaged children"]),
        ("problem\u00adområde", ["problemområde"]),
        ("socialt utsatta områden", ["utsatta områden"]),
        ("lägst rankade, och vi kommer sist", ["rankade", "kommer sist"]),
        ("ett sämre område, de svagaste", ["sämre område", "de svagaste"]),
        (
            "problemkvarteret och dåliga föräldrar",
            ["problemkvarteret", "dåliga föräldrar"],
        ),
        (
            "problem neighborhoods and deprived families",
            ["problem neighborhoods", "deprived families"],
        ),
        ("svagare samband, sämre väder", []),
        ("Slumpen", []),
        ("", []),
    ],
)
def test_words_are_found_whole_in_any_case_and_ending(text, found):
    assert words(text) == found


def test_advice_says_what_to_write_instead_and_why():
    (one,) = advise("Barnen i problemområdet")
    assert one.start == 9
    assert one.sentence().startswith("”problemområdet”: skriv hellre ”området” eller ”")
    assert one.sentence().endswith(".")


def test_a_word_without_an_alternative_has_its_reason():
    (one,) = advise("Det beror på läget")
    assert one.sentence().startswith("”beror på”: Siffrorna visar inte orsaker.")


def test_advice_is_given_in_english_too():
    use_language("en")
    for one in advise("problem areas with poor children are the worst"):
        assert not any(letter in one.sentence() for letter in "åäö")


def test_a_workspace_adds_words_and_allows_others(tmp_path):
    (tmp_path / FILE).write_text(
        'allowed = ["värst*"]\n[[words]]\nwords = ["byn"]\ninstead = ["orten"]\n'
        'why = "Så heter det här."\n',
        "utf-8-sig",
    )
    assert words("värst i byn, sämst i stan", tmp_path) == ["byn", "sämst"]


def test_a_workspace_can_have_its_own_alternatives(tmp_path):
    (tmp_path / FILE).write_text(
        '[[words]]\nwords = ["värst*"]\ninstead = ["störst"]\nwhy = "Kort."\n', "utf-8"
    )
    (one,) = advise("värst", tmp_path)
    assert one.instead == ("störst",)


def test_a_workspace_without_a_list_uses_the_shipped_one(tmp_path):
    assert words("värst", tmp_path) == ["värst"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[words]", "TOML"),
        ("[[words]]\nwords = ['å']".encode("latin-1"), "UTF-8"),
        (b'[[words]]\nwords = "ett"\nwhy = "x"\n', "nummer 1"),
        (b'[[words]]\nwords = ["*"]\nwhy = "x"\n', "nummer 1"),
        (b'[[words]]\nwords = ["ett"]\n', "nummer 1"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(tmp_path, content, said):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(WorkspaceError, match=said):
        advise("text", tmp_path)


def test_no_alternative_is_itself_on_the_list():
    import tomllib

    entries = tomllib.loads(SHIPPED.read_text("utf-8"))["words"]
    texts = [
        text for e in entries for one in e.get("instead", ()) for text in one.values()
    ]
    assert texts
    assert {text: words(text) for text in texts if words(text)} == {}


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_what_is_found_is_in_it(text):
    for one in advise(text):
        assert text[one.start :].startswith(one.word)


def test_a_list_that_cannot_be_used_is_said_and_stops_nobody(tmp_path):
    (tmp_path / FILE).write_text("words = [", "utf-8")
    (line,) = advice_lines("värst", tmp_path)
    assert FILE in line


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (["publish", "no.csv"], "--message"),
        (["undo"], "--reason"),
        (["snapshot", "withdraw", "no-such"], "--reason"),
        (["snapshot", "create"], "--title"),
    ],
)
def test_whatever_a_person_writes_on_the_command_line_gets_advice(
    tmp_path, capsys, command, option
):
    main(["--workspace", str(tmp_path), *command, option, "De värsta områdena"])
    said = capsys.readouterr()
    assert "värsta" in said.err
    assert "högst tal" in said.err
    assert "värsta" not in said.out


def test_every_page_that_asks_for_words_gives_advice_on_them():
    views = Path(SHIPPED).parent / "views"
    asks = re.compile(r"(\w+) = st\.text_(?:input|area)\(")
    found = 0
    for page in views.glob("*.py"):
        text = page.read_text("utf-8")
        for name in asks.findall(text):
            found += 1
            assert f"show_advice({name})" in text, (page.name, name)
    assert found >= 4


def test_a_draft_asks_about_what_groups_and_measures_are_called(root):
    file = root / "lagesbild.toml"
    text = file.read_text("utf-8").replace('"Norra"', '"Problemområdet Norra"')
    file.write_text(text, "utf-8")
    desk = Desk(Workspace(root))
    content = (root / "observations" / "trang.csv").read_bytes()
    (asked,) = desk.draft([desk.read("trang.csv", content)], []).questions
    assert asked.startswith("lagesbild.toml: ”Problemområdet”: skriv hellre ”området”")


def test_names_and_definitions_that_are_shipped_need_no_advice():
    shipped = read_definitions(SHIPPED.parents[1] / "data" / "indicators").values()
    for one in [*catalogue().values(), *shipped]:
        texts = [one.name, one.short, one.definition, one.people, one.phrase]
        for text in filter(None, texts):
            assert advise(f"{text.sv} {text.en}") == [], one.id
