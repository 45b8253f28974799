"""Which counts are small, how undetermined they must stay, and how figures are rounded.

The defaults are those of Skolverket for pupils (fewer than ten behind a figure) and the
common threshold of five elsewhere. A workspace may be stricter, and never looser than
`FLOOR`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.errors import DefinitionError
from indicators.model import Indicator, Kind, Origin, Protection
from indicators.texts import _

FLOOR = 3  # no threshold may be lower
WHOLE_PERCENT_BELOW = 1000  # persons; with fewer, a decimal would tell the count
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rule:
    """When a count is small, and how wide it must stay for those who only see the rest.

    A mean is treated as the sum of what each person has above `lowest`: one person can
    add at most `scale` to it, so that `scale` is to a sum what one person is to a count
    (for counts it is 1). Where `bounded`, a count is at most its denominator.
    """

    kind: Kind
    count: int
    base: int
    width: int
    needs_base: bool = False
    providers: int = 2
    lowest: int = 0
    scale: int = 1
    bounded: bool = True
    decimals: int = 0

    @property
    def small(self) -> int:
        """What a sum must reach, inside and outside, not to be small."""
        return self.count * self.scale

    def step(self, people: Floats) -> Floats:
        """Tell how closely values over so many persons are shown."""
        if self.kind is Kind.SHARE:
            return np.where(people >= WHOLE_PERCENT_BELOW, 0.1, 1.0)
        step = 1.0 if self.kind is Kind.MEAN else 10.0**-self.decimals
        return np.full(len(people), step)


@dataclass(frozen=True)
class Policy:
    """The workspace's own limits; what is looser than the floor counts as the floor.

    `revision` is by how much a count can have been corrected between two releases of
    the same data, for somebody who takes the earlier one as a hint. `noise` is how
    many persons official figures may be off since the source began to perturb them;
    the source doesn't say, and assuming too little makes for a stronger attacker.
    """

    count: int = 5
    pupils: int = 10
    providers: int = 2
    sensitive_width: int = 2  # times the threshold
    revision: int = 2
    noise: int = 2

    def rule(self, indicator: Indicator) -> Rule | None:
        """Give the rule for an indicator, or None where it is shown as published."""
        if indicator.protection is Protection.NONE:
            return None
        count = max(self.count, FLOOR)
        is_normal = indicator.protection is Protection.NORMAL
        is_sensitive = indicator.protection is Protection.SENSITIVE
        lowest, scale = _range(indicator)
        return Rule(
            kind=indicator.kind,
            count=count,
            base=count if is_normal else max(self.pupils, count),
            width=count * (max(self.sensitive_width, 1) if is_sensitive else 1),
            # Where nobody says how many are behind a local figure, nobody can say it
            # is safe.
            needs_base=indicator.origin is Origin.LOCAL
            and indicator.kind in (Kind.SHARE, Kind.RATE, Kind.MEAN),
            providers=max(self.providers, 2),
            lowest=lowest,
            scale=scale,
            bounded=indicator.kind in (Kind.SHARE, Kind.MEAN),
            decimals=max(indicator.decimals, 0),
        )


def _range(indicator: Indicator) -> tuple[int, int]:
    """Give the least that a person can have, and how much more one can have at most.

    Without limits in the definition, twice the highest class limit stands in for them,
    which asks for more than the true limit would.
    """
    if indicator.kind is not Kind.MEAN:
        return 0, 1
    lowest = int(indicator.lowest or 0)
    highest = indicator.highest or 2 * max(indicator.class_limits, default=0)
    if highest <= lowest:
        missing = _("Ett medelvärde som ska skyddas behöver lowest och highest.")
        raise DefinitionError(f"{indicator.id}.toml", [missing])
    return lowest, int(-(-highest // 1)) - lowest


def explain(rule: Rule | None) -> list[str]:
    """Say in plain words what a rule does, one sentence each."""
    if rule is None:
        return [_("Öppen statistik: visas som den är publicerad.")]
    return [text for text in (*_limits(rule), *_manner(rule)) if text]


def _limits(rule: Rule) -> list[str]:
    of_persons = _(
        "Värdet visas inte om det gäller färre än {count} personer, eller om färre "
        "än {count} står utanför. Noll och alla räknas också som få."
    )
    of_means = _(
        "Medelvärdet visas inte om det ligger så nära lägsta eller högsta möjliga "
        "värde att nästan alla måste ha det."
    )
    return [
        of_means if rule.kind is Kind.MEAN else of_persons.format(count=rule.count),
        _("Minst {base} personer ska finnas bakom varje värde.").format(base=rule.base),
        _(
            "Ett skyddat antal ska inte gå att räkna ut närmare än på {width} personer "
            "när, av allt som visas och har visats."
        ).format(width=rule.width),
        _("Minst {providers} huvudmän ska ligga bakom värdet, om det är känt.").format(
            providers=rule.providers
        ),
    ]


def _manner(rule: Rule) -> list[str]:
    rounding = {
        Kind.SHARE: _(
            "Andelar visas i hela procent när det finns färre än {limit} personer, "
            "annars med högst en decimal."
        ).format(limit=WHOLE_PERCENT_BELOW),
        Kind.MEAN: _("Medelvärden visas i hela poäng."),
    }
    lacking = _("Utan uppgift om hur många som ligger bakom visas ingenting.")
    return [rounding.get(rule.kind, ""), lacking if rule.needs_base else ""]
