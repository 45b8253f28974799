"""A map as its section of a PDF: two on a page, their words as text beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from indicators.texts import _
from lagesbild.paper.halos import halos_below

Content = Mapping[str, Any]

WHOLE = 'viewBox="0 0 1200 900" width="1200" height="900"'
BARE = 'viewBox="16 150 1172 690" width="1172" height="690"'  # map, insets, legend
SIZE = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"')
AREAS = '<g stroke="#5a5a5a"'  # the first thing drawn after the words
WORDS = re.compile(r"<text [^>]*>[^<]*</text>|<rect [^>]*stroke-dasharray[^>]*/>")


def map_section(number: int, one: Content) -> dict[str, Any]:
    """Give what the template says of a map; its picture is `map-NUMBER.svg`."""
    first = one["text"][0] if one["text"] else one["subtitle"]
    return {
        "file": f"map-{number}.svg",
        "title": one["title"],
        "subtitle": one["subtitle"],
        "practice": one["practice"],
        "alt": _("Karta. {title}. {first}").format(title=one["title"], first=first),
        "text": [text.replace(" %", "\N{NO-BREAK SPACE}%") for text in one["text"]],
        "source": one["source"],
    }


def proportion(svg: str) -> float:
    """Tell how wide a picture is for its height."""
    found = SIZE.search(svg)
    return float(found[1]) / float(found[2]) if found else 4 / 3


def bare_picture(svg: str) -> str:
    """Leave out of a picture what the PDF says around it, so that two fit on a page.

    Title, mark, source and the standing line are text there, larger than in the
    picture. A picture of another form than ours is left as it is.
    """
    above, drawn, rest = svg.partition(AREAS)
    hatches, end, words = above.partition("</defs>")
    if not drawn or not end or WHOLE not in hatches:
        return svg
    kept = WORDS.sub("", words) + drawn + halos_below(rest)
    return hatches.replace(WHOLE, BARE) + end + kept
