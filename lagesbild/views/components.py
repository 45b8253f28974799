"""The two parts of a page that are ours; imported by pages only.

Streamlit knows them from `lagesbild/pyproject.toml` once the package is installed, and
only while it runs an app: importing this from the command line would fail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from indicators.texts import language
from lagesbild.words import table_words

map_and_table = st.components.v2.component("lagesbild.karta", js="karta.js")
_table = st.components.v2.component("lagesbild.tabell", js="tabell.js")


def table(
    key: str,
    label: str,
    columns: Sequence[Mapping[str, object]],
    rows: Sequence[Sequence[object]],
) -> None:
    """Show a real HTML table; a cell is a text, or a dict of text, mark and note."""
    _table(
        key=key,
        data={
            "language": language(),
            "words": table_words(),
            "label": label,
            "columns": list(columns),
            "rows": [{"cells": list(cells)} for cells in rows],
        },
    )
