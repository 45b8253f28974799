"""Update: drop files, see all that was found, rehearse, publish or walk away."""

import streamlit as st

from indicators.errors import DisclosureError, LagesbildError
from indicators.texts import _
from lagesbild.publishing import Desk
from lagesbild.views import shared
from lagesbild.views.protecting import ask_for_way, is_dear, offer_ways, way_for
from lagesbild.views.readings import forget_readings
from lagesbild.views.releasing import PUBLISHED, offer_to_publish
from lagesbild.views.taking_in import agreed_on, given
from lagesbild.views.updating import (
    draft_of,
    offer_templates,
    show_pictures,
    show_protection,
    show_questions,
    show_rehearsal,
)
from lagesbild.views.working import drop, show_failure
from lagesbild.web import workspace_root
from lagesbild.workspace import Workspace

desk = Desk(Workspace(workspace_root()))
shared.require_analyst()
done = st.session_state.get(PUBLISHED, 0)
st.markdown(
    _(
        "Släpp en eller flera filer här. Ingenting sparas förrän du publicerar, och "
        "det som har publicerats går att ångra på sidan Historik."
    )
)
note = st.empty()
files = given(desk, done)
if done and not files:
    note.success(
        _("Publicering {number} är klar. Kartan visar de nya talen.").format(
            number=done
        )
    )
if not files:
    forget_readings()
    offer_templates(desk.workspace)
reads = agreed_on(desk, files, done) if files else None
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
    offer_to_publish(desk, drafted, reads, done)
