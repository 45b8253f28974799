"""Advice on words: what may hurt those who live somewhere, and what to write instead.

The list is a file that anybody can edit: `wording.toml` in this package, and one of the
same form in a workspace, which adds words and takes away others. It is advice: nothing
that a person has written is ever stopped or changed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from indicators.errors import listed
from indicators.model import Indicator
from indicators.texts import Text, _
from lagesbild.config import FILE as CONFIG
from lagesbild.config import Config
from lagesbild.errors import WorkspaceError

FILE = "wording.toml"
SHIPPED = Path(__file__).with_name(FILE)
SOFT_HYPHEN = "\u00ad"
ENDING = r"\w{0,9}"  # of a word that is listed with * at its end


@dataclass(frozen=True)
class Entry:
    """Words to think twice about, what to write instead, and why."""

    words: tuple[str, ...]
    instead: tuple[Text, ...]
    why: Text


@dataclass(frozen=True)
class Advice:
    """A word that was found in a text, where, and what could stand there."""

    word: str
    start: int
    instead: tuple[str, ...]
    why: str

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.word)

    def sentence(self) -> str:
        """Say it as one would to a colleague."""
        if not self.instead:
            return _("”{word}”: {why}").format(word=self.word, why=self.why)
        return _("”{word}”: skriv hellre {instead}. {why}").format(
            word=self.word,
            instead=_(" eller ").join(f"”{text}”" for text in self.instead),
            why=self.why,
        )


def advise(text: str, root: Path | None = None) -> list[Advice]:
    """Find the words in `text` that could be chosen with more care.

    Parameters
    ----------
    text : str
        What somebody wrote: a title, a note, a reason. Soft hyphens hide no word.
    root : Path or None
        The workspace, whose own list is used too if it has one.

    Returns
    -------
    list of Advice
        In the order of the text; empty when there is nothing to say.
    """
    found = []
    text = text.replace(SOFT_HYPHEN, "")
    for entry in _entries(root):
        for match in _pattern(entry.words).finditer(text):
            instead = tuple(str(one) for one in entry.instead)
            found.append(Advice(match[0], match.start(), instead, str(entry.why)))
    apart = [one for one in found if not any(_is_within(one, other) for other in found)]
    return sorted(apart, key=lambda one: (one.start, one.word))


def _is_within(one: Advice, other: Advice) -> bool:
    """Tell whether a word is part of a longer one that there is advice on."""
    inside = other.start <= one.start and one.end <= other.end
    return inside and len(one.word) < len(other.word)


def advice_lines(text: str, root: Path) -> list[str]:
    """Write advice on a text for whoever has just written it.

    Advice never stops anybody: where the workspace's own list can't be used, that is
    what is said.
    """
    try:
        found = advise(text, root)
    except WorkspaceError as unusable:
        return [str(unusable)]
    lines = [f"- {one.sentence()}" for one in found]
    return [_("Att tänka på, innan du går vidare:"), *lines] if lines else []


def advice_on_names(
    config: Config, indicators: Iterable[Indicator], root: Path
) -> list[str]:
    """Write advice on what the area groups are called, and on definitions.

    These are read by everybody, and are written in files where nobody is asked.
    """
    texts = [(CONFIG, group.name) for group in config.groups]
    for one in indicators:
        words = (one.name, one.short, one.definition, one.people, *one.caveats)
        said = " · ".join(str(text) for text in words if text is not None)
        texts.append((f"indicators/{one.id}.toml", said))
    try:
        return [
            f"{file}: {found.sentence()}"
            for file, text in texts
            for found in advise(text, root)
        ]
    except WorkspaceError as unusable:
        return [str(unusable)]


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match whole words in any case; one with * at its end with any ending."""
    longest_first = sorted(words, key=len, reverse=True)
    parts = [
        re.escape(word.removesuffix("*")) + (ENDING if word.endswith("*") else "")
        for word in longest_first
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _entries(root: Path | None) -> list[Entry]:
    shipped = _read(SHIPPED.read_text("utf-8"), FILE)
    own = root / FILE if root is not None else None
    if own is None or not own.is_file():
        return shipped[0]
    try:
        entries, allowed = _read(own.read_text("utf-8-sig"), own.name)
    except UnicodeDecodeError as error:
        raise _unusable(own.name, [_("filen är inte sparad som UTF-8")]) from error
    known = {word.casefold() for entry in entries for word in entry.words}
    left_out = known | {word.casefold() for word in allowed}
    kept = [_without(entry, left_out) for entry in shipped[0]]
    return [*entries, *(entry for entry in kept if entry.words)]


def _without(entry: Entry, words: Iterable[str]) -> Entry:
    kept = tuple(word for word in entry.words if word.casefold() not in words)
    return Entry(kept, entry.instead, entry.why)


@cache
def _read(text: str, name: str) -> tuple[list[Entry], tuple[str, ...]]:
    """Read a list: its entries, and the words of the shipped list that are fine."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unusable(name, [_("filen är inte giltig TOML")]) from error
    entries, problems = [], []
    for number, entry in enumerate(content.get("words", ()), start=1):
        try:
            entries.append(_entry(entry))
        except (KeyError, TypeError, ValueError, AttributeError):
            problems.append(
                _("[[words]] nummer {number}: words och why behövs.").format(
                    number=number
                )
            )
    if problems:
        raise _unusable(name, problems)
    return entries, tuple(map(str, content.get("allowed", ())))


def _entry(entry: dict[str, Any]) -> Entry:
    words = tuple(str(word).strip() for word in entry["words"])
    if (
        isinstance(entry["words"], str)
        or not words
        or not all(w.strip("*") for w in words)
    ):
        raise ValueError("words is a list of words")
    instead = tuple(Text.of(one) for one in entry.get("instead", ()))
    return Entry(words, instead, Text.of(entry["why"]))


def _unusable(name: str, problems: list[str]) -> WorkspaceError:
    text = _("{file} kan inte användas:").format(file=name)
    return WorkspaceError(text + "\n" + listed(problems))
