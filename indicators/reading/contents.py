"""What a table by dimensions measures: one thing, or several to tell apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.formats import Dataset, Dimension
from indicators.reading.byhand import GUESSED, Match
from indicators.reading.findings import Findings, shown, some
from indicators.reading.headers import MEASURES, Meaning, Role, key_of, meaning_of
from indicators.reading.layout import Layout, place_column, share_denominator
from indicators.texts import _

_ALSO = "tabellinnehåll"  # what SCB calls the dimension
Keys = Mapping[str, str]


def content_names(data: Dataset) -> list[str]:
    """Name what is measured, in the order of the columns."""
    labels = data.contents.labels
    return [labels.get(code) or code for code in _codes(data)]


def _codes(data: Dataset) -> list[str]:
    return list(data.contents.labels) or [data.contents.name]


def choosers(contents: Dimension, chosen: Mapping[str, str]) -> list[str]:
    """Tell which of the choices is of a content, by any name that it goes by."""
    names = {key_of(contents.code), key_of(contents.name), _ALSO}
    return [name for name in chosen if key_of(name) in names]


def place_contents(
    layout: Layout,
    data: Dataset,
    keys: Keys,
    chosen: Mapping[str, str],
    findings: Findings,
    by_hand: Match = GUESSED,
) -> None:
    """Find what is measured; require a choice where several contents say nothing."""
    names = content_names(data)
    meanings = [
        _meaning(code, keys) or _meaning(name, keys)
        for code, name in zip(_codes(data), names, strict=True)
    ]
    first = len(data.dimensions)
    wanted = next((chosen[k] for k in choosers(data.contents, chosen)), "")
    if wanted:
        picked = _picked(wanted, _codes(data), names)
        meanings = [
            (found or Meaning(Role.VALUE)) if at == picked else None
            for at, found in enumerate(meanings)
        ]
    elif not by_hand.settled.isdisjoint(MEASURES):
        meanings = [by_hand.meaning(at, m) for at, m in enumerate(meanings, first)]
    elif len(names) == 1:
        meanings = [meanings[0] or Meaning(Role.VALUE)]
    if not any(meanings):
        _ask(data.contents.name, names, findings)
        return
    for at, meaning in enumerate(meanings, first):
        if meaning is None:
            layout.ignored.append(at)
        else:
            place_column(layout, at, meaning, findings)
    share_denominator(layout)


def _meaning(text: str, keys: Keys) -> Meaning | None:
    found = meaning_of(text, keys)
    is_measure = found and found.role in MEASURES and not found.period
    return found if is_measure else None


def _picked(wanted: str, codes: Sequence[str], names: Sequence[str]) -> int | None:
    for known in (codes, names):
        for at, text in enumerate(known):
            if key_of(text) == key_of(wanted):
                return at
    return None


def _ask(column: str, names: Sequence[str], findings: Findings) -> None:
    findings.choices[column] = tuple(names)
    message = _("Tabellen mäter flera saker: {names}.")
    remedy = _("Välj en, eller ge den som namn eller source_id i en definition.")
    listed = message.format(names=some(names, limit=20))
    findings.problem(0, shown(column), listed, remedy)
