"""The counts that a protected measure needs, and what a file has instead of them."""

from __future__ import annotations

import numpy as np

from indicators.model import Kind, Protection, Reason
from indicators.problems import always
from indicators.reading.columns import Mask
from indicators.reading.combine import Slice
from indicators.reading.headers import Role
from indicators.reading.layout import Layout
from indicators.reading.measures import OK, REASONS
from indicators.texts import _

# A value alone doesn't tell how many it is about; a share times its denominator is no
# count either, once the share is rounded. A mean is a sum of no one's own count.
_NEEDED = {
    Kind.SHARE: (Role.NUMERATOR, Role.DENOMINATOR),
    Kind.RATE: (Role.NUMERATOR, Role.DENOMINATOR),
    Kind.MEAN: (Role.DENOMINATOR,),
}
_SMALL = REASONS.index(Reason.SMALL_COUNT)
_OWN = {"geography", "area_code", "numerator", "denominator"}


def require_counts(part: Slice, layout: Layout) -> None:
    """Report the rows of a protected measure that protection can't be worked out for.

    A definition without class limits is a draft: its limits are made of what may be
    shown of its first file, and who has it made is told if that is nothing
    (`lagesbild.first_files`). A workspace's own files were asked about when they came.
    """
    is_draft = not part.indicator.class_limits
    is_own = set(layout.headers) >= _OWN
    if part.indicator.protection is Protection.NONE or is_draft or is_own:
        return
    _report_small(part)
    needed = _NEEDED.get(part.indicator.kind, ())
    ok = {role: part.where(role, "ok") for role in needed}
    has_value = part.status == OK
    complete = np.all([*ok.values(), has_value], axis=0)
    if not needed or not has_value.any():
        return
    if not complete.any():
        _report_none(part, needed)
        if layout.ignored:  # one of them may be it, under another name
            part.findings.lacking += [r for r in needed if r not in part.columns]
        return
    for role in needed:
        _report_lacking(part, role, has_value & ~ok[role])


def _report_small(part: Slice) -> None:
    """Say where a file says "<5": those who know that much can be told no more."""
    message = _("Antalet är bara känt som litet. Så går måttet inte att skydda.")
    remedy = _(
        "Skriv antalet: programmet skyddar det självt. Är det inte känt, skriv x."
    )
    for column in part.columns.values():
        rows = part.rows[column.reason == _SMALL]
        part.findings.same(rows, column.header, always(message, remedy))


def _report_none(part: Slice, needed: tuple[Role, ...]) -> None:
    """Say once that there is nothing to protect the measure by in the whole file."""
    message = _("{indicator} skyddas. För det behövs antal: täljare och nämnare.")
    remedy = _(
        "Lägg till en kolumn med täljare (hur många det gäller) och en med nämnare (av "
        "hur många). Är det officiell statistik, som visas som den är, skriv origin = "
        '"public" och protection = "none" i måttets definition.'
    )
    if Role.NUMERATOR not in needed:
        message = _("{indicator} skyddas. För det behövs ett antal: en nämnare.")
        remedy = _(
            "Lägg till en kolumn med nämnare (hur många medelvärdet gäller). Är det "
            "officiell statistik, som visas som den är, skriv origin = "
            '"public" och protection = "none" i måttets definition.'
        )
    text = message.format(indicator=part.indicator.name)
    part.findings.problem(0, part.header(Role.VALUE), text, remedy)


def _report_lacking(part: Slice, role: Role, rows: Mask) -> None:
    message = _("Antalet saknas. Måttet skyddas, och för det behövs radens antal.")
    remedy = _("Skriv antalet, eller ta bort värdet i raden.")
    said = always(message, remedy)
    part.findings.same(part.rows[rows], part.header(role), said)
