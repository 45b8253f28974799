"""History: every release, who, when and why; and the way back."""

import streamlit as st

from indicators.errors import LagesbildError
from indicators.store.releases import current, history
from indicators.texts import _
from lagesbild.export import tables_as_zip
from lagesbild.proofs import PROOF
from lagesbild.publishing import Desk
from lagesbild.views import shared
from lagesbild.views.advice import show_advice
from lagesbild.views.components import table
from lagesbild.web import workspace_root
from lagesbild.workspace import Workspace

desk = Desk(Workspace(workspace_root()))
shared.require_analyst()
KINDS = {"import": _("Följer med"), "publish": _("Publicering"), "undo": _("Ångrad")}

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
        _("Filer och kontrollsummor"),
    )
]
rows = [
    [
        str(release.number),
        release.created_at[:16].replace("T", " "),
        release.who,
        KINDS.get(release.kind, release.kind)
        + (f" ({release.undoes})" if release.undoes else ""),
        release.message,
        ", ".join(
            str(desk.workspace.indicators[name].short)
            if name in desk.workspace.indicators
            else name
            for name, _blob, _rows in release.tables
        ),
        ", ".join(
            f"{file.name} {file.sha256[:12]}"
            for file in release.files
            if not file.name.startswith(PROOF)
        ),
    ]
    for release in releases
]
table("history", _("Historik"), columns, rows)
if releases:
    numbers = [release.number for release in releases]
    wanted = st.selectbox(_("Hämta det som gällde efter"), numbers, key="as_of")
    st.download_button(
        _("Hämta tabellerna (ZIP)"),
        tables_as_zip(current(desk.store, wanted)),
        file_name=f"publicering-{wanted}.zip",
        key="tables",
    )
done = [release.number for release in releases if release.kind != "import"]
if done:
    st.subheader(_("Ångra en publicering"))
    number = st.selectbox(_("Vilken?"), done, key="undo_number")
    reason = st.text_input(_("Varför?"), key="undo_reason", max_chars=300)
    show_advice(reason)
    if st.button(_("Ångra"), disabled=not reason.strip(), key="undo"):
        try:
            made = desk.undo(number, reason=reason)
        except LagesbildError as error:
            st.error(shared.plain(error))
        else:
            st.success(_("Publicering {number} är ångrad.").format(number=made.undoes))
            st.rerun()
