"""The small pieces that pages are put together from; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from indicators.texts import _


def mark(practice: str) -> str:
    """Say that figures are made up, where they are."""
    return f'<p class="ovning">{escape(practice)}</p>\n' if practice else ""


def listed(sentences: Iterable[str], kind: str = "") -> str:
    """Write sentences as a list."""
    items = "".join(f"<li>{escape(text)}</li>" for text in sentences)
    name = f' class="{kind}"' if kind else ""
    return f"<ul{name}>{items}</ul>\n" if items else ""


def paragraphs(sentences: Iterable[str], kind: str = "") -> str:
    """Write sentences below each other."""
    name = f' class="{kind}"' if kind else ""
    return "".join(f"<p{name}>{escape(text)}</p>\n" for text in sentences)


def tagged(text: str, practice: str) -> str:
    """Write a name, with the tag of made-up figures where they are."""
    if not practice:
        return escape(text)
    tag = escape(_("Övningsdata"))
    return f'{escape(text)} <span class="tagg">{tag}</span>'


def cell(text: str, *notes: str, label: str = "") -> str:
    """Write a cell of a table, with notes in small letters."""
    more = f' role="cell" data-label="{escape(label)}"' if label else ""
    return f"<td{more}>{escape(text)}{''.join(map(small, notes))}</td>"


def small(text: str) -> str:
    """Write a note, if there is one."""
    return f"<small>{escape(text)}</small>" if text else ""


def table(
    caption: str, columns: Sequence[str], body: str, shown: str = "", practice: str = ""
) -> str:
    """Put a table together from its columns and its written rows."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    title = tagged(shown or caption, practice)
    return (
        '<div class="tabell" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}">'
        f"<table>\n<caption>{title}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table></div>\n"
    )


def cards(caption: str, columns: Sequence[str], body: str) -> str:
    """Put a table together whose rows become cards on a phone.

    By its roles it is a table there too; each cell of `body` has its column as label.
    """
    head = "".join(
        f'<th role="columnheader" scope="col">{escape(c)}</th>' for c in columns
    )
    return (
        f'<table class="kort" role="table">\n'
        f"<caption>{escape(caption)}</caption>\n"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{body}</tbody>\n</table>\n'
    )
