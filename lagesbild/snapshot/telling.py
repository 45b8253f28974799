"""What has to be said beside the numbers: definitions, borders, what is hidden."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from geo.geographies import Geography
from indicators.disclosure.policy import explain
from indicators.model import Direction, Indicator, Origin, Status
from indicators.published import policy_of
from indicators.texts import _, ngettext
from lagesbild.atlas import Atlas
from lagesbild.pack import class_words
from lagesbild.proofs import Standing
from lagesbild.snapshot.scope import Scope
from lagesbild.words import practice_mark


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
    directions = {
        Direction.HIGHER: _("Ett högre värde är bättre."),
        Direction.LOWER: _("Ett lägre värde är bättre."),
        Direction.NEUTRAL: _("Måttet är varken bra eller dåligt i sig."),
    }
    lines = [
        (_("Definition"), one.definition),
        (_("Täljare"), one.numerator),
        (_("Nämnare"), one.denominator),
        (_("Ålder"), one.age_span),
        (_("Hur det läses"), directions[one.direction]),
        (_("Källa"), one.source),
        (_("Licens"), one.licence),
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
    """Say for each series how many areas are not shown, and name some of them."""
    said = []
    for level, found in scope.at.items():
        names = atlas.workspace.area_names(level)
        geography = atlas.workspace.geographies[level].name
        for one in found:
            hidden = [
                name
                for name, status in zip(names, one.table["status"], strict=True)
                if status == Status.SUPPRESSED
            ]
            if hidden:
                said.append(
                    _withheld(one.indicator, one.period, str(geography), hidden)
                )
    return said


def _withheld(
    indicator: Indicator, period: str, geography: str, hidden: Sequence[str]
) -> str:
    listed = ", ".join(hidden[:10]) + (" …" if len(hidden) > 10 else "")
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


def boundaries(atlas: Atlas, scope: Scope) -> list[str]:
    """Name each division with its vintage, its source and a checksum of its borders."""
    return [
        _boundary(atlas.workspace.geographies[level])
        for level in dict.fromkeys([*scope.levels, *(lv for lv, _c in scope.portraits)])
    ]


def _boundary(geography: Geography) -> str:
    return _(
        "{name} ({vintage}): {count} områden. Källa: {source}. {licence} "
        "Gränsernas kontrollsumma: {hash}."
    ).format(
        name=geography.name,
        vintage=geography.vintage,
        count=len(geography.areas),
        source=geography.source,
        licence=f"{geography.licence}." if geography.licence else "",
        hash=geography_hash(geography)[:16],
    )


@lru_cache(maxsize=64)
def geography_hash(geography: Geography) -> str:
    """Hash the areas and borders of a geography, to tell when they change."""
    areas = geography.areas
    parts = [json.dumps(areas["area_code"].tolist())]
    parts += areas.geometry.to_wkb(hex=True).tolist()
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def proof(atlas: Atlas, scope: Scope, release: Standing) -> dict[str, Any]:
    """Tell what was proved of the protected tables when they were published."""
    protected = [
        name
        for name in scope.indicators
        if atlas.indicators[name].origin != Origin.PUBLIC
    ]
    proofs = {name: release.proofs.get(name, "") for name in protected}
    safe = all(proofs.values())
    if not protected:
        text = _("Bara öppen statistik, visad som den är publicerad.")
    elif safe:
        text = _(
            "Prövat när det publicerades: inget skyddat antal går att räkna ut ur det "
            "som visas här och det som har publicerats tidigare."
        )
    else:
        text = _(
            "Det saknas ett intyg för {names}. De talen är publicerade innan intyg "
            "började sparas."
        ).format(
            names=", ".join(
                str(atlas.indicators[n].name) for n in protected if not proofs[n]
            )
        )
    joined = "|".join(f"{name}:{digest}" for name, digest in sorted(proofs.items()))
    return {
        "safe": safe,
        "text": text,
        "hash": hashlib.sha256(joined.encode()).hexdigest() if protected else "",
        "certificates": proofs,
    }
