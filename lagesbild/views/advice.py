"""Advice on the words that somebody has just written; never a stop."""

from __future__ import annotations

import streamlit as st

from lagesbild.views.shared import plain
from lagesbild.web import workspace_root
from lagesbild.wording import advice_lines


def show_advice(text: str) -> None:
    """Show what could be said with more care, if anything; what is written stays."""
    lines = advice_lines(text, workspace_root())
    if lines:
        first, *rest = lines
        points = [f"- {plain(line.removeprefix('- '))}" for line in rest]
        st.info("\n".join([plain(first), *points]))
