"""One indicator to test with; what a test is about is what it changes in it."""

from __future__ import annotations

from indicators.model import Direction, Indicator, Kind, Origin, Protection
from indicators.texts import Text

SHARE = Indicator(
    id="andel",
    name=Text("Andel"),
    definition=Text("Påhittad"),
    kind=Kind.SHARE,
    unit=Text("%"),
    direction=Direction.LOWER,
    sector="context",
    origin=Origin.LOCAL,
    protection=Protection.NORMAL,
    source=Text("Kommunen"),
    class_limits=(),
    short=Text("Andel"),
)
