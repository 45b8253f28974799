"""The sections with figures: portraits of areas, and maps with their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from indicators.texts import _
from lagesbild.config import kind_of_area
from lagesbild.snapshot.parts import Part
from lagesbild.snapshot.pieces import (
    cards,
    cell,
    listed,
    mark,
    paragraphs,
    small,
    table,
    tagged,
)

Content = Mapping[str, Any]


def portraits(content: Content) -> list[Part]:
    """Describe each area: sentences first, then a table for each sector."""
    return [
        Part(f"omrade:{one['level']}:{one['code']}", _portrait(one, i))
        for i, one in enumerate(content["areas"])
    ]


def _portrait(one: Content, number: int) -> str:
    kind = kind_of_area(one["level"], one["level_name"])
    heading = f"{one['name']} ({kind})"
    tables = "".join(_sector(sector, one["name"]) for sector in one["sectors"])
    return (
        f'<section id="omrade-{number}" aria-labelledby="namn-{number}">\n'
        f'<h2 id="namn-{number}">{escape(heading)}</h2>\n'
        f"{listed(one['headlines'], 'rubriker')}{tables}</section>\n"
    )


def _sector(sector: Content, area: str) -> str:
    columns = [
        _("Mått"),
        area,
        _("Hela kommunen"),
        _("Jämfört med kommunen"),
        _("Över tid"),
        _("Period"),
    ]
    body = "".join(_line(line, columns) for line in sector["lines"])
    return cards(sector["name"], columns, body)


def _line(line: Content, columns: Sequence[str]) -> str:
    past = [f"{p['period']}: {p['text']}" for p in line["history"][:-1]]
    earlier = _("Tidigare: {values}").format(values="; ".join(past)) if past else ""
    source = _("Källa: {source}").format(source=line["source"])
    said = [
        (line["value"], line["base"], line["interval"]),
        (line["whole"],),
        (line["verdict_text"], line["reason_text"]),
        (line["trend_text"], earlier),
        (line["period"],),
    ]
    cells = "".join(
        cell(*texts, label=label)
        for texts, label in zip(said, columns[1:], strict=True)
    )
    name = tagged(line["name"], line["practice"]) + small(source)
    return f'<tr role="row"><th role="rowheader" scope="row">{name}</th>{cells}</tr>\n'


def maps(content: Content) -> list[Part]:
    """Show each map as a picture, in words, and as tables with the same figures."""
    heading = escape(_("Kartor och tabeller"))
    found = [Part("kartor", f'<h2 id="kartor">{heading}</h2>\n')]
    for one in content["maps"]:
        found.append(Part(f"karta:{one['key']}", _map(one)))
        for own in content["tables"]:
            if own["key"] == one["key"]:
                name = f"tabell:{own['key']}:{own['level']}"
                found.append(Part(name, figures(own)))
    return found


def _map(one: Content) -> str:
    words = [one["subtitle"], *one["text"], one["source"]]
    title = escape(
        _("Karta: {title}").format(title=f"{one['title']}, {one['subtitle']}")
    )
    wide = escape(_("Bilden är bredare än skärmen: dra den i sidled för att se allt."))
    return (
        f"<h3>{tagged(one['title'], one['practice'])}</h3>\n{mark(one['practice'])}"
        f'<figure>\n<p class="bredare">{wide}</p>\n'
        f'<div class="bild" tabindex="0" role="region" aria-label="{title}">'
        f"{one['svg']}</div>\n<figcaption>{paragraphs(words)}"
        "</figcaption>\n</figure>\n"
    )


def figures(one: Content) -> str:
    """Write the figures of a map as a table."""
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(map(cell, row[1:]))}</tr>\n'
        for row in one["rows"]
    )
    return table(one["caption"], one["columns"], body, "", one["practice"])
