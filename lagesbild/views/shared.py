"""What every page needs: the atlas, the choices, and errors shown as text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from indicators.errors import LagesbildError
from indicators.texts import _
from lagesbild.prepared import Prepared
from lagesbild.preparing import is_preparing, open_prepared
from lagesbild.web import ANALYST_VARIABLE, workspace_root

# The name of each choice in the address, and what it is called in the code.
IN_ADDRESS = {
    "lang": "language",
    "indikator": "indicator",
    "period": "period",
    "niva": "level",
    "vy": "view",
    "visa": "mode",
    "jamfor": "beside",
    "omrade": "area",
    "flik": "tab",
    "indikator2": "second",
    "period2": "period2",
    "ihop": "pool",
    "fraga": "question",
}


@dataclass
class Choices:
    """What the visitor has chosen: the same on all pages, and in the address.

    `turn` counts what was done by hand in the map, so that an answer to an earlier
    choice doesn't undo a later one. `question` is what was asked about two figures, see
    `lagesbild.views.comparing`.
    """

    language: str = ""
    indicator: str = ""
    period: str = ""
    level: str = ""
    view: str = ""
    mode: str = ""
    beside: str = ""
    area: str = ""
    tab: str = ""
    second: str = ""
    period2: str = ""
    pool: str = ""
    question: str = ""
    turn: int = 0


def choices() -> Choices:
    """Give this visitor's choices, taken from the address at first."""
    kept: Choices | None = st.session_state.get("choices")
    if kept is None:
        address = st.query_params
        kept = Choices()
        for parameter, name in IN_ADDRESS.items():
            setattr(kept, name, address.get(parameter, ""))
        st.session_state["choices"] = kept
    return kept


def write_address() -> None:
    """Put the choices into the address, so that the view can be sent as a link."""
    kept = choices()
    wanted = {p: getattr(kept, name) for p, name in IN_ADDRESS.items()}
    wanted = {parameter: value for parameter, value in wanted.items() if value}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def prepared() -> Prepared:
    """Open what readers see of the workspace that this server shows."""
    return open_prepared(workspace_root())


@contextmanager
def saying_that_maps_are_made() -> Iterator[None]:
    """Say so while a publication is being prepared, and else nothing at all."""
    if not is_preparing():
        yield
        return
    with st.spinner(_("Kartorna görs i ordning …"), show_time=True):
        yield


def one_of(wanted: str, options: Sequence[str], default: str) -> str:
    """Keep `wanted` if it can be chosen: an address can ask for anything."""
    return wanted if wanted in options else default


def is_analyst() -> bool:
    """Tell whether this server lets its visitors publish: see `lagesbild serve`."""
    return os.environ.get(ANALYST_VARIABLE) == "1"


def require_analyst() -> None:
    """Stop unless this server is an analyst's own."""
    if not is_analyst():
        st.error(_("Den här sidan finns bara när den startas med --analyst."))
        st.stop()


@contextmanager
def errors_as_text() -> Iterator[None]:
    """Show what somebody can put right; let a bug be a bug."""
    try:
        yield
    except LagesbildError as error:
        st.error(plain(str(error)))
        st.stop()


def plain(text: Any) -> str:
    """Write text so that Markdown leaves it as it is."""
    written = str(text)
    for sign in "\\`*_{}[]()<>#+-.!|~$:&":
        written = written.replace(sign, f"\\{sign}")
    return written.replace("\n", "  \n")
