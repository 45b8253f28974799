"""Frozen maps side by side: the later one's classes for both, one legend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from geo.classes import NO_DATA, WITHHELD, classify
from geo.palette import colours
from indicators.texts import _
from lagesbild.snapshot.figures import cells
from lagesbild.snapshot.maps import distinct
from lagesbild.words import map_words

Content = Mapping[str, Any]
CROP = 'viewBox="30 168 770 650"'  # the map itself, without title and legend
AREAS = re.compile(r'(<g stroke="#5a5a5a"[^>]*>)(.*?)(</g>)', re.DOTALL)
NUMBERS = re.compile(
    r'(<text [^>]*font-weight="600" text-anchor="middle") fill="#[^"]*"([^>]*>)'
)
# Readable on every colour: the ink of the picture was chosen for another class.
ON_ANY = (
    ' fill="#1c1c1c" stroke="#fff" stroke-width="4" stroke-linejoin="round" '
    'paint-order="stroke"'
)


def side(content: Content, one: Content, indicator: Content, prefix: str) -> str:
    """Show a frozen map in the classes of an indicator as it is defined now."""
    svg = re.sub(r'viewBox="[^"]*"', CROP, one["svg"], count=1)
    svg = re.sub(r'(<svg[^>]*?) width="\d+" height="\d+"', r"\1", svg, count=1)
    before = {d["indicator"]: d["limits"] for d in content["definitions"]}
    if before[indicator["indicator"]] != indicator["limits"]:
        svg = recoloured(svg, _letters(content, one, indicator), indicator["limits"])
    words = _("{title}, fryst {when}").format(
        title=one["subtitle"], when=content["made"]["when"][:10]
    )
    return (
        f"<figure>{distinct(svg, prefix)}<figcaption><p>{escape(words)}</p>"
        f"<p>{escape(one['text'][0])}</p></figcaption></figure>"
    )


def _letters(content: Content, one: Content, indicator: Content) -> str:
    """Sort the figures of a map into the classes of another snapshot."""
    name, _sep, period = one["key"].partition("/")
    table = next(
        t
        for t in content["tables"]
        if (t["key"], t["level"]) == (one["key"], one["level"])
    )
    known = cells(content)
    rows = [known.get((name, period, one["level"], code)) for code in table["codes"]]
    values = [
        float(row["value"]) if row and row["value"] else float("nan") for row in rows
    ]
    status = [row["status"] if row else "missing" for row in rows]
    rounded = np.array([round(v, indicator["decimals"]) for v in values])
    return classify(rounded, status, tuple(indicator["limits"]))


def recoloured(svg: str, letters: str, limits: Sequence[float]) -> str:
    """Paint the areas of a picture in other classes, its numbers dark with a halo."""
    found = re.search(r'<pattern id="([^"]*)hatch-w"', svg)
    fills = {
        letter: fill.replace("#hatch", f"#{found[1] if found else ''}hatch")
        for letter, fill in enumerate_fills(limits)
    }

    def paint(group: re.Match[str]) -> str:
        fresh = iter(letters)
        paths = re.sub(
            r'fill="[^"]*"', lambda _old: f'fill="{fills[next(fresh)]}"', group[2]
        )
        return group[1] + paths + group[3]

    return AREAS.sub(paint, NUMBERS.sub(rf"\1{ON_ANY}\2", svg))


def enumerate_fills(limits: Sequence[float]) -> list[tuple[str, str]]:
    """Give the fill of every class, and of what is not shown."""
    shades = colours(len(limits) + 1)
    fills = [(str(i), colour) for i, colour in enumerate(shades)]
    return [*fills, (WITHHELD, "url(#hatch-w)"), (NO_DATA, "url(#hatch-m)")]


def legend(indicator: Content) -> str:
    """Write the legend that both maps share."""
    words = map_words()
    labels = [*indicator["classes"].split("; "), words["withheld"], words["missing"]]
    fills = [fill for _letter, fill in enumerate_fills(indicator["limits"])]
    items = "".join(
        f'<li><svg viewBox="0 0 36 22" width="36" height="22" aria-hidden="true">'
        f"{_swatch(fill)}</svg> {escape(label)}</li>"
        for label, fill in zip(labels, fills, strict=True)
    )
    return f'<ul class="klasser" aria-label="{escape(words["legend"])}">{items}</ul>\n'


def _swatch(fill: str) -> str:
    box = 'width="36" height="22" stroke="#6f6f6f"'
    if not fill.startswith("url"):
        return f'<rect {box} fill="{fill}"/>'
    lines = (
        '<path d="M-2,12l14,-14M4,22l22,-22M18,22l20,-20M30,22l8,-8" stroke="#555"/>'
    )
    dots = (
        '<path d="M5,6h1M14,6h1M23,6h1M10,13h1M19,13h1M28,13h1" stroke="#777" '
        'stroke-width="2.4" stroke-linecap="round"/>'
    )
    is_withheld = fill.endswith("w)")
    paper = "#fff" if is_withheld else "#ededed"
    return f'<rect {box} fill="{paper}"/>{lines if is_withheld else dots}'
