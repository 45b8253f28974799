"""The parts of the page *Uppdatera*: what was found, and what would change."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from indicators.reading import Reading
from indicators.store import SourceFile
from indicators.texts import _, language
from lagesbild.annotate import annotated_copy
from lagesbild.atlas import Atlas
from lagesbild.commands import form_of
from lagesbild.publishing import Desk, Draft
from lagesbild.reader_process import read_apart
from lagesbild.recipes import SHEET, Recipe, recipe_for
from lagesbild.templates import FORMATS, template
from lagesbild.views.components import table
from lagesbild.views.shared import plain
from lagesbild.workspace import Workspace

MOST_PICTURES = 3
MOST_KEPT = 4
T = TypeVar("T")
_readings: OrderedDict[str, Reading] = OrderedDict()  # in memory only, the latest few
_drafts: OrderedDict[str, Draft] = OrderedDict()
_pictures: OrderedDict[str, list[tuple[bytes | None, bytes]]] = OrderedDict()


def read_all(
    desk: Desk, files: Mapping[str, bytes]
) -> tuple[list[Reading], dict[str, Recipe]]:
    """Read every file apart from the server, and let the analyst choose how.

    What was chosen last time for a file of this name is chosen already.
    """
    readings, recipes = [], {}
    for name, content in files.items():
        recipe = recipe_for(desk.workspace, name)
        reading = _read(desk, name, content, recipe)
        if reading.choices:
            recipe = _choose(reading, recipe)
            reading = _read(desk, name, content, recipe)
        readings.append(reading)
        recipes[name] = recipe
    return readings, recipes


def _choose(reading: Reading, recipe: Recipe) -> Recipe:
    chosen = {}
    for what, options in reading.choices.items():
        before = recipe.sheet if what == SHEET else recipe.choose.get(what, "")
        words = _("Blad") if what == SHEET else what
        chosen[what] = st.selectbox(
            f"{plain(reading.file)}: {plain(words)}",
            options,
            index=options.index(before) if before in options else None,
            placeholder=_("Välj …"),
            key=f"choice-{reading.file}-{what}",
        )
    made = {what: value for what, value in chosen.items() if value}
    return Recipe(made.pop(SHEET, ""), made)


def _read(desk: Desk, name: str, content: bytes, recipe: Recipe) -> Reading:
    key = _key(f"{desk.workspace.fingerprint()}{recipe}", name, content)
    root = desk.workspace.root
    with st.spinner(_("Läser {file} …").format(file=name)):
        return _latest(_readings, key, lambda: read_apart(root, name, content, recipe))


def draft_of(
    desk: Desk, files: Mapping[str, bytes], readings: Sequence[Reading]
) -> Draft:
    """Prepare a draft once for the same files and the same published state."""
    state = desk.state() + desk.workspace.fingerprint()
    key = "".join(_key(state, name, content) for name, content in files.items())
    sources = [SourceFile.of(name, content) for name, content in files.items()]
    with st.spinner(_("Kontrollerar, skyddar och repeterar …")):
        return _latest(_drafts, key, lambda: desk.draft(readings, sources, yes=True))


def _key(state: str, name: str, content: bytes) -> str:
    return "|".join([state, language(), name, hashlib.sha256(content).hexdigest()])


def _latest(kept: OrderedDict[str, T], key: str, make: Callable[[], T]) -> T:
    if key not in kept:
        kept[key] = make()
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return kept[key]


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


def show_reading(reading: Reading, content: bytes) -> None:
    """Show what was found in a file: its form, problems, repairs."""
    st.subheader(plain(reading.file))
    st.markdown(
        plain(
            form_of(reading)
            + " "
            + _("{count} värden. Perioder: {periods}.").format(
                count=len(reading.observations),
                periods=", ".join(sorted(set(reading.observations["period"]))) or "–",
            )
        )
    )
    if reading.problems:
        _show_list(
            f"problems-{reading.file}",
            _("Fel att rätta"),
            [[p.row or "", p.column, p.message, p.remedy] for p in reading.problems],
        )
        if reading.dialect.format == "csv":
            st.download_button(
                _("Hämta filen med felen utskrivna (CSV)"),
                annotated_copy(reading, content),
                file_name=f"{reading.file}-fel.csv",
                key=f"annotated-{reading.file}",
            )
    for words, repairs in (
        (_("Det här behöver ditt ja"), reading.questions),
        (_("Rättat eller noterat"), [r for r in reading.repairs if not r.needs_yes]),
    ):
        if repairs:
            rows = [[r.row or "", r.column, r.message, ""] for r in repairs]
            _show_list(f"{words}-{reading.file}", words, rows)


def _show_list(key: str, title: str, rows: Sequence[Sequence[object]]) -> None:
    st.markdown(f"**{plain(title)}** ({len(rows)})")
    names = (_("Rad"), _("Kolumn"), _("Vad"), _("Vad du kan göra"))
    columns = [{"title": name} for name in names]
    cells = [[str(cell) for cell in row] for row in rows[:200]]
    table(key, title, columns, cells)


def show_rehearsal(draft: Draft) -> None:
    """Say what publishing would change for those who read the map."""
    if draft.questions:
        st.subheader(_("Värt att se en gång till"))
        st.markdown("\n".join(f"- {plain(line)}" for line in draft.questions))
    st.subheader(_("Så skyddas små grupper"))
    st.markdown("\n".join(f"- {plain(line)}" for line in _protection(draft)))
    st.subheader(_("Det här ändras om du publicerar"))
    st.markdown("\n".join(f"- {plain(line)}" for line in draft.rehearsal.sentences()))
    now, then = _("Nu"), _("Efter")
    for change in draft.rehearsal.changes:
        for period, before, after in change.sentences:
            st.markdown(
                f"**{plain(change.name)} {plain(period)}**  \n"
                f"{now}: {plain(before)}  \n{then}: {plain(after)}"
            )


def _protection(draft: Draft) -> list[str]:
    """Say what each indicator's protection costs, and that it holds."""
    lines = []
    for change in draft.rehearsal.changes:
        made = draft.controls[change.indicator]
        if made.certificate is None:
            text = _("officiell statistik, visas som den är publicerad.")
        else:
            text = _(
                "{count} tal visas inte. Områdena har {people} invånare eller elever "
                "ihop. Skyddet är prövat mot allt som har publicerats. Bevis: {proof}."
            ).format(
                count=made.withheld,
                people=made.inhabitants,
                proof=made.certificate.sha256[:12],
            )
        lines.append(f"{change.name}: {text}")
    return lines


