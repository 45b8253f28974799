"""The frame around the pages: language, navigation, and the name of the place."""

from pathlib import Path

import streamlit as st

from indicators.texts import LANGUAGES, _, use_language
from lagesbild.views import shared

NAMES = {"sv": "Svenska", "en": "English"}
VIEWS = Path(__file__).parent


def speak() -> None:
    """Take over the language that was chosen."""
    shared.choices().language = st.session_state["language"]


chosen = shared.choices()
chosen.language = shared.one_of(chosen.language, LANGUAGES, "")
use_language(chosen.language or LANGUAGES[0])
with shared.errors_as_text(), shared.saying_that_maps_are_made():
    config = shared.prepared().config
spoken = chosen.language or config.language
use_language(spoken)

st.set_page_config(
    page_title=_("Lägesbild – {name}").format(name=config.name), layout="wide"
)
st.html(VIEWS.parent / "ui" / "page.css")
pages = [
    st.Page(VIEWS / "karta.py", title=_("Karta"), url_path="karta", default=True),
    st.Page(VIEWS / "omrade.py", title=_("Område"), url_path="omrade"),
    st.Page(VIEWS / "jamfor.py", title=_("Jämför"), url_path="jamfor"),
    st.Page(
        VIEWS / "ogonblicksbilder.py",
        title=_("Ögonblicksbilder"),
        url_path="ogonblicksbilder",
    ),
]
if shared.is_analyst():
    pages += [
        st.Page(VIEWS / "uppdatera.py", title=_("Uppdatera"), url_path="uppdatera"),
        st.Page(VIEWS / "historik.py", title=_("Historik"), url_path="historik"),
    ]
pages.append(
    st.Page(VIEWS / "skydd.py", title=_("Så skyddas uppgifterna"), url_path="skydd")
)
pages.append(st.Page(VIEWS / "om.py", title=_("Om"), url_path="om"))
page = st.navigation(pages, position="top")
left, right = st.columns([5, 1], vertical_alignment="center")
left.title(f"{page.title}: {shared.plain(config.name)}")
right.radio(
    "Språk / Language",
    LANGUAGES,
    index=LANGUAGES.index(spoken),
    format_func=NAMES.__getitem__,
    key="language",
    on_change=speak,
    horizontal=True,
    label_visibility="collapsed",
)
with shared.errors_as_text():
    page.run()
shared.write_address()
