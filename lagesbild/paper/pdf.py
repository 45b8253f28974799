"""A snapshot as a tagged PDF on A4, from the same content as the frozen page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.texts import _, ngettext
from lagesbild.paper.code import code_dots, leads_to
from lagesbild.paper.letters import shortened
from lagesbild.paper.press import print_pages, print_pdf
from lagesbild.paper.speaking import speaking
from lagesbild.paper.wording import byline, origin, sheet_words, sources, without

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
        f"map-{i}.svg": one["svg"].encode() for i, one in enumerate(content["maps"])
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
        "id-line": content["id"],
        "byline": byline(content),
        "code": code_dots(leads_to(content)),
        "words": _words(),
        "summary": content["summary"],
        "contents": _contents(content),
        "areas": [_area(one) for one in content["areas"]],
        "maps": [_map(i, one) for i, one in enumerate(content["maps"])],
        "tables": content["tables"],
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
        (maps, ngettext("{count} karta", "{count} kartor", maps)),
        (tables, ngettext("{count} tabell", "{count} tabeller", tables)),
    ]
    return areas + [words.format(count=count) for count, words in counts if count]


def _area(area: Content) -> dict[str, Any]:
    about = [area["level_name"], area["municipality"]]
    bare = ", ".join(area["bare"])
    return {
        "name": area["name"],
        "about": ", ".join(part for part in about if part),
        "headlines": area["headlines"],
        "sectors": [_sector(one) for one in area["sectors"] if one["lines"]],
        "bare": _("Här finns inga mått ännu: {sectors}.").format(sectors=bare)
        if bare
        else "",
    }


def _sector(sector: Content) -> dict[str, Any]:
    lines = sector["lines"]
    known = [line for line in lines if _is_known(line)]
    return {
        "name": sector["name"],
        "rows": [_row(line) for line in known],
        "without": without([line for line in lines if line not in known]),
        "sources": sources(lines),
    }


def _is_known(line: Content) -> bool:
    """Tell whether there is a value, now or before; what has none needs no row."""
    return any(point["number"] is not None for point in (line, *line["history"]))


def _row(line: Content) -> dict[str, Any]:
    more = [line["base"], line["interval"]]
    return {
        "name": line["name"],
        "about": line["period"],
        "practice": _("Övningsdata") if line["practice"] else "",
        "value": line["value"],
        "more": [part for part in more if part],
        "whole": line["whole"],
        "verdict": _with_reason(line["verdict_text"], line["reason_text"]),
        "trend": line["trend_text"],
        "history": [point["number"] for point in line["history"]],
        "span": _span(line["history"]),
    }


def _with_reason(verdict: str, reason: str) -> str:
    return f"{verdict}: {reason}" if verdict and reason else verdict or reason


def _span(history: Sequence[Content]) -> str:
    """Say the first and the last of the values that the small chart is drawn from."""
    known = [point for point in history if point["number"] is not None]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    return _("{first}: {before}, {last}: {after}").format(
        first=first["period"],
        before=first["text"],
        last=last["period"],
        after=last["text"],
    )


def _map(number: int, one: Content) -> dict[str, Any]:
    first = one["text"][0] if one["text"] else one["subtitle"]
    return {
        "file": f"map-{number}.svg",
        "title": one["title"],
        "subtitle": one["subtitle"],
        "alt": _("Karta. {title}. {first}").format(title=one["title"], first=first),
        "text": one["text"],
        "source": one["source"],
    }


def _parts(content: Content) -> list[dict[str, Any]]:
    named = [
        (_("Det här visas inte, och varför"), content["withheld"]),
        (_("Det här kan vi inte säga"), content["cannot_say"]),
        (_("Områdesgränser"), content["boundaries"]),
        (_("Beviset för att inget litet antal syns"), [content["proof"]["text"]]),
    ]
    return [
        {"name": name, "texts": [text for text in texts if text]}
        for name, texts in named
    ]


def _definition(one: Content) -> dict[str, Any]:
    lines = [[label.rstrip(":"), text] for label, text in one["lines"] if text]
    return {"name": one["name"], "lines": lines}
