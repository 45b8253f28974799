"""Columns that somebody has matched by hand go before what their headers say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indicators.periods import Doubt
from indicators.reading.findings import Findings, letters, shown, some
from indicators.reading.headers import MEASURES, Meaning, Role, key_of
from indicators.texts import Text, _

# What can be matched, in the order in which a person thinks of it.
BY_HAND = (
    Role.AREA,
    Role.PERIOD,
    Role.INDICATOR,
    Role.GROUP,
    Role.NUMERATOR,
    Role.DENOMINATOR,
    Role.VALUE,
)
NAMES = {
    Role.AREA: Text("område", "area"),
    Role.PERIOD: Text("period"),
    Role.INDICATOR: Text("mått", "indicator"),
    Role.GROUP: Text("grupp", "group"),
    Role.NUMERATOR: Text("täljare", "numerator"),
    Role.DENOMINATOR: Text("nämnare", "denominator"),
    Role.VALUE: Text("värde", "value"),
}
_ROLES = {
    key_of(word): role
    for role, name in NAMES.items()
    for word in (role, name.sv, name.en)
}
_MOST_LISTED = 30


def role_of(word: str) -> Role | None:
    """Find the role that a word names, in Swedish or English."""
    return _ROLES.get(key_of(word))


def labels(headers: Sequence[str]) -> tuple[str, ...]:
    """Give each column a name of its own: its header, with its letter if need be."""
    plain = [" ".join(text.split()) or letters(at) for at, text in enumerate(headers)]
    count = Counter(map(key_of, plain))
    names: dict[str, None] = {}  # in order, and quick to look in
    for at, text in enumerate(plain):
        name = f"{text} ({letters(at)})" if count[key_of(text)] > 1 else text
        while name in names:
            name += f" ({letters(at)})"
        names[name] = None
    return tuple(names)


@dataclass(frozen=True)
class Match:
    """Which column has which role, and which roles are settled so."""

    roles: Mapping[int, Role] = field(default_factory=dict)
    settled: frozenset[Role] = frozenset()

    def meaning(self, column: int, guessed: Meaning | None) -> Meaning | None:
        """Say what a column means, where its header alone says `guessed`.

        A value column of a wide file keeps the period or indicator in its header,
        unless another column was matched to that.
        """
        role = self.roles.get(column)
        if role is None:
            taken = guessed is not None and guessed.role in self.settled
            return None if guessed is None or taken else self._bare(guessed)
        if guessed is None or role not in MEASURES or guessed.role not in MEASURES:
            return Meaning(role, rank=-1)
        return self._bare(replace(guessed, role=role, either=False))

    def _bare(self, meaning: Meaning) -> Meaning:
        given = set(self.roles.values())
        if Role.PERIOD in given:
            meaning = replace(meaning, period="", doubt=Doubt.NONE)
        if Role.INDICATOR in given:
            meaning = replace(meaning, indicator="")
        return meaning


GUESSED = Match()


def match(
    columns: Mapping[str, str], headers: Sequence[str], row: int, findings: Findings
) -> Match:
    """Match columns by hand; say what is wrong with what was asked for.

    Parameters
    ----------
    columns : mapping of role to header
        As `{"area": "Kod", "value": "Utfall"}`; "" for a role that no column has.
    headers : sequence of str
    row : int
        Of the header, for messages.
    """
    names = labels(headers)
    found: dict[int, Role] = {}
    settled: set[Role] = set()
    for word, header in columns.items():
        role = role_of(word)
        if role is None:
            _unknown_role(word, findings)
            continue
        settled.add(role)
        at = _find(header, headers, names, row, findings) if header else None
        if at is not None and at in found:
            _twice(names[at], found[at], role, row, findings)
        elif at is not None:
            found[at] = role
    return Match(found, frozenset(settled))


def _find(
    wanted: str,
    headers: Sequence[str],
    names: Sequence[str],
    row: int,
    findings: Findings,
) -> int | None:
    """Find a column by its own name, or else by a header that only one has."""
    text = " ".join(wanted.split())
    if text in names:
        return names.index(text)
    same = [at for at, one in enumerate(headers) if key_of(one) == key_of(text)]
    if len(same) == 1:
        return same[0]
    if same:
        message = _("Flera kolumner heter {header}.").format(header=shown(text))
        remedy = _("Skriv en av: {names}.")
        listed = some([names[at] for at in same])
    else:
        message = _("Filen har ingen kolumn som heter {header}.")
        message = message.format(header=shown(text))
        remedy = _("Kolumnerna heter: {names}.")
        listed = some(names, limit=_MOST_LISTED)
    findings.problem(row, "", message, remedy.format(names=listed))
    return None


def _twice(name: str, first: Role, second: Role, row: int, findings: Findings) -> None:
    message = _("Kolumnen {name} är vald två gånger: som {first} och som {second}.")
    findings.problem(
        row,
        shown(name),
        message.format(name=shown(name), first=NAMES[first], second=NAMES[second]),
        _("Välj en annan kolumn till den ena, eller ingen."),
    )


def _unknown_role(word: str, findings: Findings) -> None:
    message = _("{word} är inget som en kolumn kan vara.").format(word=shown(word))
    known = some([str(NAMES[role]) for role in BY_HAND], limit=len(BY_HAND))
    findings.problem(0, "", message, _("Skriv en av: {names}.").format(names=known))


def has_all(columns: Mapping[str, str], cells: Sequence[str]) -> bool:
    """Tell whether a row has every header that was asked for, so that it is the one."""
    wanted = {key_of(header) for header in columns.values() if header}
    if not wanted:
        return False
    return wanted <= set(map(key_of, cells)) | set(map(key_of, labels(cells)))
