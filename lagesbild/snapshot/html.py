"""A snapshot as one HTML file: text, tables and pictures, and an interactive map.

It asks nobody for anything, and its policy lets nothing run or be styled but what
stands in it. Without JavaScript it is text, tables and pictures. With it, the map of
the app is there too, and the figures can be saved as CSV.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.document import font_faces
from geo.policy import content_policy, stated_policy
from indicators.texts import _
from lagesbild.snapshot import sections, shown
from lagesbild.snapshot.identity import lean
from lagesbild.snapshot.parts import DATA, FIRST, MADE, Part, json_block, sealed
from lagesbild.snapshot.pieces import mark

if TYPE_CHECKING:
    from lagesbild.snapshot.interactive import MapDocument

SCRIPT = "skript"


def render(content: Mapping[str, Any], documents: Mapping[str, MapDocument]) -> bytes:
    """Write the file.

    Parameters
    ----------
    content : mapping
        As `lagesbild.snapshot.content` makes it, in the language spoken now.
    documents : mapping from level to map document
        As `lagesbild.snapshot.interactive` makes them.

    Returns
    -------
    bytes
        HTML in UTF-8. The same arguments give the same bytes.
    """
    body = [
        Part("inledning", sections.opening(content)),
        Part(MADE, sections.made(content)),
        *shown.portraits(content),
        *_interactive(content, documents),
        *shown.maps(content),
        *sections.remarks(content),
        Part(DATA, json_block(DATA, _data(content)) + "\n"),
    ]
    script = f"<script>{asset('snapshot.js')}</script>\n"
    ending = "</main>\n</body>\n</html>\n"
    head = _head(content, script, documents)
    return sealed([Part(FIRST, head), *body, Part(SCRIPT, script)], ending)


def _data(content: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in lean(content).items() if k not in ("made",)}


def _head(
    content: Mapping[str, Any], script: str, documents: Mapping[str, MapDocument]
) -> str:
    look = f"{font_faces()}\n{asset('snapshot.css')}{sections.page_style(content)}"
    style = f"<style>{look}</style>"
    policy = _policy(style + script, documents)
    title = escape(f"{content['title']} – {content['place']}")
    return (
        f'<!DOCTYPE html>\n<html lang="{content["language"]}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{content["format"]}">\n'
        f"<title>{title}</title>\n{style}\n</head>\n<body>\n<main>\n"
    )


def _policy(html: str, documents: Mapping[str, MapDocument]) -> str:
    """Allow what stands in the page, and in the map that it holds: that inherits."""
    policy = content_policy(html)
    inner = [stated_policy(document.html) for document in documents.values()]
    for name in ("script-src", "style-src"):
        found = [re.search(rf"{name} ([^;]*)", one) for one in inner]
        hashes = [h for one in found if one for h in one[1].split()]
        for digest in dict.fromkeys(hashes):
            if digest not in policy:
                policy = policy.replace(f"{name} ", f"{name} {digest} ", 1)
    return policy


def _interactive(
    content: Mapping[str, Any], documents: Mapping[str, MapDocument]
) -> list[Part]:
    """Carry the map documents as data: the script opens them in a sandboxed frame."""
    if not documents:
        return []
    levels = {one["level"]: one["level_name"] for one in content["tables"]}
    blocks = "".join(
        json_block(f"karta-{i}", _carried(levels[level], document)) + "\n"
        for i, (level, document) in enumerate(documents.items())
    )
    heading = _("Karta att peka i")
    same = _("Samma karta som i Lägesbild. Välj mått i kartan.")
    words = json_block("ord", {"map": _("Karta"), "csv": _("Hämta talen (CSV)")})
    return [
        Part(
            "interaktiv",
            '<section id="interaktiv" hidden>\n'
            f"<h2>{escape(heading)}</h2>\n"
            f"{mark(content['practice'])}"
            f"<p>{escape(same)}</p>\n"
            f'<div id="ram"></div>\n</section>\n{blocks}{words}\n',
        )
    ]


def _carried(name: str, document: MapDocument) -> dict[str, Any]:
    return {"name": name, "html": document.html.decode(), "orders": document.orders}


@cache
def asset(name: str) -> str:
    """Read a style or a script that goes into the page."""
    folder = resources.files("lagesbild") / "snapshot" / "assets"
    return (folder / name).read_text("utf-8")
