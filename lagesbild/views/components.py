"""The parts of a page that are ours; imported by pages only.

Streamlit knows them from `lagesbild/pyproject.toml` once the package is installed, and
only while it runs an app: importing this from the command line would fail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from indicators.texts import language
from lagesbild.words import table_words

_map = st.components.v2.component("lagesbild.karta", js="karta.js")
_table = st.components.v2.component("lagesbild.tabell", js="tabell.js")
_profile = st.components.v2.component("lagesbild.profil", js="profil.js")

_compare = st.components.v2.component("lagesbild.jamfor", js="jamfor.js")


def map_and_table(
    key: str, data: Mapping[str, object], on_view_change: Callable[[], None]
) -> None:
    """Show the map frame and the table beside it."""
    _map(key=key, data=_packed(data), on_view_change=on_view_change)


def profile(key: str, data: Mapping[str, object]) -> None:
    """Show the profile of an area, as `lagesbild.profile.page_data` gives it."""
    _profile(key=key, data=_packed(data))


def compare(
    key: str, data: Mapping[str, object], on_view_change: Callable[[], None]
) -> None:
    """Show areas, periods and measures side by side: see `lagesbild.side_by_side`."""
    _compare(key=key, data=_packed(data), on_view_change=on_view_change)


def _packed(data: Mapping[str, object]) -> dict[str, str]:
    # As one text: Streamlit looks for data frames in everything else, and loads pandas
    # for that, which would double the memory of the server.
    return {"json": json.dumps(data, ensure_ascii=False)}


def table(
    key: str,
    label: str,
    columns: Sequence[Mapping[str, object]],
    rows: Sequence[Sequence[object]],
) -> None:
    """Show a real HTML table; a cell is a text, or a dict of text, mark and note."""
    _table(
        key=key,
        data=_packed(
            {
                "language": language(),
                "words": table_words(),
                "label": label,
                "columns": list(columns),
                "rows": [{"cells": list(cells)} for cells in rows],
            }
        ),
    )
