"""The map: one indicator, one period, one level; the same numbers beside it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from indicators.texts import _, language, use_language
from lagesbild.config import GROUPS
from lagesbild.prepared import Level
from lagesbild.views import shared
from lagesbild.views.beside import choose_beside, offer_comparison
from lagesbild.views.components import map_and_table
from lagesbild.views.definition import show_definition
from lagesbild.web import address
from lagesbild.words import table_words

MODES = ("certainty",)  # besides the level of the figures, which is where one begins


def done_in_the_map() -> None:
    """Take over what was done by hand in the map, if it is something that exists."""
    prepared, chosen = shared.prepared(), shared.choices()
    told = st.session_state["map"].get("view") or {}
    level = prepared.levels[chosen.level]
    if told.get("key") in level.keys:
        chosen.period = told["key"].partition("/")[2]
    groups = [group.id for group in prepared.config.groups]
    chosen.view = shared.one_of(str(told.get("view")), groups, "")
    chosen.mode = shared.one_of(str(told.get("mode")), MODES, "")
    chosen.area = shared.one_of(str(told.get("code")), level.codes, "")
    chosen.turn = int(told.get("turn", 0))


def _choose_indicator(place: DeltaGenerator) -> None:
    prepared, chosen = shared.prepared(), shared.choices()
    indicators = list(prepared.indicators)
    if not indicators:
        st.info(_("Det finns inga värden att visa än."))
        st.stop()
    start = shared.one_of(prepared.config.start, indicators, indicators[0])
    chosen.indicator = place.selectbox(
        _("Vad vill du se?"),
        indicators,
        index=indicators.index(shared.one_of(chosen.indicator, indicators, start)),
        format_func=lambda name: str(prepared.indicators[name].name),
        key="indicator",
    )


def _choose_level(place: DeltaGenerator) -> Level:
    """Let people choose where the indicator has values; keep what exists there."""
    prepared, chosen = shared.prepared(), shared.choices()
    levels = prepared.levels_of(chosen.indicator)
    chosen.level = place.selectbox(
        _("Indelning"),
        levels,
        index=levels.index(shared.one_of(chosen.level, levels, levels[0])),
        format_func=lambda name: str(prepared.levels[name].name),
        key="level",
    )
    level = prepared.levels[chosen.level]
    periods = level.periods(chosen.indicator)
    chosen.period = shared.one_of(chosen.period, periods, periods[-1])
    chosen.area = shared.one_of(chosen.area, level.codes, "")
    return level


def _show_map(level: Level, beside: str) -> None:
    chosen = shared.choices()
    file = level.benchmarks[beside].file if level.benchmarks else ""
    map_and_table(
        key="map",
        data={
            "language": language(),
            "words": table_words(),
            "document": address(level.document, "html"),
            "pack": address(level.pack, "json"),
            "key": f"{chosen.indicator}/{chosen.period}",
            "view": chosen.view if chosen.level != GROUPS else "",
            "mode": shared.one_of(chosen.mode, MODES, "") or "level",
            "code": chosen.area or None,
            "beside": address(file, "json") if file else "",
            "standard": not beside,
            "turn": chosen.turn,
        },
        on_view_change=done_in_the_map,
    )


# A fragment: a change of indicator writes this part again and nothing of the frame
# around it, which halves what the browser has to lay out before it can paint.
@st.fragment
def indicator_and_map(spoken: str) -> None:
    """Let people choose, and show the map and the table of what they chose."""
    use_language(spoken)
    prepared, chosen = shared.prepared(), shared.choices()
    is_certainty = chosen.mode in MODES
    left, right, *more = st.columns([2, 1, 1] if is_certainty else [3, 1])
    _choose_indicator(left)
    level = _choose_level(right)
    beside = shared.one_of(chosen.beside, list(level.benchmarks), "")
    if compares := is_certainty and bool(level.benchmarks):
        with more[0]:
            beside = choose_beside(level, "beside")
    _show_map(level, beside)
    if compares:
        key = f"{chosen.indicator}/{chosen.period}"
        offer_comparison(prepared, level, key, beside)
    # Written only when it is open: five texts less to lay out at every change.
    about = st.expander(_("Om måttet"), key="definition", on_change="rerun")
    if about.open:
        with about:
            show_definition(prepared.indicators[chosen.indicator])
    shared.write_address()


indicator_and_map(language())
