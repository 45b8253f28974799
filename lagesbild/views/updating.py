"""The parts of the page *Uppdatera*: what was found, and what would change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from indicators.reading import Reading
from indicators.store import SourceFile
from indicators.texts import _, language, use_language
from lagesbild.annotate import ending_of
from lagesbild.annotate_process import annotated_apart
from lagesbild.draft_words import protection_lines
from lagesbild.drafting import Drafted, draft_apart
from lagesbild.publishing import Desk, Draft
from lagesbild.recipes import Recipe
from lagesbild.rehearsal_words import texts
from lagesbild.report import form_of
from lagesbild.templates import FORMATS, template
from lagesbild.views.components import table
from lagesbild.views.shared import plain
from lagesbild.views.working import result_of
from lagesbild.workspace import Workspace

LARGEST_COPY = 2 * 1024**2  # of a file to write again: the server holds the copy


def draft_of(
    desk: Desk,
    files: Mapping[str, bytes],
    readings: Sequence[Reading],
    way: str = "",
) -> Drafted | None:
    """Prepare a draft once for the same files, read the same; None while that goes on.

    Raises
    ------
    LagesbildError
        If it can't be published.
    """
    sources = [SourceFile.of(name, content) for name, content in files.items()]
    parts = [desk.state(), desk.workspace.fingerprint(), language(), way]
    parts += [file.sha256 for file in sources]
    parts += [reading.observations.to_csv() for reading in readings]
    key = hashlib.sha256("|".join(parts).encode()).hexdigest()
    return result_of(
        "draft",
        key,
        _("Kontrollerar, skyddar och repeterar"),
        lambda run: draft_apart(desk.workspace.root, readings, sources, run, way),
    )


def speak_in_uploader(largest: int) -> None:
    """Write what Streamlit's uploader says in English only in the language spoken.

    Where Streamlit has given its parts other names, its own words stay.
    """
    zone = '[data-testid="stFileUploaderDropzone"]'
    button = f'{zone} [data-testid="stBaseButton-secondary"] '
    button += '[data-testid="stMarkdownContainer"]'
    limit = '[data-testid="stFileUploaderDropzoneInstructions"] > div'
    words = {
        button: _("Välj filer, eller släpp dem här"),
        limit: _("Högst {size} MB per fil").format(size=largest),
    }
    rules = [f"{part} > * {{ display: none }}" for part in words]
    rules += [
        f"{part}::after {{ content: {json.dumps(said, ensure_ascii=False)} }}"
        for part, said in words.items()
    ]
    st.html(f"<style>{' '.join(rules)}</style>")


def offer_templates(workspace: Workspace) -> None:
    """Offer an empty file for each indicator, as CSV and as a workbook."""
    with st.expander(_("Mallar att fylla i")):
        name = st.selectbox(
            _("Mått"),
            list(workspace.indicators),
            format_func=lambda one: str(workspace.indicators[one].name),
            key="template",
        )
        for column, ending in zip(st.columns(2), FORMATS, strict=True):
            column.download_button(
                _("Hämta mallen ({ending})").format(ending=ending),
                template(workspace, workspace.indicators[name], ending),
                file_name=f"{name}{ending}",
                key=f"template{ending}",
            )


def show_reading(root: Path, read: tuple[Reading, Recipe], content: bytes) -> None:
    """Show what was found in a file: its form, problems, repairs."""
    reading = read[0]
    found = "" if reading.problems else " " + _amount_of(reading)
    st.markdown(plain(form_of(reading) + found))
    if reading.problems:
        _show_list(
            f"problems-{reading.file}",
            _("Fel att rätta"),
            [[p.row or "", p.column, p.message, p.remedy] for p in reading.problems],
        )
        if ending_of(reading) and len(content) <= LARGEST_COPY:
            _offer_annotated(root, read, content)
    for words, repairs in (
        (_("Det här behöver ditt ja"), reading.questions),
        (_("Rättat eller noterat"), [r for r in reading.repairs if not r.needs_yes]),
    ):
        if repairs:
            rows = [[r.row or "", r.column, r.message, ""] for r in repairs]
            _show_list(f"{words}-{reading.file}", words, rows)


def _offer_annotated(root: Path, read: tuple[Reading, Recipe], content: bytes) -> None:
    """Offer a copy with the problems in it, made in a child once it is asked for."""
    reading, recipe = read
    ending, spoken = ending_of(reading), language()
    # What was read by was for these headers, whichever they are.
    recipes = (replace(recipe, headers=()),)

    def make() -> bytes:
        use_language(spoken)
        return annotated_apart(root, reading.file, content, recipes)[0]

    st.download_button(
        _("Hämta filen med felen utskrivna ({ending})").format(ending=ending),
        make,
        file_name=f"{reading.file}-fel{ending}",
        key=f"annotated-{reading.file}",
    )


def _amount_of(reading: Reading) -> str:
    return _("{count} värden. Perioder: {periods}.").format(
        count=len(reading.observations),
        periods=", ".join(sorted(set(reading.observations["period"]))),
    )


def _show_list(key: str, title: str, rows: Sequence[Sequence[object]]) -> None:
    st.markdown(f"**{plain(title)}** ({len(rows)})")
    names = (_("Rad"), _("Kolumn"), _("Vad"), _("Vad du kan göra"))
    width = len(names) if any(row[-1] for row in rows) else len(names) - 1
    columns = [{"title": name} for name in names[:width]]
    cells = [[str(cell) for cell in row[:width]] for row in rows[:200]]
    table(key, title, columns, cells)


def show_questions(draft: Draft) -> None:
    """Say what in the figures is worth a second look; none of it stops anything."""
    if draft.questions:
        st.subheader(_("Värt att se en gång till"))
        st.markdown("\n".join(f"- {plain(line)}" for line in draft.questions))


def show_protection(draft: Draft) -> None:
    """Say how small groups are protected, and what it costs."""
    st.subheader(_("Så skyddas små grupper"))
    st.markdown("\n".join(f"- {plain(line)}" for line in protection_lines(draft)))


def show_rehearsal(draft: Draft) -> None:
    """Say what publishing would change for those who read the map."""
    st.subheader(_("Det här ändras om du publicerar"))
    st.markdown("\n".join(f"- {plain(line)}" for line in draft.rehearsal.sentences()))
    now, then = _("Nu"), _("Efter")
    for change in draft.rehearsal.changes:
        for period, before, after in texts(change):
            st.markdown(
                f"**{plain(change.name)} {plain(period)}**  \n"
                f"{now}: {plain(before)}  \n{then}: {plain(after)}"
            )


def show_pictures(drafted: Drafted) -> None:
    """Show the maps before and after, side by side with the same classes."""
    for now, then in drafted.pictures:
        left, right = st.columns(2)
        if now is None:
            left.markdown(_("Nu: ingen karta."))
        else:
            left.image(now, caption=_("Nu"))
        right.image(then, caption=_("Efter"))
