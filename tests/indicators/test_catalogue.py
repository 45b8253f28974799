"""The English catalogue: every message of the code is there, whole, and in English."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from indicators.texts import CATALOGUES, LANGUAGES

ROOT = Path(__file__).parents[2]
PACKAGES = ("geo", "indicators", "lagesbild")
FILE = CATALOGUES / "en.po"
HEADER = {
    "Project-Id-Version",
    "Language",
    "Plural-Forms",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
}
# Names keep their letters in English: the product's, and those of the letters.
NAMES = ("Lägesbild", "å, ä or ö", "å, ä and ö")


def _read() -> Catalog:
    with FILE.open("rb") as file:
        return read_po(file, locale="en")


def _pairs(message: Message) -> list[tuple[str, str]]:
    """Give each form of a message beside its translation."""
    forms: Any = (message.id, message.string)
    swedish, english = ([f] if isinstance(f, str) else list(f) for f in forms)
    return list(zip(swedish, english, strict=True))


CATALOGUE = _read()
MESSAGES = [message for message in CATALOGUE if message.id]
PAIRS = [pair for message in MESSAGES for pair in _pairs(message)]


def _in_the_code() -> set[str | tuple[str, ...]]:
    return {
        message
        for package in PACKAGES
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")]
        )
    }


def _fields(text: str) -> set[str]:
    """Give what stands in braces, with its format."""
    parts = Formatter().parse(text)
    return {f"{name}!{how}:{form}" for _text, name, form, how in parts if name}


def _ends(text: str) -> tuple[str, str]:
    return text[: -len(text.lstrip())], text[len(text.rstrip()) :]


def test_it_has_every_message_and_no_other() -> None:
    known = {message.id for message in MESSAGES}
    missing, gone = _in_the_code() - known, known - _in_the_code()
    assert not missing, "run scripts/texts.py and translate what is new"
    assert not gone, "run scripts/texts.py"
    assert not CATALOGUE.obsolete


def test_no_message_hides_in_an_f_string() -> None:
    # Babel finds those only under some versions of Python.
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "ngettext"}
    ]
    assert not found


def test_everything_is_translated() -> None:
    assert [swedish for swedish, english in PAIRS if not english.strip()] == []
    assert [message.id for message in MESSAGES if message.fuzzy] == []


def test_placeholders_are_the_same() -> None:
    assert [pair for pair in PAIRS if _fields(pair[0]) != _fields(pair[1])] == []


def test_leading_and_trailing_spaces_are_kept() -> None:
    assert [pair for pair in PAIRS if _ends(pair[0]) != _ends(pair[1])] == []


def test_nothing_swedish_is_left() -> None:
    def without_names(text: str) -> str:
        for name in NAMES:
            text = text.replace(name, "")
        return text

    letters = re.compile("[åäöÅÄÖ]")
    left = [english for _swedish, english in PAIRS if letters.search(english)]
    assert [text for text in left if letters.search(without_names(text))] == []


def test_the_header_names_nobody_and_no_day() -> None:
    text = FILE.read_text("utf-8")
    header = text.split("\n\n", 1)[0]
    comment, *fields = [line for line in header.splitlines() if not line.endswith('""')]
    assert comment == "# English catalogue of Lägesbild."
    assert {field.strip('"').split(":")[0] for field in fields} == HEADER
    assert not re.search(r"@|\d{4}-\d\d-\d\d|\d\d:\d\d", header)
    assert "@" not in text


def test_swedish_is_the_language_of_the_code() -> None:
    assert LANGUAGES[0] == "sv"
    assert {path.stem for path in CATALOGUES.glob("*.po")} == set(LANGUAGES[1:])
