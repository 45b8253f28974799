"""The part of *Uppdatera* that fetches figures from where a definition points."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from indicators.errors import LagesbildError
from indicators.model import Indicator
from indicators.sources import LATEST
from indicators.texts import _
from lagesbild.fetching import fetch_apart, fetchable, not_fetchable
from lagesbild.publishing import Desk
from lagesbild.views.shared import plain
from lagesbild.views.working import drop, is_asked, result_of, show_failure

FETCHED = "fetched"
ALL = "all"  # years, as against LATEST


def fetched_files() -> dict[str, bytes]:
    """Give what was fetched in this session and not published yet, by name."""
    files: dict[str, bytes] = st.session_state.setdefault(FETCHED, {})
    return files


def offer_to_fetch(desk: Desk) -> None:
    """Offer to fetch, where that is allowed and a definition says from where."""
    known, refused = fetchable(desk.workspace), not_fetchable(desk.workspace)
    if not known and not refused:
        return
    with st.expander(_("Hämta från källan"), expanded=is_asked("fetch")):
        if known:
            _choose_what(known)
        if wanted := st.session_state.get("fetching"):
            name, years = wanted
            _fetch(desk, name, years, str(known[name].name) if name in known else name)
        _list_refused(refused)
    _list_fetched()


def _choose_what(known: Mapping[str, Indicator]) -> None:
    what, when, right = st.columns([4, 1.6, 1], vertical_alignment="bottom")
    name = what.selectbox(
        _("Mått att hämta"),
        list(known),
        format_func=lambda one: _named(known[one]),
        key="to-fetch",
    )
    titles = {LATEST: _("Senaste"), ALL: _("Alla som finns")}
    years = when.selectbox(
        _("År"), list(titles), format_func=titles.__getitem__, key="years-to-fetch"
    )
    if right.button(_("Hämta"), key="fetch", width="stretch"):
        st.session_state["fetching"] = (name, years)
        drop("fetch")


def _list_refused(refused: Mapping[str, str]) -> None:
    """Say which measures name a table that can't be asked for, and why."""
    words = _("Kan inte hämtas härifrån: {name} – {why}")
    for name, why in refused.items():
        st.caption(plain(words.format(name=name, why=why)))


def _named(one: Indicator) -> str:
    where = str(one.source)
    if one.source_id not in where:
        where += f", {one.source_id}"
    return f"{one.name} ({where})"


def _fetch(desk: Desk, name: str, years: str, title: str) -> None:
    root, periods = desk.workspace.root, () if years == ALL else (years,)
    try:
        found = result_of(
            "fetch",
            f"{name} {years}",
            _("Hämtar {name}").format(name=title),
            lambda run: fetch_apart(root, name, periods, run),
        )
    except LagesbildError as error:
        show_failure("fetch", error)
        return
    if found is not None:
        fetched_files()[found[0]] = found[1]
        st.session_state["fetching"] = None
        drop("fetch")
        st.rerun()


def _list_fetched() -> None:
    for name, content in list(fetched_files().items()):
        left, right = st.columns([5, 1], vertical_alignment="center")
        size = _("Hämtad: {name}, {size} kB. Den läses nedan som en släppt fil.")
        left.success(
            size.format(name=plain(name), size=max(1, round(len(content) / 1000)))
        )
        if right.button(_("Ta bort"), key=f"remove-{name}", width="stretch"):
            del fetched_files()[name]
            st.rerun()
