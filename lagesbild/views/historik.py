"""History: every release, who, when and why; and the way back."""

from collections.abc import Mapping

import streamlit as st

from indicators.errors import LagesbildError
from indicators.reading.findings import some
from indicators.store import Release
from indicators.store.past import MAKEUP
from indicators.store.releases import current, history, undone_by
from indicators.texts import _, language
from lagesbild.export import tables_as_zip
from lagesbild.proofs import PROOF
from lagesbild.publishing import Desk
from lagesbild.rehearsal import rehearse
from lagesbild.rehearsal_words import retold
from lagesbild.tables import joined
from lagesbild.views import shared
from lagesbild.views.advice import show_advice
from lagesbild.views.components import table
from lagesbild.views.working import wait_for_maps
from lagesbild.web import workspace_root
from lagesbild.workspace import Workspace

desk = Desk(Workspace(workspace_root()))
shared.require_analyst()
KINDS = {"import": _("Följer med"), "publish": _("Publicering")}


def named(number: int) -> str:
    """Name a release by its number, when, and why."""
    release = by_number[number]
    return f"{number} · {moment(release.created_at)} · {release.message}"


def moment(text: str) -> str:
    """Write a point in time to the minute."""
    return text[:16].replace("T", " ")


def kind_of(release: Release) -> str:
    """Say what a release is, what it undoes, and what has undone it."""
    kind = KINDS.get(release.kind, release.kind)
    if release.undoes is not None:
        kind = _("Ångrar {number}").format(number=release.undoes)
    if release.number not in undone_now:
        return kind
    by = undone_now[release.number]
    return _("{kind}, ångrad av {number}").format(kind=kind, number=by)


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
    then = current(desk.store, release.number)
    show_changes(release, then)
    files = [
        file
        for file in release.files
        if file.name != MAKEUP and not file.name.startswith(PROOF)
    ]
    if files:
        columns = [{"title": _("Fil")}, {"title": _("Kontrollsumma (SHA-256)")}]
        cells = [[file.name, file.sha256] for file in files]
        table("files", _("Filer"), columns, cells)
    st.download_button(
        _("Hämta alla tabeller så som de gällde då (ZIP)"),
        tables_as_zip(then),
        file_name=f"publicering-{release.number}.zip",
        key="tables",
    )


def show_changes(release: Release, then: Mapping[str, bytes]) -> None:
    """Say for each measure what a release changed; a past one stays as it is."""
    title = _("Det här ändrades")
    st.markdown(f"**{title}**")
    kept = st.session_state.setdefault("changes", {})
    key = (release.number, language(), desk.workspace.fingerprint())
    if key not in kept:
        kept[key] = changes_in(release, then)
    st.markdown("\n".join(f"- {shared.plain(line)}" for line in kept[key]))


def changes_in(release: Release, then: Mapping[str, bytes]) -> list[str]:
    """Work out what a release changed in each of its measures, without a value."""
    before = current(desk.store, release.number - 1)
    names = [name for name, _blob, _rows in release.tables]
    known = [name for name in names if name in desk.workspace.indicators]
    tables = [
        joined({name: side[name] for name in known if name in side})
        for side in (before, then)
    ]
    changed = rehearse(desk.workspace, tables[0], tables[1], known).changes
    lines = [f"{one.name}: {retold(one)}" for one in changed]
    return lines + [name for name in names if name not in known]


def take_back(number: int | None, reason: str) -> None:
    """Undo a release, if a reason is given, and show the history with it."""
    if number is None:
        st.error(_("Välj först vilken publicering du vill ångra."))
        return
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
    _(
        "Ingenting skrivs över. När du ångrar blir de tal som publiceringen ändrade "
        "som de var före den. Allt annat står kvar, också det som har kommit efteråt."
    )
)
releases = history(desk.store)
by_number = {release.number: release for release in releases}
undone_now = undone_by(releases)
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
        kind_of(release),
        release.message,
        some(measures_in(release), limit=3),
    ]
    for release in releases
]
if undone := st.session_state.pop("undone", None):
    st.success(
        _(
            "Publicering {number} är ångrad. De tal som den ändrade är som före den, "
            "och allt annat står kvar."
        ).format(number=undone)
    )
table("history", _("Historik"), columns, rows)
if releases:
    show_closer()
done = [
    release.number
    for release in releases
    if release.kind != "import" and release.number not in undone_now
]
if done:
    st.subheader(_("Ångra en publicering"))
    number = st.selectbox(
        _("Vilken?"),
        done,
        index=None,  # nothing is undone that nobody has chosen
        placeholder=_("Välj en publicering"),
        format_func=lambda at: f"{named(at)} · {kind_of(by_number[at])}",
        key=f"undo_number-{len(releases)}",
    )
    reason = st.text_input(
        _("Varför?"), key=f"undo_reason-{len(releases)}", max_chars=300
    )
    show_advice(reason)
    if st.button(_("Ångra"), key="undo"):
        take_back(number, reason)
