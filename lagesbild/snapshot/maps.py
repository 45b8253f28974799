"""The maps of a snapshot as pictures, each with its text equivalent."""

from __future__ import annotations

import re
from typing import Any

from geo.classes import NO_DATA, WITHHELD
from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.pack import class_words
from lagesbild.series import Series
from lagesbild.snapshot.scope import Scope
from lagesbild.words import kind_text, map_words, practice_mark

NAMED_UP_TO = 40  # areas; with more, a sentence would be a list of codes


def maps(atlas: Atlas, scope: Scope) -> list[dict[str, Any]]:
    """Draw one map for each series, with its words in the picture and beside it."""
    pictures: dict[str, str] = {}
    for level in dict.fromkeys(scope.drawn.values()):
        keys = [key for key in scope.keys if scope.drawn[key] == level]
        pictures |= zip(keys, atlas.pictures(level, keys, scope.focus), strict=True)
    return [
        _map(atlas, scope, key, distinct(pictures[key], f"k{i}-"))
        for i, key in enumerate(scope.keys)
    ]


def distinct(svg: str, prefix: str) -> str:
    """Begin the names within a picture with a prefix: many stand in one page.

    All text in a picture is escaped, so that only its own tags are touched.
    """
    return re.sub(r"<[^<>]*>", lambda tag: _prefixed(tag[0], prefix), svg)


def _prefixed(tag: str, prefix: str) -> str:
    tag = re.sub(r' id="', f' id="{prefix}', tag)
    tag = tag.replace("url(#", f"url(#{prefix}")
    return tag.replace(
        'aria-labelledby="t d"', f'aria-labelledby="{prefix}t {prefix}d"'
    )


def _map(atlas: Atlas, scope: Scope, key: str, svg: str) -> dict[str, Any]:
    one, level = scope.series(key), scope.drawn[key]
    geography = atlas.workspace.geographies[level]
    return {
        "key": key,
        "level": level,
        "level_name": str(geography.name),
        "title": str(one.indicator.name),
        "subtitle": f"{kind_text(one.indicator)} · {one.period} · {geography.name}",
        "source": f"{map_words()['source']}: {one.indicator.source}",
        "practice": practice_mark(one.indicator),
        "text": in_words(one, atlas.workspace.area_names(level)),
        "svg": svg,
    }


def in_words(one: Series, names: list[str]) -> list[str]:
    """Tell a map without the map: the spread, then which areas are in which class."""
    said = [one.headline]
    if len(names) > NAMED_UP_TO:
        return said
    words = map_words()
    letters = [(str(i), text) for i, text in enumerate(class_words(one.indicator))]
    letters += [(WITHHELD, words["withheld"]), (NO_DATA, one.missing)]
    for letter, text in letters:
        there = [n for n, own in zip(names, one.classes, strict=True) if own == letter]
        if there:
            said.append(
                _("{label}: {areas}.").format(label=text, areas=", ".join(there))
            )
    return said
