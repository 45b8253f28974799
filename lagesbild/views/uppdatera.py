"""Update: drop files, see all that was found, rehearse, publish or walk away."""

import streamlit as st

from indicators.errors import LagesbildError
from indicators.texts import _
from lagesbild.publishing import Desk
from lagesbild.recipes import remember
from lagesbild.views import shared
from lagesbild.views.updating import (
    draft_of,
    offer_templates,
    read_all,
    show_pictures,
    show_reading,
    show_rehearsal,
)
from lagesbild.web import workspace_root
from lagesbild.workspace import Workspace

desk = Desk(Workspace(workspace_root()))
shared.require_analyst()

st.markdown(
    _(
        "Släpp en eller flera filer här. Ingenting sparas förrän du publicerar, och "
        "det som har publicerats går att ångra på sidan Historik."
    )
)
# Each publication gets an uploader of its own, so that the next one starts empty.
done = st.session_state.get("published", 0)
if done:
    st.success(
        _("Publicering {number} är klar. Kartan visar de nya talen.").format(
            number=done
        )
    )
uploads = st.file_uploader(
    _("Filer med värden"),
    accept_multiple_files=True,
    key=f"files-{done}",
    max_upload_size=20,
)
if not uploads:
    offer_templates(desk.workspace)
    st.stop()
files = {upload.name: upload.getvalue() for upload in uploads}
readings, recipes = read_all(desk, files)
for reading in readings:
    show_reading(reading, files[reading.file])
if any(reading.problems for reading in readings):
    st.error(_("Ingenting kan publiceras förrän felen är rättade."))
    st.stop()
agreed = True
if any(reading.questions for reading in readings):
    agreed = st.checkbox(_("Ja, det som lagats stämmer."), key=f"agreed-{done}")
if not agreed:
    st.stop()
draft = draft_of(desk, files, readings)
show_rehearsal(draft)
show_pictures(desk, draft)
message = st.text_input(
    _("Varför publicerar du? Texten syns i historiken."),
    key=f"message-{done}",
    max_chars=300,
)
publish = st.button(
    _("Publicera"), type="primary", disabled=not message.strip(), key="publish"
)
if publish:
    try:
        release = desk.publish(draft, message=message)
    except LagesbildError as error:
        st.error(shared.plain(error))
    else:
        for name, recipe in recipes.items():
            remember(desk.workspace, name, recipe)
        st.session_state["published"] = release.number
        st.rerun()
