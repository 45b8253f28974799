"""The map: one indicator, one period, one level; the same numbers beside it."""

import streamlit as st

from indicators.texts import _, language
from lagesbild.pack import periods_of
from lagesbild.views import shared
from lagesbild.views.components import map_and_table
from lagesbild.views.definition import show_definition
from lagesbild.web import address
from lagesbild.words import table_words
from lagesbild.workspace import GROUPS

atlas = shared.atlas()
chosen = shared.choices()
config = atlas.workspace.config


def done_in_the_map() -> None:
    """Take over what was done by hand in the map, if it is something that exists."""
    told = st.session_state["map"].get("view") or {}
    keys = {one.key: one for one in atlas.series(chosen.level)}
    codes = atlas.workspace.codes[chosen.level]
    if told.get("key") in keys:
        chosen.period = keys[told["key"]].period
    groups = [group.id for group in config.groups]
    chosen.view = shared.one_of(str(told.get("view")), groups, "")
    chosen.area = shared.one_of(str(told.get("code")), codes, "")
    chosen.turn = int(told.get("turn", 0))


left, right = st.columns([3, 1])
indicators = list(atlas.indicators)
start = shared.one_of(config.start, indicators, indicators[0])
chosen.indicator = left.selectbox(
    _("Vad vill du se?"),
    indicators,
    index=indicators.index(shared.one_of(chosen.indicator, indicators, start)),
    format_func=lambda name: str(atlas.indicators[name].name),
    key="indicator",
)
levels = atlas.levels_of(chosen.indicator)
chosen.level = right.selectbox(
    _("Indelning"),
    levels,
    index=levels.index(shared.one_of(chosen.level, levels, levels[0])),
    format_func=lambda name: str(atlas.levels[name].name),
    key="level",
)
here = atlas.published[atlas.published["geography"] == chosen.level]
periods = periods_of(here, chosen.indicator)
chosen.period = shared.one_of(chosen.period, periods, periods[-1])
if chosen.area not in atlas.workspace.codes[chosen.level]:
    chosen.area = ""
map_and_table(
    key="map",
    data={
        "language": language(),
        "words": table_words(),
        "document": address(atlas.document(chosen.level)),
        "pack": address(atlas.pack(chosen.level)),
        "key": f"{chosen.indicator}/{chosen.period}",
        "view": chosen.view if chosen.level != GROUPS else "",
        "code": chosen.area or None,
        "turn": chosen.turn,
    },
    on_view_change=done_in_the_map,
)
with st.expander(_("Om måttet")):
    show_definition(atlas.indicators[chosen.indicator])
