"""Two areas or two periods: may they be compared? A part of the page about an area."""

from __future__ import annotations

import streamlit as st

from indicators.texts import _, use_language
from lagesbild.comparable import Answer, answer_text, may_compare
from lagesbild.comparable_tested import Settled, already_tested, is_around
from lagesbild.config import BENCHMARKS, GROUPS
from lagesbild.told_figure import Figure, beside_it, figure, figure_text
from lagesbild.views import shared

BETWEEN = "~"  # the parts of a question in the address
Place = tuple[str, str]  # level and area
Pair = tuple[Figure, Figure, Settled | None]


# A fragment: asking writes this part again, and nothing of the profile above it.
@st.fragment
def ask_whether_to_compare(level: str, code: str, spoken: str) -> None:
    """Let people choose two figures, and answer yes, with care, or no, and why.

    What is asked stands in the address as area, measure, period, the other's level and
    area, and its period.
    """
    use_language(spoken)
    chosen = shared.choices()
    part = st.expander(
        _("Får man jämföra?"),
        expanded=bool(chosen.question),
        key="may_compare",
        on_change="rerun",
    )
    if not part.open:
        chosen.question = ""
    else:
        with part:
            _answer(_choose(level, code))
    shared.write_address()


def _answer(pair: Pair | None) -> None:
    if pair is None:
        st.markdown(_("Välj två tal som finns."))
        return
    answer, reasons = may_compare(*pair)
    show = {Answer.YES: st.success, Answer.CARE: st.info, Answer.NO: st.warning}
    show[answer](f"**{shared.plain(answer_text(answer))}**")
    told = [*filter(None, map(figure_text, pair[:2])), *reasons]
    st.markdown("\n".join(f"- {shared.plain(text)}" for text in told))


def _asked(level: str, code: str) -> tuple[str, str, Place, str]:
    """Read the question so far; about another area only its measure is kept."""
    parts = [*shared.choices().question.split(BETWEEN), *[""] * 6][:6]
    first, indicator, own, other_level, other, theirs = parts
    if first != code:
        return indicator, own, (level, code), ""
    return indicator, own, (other_level, other), theirs


def _choose(level: str, code: str) -> Pair | None:
    asked, asked_own, asked_place, asked_theirs = _asked(level, code)
    here = (level, code)
    indicator = _indicator(level, asked)
    left, middle, right = st.columns(3)
    with left:
        words = _("Period för det första talet")
        own = _period(words, here, indicator, asked_own, key="compare_own")
    with middle:
        other = _other_place(here, asked_place)
    with right:
        # beside itself an area is offered an earlier period
        earlier = int(other == here)
        words = _("Period för det andra talet")
        key = f"compare_theirs_{other[0]}_{earlier}"
        of = here if other[0] == BENCHMARKS else other
        theirs = _period(words, of, indicator, asked_theirs, earlier, key=key)
    shared.choices().question = BETWEEN.join((code, indicator, own, *other, theirs))
    first = _figure(*here, indicator, own)
    if other[0] == BENCHMARKS:
        second = _beside(here, other[1], indicator, theirs)
    else:
        second = _figure(*other, indicator, theirs)
    if first is None or second is None:
        return None
    both = ((*here, own), (*other, theirs))
    return first, second, already_tested(shared.prepared(), indicator, *both)


def _indicator(level: str, asked: str) -> str:
    prepared = shared.prepared()
    known = prepared.levels[level]
    indicators = [name for name in prepared.indicators if known.periods(name)]
    found: str = st.selectbox(
        _("Mått"),
        indicators,
        index=indicators.index(shared.one_of(asked, indicators, indicators[0])),
        format_func=lambda name: str(prepared.indicators[name].name),
        key="compare_indicator",
    )
    return found


def _period(
    label: str, place: Place, indicator: str, asked: str, first: int = 0, *, key: str
) -> str:
    """Let people choose a period, the latest first; empty if there is none."""
    periods = shared.prepared().levels[place[0]].periods(indicator)[::-1]
    default = periods[min(first, len(periods) - 1)] if periods else ""
    wanted = shared.one_of(asked, periods, default)
    index = periods.index(wanted) if periods else None
    return st.selectbox(label, periods, index=index, key=key) or ""


def _other_place(here: Place, asked: Place) -> Place:
    """Let people choose what else there is; the area itself at first."""
    places = _places(here[0])
    options = list(places)
    found: Place = st.selectbox(
        _("Jämför med"),
        options,
        index=options.index(asked if asked in places else here),
        format_func=places.__getitem__,
        key=f"compare_with_{here[0]}_{here[1]}",
    )
    return found


def _places(level: str) -> dict[Place, str]:
    """Name area groups, areas, and what the areas of a level are held against."""
    prepared = shared.prepared()
    places = {}
    for one in (GROUPS, prepared.config.geography):
        known = prepared.levels.get(one)
        if known is None:
            continue
        group = _("{name} (områdesgrupp)") if one == GROUPS else "{name}"
        for code, name in zip(known.codes, known.names, strict=True):
            places[one, code] = group.format(name=name)
    around = {"": _("Hela kommunen")}
    around |= {one.code: str(one.name) for one in prepared.config.benchmarks}
    chosen = prepared.levels[level].benchmarks
    return places | {
        (BENCHMARKS, one): name for one, name in around.items() if one in chosen
    }


def _figure(level: str, code: str, indicator: str, period: str) -> Figure | None:
    prepared = shared.prepared()
    groups = {group.id: group.areas for group in prepared.config.groups}
    parts = groups.get(code, ()) if level == GROUPS else ()
    kind = prepared.indicators[indicator].kind
    return figure(prepared.portrait(level, code), indicator, period, parts, kind)


def _beside(here: Place, benchmark: str, indicator: str, period: str) -> Figure | None:
    """Take the figure of something that the areas of a level are held against."""
    prepared = shared.prepared()
    own = _figure(*here, indicator, period)
    told = prepared.compared(here[0], benchmark)["series"]
    found = told.get(f"{indicator}/{period}")
    if own is None or found is None:
        return None
    return beside_it(
        own,
        found["others"][0],
        benchmark,
        part=is_around(prepared.config, benchmark),
        elsewhere=bool(benchmark) and prepared.indicators[indicator].only_within,
    )
