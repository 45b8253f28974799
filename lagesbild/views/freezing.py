"""Snapshots on their page: fetch them; for the analyst, freeze or withdraw one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from indicators.errors import LagesbildError
from indicators.store.snapshots import Snapshot
from indicators.texts import _
from lagesbild.snapshot.identity import PATH
from lagesbild.views import shared
from lagesbild.views.advice import show_advice
from lagesbild.web import workspace_root


def offer_files(one: Snapshot) -> None:
    """Lead to a snapshot, and to its files for paper and for a meeting."""
    day, path = one.created_at[:10], f"{PATH}/{one.id}"
    links = {
        _("Öppna ögonblicksbilden från {when}").format(when=day): path,
        _("Hämta PDF från {when}").format(when=day): f"{path}.pdf",
        _("Hämta bildspel (PPTX) från {when}").format(when=day): f"{path}.pptx",
    }
    with st.container(horizontal=True):
        for label, address in links.items():
            st.link_button(label, address)


def offer_creating(
    options: Sequence[str], names: Mapping[str, str], first: str
) -> None:
    """Freeze what is published now, for an area or for all."""
    st.header(_("Frys en ögonblicksbild"))
    title = st.text_input(_("Rubrik"), key="snapshot_title", max_chars=120)
    show_advice(title)
    code = st.selectbox(
        _("För"),
        list(options),
        index=list(options).index(first),
        format_func=lambda c: names.get(c, _("Hela kommunen")),
        key="snapshot_for",
    )
    if st.button(_("Frys"), disabled=not title.strip(), key="snapshot_create"):
        shared.require_analyst()
        from lagesbild.snapshot.commands import create

        try:
            with st.spinner(_("Fryser …")):
                create(workspace_root(), title, code or None, [], None)
        except LagesbildError as error:
            st.error(shared.plain(error))
        else:
            st.rerun()


def offer_withdrawing(found: Sequence[Snapshot]) -> None:
    """Withdraw one, with the reason that its link then shows."""
    if not found:
        return
    st.header(_("Dra tillbaka en ögonblicksbild"))
    by_id = {one.id: one for one in found}
    name = st.selectbox(
        _("Vilken?"),
        list(by_id),
        format_func=lambda i: (
            f"{by_id[i].title} · {by_id[i].place} · {by_id[i].created_at[:10]}"
        ),
        key="snapshot_which",
    )
    reason = st.text_input(
        _("Varför? Skälet visas för den som öppnar länken."),
        key="snapshot_reason",
        max_chars=300,
    )
    show_advice(reason)
    if st.button(_("Dra tillbaka"), disabled=not reason.strip(), key="snapshot_gone"):
        shared.require_analyst()
        from lagesbild.snapshot.commands import withdraw

        try:
            withdraw(workspace_root(), name, reason)
        except LagesbildError as error:
            st.error(shared.plain(error))
        else:
            st.rerun()
