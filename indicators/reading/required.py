"""What a table must have before it can be read."""

from __future__ import annotations

from indicators.reading.findings import Findings
from indicators.reading.headers import Role
from indicators.reading.layout import Layout
from indicators.texts import _


def report_no_header(findings: Findings) -> None:
    """Say that there is nothing like a header in the file."""
    remedy = _(
        "Filen ska ha en rad med rubriker, till exempel områdeskod, period, täljare "
        "och nämnare."
    )
    findings.problem(0, "", _("Hittar ingen rubrikrad."), remedy)


def is_complete(layout: Layout, findings: Findings) -> bool:
    """Require areas, periods and values; say what there is none of."""
    before = len(findings.problems)
    if Role.AREA not in layout.keys:
        message = _("Hittar ingen kolumn med områdeskoder.")
        remedy = _("Döp den till områdeskod, deso eller kod.")
        findings.problem(layout.row, "", message, remedy)
    if not layout.measures:
        message = _("Hittar ingen kolumn med värden.")
        remedy = _("Döp den till värde, eller till täljare och nämnare.")
        findings.problem(layout.row, "", message, remedy)
    _require_period(layout, findings)
    return len(findings.problems) == before


def _require_period(layout: Layout, findings: Findings) -> None:
    in_header = [bool(measure.period) for measure in layout.measures]
    own = layout.keys.get(Role.PERIOD)
    if own is None and not all(in_header):
        message = _("Hittar ingen kolumn med period.")
        remedy = _("Lägg till en kolumn period, med till exempel 2024 eller 2023/24.")
        findings.problem(layout.row, "", message, remedy)
    if own is not None and any(in_header):
        message = _("Perioden står både i en egen kolumn och i andras rubriker.")
        remedy = _("Ta bort den ena.")
        findings.problem(layout.row, layout.name(own), message, remedy)
