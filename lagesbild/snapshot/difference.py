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
    """One thing that reads differently; what is not apt is empty.

    `since` is the period before, where it is another; `sentence` says all in words.
    """

    cause: Cause
    indicator: str  # its id, or empty
    subject: str
    place: str
    period: str
    before: str
    after: str
    since: str = ""
    sentence: str = ""

    @property
    def said(self) -> tuple[str, str]:
        """Before and now, each with its own period where they differ."""
        texts = (self.before or "–", self.after or "–")
        if not self.since:
            return texts
        then, now = (f"{p}: {t}" for p, t in zip(self.periods, texts, strict=True))
        return then, now

    @property
    def periods(self) -> tuple[str, str]:
        """The periods before and now."""
        return (self.since or self.period, self.period)

    @property
    def about(self) -> str:
        """The period or periods, or what else a row is about."""
        return " → ".join(dict.fromkeys(self.periods)) or self.sentence

    def __str__(self) -> str:
        if self.sentence:
            return self.sentence
        period = "" if self.since else self.period
        about = ", ".join(t for t in (self.subject, self.place, period) if t)
        before, after = self.said
        return _("{about}: {before} → {after}").format(
            about=about, before=before, after=after
        )
