"""What a snapshot rests on: the release, its proof, and the borders of its areas."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from geo.geographies import Geography
from indicators.model import Origin
from indicators.texts import _, ngettext
from lagesbild.atlas import Atlas
from lagesbild.config import GROUPS
from lagesbild.proofs import Standing
from lagesbild.snapshot.membership import Members, written
from lagesbild.snapshot.scope import Scope


def beside_the_figures(release: Standing) -> str:
    """Say what may be newer than the figures: the store keeps no older definitions."""
    text = _(
        "Talen är de som gällde efter publicering {number}. Definitioner, klassgränser "
        "och områdesgränser är de som gällde när ögonblicksbilden frystes: har de "
        "ändrats sedan publiceringen syns det inte här."
    )
    return text.format(number=release.number)


def boundaries(atlas: Atlas, scope: Scope) -> list[str]:
    """Name each division with its vintage, its source and a checksum of its borders.

    After that of the area groups, the areas of each: two snapshots can then be told
    apart in words, where checksums only say that something is another.
    """
    levels = dict.fromkeys([*scope.levels, *(lv for lv, _c in scope.portraits)])
    said = [_boundary(atlas.workspace.geographies[level]) for level in levels]
    return said + (_groups(atlas) if GROUPS in levels else [])


def _groups(atlas: Atlas) -> list[str]:
    workspace, base = atlas.workspace, atlas.workspace.config.geography
    names = dict(zip(workspace.codes[base], workspace.area_names(base), strict=True))
    return [
        written(group.id, Members(group.name, {a: names[a] for a in group.areas}))
        for group in workspace.config.groups
        if group.areas
    ]


def _boundary(geography: Geography) -> str:
    return ngettext(
        "{name} ({vintage}): {count} område. Källa: {source}. {licence} "
        "Gränsernas kontrollsumma: {hash}.",
        "{name} ({vintage}): {count} områden. Källa: {source}. {licence} "
        "Gränsernas kontrollsumma: {hash}.",
        len(geography.areas),
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
