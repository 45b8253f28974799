"""What areas are held against: the choice, the same on the map and about an area."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from indicators.texts import _, language, use_language
from lagesbild.certainty_file import certainty_csv
from lagesbild.prepared import Level, Prepared
from lagesbild.views import shared


def choose_beside(level: Level, key: str, without: Sequence[str] = ()) -> str:
    """Let people choose; `without` are those that can't be chosen here."""
    chosen = shared.choices()
    options = [name for name in level.benchmarks if name not in without]
    if not options:
        return ""
    kept: str = st.selectbox(
        _("Jämför med"),
        options,
        index=options.index(shared.one_of(chosen.beside, options, options[0])),
        format_func=lambda name: str(level.benchmarks[name].name),
        key=key,
    )
    chosen.beside = kept
    return kept


def offer_comparison(prepared: Prepared, level: Level, key: str, beside: str) -> None:
    """Let people take the figures home with what can be told apart."""
    name, _slash, period = key.partition("/")
    spoken = language()

    def made() -> bytes:
        use_language(spoken)  # it is made on the click, outside of the page's run
        places = {code: place for place, code in enumerate(level.codes)}
        told = prepared.compared(level.id, beside)
        return certainty_csv(prepared.csv(level.id, key), told, places)

    st.download_button(
        _("Hämta jämförelsen (CSV)"),
        made,
        file_name=_("{measure} {period} jämfört.csv").format(
            measure=name, period=period.replace("/", "-")
        ),
        mime="text/csv",
        on_click="ignore",
        key="certainty_csv",
    )