def show_pictures(desk: Desk, draft: Draft) -> None:
    """Show the maps before and after, side by side with the same classes."""
    key = f"{[file.sha256 for file in draft.files]}|{draft.expected}|{language()}"
    for now, then in _latest(_pictures, key, lambda: _draw(desk, draft)):
        left, right = st.columns(2)
        if now is None:
            left.markdown(_("Nu: ingen karta."))
        else:
            left.image(now, caption=_("Nu"))
        right.image(then, caption=_("Efter"))


def _draw(desk: Desk, draft: Draft) -> list[tuple[bytes | None, bytes]]:
    """Draw what changes most recently: each new or changed period beside the old."""
    level = desk.workspace.config.geography
    before = Atlas(desk.workspace, draft.before)
    after = Atlas(desk.workspace, draft.after)
    changed = {
        f"{change.indicator}/{period}"
        for change in draft.rehearsal.changes
        for period in (*change.new_periods, *(s[0] for s in change.sentences))
    }
    keys = [one.key for one in after.series(level) if one.key in changed]
    old = [one.key for one in before.series(level)]
    pictures = []
    for key in keys[-MOST_PICTURES:]:
        same = [k for k in old if k == key]
        earlier = [k for k in old if k.partition("/")[0] == key.partition("/")[0]]
        now = (same or earlier or [""])[-1]
        picture = before.picture(level, now, ".png") if now else None
        pictures.append((picture, after.picture(level, key, ".png")))
    return pictures
