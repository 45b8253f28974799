"""Snapshots on their page: fetch them; for the analyst, freeze or withdraw one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from indicators.errors import LagesbildError
from indicators.store.snapshots import Snapshot
from indicators.texts import _
from lagesbild.snapshot.identity import PATH, spaced
from lagesbild.snapshot.named import moment
from lagesbild.views import shared
from lagesbild.views.advice import show_advice
from lagesbild.web import workspace_root

TURN = "snapshot_turn"  # how many this session has withdrawn


def offer_files(
    one: Snapshot,
    earlier: Snapshot | None,
    called: Mapping[str, str],
    when: Mapping[str, str],
) -> None:
    """Lead to a snapshot, its files for paper and meetings, and what is new in it.

    Every link says of which snapshot: a screen reader lists links without headings.
    """
    name, path = shared.plain(called[one.id]), f"{PATH}/{one.id}"
    links = {
        _("Öppna ögonblicksbilden {name}").format(name=name): path,
        _("Hämta PDF: {name}").format(name=name): f"{path}.pdf",
        _("Hämta bildspel (PPTX): {name}").format(name=name): f"{path}.pptx",
    }
    if earlier is not None:
        words = _("Vad är nytt sedan {when}? {name}")
        words = words.format(when=when[earlier.id], name=name)
        links[words] = f"{path}/sedan/{earlier.id}"
    with st.container(horizontal=True):
        for label, address in links.items():
            st.link_button(label, address)


def offer_creating(
    options: Sequence[str],
    names: Mapping[str, str],
    first: str,
    found: Sequence[Snapshot],
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
        with st.spinner(_("Fryser …")):
            _do("snapshot_made", lambda: _freeze(title, code, found))
    _say("snapshot_made")


def _freeze(title: str, code: str, found: Sequence[Snapshot]) -> str:
    """Make one, and say where it is."""
    from lagesbild.snapshot.commands import create

    name = create(workspace_root(), title, code or None, [], None).partition("\t")[0]
    if name in {one.id for one in found}:
        return _("Den finns redan: ingenting har ändrats. Id {id}.").format(
            id=spaced(name)
        )
    return _("Fryst. Den ligger först i listan. Id {id}.").format(id=spaced(name))


def offer_withdrawing(found: Sequence[Snapshot]) -> None:
    """Withdraw one, with the reason that its link then shows."""
    if found:
        st.header(_("Dra tillbaka en ögonblicksbild"))
        _ask_which(found)
    _say("snapshot_withdrawn")


def _ask_which(found: Sequence[Snapshot]) -> None:
    # Empty again after each: a second click must not take the next one in the list.
    turn = st.session_state.get(TURN, 0)
    by_id = {one.id: one for one in found}
    name = st.selectbox(
        _("Vilken?"),
        list(by_id),
        index=None,
        placeholder=_("Välj …"),
        format_func=lambda i: _named(by_id[i]),
        key=f"snapshot_which-{turn}",
    )
    reason = st.text_input(
        _("Varför? Skälet visas för den som öppnar länken."),
        key=f"snapshot_reason-{turn}",
        max_chars=300,
    )
    show_advice(reason)
    is_ready = name is not None and bool(reason.strip())
    if st.button(_("Dra tillbaka"), disabled=not is_ready, key="snapshot_gone"):
        shared.require_analyst()
        _do("snapshot_withdrawn", lambda: _withdraw(by_id[str(name)], reason))


def _named(one: Snapshot) -> str:
    when = moment(one.created_at)
    return f"{one.place}: {one.title} · {when} · {spaced(one.id)}"


def _withdraw(one: Snapshot, reason: str) -> str:
    from lagesbild.snapshot.commands import withdraw

    withdraw(workspace_root(), one.id, reason)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    return _("Tillbakadragen: {title}. Id {id}.").format(
        title=one.title, id=spaced(one.id)
    )


def _do(kind: str, work: Callable[[], str]) -> None:
    """Do something to the store, and write the page again with what came of it."""
    try:
        st.session_state[kind] = work()
    except LagesbildError as error:
        st.error(shared.plain(error))
        return
    st.rerun()


def _say(kind: str) -> None:
    """Say once what was done before the page was written again."""
    if note := st.session_state.pop(kind, ""):
        st.success(shared.plain(note))
