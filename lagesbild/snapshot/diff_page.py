"""The differences as a page: a table for each cause, and maps side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from geo.document import font_faces
from geo.policy import content_policy
from indicators.texts import _, ngettext
from lagesbild.snapshot.diff import Cause, Difference, cause_text
from lagesbild.snapshot.diff_head import heading as heading_of
from lagesbild.snapshot.html import asset
from lagesbild.snapshot.identity import spaced
from lagesbild.snapshot.pieces import cards, cell, mark, paragraphs, tagged
from lagesbild.snapshot.sections import page_foot
from lagesbild.snapshot.side_maps import legend, side

Content = Mapping[str, Any]
SHOWN = 400  # rows of a table; the rest are counted


def difference_page(
    before: Content,
    after: Content,
    found: Sequence[Difference],
    *,
    turned: bool = False,
) -> bytes:
    """Write the page. The same arguments give the same bytes.

    `turned` says that the two were asked for in the other order.
    """
    heading = _("Vad är nytt sedan sist, och varför?")
    practice = after["practice"] or before["practice"]
    ids = " → ".join(spaced(one["id"]) for one in (before, after))
    foot = page_foot([f"{heading} {ids}", after["standing"], practice])
    style = f"<style>{font_faces()}\n{asset('snapshot.css')}{foot}</style>"
    words = heading_of(before, after, found, turned=turned)
    about = paragraphs(words[:2], "var") + paragraphs(words[2:])
    body = ""
    if found:  # noughts alone would say less than the words do
        about += _counts(found)
        body = "".join(_cause(cause, found, after) for cause in Cause)
    return (
        f'<!DOCTYPE html>\n<html lang="{after["language"]}">\n<head>\n'
        '<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
        f'content="{content_policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(heading)}</title>\n{style}\n</head>\n<body>\n<main>\n"
        f"<header><h1>{escape(heading)}</h1>\n{mark(practice)}{about}"
        f"<p>{escape(after['standing'])}</p></header>\n"
        f"{body}{_maps(before, after, found)}</main>\n</body>\n</html>\n"
    ).encode()


def counts(found: Sequence[Difference]) -> list[str]:
    """Say how many differences there are of each kind, those with none too."""
    return [
        ngettext(
            "{cause}: {count} ändring", "{cause}: {count} ändringar", number
        ).format(cause=cause_text(cause), count=number)
        for cause in Cause
        for number in [sum(one.cause is cause for one in found)]
    ]


def _counts(found: Sequence[Difference]) -> str:
    items = "".join(
        f'<li><a href="#{cause.value}">{escape(text)}</a></li>'
        for cause, text in zip(Cause, counts(found), strict=True)
    )
    return f'<ul class="rubriker">{items}</ul>\n'


def _cause(cause: Cause, found: Sequence[Difference], after: Content) -> str:
    own = [one for one in found if one.cause is cause]
    title = escape(cause_text(cause))
    begin = f'<section class="andring" id="{cause.value}"><h2>{title}</h2>\n'
    if not own:
        nothing = escape(_("Inget."))
        return f"{begin}<p>{nothing}</p></section>\n"
    columns = [_("Mått"), _("Område"), _("Period eller uppgift"), _("Före"), _("Nu")]
    practice = {one["indicator"]: one["practice"] for one in after["definitions"]}
    rows = "".join(
        _row(one, practice.get(one.indicator, ""), columns) for one in own[:SHOWN]
    )
    rest = len(own) - SHOWN
    more = _("… och {count} till").format(count=rest) if rest > 0 else ""
    return (
        f"{begin}{cards(cause_text(cause), columns, rows)}"
        f"<p>{escape(more)}</p></section>\n"
    )


def _row(one: Difference, practice: str, columns: Sequence[str]) -> str:
    said = (one.place, one.about, *one.said)
    rest = "".join(
        cell(text, label=label) for text, label in zip(said, columns[1:], strict=True)
    )
    name = tagged(one.subject, practice)
    return f'<tr role="row"><th role="rowheader" scope="row">{name}</th>{rest}</tr>\n'


def _maps(before: Content, after: Content, found: Sequence[Difference]) -> str:
    """Put the maps of what changed side by side, in the later one's classes."""
    changed = {one.indicator for one in found if one.cause is not Cause.ASSESSMENT}
    pairs = [
        (
            indicator,
            _last(before, indicator["indicator"]),
            _last(after, indicator["indicator"]),
        )
        for indicator in after["definitions"]
        if indicator["indicator"] in changed
    ]
    drawn = "".join(
        _pair(number, one, (before, old), (after, new))
        for number, (one, old, new) in enumerate(pairs)
        if old is not None and new is not None
    )
    heading = escape(_("Kartor sida vid sida, med samma klasser"))
    return f"<section><h2>{heading}</h2>\n{drawn}</section>\n" if drawn else ""


def _last(content: Content, indicator: str) -> Content | None:
    own = [m for m in content["maps"] if m["key"].partition("/")[0] == indicator]
    return own[-1] if own else None


def _pair(
    number: int,
    indicator: Content,
    old: tuple[Content, Content],
    new: tuple[Content, Content],
) -> str:
    sides = "".join(
        side(content, one, indicator, f"d{number}{letter}-")
        for letter, (content, one) in zip("ab", (old, new), strict=True)
    )
    title = tagged(indicator["name"], indicator["practice"])
    return (
        f'<div class="samman"><h3>{title}</h3>\n{mark(indicator["practice"])}'
        f'<div class="par">{sides}</div>\n{legend(indicator)}</div>\n'
    )
