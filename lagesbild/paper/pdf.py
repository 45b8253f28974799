"""A snapshot as a tagged PDF on A4, from the same content as the frozen page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.texts import _, ngettext
from lagesbild.paper.code import code_dots, leads_to
from lagesbild.paper.letters import shortened
from lagesbild.paper.pdf_areas import area_section
from lagesbild.paper.pdf_joined import by_subject, joined_tables
from lagesbild.paper.pdf_maps import bare_picture, map_section
from lagesbild.paper.press import print_pages, print_pdf
from lagesbild.paper.speaking import speaking
from lagesbild.paper.wording import byline, code_says, origin, sheet_words

TEMPLATE = "snapshot.typ"
HEAD = (8.5, 480.0)  # the size of the type in the head of a page, and its room
CONTENTS_FROM = 2  # areas: with fewer, a list of what there is only takes room

Content = Mapping[str, Any]


def pdf(content: Content) -> bytes:
    """Print a snapshot.

    Parameters
    ----------
    content : mapping
        As `lagesbild.snapshot.content` makes it; `address` is optional, see
        `lagesbild.paper.code.leads_to`.

    Returns
    -------
    bytes
        A tagged PDF that the compiler has held against PDF/UA-1. The same content
        gives the same bytes; its date is that of `made`.

    Raises
    ------
    PaperError
        If it can't be printed.
    """
    with speaking(content["language"]):
        data, pictures = _data(content), _pictures(content)
        return print_pdf(TEMPLATE, data, pictures, content["made"]["when"])


def pages(content: Content, *, ppi: float = 72.0) -> list[bytes]:
    """Print a snapshot as PNG, one for each page, to look at."""
    with speaking(content["language"]):
        return print_pages(TEMPLATE, _data(content), _pictures(content), ppi=ppi)


def _pictures(content: Content) -> dict[str, bytes]:
    return {
        f"map-{i}.svg": bare_picture(one["svg"]).encode()
        for i, one in enumerate(content["maps"])
    }


def _data(content: Content) -> dict[str, Any]:
    return {
        "language": content["language"],
        "title": content["title"],
        "short": shortened(content["title"], *HEAD),
        "author": content["made"]["who"],
        "description": " ".join(content["summary"]),
        "practice": content["practice"],
        "standing": content["standing"],
        "id-line": f"Id {content['id']}",
        "byline": byline(content),
        "code": code_dots(leads_to(content)) | {"says": code_says(content)},
        "words": _words(),
        "summary": content["summary"],
        "contents": _contents(content),
        "areas": [area_section(one) for one in content["areas"]],
        "maps": [map_section(i, one) for i, one in enumerate(content["maps"])],
        "tables": joined_tables(content["tables"]),
        "parts": _parts(content),
        "limits": content["class_limits"],
        "definitions": [_definition(one) for one in content["definitions"]],
        "origin": origin(content),
    }


def _words() -> dict[str, Any]:
    return sheet_words() | {
        "columns": [
            _("Mått"),
            _("Här"),
            _("Hela kommunen"),
            _("Jämfört med kommunen"),
            _("Utveckling"),
        ],
        "contents": _("Innehåll"),
        "maps": _("Kartor"),
        "tables": _("Tabeller"),
        "limits": _("Kartornas klassgränser"),
        "limit-columns": [_("Mått"), _("Klasser")],
        "definitions": _("Så är måtten räknade"),
        "origin": _("Var detta kommer ifrån"),
        "origin-columns": [_("Uppgift"), _("Innehåll")],
    }


def _contents(content: Content) -> list[str]:
    areas = [area["name"] for area in content["areas"]]
    if len(areas) < CONTENTS_FROM:
        return []
    maps, tables = len(content["maps"]), len(content["tables"])
    counts = [
        (tables, ngettext("{count} tabell", "{count} tabeller", tables)),
        (maps, ngettext("{count} karta", "{count} kartor", maps)),
    ]
    return areas + [words.format(count=count) for count, words in counts if count]


def _parts(content: Content) -> list[dict[str, Any]]:
    names = [one["name"] for one in content["definitions"]]
    named = [
        (_("Det här visas inte, och varför"), content["withheld"]),
        (_("Det här kan vi inte säga"), content["cannot_say"]),
        (_("Områdesgränser"), content["boundaries"]),
        (_("Beviset för att inget litet antal syns"), [content["proof"]["text"]]),
    ]
    return [
        {"name": name, "texts": by_subject([t for t in texts if t], names)}
        for name, texts in named
    ]


def _definition(one: Content) -> dict[str, Any]:
    lines = [[label.rstrip(":"), text] for label, text in one["lines"] if text]
    return {"name": one["name"], "lines": lines}
