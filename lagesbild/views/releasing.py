"""The last part of *Uppdatera*: say why, and publish."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from indicators.errors import LagesbildError
from indicators.texts import _, ngettext
from lagesbild.drafting import Drafted
from lagesbild.publishing import Desk, Draft
from lagesbild.recipes import remember
from lagesbild.views.advice import show_advice
from lagesbild.views.from_source import fetched_files
from lagesbild.views.readings import Read
from lagesbild.views.shared import plain
from lagesbild.views.working import wait_for_maps

PUBLISHED = "published"  # the release that this session published last


def offer_to_publish(
    desk: Desk, drafted: Drafted, reads: Mapping[str, Read], turn: int
) -> None:
    """Ask for a yes where figures would vanish, ask why, and publish."""
    if not _may_vanish(drafted.draft):
        return
    message = st.text_input(
        _("Varför publicerar du? Texten syns i historiken."),
        key=f"message-{turn}",
        max_chars=300,
    )
    show_advice(message)
    if not st.button(_("Publicera"), type="primary", key="publish"):
        return
    if not message.strip():
        st.error(_("Skriv först varför du publicerar."))
        return
    try:
        with st.spinner(_("Publicerar …")):
            release = desk.publish(drafted.draft, message=message)
    except LagesbildError as error:
        st.error(plain(error))
        return
    for name, (reading, recipe) in reads.items():
        remember(desk.workspace, name, replace(recipe, headers=reading.headers))
    fetched_files().clear()
    st.session_state[PUBLISHED] = release.number
    wait_for_maps(_("Publicering {number} är sparad.").format(number=release.number))
    st.rerun()


def _may_vanish(draft: Draft) -> bool:
    """Ask for a yes to each draft from which published figures are missing."""
    count = draft.rehearsal.vanishing
    if not count:
        return True
    # Another draft is another question, even if as many figures are missing from it.
    what = repr([(one.indicator, one.vanished) for one in draft.rehearsal.changes])
    key = f"vanish-{hashlib.sha256(what.encode()).hexdigest()}-{draft.expected}"
    return st.checkbox(
        ngettext(
            "Ja, talet ska försvinna.",
            "Ja, de {count} talen ska försvinna.",
            count,
        ).format(count=count),
        key=key,
    )
