"""The keywords of a PX file, each with what it is about and its list of texts.

`VALUES("region")="Alvesta","Vislanda";` – texts may go on in the next line, between
quotes of their own, and have no quotes within them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.formats import limits
from indicators.formats.model import RefusedError
from indicators.texts import _

MAX_KEYWORDS = 100_000
_KEYWORD = re.compile(
    r"\s*(?P<word>[A-Z][A-Z0-9-]*)"
    r"(?:\[(?P<language>[^\]\"]{0,20})\])?"
    r"(?:\((?P<about>(?:\"[^\"]*\"|[^\")])*+)\))?\s*=",
)
_VALUE = re.compile(r"((?:\"[^\"]*\"|[^\";])*+);")
_ITEM = re.compile(r"\"([^\"]*)\"|(,)|([^\",\s]+)")
_CELL = re.compile(r"\"([^\"]*)\"|([^\s,;\"]+)")


@dataclass
class Statements:
    """All keywords in the file's main language; `data` gives the cells one by one."""

    found: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    text: str = ""
    data_at: int = 0

    def all(self, word: str, about: str = "") -> list[str]:
        """Give the texts of a keyword, or none."""
        return self.found.get((word, about), [])

    def one(self, word: str, about: str = "") -> str:
        """Give the only text of a keyword, or nothing."""
        return (self.all(word, about) or [""])[0]

    def subjects(self, word: str) -> list[str]:
        """Give what a keyword is about, where it is there more than once."""
        return [about for key, about in self.found if key == word]

    def data(self) -> Iterator[str]:
        """Give what stands between `DATA=` and the last semicolon."""
        end = self.text.rfind(";", self.data_at)
        for match in _CELL.finditer(self.text, self.data_at, end):
            yield match[2] if match[1] is None else match[1]


def statements(text: str) -> Statements:
    """Split a PX file, whose data come last."""
    found, at = Statements(text=text), 0
    for _count in range(MAX_KEYWORDS):
        match = _KEYWORD.match(text, at)
        if not match:
            break
        word, about = match["word"], _texts(match["about"] or "")
        if word == "DATA":
            found.data_at = match.end()
            if ";" not in text[-200:]:
                raise broken(_("slutet saknas"))
            return found
        value = _VALUE.match(text, match.end())
        if not value:
            raise broken(word)
        if match["language"] is None:
            found.found[word, about[0] if about else ""] = _texts(value[1])
        at = value.end()
    raise broken("DATA")


def _texts(written: str) -> list[str]:
    """Take a list of texts apart; two with no comma between them are one."""
    items: list[str] = []
    is_new = True
    for match in _ITEM.finditer(written):
        if match[2]:
            is_new = True
        elif is_new:
            items.append(match[1] if match[1] is not None else match[3])
            is_new = False
        else:
            items[-1] += match[1] if match[1] is not None else match[3]
        if len(items) > limits.CELLS:
            raise broken("VALUES")
    return items


def broken(what: str) -> RefusedError:
    """Say what is wrong with it."""
    message = _("PX-filen är skadad eller avklippt ({what}).")
    return RefusedError(message.format(what=what[:40]), _("Hämta den på nytt."))
