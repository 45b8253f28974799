"""Long work beside the page: shown while it goes on, and stopped by a click.

What a session has running, and what came of it, lives and ends with the session.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from indicators.errors import LagesbildError
from indicators.texts import _, language, use_language
from lagesbild.jobs import Job, Run
from lagesbild.views.shared import plain, prepared

SHORT = 0.4  # s; what takes no longer isn't worth a sign
EVERY = 0.5  # s between looks at what is running
T = TypeVar("T")


def _jobs() -> dict[str, tuple[str, Job[Any]]]:
    jobs: dict[str, tuple[str, Job[Any]]] = st.session_state.setdefault("jobs", {})
    return jobs


def result_of(name: str, key: str, title: str, work: Callable[[Run], T]) -> T | None:
    """Give the result of some work, or None while it goes on or once it was stopped.

    Parameters
    ----------
    name : str
        What kind of work: there is one of each kind at a time.
    key : str
        What it is done to: with another key, the earlier work is stopped.
    title : str
        What to call it while it goes on.
    work : callable
        Takes a `Run` in which to start children.

    Raises
    ------
    LagesbildError
        What the work raised.
    """
    kept = _jobs().get(name)
    if kept is None or kept[0] != key:
        drop(name)
        kept = _jobs()[name] = (key, Job(work))
    job: Job[T] = kept[1]
    if job.is_stopped:
        _offer_again(name)
        return None
    if not job.wait(SHORT):
        _watch(name, title, job)
        return None
    return job.result()


def drop(name: str) -> None:
    """Stop work of a kind, if there is any, and forget what came of it."""
    kept = _jobs().pop(name, None)
    if kept is not None:
        kept[1].stop()


def show_failure(name: str, error: LagesbildError) -> None:
    """Say what went wrong with work of a kind, and offer to do it again."""
    st.error(plain(error))
    if st.button(_("Gör om"), key=f"again-{name}"):
        drop(name)
        st.rerun()


def wait_for_maps(note: str) -> None:
    """Wait until what was just published can be shown; it is safe already.

    Readers get it as soon as it is there, whether or not somebody waits here.
    """
    words = _("Kartorna görs i ordning. Du kan lämna sidan: ingenting går förlorat.")
    with st.spinner(f"{note} {words}", show_time=True):
        prepared()


def is_asked(name: str) -> bool:
    """Tell whether there is work of a kind, finished or not."""
    return name in _jobs()


def _watch(name: str, title: str, job: Job[T]) -> None:
    """Show how far the work has come, beside a button that stops it."""
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        # Outside of what is drawn again and again, so that it stands still.
        if right.button(_("Avbryt"), key=f"stop-{name}", width="stretch"):
            job.stop()
            st.rerun()
        with left:
            _show_progress(name, title, language())


@st.fragment(run_every=EVERY)
def _show_progress(name: str, title: str, spoken: str) -> None:
    """Say what is being done now; look again by itself, and go on when it is done."""
    use_language(spoken)  # a fragment is run without the frame around it
    kept = _jobs().get(name)
    if kept is None or kept[1].is_done:
        st.rerun()
    job = kept[1]
    seconds = round(time.monotonic() - job.begun)
    words = _("{step} … {seconds} s").format(step=job.step or title, seconds=seconds)
    st.progress(min(max(job.part, 0.02), 1.0), text=plain(words))


def _offer_again(name: str) -> None:
    with st.container(border=True):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(_("Avbrutet. Ingenting har ändrats."))
        if right.button(_("Gör om"), key=f"again-{name}", width="stretch"):
            drop(name)
            st.rerun()
