"""What can be told apart on a map, as a picture: letters, words and colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.captions import Caption
from geo.classes import NO_DATA, WITHHELD
from geo.palette import INK, VERDICTS, ink_on
from lagesbild.pack import caption, labels, shades
from lagesbild.sentences.told_apart import certainty
from lagesbild.series import Series
from lagesbild.verdicts import legend_words, letters, why_not
from lagesbild.words import map_words

Painted = tuple[
    str,
    list[str],
    Sequence[str] | Mapping[str, str],
    Mapping[str, str],
    Caption,
]
NOT_SHOWN = (WITHHELD, NO_DATA)
COLOURS = VERDICTS
INKS = {letter: ink_on(colour) for letter, colour in VERDICTS.items()} | dict.fromkeys(
    ("s", "n", *NOT_SHOWN), INK
)


def painted(one: Series, level: str, view: str = "level") -> Painted:
    """Give what `geo.picture.draw_svg` draws a series with.

    Returns
    -------
    letters, numbers, colours, inks, words
        Of its classes, or with `view` `certainty` of what can be told apart.
    """
    numbers = labels(one)["numbers"]
    if view == "certainty":
        words = certainty_caption(one, level)
        return certainty_letters(one), numbers, COLOURS, INKS, words
    return one.classes, numbers, *shades(one.indicator), caption(one, level)


def certainty_letters(one: Series) -> str:
    """Write one letter for each area: its verdict, or why it shows nothing at all."""
    told = letters(one.comparisons)
    return "".join(
        letter if letter in NOT_SHOWN else verdict
        for letter, verdict in zip(one.classes, told, strict=True)
    )


def certainty_caption(one: Series, level: str) -> Caption:
    """Put together the words of a picture of what can be told apart."""
    words, verdicts = map_words(), legend_words(one.indicator)
    drawn = certainty_letters(one)
    apart = "hsl" if set(drawn) & set("hsl") else ""
    why = why_not(one.comparisons) if apart else ""  # else the sentence says it
    rows = [
        *((letter, verdicts[letter]) for letter in apart),
        ("n", f"{verdicts['n']}: {why}" if why else verdicts["n"]),
        (WITHHELD, words["withheld"]),
        (NO_DATA, words["missing"]),
    ]
    told = certainty(one.comparisons)
    return replace(
        caption(one, level),
        legend_title=words["legend_certainty"],
        legend=[(letter, f"{text} ({drawn.count(letter)})") for letter, text in rows],
        sentence=told,
        description=told,
    )
