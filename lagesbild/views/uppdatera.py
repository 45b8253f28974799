"""Update: drop files, see all that was found, rehearse, publish or walk away."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from indicators.errors import DisclosureError, LagesbildError
from indicators.texts import _
from lagesbild.drafting import Drafted
from lagesbild.publishing import Desk
from lagesbild.recipes import remember
from lagesbild.views import shared
from lagesbild.views.advice import show_advice
from lagesbild.views.from_source import fetched_files, offer_to_fetch
from lagesbild.views.matching import (
    Read,
    corrected,
    first_of,
    forget_readings,
    read_all,
)
from lagesbild.views.protecting import ask_for_way, is_dear, offer_ways, way_for
from lagesbild.views.updating import (
    draft_of,
    offer_templates,
    show_pictures,
    show_protection,
    show_questions,
    show_reading,
    show_rehearsal,
    speak_in_uploader,
)
from lagesbild.views.working import drop, show_failure, wait_for_maps
from lagesbild.web import workspace_root
from lagesbild.workspace import Workspace

LARGEST = 20  # MB of a file


def given() -> dict[str, bytes]:
    """Ask for files; give those that were dropped or fetched."""
    speak_in_uploader(LARGEST)
    # Each publication gets an uploader of its own, so that the next one starts empty.
    uploads = st.file_uploader(
        _("Filer med värden"),
        accept_multiple_files=True,
        key=f"files-{done}",
        max_upload_size=LARGEST,
    )
    offer_to_fetch(desk)
    return {upload.name: upload.getvalue() for upload in uploads} | fetched_files()


def read(files: Mapping[str, bytes]) -> dict[str, Read] | None:
    """Read all files and show what was found; None unless all can be used."""
    first = read_all(desk, first_of(desk, files))
    if first is None:
        return None
    reads: dict[str, Read] = {}
    for name, content in files.items():
        st.subheader(shared.plain(name))
        found = corrected(desk, name, content, first[name])
        if found is None:
            return None
        reads[name] = found
        show_reading(found[0], content)
    if any(reading.problems for reading, _recipe in reads.values()):
        st.error(_("Ingenting kan publiceras förrän felen är rättade."))
        return None
    asked = [reading.questions for reading, _recipe in reads.values()]
    agreed = not any(asked) or st.checkbox(
        _("Ja, det som lagats stämmer."), key=f"agreed-{done}-{hash(tuple(asked))}"
    )
    return reads if agreed else None


def publish(drafted: Drafted, reads: Mapping[str, Read]) -> None:
    """Ask why, and publish."""
    message = st.text_input(
        _("Varför publicerar du? Texten syns i historiken."),
        key=f"message-{done}",
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
        st.error(shared.plain(error))
        return
    for name, (reading, recipe) in reads.items():
        remember(desk.workspace, name, replace(recipe, headers=reading.headers))
    fetched_files().clear()
    st.session_state["published"] = release.number
    wait_for_maps(_("Publicering {number} är sparad.").format(number=release.number))
    st.rerun()


desk = Desk(Workspace(workspace_root()))
shared.require_analyst()
done = st.session_state.get("published", 0)
st.markdown(
    _(
        "Släpp en eller flera filer här. Ingenting sparas förrän du publicerar, och "
        "det som har publicerats går att ångra på sidan Historik."
    )
)
note = st.empty()
files = given()
if done and not files:
    note.success(
        _("Publicering {number} är klar. Kartan visar de nya talen.").format(
            number=done
        )
    )
if not files:
    forget_readings()
    offer_templates(desk.workspace)
reads = read(files) if files else None
if not reads:
    drop("draft")
    st.stop()
readings = [reading for reading, _recipe in reads.values()]
way = way_for(desk, readings)
if way is None:
    drop("draft")
    st.stop()
try:
    drafted = draft_of(desk, files, readings, way)
except DisclosureError as error:
    ask_for_way(desk, readings, error)
    st.stop()
except LagesbildError as error:
    show_failure("draft", error)
    st.stop()
if drafted is not None:
    show_questions(drafted.draft)
    show_protection(drafted.draft)
    if is_dear(drafted):
        offer_ways(desk, readings)
    show_rehearsal(drafted.draft)
    show_pictures(drafted)
    publish(drafted, reads)
