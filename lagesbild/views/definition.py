"""A definition as text: what is counted, where from, and what can't be said."""

from __future__ import annotations

import streamlit as st

from indicators.disclosure.policy import Policy, explain
from indicators.model import Indicator
from indicators.texts import _
from lagesbild.views.shared import plain, prepared
from lagesbild.words import definition_lines, practice_mark


def show_definition(indicator: Indicator) -> None:
    """Write out a definition in the order that people ask for it."""
    if mark := practice_mark(indicator):
        st.warning(plain(mark))
    st.markdown(f"**{plain(indicator.name)}**")
    st.markdown(plain(indicator.definition))
    lines = definition_lines(indicator)
    st.markdown("\n".join(f"- {plain(label)}: {plain(text)}" for label, text in lines))
    limits = prepared().config.thresholds
    rule = Policy(count=limits.count, pupils=limits.pupils).rule(indicator)
    heading = _("Så skyddas små grupper")
    st.markdown(f"**{plain(heading)}**")
    st.markdown("\n".join(f"- {plain(line)}" for line in explain(rule)))
    if indicator.caveats:
        heading = _("Att tänka på")
        st.markdown(f"**{plain(heading)}**")
        st.markdown("\n".join(f"- {plain(text)}" for text in indicator.caveats))
