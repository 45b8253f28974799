"""Two areas or two periods: may they be compared? A part of the page about an area."""

from __future__ import annotations

import streamlit as st

from indicators.texts import _, use_language
from lagesbild.comparable import Answer, Figure, answer_text, figure, may_compare
from lagesbild.views import shared

GROUPS = "area-groups"


# A fragment: asking writes this part again, and nothing of the profile above it.
@st.fragment
def ask_whether_to_compare(level: str, code: str, spoken: str) -> None:
    """Let people choose two figures, and answer yes, with care, or no, and why."""
    use_language(spoken)
    part = st.expander(_("Får man jämföra?"), key="may_compare", on_change="rerun")
    if not part.open:
        return
    with part:
        two = _choose(level, code)
        if two is None:
            st.markdown(_("Välj två tal som finns."))
            return
        answer, reasons = may_compare(*two)
        show = {Answer.YES: st.success, Answer.CARE: st.info, Answer.NO: st.warning}
        show[answer](f"**{shared.plain(answer_text(answer))}**")
        st.markdown("\n".join(f"- {shared.plain(text)}" for text in reasons))


def _choose(level: str, code: str) -> tuple[Figure, Figure] | None:
    prepared = shared.prepared()
    indicator = st.selectbox(
        _("Mått"),
        [name for name in prepared.indicators if prepared.levels[level].periods(name)],
        format_func=lambda name: str(prepared.indicators[name].name),
        key="compare_indicator",
    )
    periods = prepared.levels[level].periods(indicator)[::-1]
    left, middle, right = st.columns(3)
    own = left.selectbox(_("Period för det första talet"), periods, key="compare_own")
    levels = [
        one for one in (GROUPS, prepared.config.geography) if one in prepared.levels
    ]
    places = {
        (one, area): name
        for one in levels
        for area, name in zip(
            prepared.levels[one].codes, prepared.levels[one].names, strict=True
        )
    }
    options = list(places)
    other = middle.selectbox(
        _("Jämför med"),
        options,
        index=options.index((level, code)),
        format_func=lambda place: (
            _("{name} (områdesgrupp)").format(name=places[place])
            if place[0] == GROUPS
            else places[place]
        ),
        key=f"compare_with_{level}_{code}",
    )
    others = prepared.levels[other[0]].periods(indicator)[::-1]
    earlier = int(other == (level, code) and len(others) > 1)
    theirs = right.selectbox(
        _("Period för det andra talet"),
        others,
        index=earlier if others else None,
        key=f"compare_theirs_{other[0]}_{earlier}",
    )
    found = (
        _figure(level, code, indicator, own),
        _figure(*other, indicator, theirs or ""),
    )
    return None if None in found else found  # type: ignore[return-value]


def _figure(level: str, code: str, indicator: str, period: str) -> Figure | None:
    prepared = shared.prepared()
    groups = {group.id: group.areas for group in prepared.config.groups}
    parts = groups.get(code, ()) if level == GROUPS else ()
    return figure(prepared.portrait(level, code), indicator, period, parts)
