"""Words for people: Swedish in the code, English from the catalogue `en.po`.

A message is written once, in Swedish, as the argument of `_` or `ngettext`. The
catalogue is read as it stands (no compiled copy that could be out of date), and only
when somebody asks for English.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

LANGUAGES = ("sv", "en")
CATALOGUES = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="sv")


def use_language(code: str) -> None:
    """Speak `code` ("sv" or "en") from here on, in this thread or task only."""
    _language.set(code if code in LANGUAGES else LANGUAGES[0])


def language() -> str:
    """Tell which language is spoken now."""
    return _language.get()


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == LANGUAGES[0]:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _(message: str) -> str:
    """Translate `message` into the language spoken now."""
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate the form of the message that fits `number`."""
    return _catalogue(language()).ngettext(singular, plural, number)


@dataclass(frozen=True)
class Text:
    """A piece of configuration in both languages; `str()` gives the one spoken now."""

    sv: str
    en: str = ""

    def __str__(self) -> str:
        return (self.en or self.sv) if language() == "en" else self.sv

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Text:
        """Read `"text"` or `{sv = "text", en = "text"}` as written in TOML."""
        if isinstance(value, str):
            return cls(value)
        return cls(value["sv"], value.get("en", ""))
