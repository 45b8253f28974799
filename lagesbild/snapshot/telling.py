"""What has to be said beside the numbers: definitions, what is hidden or unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.disclosure.policy import explain
from indicators.model import Indicator, Status
from indicators.published import policy_of
from indicators.texts import _, ngettext
from lagesbild.atlas import Atlas
from lagesbild.pack import class_words
from lagesbild.snapshot.scope import Scope
from lagesbild.words import definition_lines, practice_mark

MOST_NAMED = 60  # areas of one series; a whole country's would fill pages


def definitions(atlas: Atlas, scope: Scope) -> list[dict[str, Any]]:
    """Write the definition of every indicator, as it stands when it is frozen."""
    policy = policy_of(atlas.workspace.config.thresholds)
    return [
        {
            "indicator": name,
            "name": str(one.name),
            "unit": str(one.unit),
            "classes": "; ".join(class_words(one)),
            "limits": list(one.class_limits),
            "decimals": max(one.decimals, 0),
            "practice": practice_mark(one),
            "lines": [list(line) for line in _lines(one, explain(policy.rule(one)))],
        }
        for name in scope.indicators
        for one in [atlas.indicators[name]]
    ]


def _lines(one: Indicator, rules: Sequence[str]) -> list[tuple[str, str]]:
    lines = [
        (_("Definition"), one.definition),
        *definition_lines(one),
        (_("Granskad"), one.reviewed),
        (_("Så skyddas små grupper"), " ".join(rules)),
        (_("Att tänka på"), " ".join(str(text) for text in one.caveats)),
    ]
    return [(label, str(text)) for label, text in lines if text]


def class_limits(atlas: Atlas, scope: Scope) -> list[list[str]]:
    """Write the classes of every indicator, lowest first."""
    found = [atlas.indicators[name] for name in scope.indicators]
    return [[str(one.name), "; ".join(class_words(one))] for one in found]


def withheld(atlas: Atlas, scope: Scope) -> list[str]:
    """Say for each series how many areas are not shown, and which."""
    said = []
    for level, found in scope.at.items():
        names = atlas.workspace.area_names(level)
        geography = atlas.workspace.geographies[level].name
        for one in found:
            hidden = [
                name
                for name, status in zip(names, one.shown["status"], strict=True)
                if status == Status.SUPPRESSED
            ]
            if hidden:
                said.append(
                    withheld_sentence(one.indicator, one.period, str(geography), hidden)
                )
    return said


def withheld_sentence(
    indicator: Indicator, period: str, geography: str, hidden: Sequence[str]
) -> str:
    """Say of one series how many areas are not shown, and which."""
    listed = ", ".join(hidden[:MOST_NAMED])
    if len(hidden) > MOST_NAMED:
        listed += _(" och {count} till").format(count=len(hidden) - MOST_NAMED)
    return ngettext(
        "{name}, {period}, {geography}: {count} område visas inte, för att skydda små "
        "grupper ({areas}).",
        "{name}, {period}, {geography}: {count} områden visas inte, för att skydda små "
        "grupper ({areas}).",
        len(hidden),
    ).format(
        name=indicator.name,
        period=period,
        geography=geography,
        count=len(hidden),
        areas=listed,
    )


def cannot_say(
    atlas: Atlas, scope: Scope, portraits: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Collect what can't be said: for all, for each indicator, for these areas."""
    general = [
        _(
            "Talen beskriver områden, inte personer. Ett tal för ett område säger "
            "inget om hur en enskild person har det."
        ),
        _("Talen säger inte varför det ser ut som det gör."),
        _("Varje mått har sin egen period. Olika år i samma bild är vanligt."),
    ]
    found = [atlas.indicators[name] for name in scope.indicators]
    caveats = [f"{one.name}: {text}" for one in found for text in one.caveats]
    own = [
        f"{line['name']}: {text}"
        for one in portraits
        for sector in one["sectors"]
        for line in sector["lines"]
        for text in line["cannot_say"]
    ]
    bare = sorted({name for one in portraits for name in one["bare"]})
    unknown = [
        _(
            "Det finns inga mått för {sectors}. Det betyder att vi inte vet, inte att "
            "allt är bra."
        ).format(sectors=", ".join(bare))
    ]
    return list(dict.fromkeys([*general, *caveats, *own, *(unknown if bare else [])]))
