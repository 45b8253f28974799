"""Advice on the words that somebody has just written; never a stop."""

from __future__ import annotations

import streamlit as st

from indicators.texts import _
from lagesbild.views.shared import plain
from lagesbild.web import workspace_root
from lagesbild.wording import advise


def show_advice(text: str) -> None:
    """Show what could be said with more care, if anything; what is written stays."""
    found = advise(text, workspace_root())
    if found:
        lines = [_("Att tänka på, innan du går vidare:")]
        lines += [f"- {plain(one.sentence())}" for one in found]
        st.info("\n".join(lines))
