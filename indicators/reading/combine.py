"""From the numbers in a row to one observation: its value, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.model import Indicator, Kind, Reason
from indicators.reading.columns import Mask
from indicators.reading.findings import Findings
from indicators.reading.headers import Role
from indicators.reading.measures import MISSING, OK, REASONS, SUPPRESSED, Numbers
from indicators.texts import _, ngettext

Floats = NDArray[np.float64]
NOT_APPLICABLE = REASONS.index(Reason.NOT_APPLICABLE)
APPROXIMATE = REASONS.index(Reason.APPROXIMATE)


@dataclass
class Slice:
    """The rows of one indicator in one set of columns, on their way to observations.

    `rows` is where the spreadsheet shows each; the arrays have one entry a row.
    """

    indicator: Indicator
    rows: NDArray[np.intp]
    columns: Mapping[Role, Numbers]
    findings: Findings
    numerator: Floats = field(init=False)
    denominator: Floats = field(init=False)
    value: Floats = field(init=False)
    status: NDArray[np.int8] = field(init=False)
    reason: NDArray[np.int8] = field(init=False)

    def __post_init__(self) -> None:
        self.numerator, self.denominator, self.value = (
            self.columns[role].number.copy()
            if role in self.columns
            else np.full(len(self.rows), np.nan)
            for role in (Role.NUMERATOR, Role.DENOMINATOR, Role.VALUE)
        )
        self.status = np.full(len(self.rows), OK, dtype=np.int8)
        self.reason = np.zeros(len(self.rows), dtype=np.int8)

    def header(self, role: Role) -> str:
        """Name the column as the file does."""
        return self.columns[role].header if role in self.columns else ""

    def where(self, role: Role, what: str) -> Mask:
        """Tell in which rows a column is ok, or blank (as is one that isn't there)."""
        if role not in self.columns:
            return np.full(len(self.rows), what == "blank")
        column = self.columns[role]
        return column.ok if what == "ok" else column.blank


def combine(part: Slice) -> None:
    """Work out value, status and reason of each row."""
    _set_status(part)
    if part.indicator.kind is Kind.COUNT:
        _copy_count(part)
    else:
        _divide(part)
    _say_partly_hidden(part)
    gone = part.status != OK
    part.value[gone] = np.nan
    # Nothing of what the source withheld goes on, not even what it forgot to withhold.
    hidden = part.status == SUPPRESSED
    part.numerator[hidden] = part.denominator[hidden] = np.nan


def _set_status(part: Slice) -> None:
    """Suppressed if any column is; missing if the value is and can't be computed."""
    can_compute = _can_compute(part)
    no_value = ~part.where(Role.VALUE, "ok")
    explicit = ~part.where(Role.VALUE, "blank")
    part.status[no_value & (explicit | ~can_compute)] = MISSING
    for role in (Role.DENOMINATOR, Role.NUMERATOR, Role.VALUE):  # the last one wins
        if role not in part.columns:
            continue
        column = part.columns[role]
        why = (
            (part.status == MISSING)
            & (column.status == MISSING)
            & (~column.blank | (part.reason == 0))
        )
        about = (part.status == OK) & (column.reason == APPROXIMATE)
        says = part.where(Role.VALUE, "ok") & (role is Role.VALUE)
        take = why | about | (says & (column.reason > 0))
        part.reason[take] = column.reason[take]
    for role in (Role.DENOMINATOR, Role.NUMERATOR, Role.VALUE):
        if role in part.columns:
            hidden = part.columns[role].status == SUPPRESSED
            part.status[hidden] = SUPPRESSED
            part.reason[hidden] = part.columns[role].reason[hidden]


def _can_compute(part: Slice) -> Mask:
    numerator = part.where(Role.NUMERATOR, "ok")
    if part.indicator.kind is Kind.COUNT:
        return numerator
    if part.indicator.kind is Kind.INDEX:
        return np.zeros(len(part.rows), dtype=bool)
    return numerator & part.where(Role.DENOMINATOR, "ok")


def _copy_count(part: Slice) -> None:
    """Take a count for its own numerator, and the other way round."""
    ok = part.status == OK
    from_numerator = ok & ~part.where(Role.VALUE, "ok")
    from_value = ok & ~part.where(Role.NUMERATOR, "ok")
    part.value[from_numerator] = part.numerator[from_numerator]
    part.numerator[from_value] = part.value[from_value]
    if Role.NUMERATOR in part.columns:
        zero = from_numerator & (part.columns[Role.NUMERATOR].reason > 0)
        part.reason[zero] = part.columns[Role.NUMERATOR].reason[zero]


def _divide(part: Slice) -> None:
    """Compute the values that aren't given; of nobody there is no share."""
    open_ = (part.status == OK) & ~part.where(Role.VALUE, "ok")
    nobody = open_ & (part.denominator == 0)
    part.status[nobody], part.reason[nobody] = MISSING, NOT_APPLICABLE
    rest = open_ & ~nobody
    part.value[rest] = (
        part.indicator.multiplier * part.numerator[rest] / part.denominator[rest]
    )


def _say_partly_hidden(part: Slice) -> None:
    """Say that a row hides one number and shows another which would give it away."""
    told = part.where(Role.VALUE, "ok") | (
        part.where(Role.NUMERATOR, "ok") & (part.indicator.kind is not Kind.INDEX)
    )
    at = np.flatnonzero((part.status == SUPPRESSED) & told)
    if len(at):
        message = ngettext(
            "{count} rad är skyddad i en kolumn men har tal i en annan. Inget av "
            "talen har tagits med.",
            "{count} rader är skyddade i en kolumn men har tal i en annan. Inget av "
            "talen har tagits med.",
            len(at),
        )
        part.findings.repair(int(part.rows[at[0]]), "", message.format(count=len(at)))


def require_columns(part: Slice, *, either: bool) -> bool:
    """Require the columns that this kind of indicator can be read from.

    `either` tells that the numerator's header ("antal") could mean the denominator.
    """
    kind, have = part.indicator.kind, set(part.columns)
    both = {Role.NUMERATOR, Role.DENOMINATOR} <= have
    beside = Role.VALUE in have and Role.DENOMINATOR not in have
    if either and beside and kind is not Kind.COUNT:
        part.findings.lacking.append(Role.DENOMINATOR)
        message = _("Det framgår inte vad kolumnen räknar.")
        remedy = _("Döp om den till täljare eller nämnare.")
        part.findings.problem(0, part.header(Role.NUMERATOR), message, remedy)
        return False
    enough = Role.VALUE in have or (
        Role.NUMERATOR in have
        if kind is Kind.COUNT
        else both and kind is not Kind.INDEX
    )
    if not enough:
        part.findings.lacking.append(Role.VALUE)
        message, remedy = _not_enough(part)
        text = message.format(indicator=part.indicator.name)
        part.findings.problem(0, "", text, remedy)
    return enough


def _not_enough(part: Slice) -> tuple[str, str]:
    """Say which column is missing for the measure, and what to add."""
    if part.indicator.kind is Kind.COUNT:
        return (
            _("{indicator} går inte att läsa: kolumnen med antalet saknas."),
            _("Lägg till en kolumn med antalet."),
        )
    if part.indicator.kind is Kind.INDEX:
        return (
            _("{indicator} går inte att läsa: kolumnen med värdet saknas."),
            _("Lägg till en kolumn med värdet."),
        )
    if Role.NUMERATOR in part.columns:
        return (
            _("{indicator} går inte att räkna ut: kolumnen med nämnaren saknas."),
            _("Lägg till en kolumn, så att både täljare och nämnare finns."),
        )
    return (
        _("{indicator} går inte att räkna ut: kolumnen med värdet saknas."),
        _("Lägg till en kolumn med värdet, eller en med täljaren."),
    )
