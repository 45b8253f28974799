"""One area or area group: short sentences, all its indicators, what can't be said."""

import streamlit as st

from indicators.texts import _, language
from lagesbild.config import GROUPS
from lagesbild.profile import as_csv, page_data
from lagesbild.profile_beside import beside
from lagesbild.views import shared
from lagesbild.views.beside import choose_beside
from lagesbild.views.comparing import ask_whether_to_compare
from lagesbild.views.components import profile

prepared = shared.prepared()
chosen = shared.choices()
wanted = (GROUPS, prepared.config.geography)
places = {
    (level, code): name
    for level in wanted
    if level in prepared.levels
    for code, name in zip(
        prepared.levels[level].codes, prepared.levels[level].names, strict=True
    )
}
if not places or not prepared.indicators:
    st.info(_("Det finns inga värden att visa än."))
    st.stop()
options = list(places)
asked = chosen.area or chosen.view
first = next((place for place in options if place[1] == asked), options[0])
left, right = st.columns([3, 2])
level, code = left.selectbox(
    _("Vilket område eller vilken områdesgrupp?"),
    options,
    index=options.index(first),
    format_func=lambda place: (
        _("{name} (områdesgrupp)").format(name=places[place])
        if place[0] == GROUPS
        else places[place]
    ),
    key="area",
)
chosen.area = code
portrait = prepared.portrait(level, code)
with right:
    held = choose_beside(prepared.levels[level], f"beside_{level}", without=[code])
if held:
    place = prepared.levels[level].codes.index(code)
    portrait = beside(portrait, prepared.compared(level, held), place)
st.header(shared.plain(portrait["name"]))
if portrait["practice"]:
    st.warning(shared.plain(portrait["practice"]))
st.markdown(
    _(
        "Talen beskriver området, inte en enskild person, och de säger inte varför det "
        "är så. Varje tal har sin egen period."
    )
)
profile(key="profile", data=page_data(portrait))
st.download_button(
    _("Hämta profilen (CSV)"),
    as_csv(portrait),
    file_name=_("profil {name}.csv").format(name=portrait["name"]),
    mime="text/csv",
    key="profile_csv",
)
ask_whether_to_compare(level, code, language())
