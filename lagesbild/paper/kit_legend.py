"""The rows of a wall map's legend: classes, and what arrows and no arrows mean."""

from __future__ import annotations

from geo.classes import NO_DATA, WITHHELD
from indicators.statistics import Why
from indicators.texts import _
from lagesbild.pack import class_words
from lagesbild.paper.kit_choice import is_compared
from lagesbild.paper.kit_ink import DOWN, UP
from lagesbild.series import Series
from lagesbild.verdicts import reason_text, why_not
from lagesbild.words import map_words


def legend_rows(one: Series) -> list[tuple[str, str]]:
    """Give letter and words of the classes, highest first, and of what has no value."""
    words = map_words()
    classes = [(str(i), text) for i, text in enumerate(class_words(one.indicator))]
    rows = [
        *reversed(classes),
        (WITHHELD, words["withheld"]),
        (NO_DATA, one.missing),
    ]
    return [row for row in rows if row[0] in one.classes or row[0].isdigit()]


def sign_rows(one: Series) -> list[tuple[str, str]]:
    """Say what the arrows mean, or why there are none."""
    why = why_not(one.comparisons)
    if not is_compared(one):
        why = why or reason_text(Why.MISSING)
        return [("", _("Jämförs inte med kommunen: {why}.").format(why=why))]
    bare = _("utan pil: går inte att skilja")
    if why:
        bare = _("utan pil: går inte att skilja, eller jämförs inte ({why})")
    return [
        (UP, _("tydligt högre än kommunen")),
        (DOWN, _("tydligt lägre än kommunen")),
        ("", bare.format(why=why)),
    ]
