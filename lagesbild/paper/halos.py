"""White halos around words, drawn so that they never eat the letters beside them."""

from __future__ import annotations

import re

# What the compiler makes of `paint-order` is letter by letter: the halo of each letter
# covers a part of the one before. So all halos come first, as words of their own.
WORD = re.compile(r'<text ([^>]*)paint-order="stroke"([^>]*)>([^<]*)</text>')
RUN = re.compile(r"(?:<circle [^>]*/>|<text [^>]*>[^<]*</text>)+")
STROKE = re.compile(r'\s*stroke(?:-width|-linejoin)?="[^"]*"')
FILL = re.compile(r'\s*fill="[^"]*"')


def halos_below(svg: str) -> str:
    """Draw the halos of each row of words before all the words.

    Parameters
    ----------
    svg : str
        A picture, or a part of one, as `geo.strokes` writes words with halos.
    """
    return RUN.sub(lambda run: _halos(run[0]) + WORD.sub(_bare, run[0]), svg)


def _halos(words: str) -> str:
    return "".join(
        f'<text {FILL.sub("", before + after).strip()} fill="#fff">{word}</text>'
        for before, after, word in WORD.findall(words)
    )


def _bare(found: re.Match[str]) -> str:
    attributes = STROKE.sub("", found[1] + found[2]).strip()
    return f"<text {attributes}>{found[3]}</text>"
