"""The archive as readers see it: what there is for an area, and what a link answers.

Only the store is needed here, so that the readers' server loads no tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from geo.policy import content_policy
from indicators.store import Store
from indicators.store.snapshots import (
    Snapshot,
    Withdrawal,
    find,
    listed,
    read_content,
)
from indicators.texts import _
from lagesbild.config import Group
from lagesbild.snapshot.identity import as_id

STYLE = (
    "<style>body { font: 18px/1.5 Arial, sans-serif; max-width: 40rem; "
    "margin: 3rem auto; padding: 0 1rem; color: #1c1c1c; }</style>"
)


def concerning(
    found: Sequence[Snapshot], area: str, groups: Sequence[Group] = ()
) -> list[Snapshot]:
    """Keep the snapshots about an area, by code: its group's, and those about all."""
    if not area:
        return list(found)
    mine = {area, *(group.id for group in groups if area in group.areas)}
    return [
        one
        for one in found
        if not one.about() or mine & {code for _level, code in one.about()}
    ]


def all_of(store: Store) -> list[Snapshot]:
    """List all snapshots, newest first."""
    return listed(store)


def answer(store: Store, asked: str) -> tuple[int, bytes, str]:
    """Answer a link to a snapshot.

    Returns
    -------
    (status, HTML, language)
        The file as it was frozen; or why it is not shown any more (410); or that there
        is none (404).
    """
    name = as_id(asked)
    known = find(store, name) if name else None
    if known is None:
        return 404, _page(_("Det finns ingen ögonblicksbild här."), []), "sv"
    if known.withdrawn is not None:
        return 410, withdrawn_page(known, known.withdrawn), "sv"
    return 200, read_content(store, name), known.language


def withdrawn_page(known: Snapshot, gone: Withdrawal) -> bytes:
    """Say that a snapshot is withdrawn, by whom, when and why; none of its content."""
    lines = [
        known.title,
        _("Den frystes {when} UTC för {place}.").format(
            when=_moment(known.created_at), place=known.place
        ),
        _("Den drogs tillbaka {when} UTC av {who}.").format(
            when=_moment(gone.created_at), who=gone.who
        ),
        _("Skäl: {reason}").format(reason=gone.reason),
    ]
    return _page(_("Ögonblicksbilden är tillbakadragen"), lines)


def _moment(text: str) -> str:
    return text[:16].replace("T", " ")


def _page(heading: str, lines: Sequence[str]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        f'content="{content_policy(STYLE)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(heading)}</title>\n{STYLE}\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(heading)}</h1>\n{body}</main>\n</body>\n</html>\n"
    ).encode()
