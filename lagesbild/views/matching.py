"""How files are read: guessed, shown, corrected by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from indicators.reading import Reading
from indicators.reading.byhand import BY_HAND, NAMES
from indicators.reading.headers import Role
from indicators.reading.periods import period_in_name
from indicators.texts import _
from lagesbild.publishing import Desk
from lagesbild.recipes import SHEET, Recipe, forget
from lagesbild.views.readings import Read, checksum, read_all
from lagesbild.views.shared import plain

YEARS_OFFERED = 4


def corrected(desk: Desk, name: str, content: bytes, first: Read) -> Read | None:
    """Show how a file was read and let the analyst correct it; None while it's read.

    Returns
    -------
    Reading
        By what was chosen.
    Recipe
        What was chosen, to be remembered; empty if the file is read as it stands.
    """
    key = f"{name}-{checksum(content)[:8]}"
    read, recipe = first
    if recipe.headers:
        _offer_to_forget(desk, name, read, recipe, key)
    for choose in (_choose_sheet, _match_columns, _choose_rows):
        chosen = choose(desk, read, recipe, key)
        if chosen != recipe:
            recipe = replace(chosen, headers=())  # by hand, so for this file
            again = read_all(desk, {name: (content, (recipe,))})
            if again is None:
                return None
            read = again[name][0]
    return read, recipe


def _offer_to_forget(
    desk: Desk, name: str, read: Reading, recipe: Recipe, key: str
) -> None:
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.info(
        _("Läst som förra gången: {words}.").format(words=plain(recipe.words())),
    )
    if right.button(_("Glöm det"), key=f"forget-{key}", width="stretch"):
        forget(desk.workspace, name, read.headers)
        st.rerun()


def _choose_sheet(_desk: Desk, read: Reading, recipe: Recipe, key: str) -> Recipe:
    sheets = read.choices.get(SHEET, ())
    if not sheets:
        return recipe
    shown = recipe.sheet if recipe.sheet in sheets else read.dialect.sheet
    chosen = st.selectbox(
        _("Blad"),
        sheets,
        index=sheets.index(shown) if shown in sheets else None,
        placeholder=_("Välj …"),
        key=f"sheet-{key}",
    )
    if not chosen or chosen == read.dialect.sheet:
        return recipe
    return Recipe(sheet=chosen, indicator=recipe.indicator)


def _match_columns(desk: Desk, read: Reading, recipe: Recipe, key: str) -> Recipe:
    """Show which column was taken for what; let another be chosen."""
    if not read.headers:
        return recipe
    key = f"{key}-{read.dialect.sheet}"
    guessed = {str(role): " + ".join(read.columns.get(role, ())) for role in BY_HAND}
    # What is chosen in the lists below, which aren't drawn yet.
    chosen = {
        role: st.session_state.get(_key(key, role), guessed[role]) for role in guessed
    }
    is_open = bool(read.lacking) or chosen != guessed
    said = st.session_state.get(f"period-{key}") or ""
    with st.expander(_label(chosen, said), expanded=is_open):
        _say_what_to_do(read)
        says_none = Role.PERIOD in read.lacking or guessed[Role.PERIOD]
        asked = says_none and not chosen[Role.PERIOD]
        period = _say_period(read.file, key) if asked else ""
        columns = _select_columns(read, guessed, key)
        indicator = _select_indicator(desk, recipe, key)
    if columns != guessed:
        recipe = replace(recipe, columns=_by_hand(read, columns, guessed))
    return replace(recipe, indicator=indicator, period=period)


def _key(key: str, role: str) -> str:
    return f"column-{key}-{role}"


def _label(columns: Mapping[str, str], period: str) -> str:
    said = [f"{NAMES[role]} = {columns[role]}" for role in BY_HAND if columns[role]]
    if period and not columns[Role.PERIOD]:
        said.append(_("alla rader gäller {period}").format(period=period))
    words = _("Så läses kolumnerna: {columns}")
    return plain(words.format(columns=", ".join(said) or _("okänt")))


def _say_what_to_do(read: Reading) -> None:
    roles = [NAMES[role] for role in BY_HAND if role in read.lacking]
    lines = []
    if roles:
        text = _("Filen säger inte vad som är: {roles}. Välj det här.")
        lines.append(text.format(roles=", ".join(map(str, roles))))
    lines.append(
        _("Det du ändrar blir ihågkommet till nästa fil med samma namn och rubriker.")
    )
    st.markdown(" ".join(lines))


def _select_columns(
    read: Reading, guessed: Mapping[str, str], key: str
) -> dict[str, str]:
    found = {}
    places = [*st.columns(4), *st.columns(4)]
    for place, role in zip(places, BY_HAND, strict=False):
        options = list(dict.fromkeys(["", guessed[role], *read.headers]))
        found[str(role)] = place.selectbox(
            str(NAMES[role]).capitalize(),
            options,
            index=options.index(guessed[role]),
            format_func=lambda header: header or _("(ingen kolumn)"),
            key=_key(key, role),
        )
    return found


def _by_hand(
    read: Reading, columns: Mapping[str, str], guessed: Mapping[str, str]
) -> dict[str, str]:
    """Say all that was chosen, so that a column that is chosen twice is noticed.

    Left out is what stays without a column, or with several side by side.
    """
    return {
        role: header
        for role, header in columns.items()
        if header != guessed[role] or len(read.columns.get(role, ())) == 1
    }


def _say_period(file: str, key: str) -> str:
    """Let one period be said for all rows; what the file's name says is only offered.

    It is another next year, so it is asked for each file and never remembered.
    """
    in_name = period_in_name(file)
    now = datetime.now(UTC).year
    years = [str(now - back) for back in range(YEARS_OFFERED)]
    words = {in_name: _("{period} (står i filens namn)").format(period=in_name)}
    said: str | None = st.selectbox(
        _("Vilken period gäller alla rader? Det frågas för varje fil."),
        [in_name, *(year for year in years if year != in_name)] if in_name else years,
        index=None,
        format_func=lambda period: words.get(period, period),
        placeholder=_("Välj, eller skriv till exempel 2024/25 eller HT2025"),
        accept_new_options=True,
        key=f"period-{key}",
    )
    return said or ""


def _select_indicator(desk: Desk, recipe: Recipe, key: str) -> str:
    """Let it be said what a file is of that doesn't say so itself."""
    known = desk.workspace.indicators
    names = {name: str(one.name) for name, one in known.items()}
    shown = recipe.indicator if recipe.indicator in known else ""
    chosen: str = st.selectbox(
        _("Vilket mått gäller filen?"),
        ["", *known],
        index=["", *known].index(shown),
        format_func=lambda name: (
            names.get(name) or _("Det som filen eller dess namn säger")
        ),
        key=f"indicator-{key}",
    )
    return chosen


def _choose_rows(_desk: Desk, read: Reading, recipe: Recipe, key: str) -> Recipe:
    """Let one be chosen of several rows about the same area and period."""
    chosen = {}
    for what, options in read.choices.items():
        if what == SHEET:
            continue
        before = recipe.choose.get(what, "")
        chosen[what] = st.selectbox(
            plain(what),
            options,
            index=options.index(before) if before in options else None,
            placeholder=_("Välj …"),
            key=f"choice-{key}-{what}",
        )
    made = {what: value for what, value in chosen.items() if value}
    kept = {k: v for k, v in recipe.choose.items() if k not in chosen}
    return replace(recipe, choose=kept | made)
