"""Whose row is this: codes of areas, as offices write them and lose parts of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.reading.findings import LIMIT
from indicators.reading.headers import key_of


class Fix(StrEnum):
    """What was done to a cell to find the code in it."""

    TIDIED = "tidied"  # spaces, quotes, letter case
    SUFFIX = "suffix"  # 0764A0010_DeSO2025
    NAME = "name"  # 0764 Alvesta
    ZEROS = "zeros"  # 764
    SHAPES = "shapes"  # ０７６４


class Fault(StrEnum):
    """Why no code was found."""

    NONE = ""
    EMPTY = "empty"
    DAMAGED = "damaged"
    NAME_ONLY = "name_only"
    OTHER_MUNICIPALITY = "other_municipality"
    OTHER_VINTAGE = "other_vintage"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Match:
    """The code in a cell, and the geographies that know it."""

    code: str
    geographies: tuple[str, ...] = ()
    fixes: frozenset[Fix] = frozenset()
    fault: Fault = Fault.NONE
    suffixed: bool = False


_SUFFIX = re.compile(r"(\w+?)_(DeSO|RegSO)_?(\d{4})(?:\s.*)?", re.I)
_NAMED = re.compile(r"(\w+)(?:\s*[-–:,]\s*|\s+)(.*\S)")
_DAMAGED = re.compile(r"\d+(?:[.,]\d+)?E[+-]?\d+|#.*|\d{4}-\d\d-\d\d", re.I)
_SMALL_AREA = re.compile(r"(\d{4})(?:[ABC]\d{4}|R\d{3})")
_FORMULA = re.compile(r'="(.*)"')


@dataclass
class CodeBook:
    """Every known code, and how to find it behind what is written."""

    areas: Mapping[str, Collection[str]]
    known: dict[str, tuple[str, ...]] = field(init=False)
    upper: dict[str, str] = field(init=False)
    prefixes: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        known: dict[str, list[str]] = {}
        for geography, codes in self.areas.items():
            for code in codes:
                known.setdefault(code, []).append(geography)
        self.known = {code: tuple(where) for code, where in known.items()}
        self.upper = {code.upper(): code for code in known}
        self.prefixes = Counter(code[:4] for code in known if code[:4].isdigit())

    def find(self, text: str) -> Match:
        """Find the code in a cell: as it stands first, then mended."""
        if text in self.known:
            return Match(text, self.known[text])
        if len(text) > LIMIT:
            return Match(text, fault=Fault.UNKNOWN)
        bare = _tidy(text)
        for candidate, fixes, where in self._candidates(bare):
            code = self._lookup(candidate)
            if code and (not where or where in self.known[code]):
                geographies = (where,) if where else self.known[code]
                fixes = fixes - {Fix.TIDIED} if len(fixes) > 1 else fixes
                return Match(code, geographies, fixes, suffixed=bool(where))
        return Match(bare, fault=self._fault(bare))

    def _candidates(self, bare: str) -> Iterator[tuple[str, frozenset[Fix], str]]:
        """Give what the code may be, what was done to get it, and its geography."""
        # Most that is wrong is a plain word: what it can't be isn't looked for.
        plain = bare if bare.isascii() else unicodedata.normalize("NFKC", bare)
        tidied = {Fix.TIDIED} | ({Fix.SHAPES} if plain != bare else set())
        readings = [(plain, tidied, "")]
        if plain.isalnum():
            pass
        elif match := _SUFFIX.fullmatch(plain):
            where = self.geography(match[2] + match[3])
            readings = [(match[1], tidied | {Fix.SUFFIX}, where or "?")]
        elif match := _NAMED.fullmatch(plain):
            readings.append((match[1], tidied | {Fix.NAME}, ""))
        for code, fixes, where in readings:
            yield code, frozenset(fixes), where
            whole = code[:-2] if code.endswith((".0", ",0")) else code
            if whole[:1].isdigit():
                for zeros in ("", "0", "00", "000"):
                    if zeros or whole != code:
                        yield zeros + whole, frozenset(fixes | {Fix.ZEROS}), where

    def _lookup(self, code: str) -> str:
        return code if code in self.known else self.upper.get(code.upper(), "")

    def geography(self, text: str) -> str:
        """Find the geography that `text` names, "DeSO 2025" as well as "deso-2025"."""
        key = key_of(text)
        exact = [g for g in self.areas if key_of(g) == key]
        level = [g for g in self.areas if g.split("-")[0].casefold() == key]
        found = exact or level
        return found[0] if len(found) == 1 else ""

    def _fault(self, text: str) -> Fault:
        if not text:
            return Fault.EMPTY
        if _DAMAGED.fullmatch(text):
            return Fault.DAMAGED
        if not any(c.isdigit() for c in text):
            return Fault.NAME_ONLY
        match = _SMALL_AREA.match(text.upper()) or re.fullmatch(r"(\d{4})", text)
        if match and self.prefixes and match[1] not in self.prefixes:
            return Fault.OTHER_MUNICIPALITY
        return Fault.OTHER_VINTAGE if _SMALL_AREA.match(text.upper()) else Fault.UNKNOWN


def _tidy(text: str) -> str:
    text = text.strip(" \t\r\n\u00a0\u2007\u2009\u202f\u200b\ufeff'")
    match = _FORMULA.fullmatch(text)
    return match[1].strip() if match else text
