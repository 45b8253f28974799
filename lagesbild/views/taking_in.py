"""The first part of *Uppdatera*: take files in, and agree on what they say."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from indicators.texts import _
from lagesbild.draft_words import practice_warnings
from lagesbild.publishing import Desk
from lagesbild.views.from_source import fetched_files, offer_to_fetch
from lagesbild.views.matching import corrected
from lagesbild.views.readings import Read, first_of, read_all
from lagesbild.views.shared import plain
from lagesbild.views.updating import show_reading, speak_in_uploader

LARGEST = 20  # MB of a file


def given(desk: Desk, turn: int) -> dict[str, bytes]:
    """Ask for files; give those that were dropped or fetched."""
    speak_in_uploader(LARGEST)
    # Each publication gets an uploader of its own, so that the next one starts empty.
    uploads = st.file_uploader(
        _("Filer med värden"),
        accept_multiple_files=True,
        key=f"files-{turn}",
        max_upload_size=LARGEST,
    )
    offer_to_fetch(desk)
    return {upload.name: upload.getvalue() for upload in uploads} | fetched_files()


def agreed_on(
    desk: Desk, files: Mapping[str, bytes], turn: int
) -> dict[str, Read] | None:
    """Read all files and show what was found; None unless all can be used."""
    first = read_all(desk, first_of(desk, files))
    if first is None:
        return None
    reads: dict[str, Read] = {}
    for name, content in files.items():
        st.subheader(plain(name))
        found = corrected(desk, name, content, first[name])
        if found is None:
            return None
        reads[name] = found
        show_reading(desk.workspace.root, found, content)
    for line in practice_warnings(
        desk.workspace.indicators, [reading for reading, _recipe in reads.values()]
    ):
        st.warning(plain(line))
    if any(reading.problems for reading, _recipe in reads.values()):
        st.error(_("Ingenting kan publiceras förrän felen är rättade."))
        return None
    asked = [reading.questions for reading, _recipe in reads.values()]
    agreed = not any(asked) or st.checkbox(
        _("Ja, det som lagats stämmer."), key=f"agreed-{turn}-{hash(tuple(asked))}"
    )
    return reads if agreed else None
