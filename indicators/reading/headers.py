"""What a column is, told from its header alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from indicators.model import Indicator
from indicators.periods import Doubt, Period, parse_period
from indicators.reading.findings import LIMIT


class Role(StrEnum):
    """What the cells of a column are about."""

    AREA = "area"
    PERIOD = "period"
    INDICATOR = "indicator"
    GROUP = "group"
    GEOGRAPHY = "geography"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    STATUS = "status"
    REASON = "reason"


MEASURES = (Role.NUMERATOR, Role.DENOMINATOR, Role.VALUE)

# The most telling first: beside "desokod", "region" is only a label.
AREA_HEADERS = (
    "områdeskod omradeskod areacode nyckelkod nyko nykokod",
    "deso desokod",
    "regso regsokod",
    "kod code",
    "regionkod",
    "region område omrade area delområde",
    "kommunkod",
    "kommun municipality",
)
HEADERS = {
    Role.PERIOD: "år ar period läsår lasar tid year time termin mätår årtal",
    Role.INDICATOR: "indikator indicator nyckeltal kpi mått",
    Role.GROUP: "kön kon grupp group gender sex",
    Role.GEOGRAPHY: "geography indelning geografi",
    Role.NUMERATOR: "täljare taljare numerator antal count",
    Role.DENOMINATOR: (
        "nämnare namnare denominator n antalelever totalt total antaltotalt "
        "totaltantal antalsvar antalsvarande bas"
    ),
    Role.VALUE: (
        "värde varde andel value procent % andel% andeliprocent andelprocent "
        "procentandel share rate index medelvärde medel"
    ),
}
# "antal" alone may be how many it is true of, or how many were asked.
EITHER = {"antal", "count"}


@dataclass(frozen=True)
class Meaning:
    """What a header says: its role, and in wide files the indicator or period."""

    role: Role
    rank: int = 0
    indicator: str = ""
    period: str = ""
    either: bool = False
    doubt: Doubt = Doubt.NONE


_SURE_PERIOD = re.compile(r"\d{4}|ht|vt|höst|vår", re.I)
_CODE = re.compile(r"(?:^|(?<=\s))\S+ - (?=\S)")


def key_of(text: str) -> str:
    """Bring headers and names that differ in case, spaces and signs together."""
    return re.sub(r"[^0-9a-zåäöéü%]+", "", text.casefold())


_MEANINGS: dict[str, Meaning] = {
    word: Meaning(Role.AREA, rank)
    for rank, words in enumerate(AREA_HEADERS)
    for word in words.split()
} | {
    word: Meaning(role, either=word in EITHER)
    for role, words in HEADERS.items()
    for word in words.split()
}


def indicator_keys(indicators: Mapping[str, Indicator]) -> dict[str, str]:
    """Tell what an indicator may be called in a file, where only one is called so."""
    owners: dict[str, set[str]] = {}
    for identity, indicator in indicators.items():
        names = [identity, indicator.source_id]
        for text in (indicator.name, indicator.short):
            names += [text.sv, text.en]
        for name in filter(None, map(key_of, names)):
            owners.setdefault(name, set()).add(identity)
    exact = {key_of(identity): identity for identity in indicators}
    return {name: min(own) for name, own in owners.items() if len(own) == 1} | exact


def meaning_of(header: str, indicators: Mapping[str, str]) -> Meaning | None:
    """Tell what a column holds, or None where the header says nothing to us.

    `indicators` maps the names an indicator goes by to its id: `indicator_keys`.
    """
    if len(header) > LIMIT:
        return None
    found = _meaning_of(header, indicators)
    if found is None and " - " in header:
        found = _meaning_of(without_codes(header), indicators)
    return found


def without_codes(text: str) -> str:
    """Leave the words of what PxWeb writes as "code - word": "Kon - kön"."""
    return _CODE.sub("", text)


def _meaning_of(header: str, indicators: Mapping[str, str]) -> Meaning | None:
    if plain := _without_period(header, indicators):
        return plain
    for found, _text, rest in _apart(header):
        if measure := _measure(rest, indicators):
            return replace(measure, period=found.text, doubt=found.doubt)
    return None


def _apart(header: str) -> Iterator[tuple[Period, str, list[str]]]:
    """Part a header into the period that it ends or begins with, and other words.

    The period comes both as we write it and as it is written there.
    """
    words = re.split(r"[\s_():,]+", header.strip().strip("()"))
    for cut in range(len(words)):
        for period, rest in (
            (words[cut:], words[:cut]),
            (words[: len(words) - cut], words[len(words) - cut :]),
        ):
            text = " ".join(period)
            if found := parse_period(text):
                yield found, text, rest


def period_and_words(header: str) -> tuple[Period, str] | None:
    """Take a header apart into its period and what it says beside, whatever that is.

    None where there is no period at its end or beginning, or nothing else in it. What
    is written as "16-17" may as well be an age.
    """
    if len(header) <= LIMIT:
        for found, text, rest in _apart(without_codes(header)):
            words = " ".join(filter(None, rest))
            if words and _SURE_PERIOD.search(text):
                return found, words
    return None


def _measure(words: list[str], indicators: Mapping[str, str]) -> Meaning | None:
    """Tell what is left of a header beside its period: nothing means the value."""
    if not words:
        return Meaning(Role.VALUE)
    found = _without_period(" ".join(words), indicators)
    return found if found and found.role in MEASURES else None


def _without_period(header: str, indicators: Mapping[str, str]) -> Meaning | None:
    key = key_of(header)
    if key in _MEANINGS:
        return _MEANINGS[key]
    if key in indicators:
        return Meaning(Role.VALUE, indicator=indicators[key])
    for word, meaning in _MEANINGS.items():
        # "trangboddhet täljare", "trangboddhet_n"
        if meaning.role in MEASURES and key.endswith(word):
            rest = key[: -len(word)]
            if rest in indicators and not header[-len(word) - 1 :][:1].isalnum():
                return Meaning(meaning.role, indicator=indicators[rest])
    return None


_PERSONAL = (
    "personnummer personnr pnr samordningsnummer förnamn fornamn efternamn namn name "
    "adress address gatuadress bostadsadress postadress epost epostadress email "
    "telefon telefonnummer mobil mobilnummer födelsedatum fodelsedatum födelsetid "
    "elev elevnamn elevid student studentid barnetsnamn barnnamn vårdnadshavare "
    "målsman fastighetsbeteckning klient klientid brukare"
)
PERSONAL_HEADERS = frozenset(_PERSONAL.split())


def personal(headers: Iterable[str]) -> list[int]:
    """Find the columns which by their header are about single persons."""
    return [i for i, text in enumerate(headers) if key_of(text) in PERSONAL_HEADERS]
