"""What a table must have before it can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators.reading.body import NUMBER_LIKE
from indicators.reading.byhand import labels
from indicators.reading.findings import LIMIT, Findings
from indicators.reading.headers import Role
from indicators.reading.layout import Layout
from indicators.reading.periods import say_dated, settle_period, take_period
from indicators.texts import _


def report_no_header(
    findings: Findings, samples: Iterable[Sequence[Sequence[str]]] = ()
) -> None:
    """Say that there is nothing like a header in the file.

    `samples` are its first rows, cut in every way that they can be: what looks most
    like a header, whatever it says, is offered to be matched by hand.
    """
    likely = [_likely(rows) for rows in samples]
    findings.headers = labels(max(likely, key=len, default=()))
    findings.lacking += [Role.AREA, Role.PERIOD, Role.VALUE]
    remedy = _(
        "Filen ska ha en rad med rubriker, till exempel områdeskod, period, täljare "
        "och nämnare."
    )
    findings.problem(0, "", _("Hittar ingen rubrikrad."), remedy)


def _likely(rows: Sequence[Sequence[str]]) -> list[str]:
    """Find the first of the widest rows that have words and no numbers."""
    found: list[str] = []
    for cells in rows:
        texts = [cell.strip()[:LIMIT] for cell in cells]
        words = [text for text in texts if text]
        numbers = any(NUMBER_LIKE.fullmatch(text) for text in words)
        if len(words) > max(len(found), 1) and len(words) == len(texts) and not numbers:
            found = texts
    return found


def is_complete(layout: Layout, findings: Findings, period: str = "") -> bool:
    """Require areas, periods and values; say what there is none of.

    `period` is what somebody said that all rows are of, if the file doesn't.
    """
    before = len(findings.problems)
    if Role.AREA not in layout.keys:
        findings.lacking.append(Role.AREA)
        message = _("Hittar ingen kolumn med områdeskoder.")
        remedy = _("Döp den till områdeskod, deso eller kod.")
        findings.problem(layout.row, "", message, remedy)
    if not layout.measures:
        findings.lacking.append(Role.VALUE)
        message = _("Hittar ingen kolumn med värden.")
        remedy = _("Döp den till värde, eller till täljare och nämnare.")
        findings.problem(layout.row, "", message, remedy)
    _require_period(layout, findings, period)
    return len(findings.problems) == before


def _require_period(layout: Layout, findings: Findings, said: str) -> None:
    in_header = [bool(measure.period) for measure in layout.measures]
    say_dated(layout, findings)
    own = layout.keys.get(Role.PERIOD)
    if own is None and not (in_header and all(in_header)):
        take_period(layout, findings, said)
    elif said.strip():
        settle_period(layout, findings, said)
    if own is not None and any(in_header):
        message = _("Perioden står både i en egen kolumn och i andras rubriker.")
        remedy = _("Ta bort den ena.")
        findings.problem(layout.row, layout.name(own), message, remedy)
