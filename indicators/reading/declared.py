"""Our own form: a row that says its status and reason, and means it.

What a published table withholds or lacks stays so when it is read back, and for the
same reason. What the columns say has to agree with the numbers beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from indicators.model import Reason, Status
from indicators.problems import always
from indicators.reading.body import Body
from indicators.reading.columns import Mask
from indicators.reading.combine import Slice
from indicators.reading.findings import Findings, some
from indicators.reading.headers import Role
from indicators.reading.keys import Table
from indicators.reading.layout import Layout
from indicators.reading.measures import MISSING, OK, REASONS, STATUSES, SUPPRESSED
from indicators.texts import _

_ALLOWED = {
    Status.OK: {Reason.NONE, Reason.ZERO, Reason.ROUNDED_ZERO, Reason.APPROXIMATE},
    Status.MISSING: {
        Reason.NOT_AVAILABLE,
        Reason.NOT_APPLICABLE,
        Reason.NO_ROW,
        Reason.NOT_ADDITIVE,
    },
    Status.SUPPRESSED: {
        Reason.SECRECY,
        Reason.SMALL_COUNT,
        Reason.NEARLY_ALL,
        Reason.PROTECTED,
    },
}
_FITS = np.array([[r in _ALLOWED[s] for r in REASONS] for s in STATUSES])
_ZEROS = [REASONS.index(Reason.ZERO), REASONS.index(Reason.ROUNDED_ZERO)]
Indices = NDArray[np.int8]


@dataclass(frozen=True)
class Declared:
    """What each row says; `reason` is None where the file has no such column."""

    status: Indices
    reason: Indices | None
    header: str

    def of(self, rows: NDArray[np.intp]) -> Declared:
        """Give those of some rows."""
        reason = None if self.reason is None else self.reason[rows]
        return Declared(self.status[rows], reason, self.header)


def settle_declared(layout: Layout, body: Body, findings: Findings) -> bool:
    """Take the columns `status` and `reason` for ours, if they have our words.

    False where there are others in them too, or where they can't be of one value.
    """
    before = len(findings.problems)
    for role, words in ((Role.STATUS, Status), (Role.REASON, Reason)):
        at = next((i for i in layout.ignored if layout.headers[i] == role), None)
        if at is None or (role is Role.REASON and not layout.tidy):
            continue
        known = set(words) - {""}
        if known.isdisjoint(map(str.strip, body.columns[at])):
            continue  # somebody else's: it is said that it isn't used
        layout.ignored.remove(at)
        layout.keys[role] = at
        _require_words(body, at, words, role, findings)
    if layout.tidy and layout.wide:
        message = _("Kolumnen status kan bara läsas där varje rad har ett värde.")
        remedy = _("Ta bort kolumnen, eller skriv en rad för varje period.")
        findings.problem(layout.row, Role.STATUS, message, remedy)
    return len(findings.problems) == before


def _require_words(
    body: Body, at: int, words: type[StrEnum], role: Role, findings: Findings
) -> None:
    known = set(words)
    remedy = _("Skriv en av: {known}.").format(
        known=some(filter(None, words), limit=20)
    )
    message = _("Ordet är inte ett av våra egna.")
    rows = zip(body.rows, body.columns[at], strict=True)
    wrong = [row for row, cell in rows if cell.strip() not in known]
    findings.same(wrong, role, always(message, remedy))


def declared_in(table: Table) -> Declared | None:
    """Read the two columns, where they are there."""
    if not table.layout.tidy:
        return None
    reason = None
    if Role.REASON in table.layout.keys:
        reason = _indices(table, Role.REASON, REASONS)
    return Declared(_indices(table, Role.STATUS, STATUSES), reason, str(Role.STATUS))


def _indices(table: Table, role: Role, words: Sequence[StrEnum]) -> Indices:
    cells = table.cells(role)
    assert cells is not None  # the caller has looked  # noqa: S101
    places = {str(word): i for i, word in enumerate(words)}
    found = [places.get(text.strip(), 0) for text in cells.texts]
    return np.array(found, dtype=np.int8)[cells.codes]


def declare(part: Slice, declared: Declared) -> None:
    """Let status and reason be what the rows say; report what contradicts them."""
    reason = _reasons(part, declared)
    _report_contradictions(part, declared, reason)
    part.status[:], part.reason[:] = declared.status, reason
    part.value[declared.status != OK] = np.nan
    hidden = declared.status == SUPPRESSED
    part.numerator[hidden] = part.denominator[hidden] = np.nan


def _reasons(part: Slice, declared: Declared) -> Indices:
    if declared.reason is not None:
        return declared.reason
    default = np.zeros(len(part.rows), dtype=np.int8)
    default[declared.status == SUPPRESSED] = REASONS.index(Reason.SECRECY)
    default[declared.status == MISSING] = REASONS.index(Reason.NOT_AVAILABLE)
    same: Indices = np.where(part.status == declared.status, part.reason, default)
    return same


def _report_contradictions(part: Slice, declared: Declared, reason: Indices) -> None:
    remedy = _("Rätta raden, eller ta bort kolumnerna status och reason.")
    for wrong, message in _contradictions(part, declared.status, reason):
        said = always(message, remedy)
        part.findings.same(part.rows[wrong], declared.header, said)


def _contradictions(
    part: Slice, status: Indices, reason: Indices
) -> list[tuple[Mask, str]]:
    value = part.where(Role.VALUE, "ok")
    parts = part.where(Role.NUMERATOR, "ok") | part.where(Role.DENOMINATOR, "ok")
    is_zero = np.isin(reason, _ZEROS) & (status == OK) & (part.status == OK)
    return [
        (
            (status == SUPPRESSED) & (value | parts),
            _("Raden är skyddad enligt status, men har tal."),
        ),
        (
            (status == MISSING) & value,
            _("Raden saknar värde enligt status, men har ett."),
        ),
        (
            (status == OK) & (part.status != OK),
            _("Raden har ett värde enligt status, men inget står i den."),
        ),
        (~_FITS[status, reason], _("Orsaken hör inte ihop med status.")),
        (
            is_zero & (part.value != 0),
            _("Orsaken säger noll, men värdet är ett annat."),
        ),
    ]
