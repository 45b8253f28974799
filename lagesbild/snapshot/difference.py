"""One thing that reads differently in two snapshots, and the causes there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.texts import _


class Cause(StrEnum):
    """Why something reads differently than last time."""

    PERIOD = "new_period"
    REVISED = "figures_revised"
    METHOD = "borders_or_method"
    ASSESSMENT = "assessment"
    SHOWN = "withheld_or_shown"


def cause_text(cause: Cause) -> str:
    """Name a cause."""
    return {
        Cause.PERIOD: _("Ny period eller nytt mått"),
        Cause.REVISED: _("Samma period, ändrade tal"),
        Cause.METHOD: _("Ändrade gränser eller ändrad metod"),
        Cause.ASSESSMENT: _("Ändrad bedömning"),
        Cause.SHOWN: _("Visas inte längre, eller visas nu"),
    }[cause]


@dataclass(frozen=True)
class Difference:
    """One thing that reads differently; what is not apt is empty."""

    cause: Cause
    indicator: str  # its id, or empty
    subject: str
    place: str
    period: str
    before: str
    after: str

    def __str__(self) -> str:
        about = ", ".join(t for t in (self.subject, self.place, self.period) if t)
        return _("{about}: {before} → {after}").format(
            about=about, before=self.before or "–", after=self.after or "–"
        )
