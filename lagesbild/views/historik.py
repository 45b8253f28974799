"""History: every release, who, when and why; and the way back."""

import streamlit as st

from indicators.errors import LagesbildError
from indicators.reading.findings import some
from indicators.store import Release
from indicators.store.releases import current, history
from indicators.texts import _
from lagesbild.export import tables_as_zip
from lagesbild.proofs import PROOF
from lagesbild.publishing import Desk
from lagesbild.views import shared
from lagesbild.views.advice import show_advice
from lagesbild.views.components import table
from lagesbild.views.working import wait_for_maps
from lagesbild.web import workspace_root
from lagesbild.workspace import Workspace

desk = Desk(Workspace(workspace_root()))
shared.require_analyst()
KINDS = {"import": _("Följer med"), "publish": _("Publicering"), "undo": _("Ångrad")}


def named(number: int) -> str:
    """Name a release by its number, when, and why."""
    release = next(one for one in releases if one.number == number)
    return f"{number} · {moment(release.created_at)} · {release.message}"


def moment(text: str) -> str:
    """Write a point in time to the minute."""
    return text[:16].replace("T", " ")


def measures_in(release: Release) -> list[str]:
    """Name what a release has tables of, as people know it."""
    known = desk.workspace.indicators
    return [
        str(known[name].short) if name in known else name
        for name, _blob, _rows in release.tables
    ]


def show_closer() -> None:
    """Show all that one release was made from, and offer what held after it."""
    at = st.selectbox(
        _("Se en publicering närmare"),
        range(len(releases)),
        format_func=lambda at: named(releases[at].number),
        key=f"closer-{len(releases)}",
    )
    release = releases[at]
    st.markdown(shared.plain(", ".join(measures_in(release))))
    files = [file for file in release.files if not file.name.startswith(PROOF)]
    if files:
        columns = [{"title": _("Fil")}, {"title": _("Kontrollsumma (SHA-256)")}]
        cells = [[file.name, file.sha256] for file in files]
        table("files", _("Filer"), columns, cells)
    st.download_button(
        _("Hämta alla tabeller så som de gällde då (ZIP)"),
        tables_as_zip(current(desk.store, release.number)),
        file_name=f"publicering-{release.number}.zip",
        key="tables",
    )


def take_back(number: int, reason: str) -> None:
    """Undo a release, if a reason is given, and show the history with it."""
    if not reason.strip():
        st.error(_("Skriv först varför du ångrar."))
        return
    try:
        made = desk.undo(number, reason=reason)
    except LagesbildError as error:
        st.error(shared.plain(error))
        return
    st.session_state["undone"] = made.undoes
    wait_for_maps(_("Publicering {number} är ångrad.").format(number=made.undoes))
    st.rerun()


st.markdown(
    _("Ingenting skrivs över. Att ångra publicerar det som gällde före, med ett skäl.")
)
releases = history(desk.store)
columns = [
    {"title": title}
    for title in (
        _("Nummer"),
        _("När (UTC)"),
        _("Vem"),
        _("Slag"),
        _("Varför"),
        _("Mått"),
    )
]
rows = [
    [
        str(release.number),
        moment(release.created_at),
        release.who,
        KINDS.get(release.kind, release.kind)
        + (f" ({release.undoes})" if release.undoes else ""),
        release.message,
        some(measures_in(release), limit=3),
    ]
    for release in releases
]
if undone := st.session_state.pop("undone", None):
    st.success(
        _("Publicering {number} är ångrad. Kartan visar det som gällde före.").format(
            number=undone
        )
    )
table("history", _("Historik"), columns, rows)
if releases:
    show_closer()
done = [release.number for release in releases if release.kind != "import"]
if done:
    st.subheader(_("Ångra en publicering"))
    number = st.selectbox(
        _("Vilken?"), done, format_func=named, key=f"undo_number-{len(releases)}"
    )
    reason = st.text_input(
        _("Varför?"), key=f"undo_reason-{len(releases)}", max_chars=300
    )
    show_advice(reason)
    if st.button(_("Ångra"), key="undo"):
        take_back(number, reason)
