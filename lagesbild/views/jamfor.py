"""Areas, periods and measures beside each other, and whether that is allowed."""

import streamlit as st

from indicators.texts import _, language, use_language
from lagesbild.side_by_side import comparable_levels, first_measure, page_data
from lagesbild.views import shared
from lagesbild.views.comparing import ask_whether_to_compare
from lagesbild.views.components import compare
from lagesbild.web import address

TABS = ("lines", "heat", "two", "points", "gaps")  # besides the first, small maps

POOLS = ("2", "3")  # how many periods together


def done_in_the_views() -> None:
    """Take over what was chosen in the browser, if it is something that exists."""
    prepared, chosen = shared.prepared(), shared.choices()
    told = st.session_state["compare"].get("view") or {}
    told = {name: str(value) for name, value in told.items()}
    level = prepared.levels.get(told.get("level", ""))
    if level is None:
        return
    measures = [name for name in prepared.indicators if level.periods(name)]
    chosen.level = level.id
    chosen.tab = shared.one_of(told.get("tab", ""), TABS, "")
    chosen.indicator = shared.one_of(told.get("indicator", ""), measures, "")
    chosen.second = shared.one_of(told.get("second", ""), measures, "")
    chosen.area = shared.one_of(told.get("area", ""), level.codes, "")
    chosen.period = shared.one_of(
        told.get("period", ""), level.periods(chosen.indicator), ""
    )
    chosen.period2 = shared.one_of(
        told.get("period2", ""), level.periods(chosen.second), ""
    )
    chosen.pool = shared.one_of(told.get("pool", ""), POOLS, "")
    groups = [group.id for group in prepared.config.groups]
    chosen.view = shared.one_of(told.get("zoom", ""), groups, "")


# A fragment: what is drawn in the browser already is told, and nothing else written.
@st.fragment
def views_side_by_side(spoken: str) -> None:
    """Show the six views, beginning with what was chosen last or in the address."""
    use_language(spoken)
    prepared, chosen = shared.prepared(), shared.choices()
    addresses = {
        level.id: {
            "document": address(level.document, "html"),
            "pack": address(level.pack, "json"),
            "pooled": address(prepared.pools(level.id)["file"], "json"),
        }
        for level in comparable_levels(prepared)
    }
    compare(
        key="compare",
        data=page_data(
            prepared,
            addresses,
            tab=chosen.tab,
            indicator=chosen.indicator or first_measure(prepared),
            second=chosen.second,
            level=chosen.level,
            area=chosen.area,
            period=chosen.period,
            period2=chosen.period2,
            pool=chosen.pool,
            zoom=chosen.view,
        ),
        on_view_change=done_in_the_views,
    )
    shared.write_address()


prepared = shared.prepared()
if not comparable_levels(prepared) or not prepared.indicators:
    st.info(_("Det finns inga värden att jämföra än."))
    st.stop()
st.markdown(
    _(
        "Här går det att se områden, år och mått bredvid varandra. Områdena ordnas "
        "aldrig efter hur höga talen är."
    )
)
views_side_by_side(language())
base = prepared.levels.get(prepared.config.geography)
if base is not None and len(base.codes) > 1:
    st.header(_("Innan ni jämför"))
    names = dict(zip(base.codes, base.names, strict=True))
    codes = sorted(base.codes, key=names.__getitem__)
    first = shared.choices().question.partition("~")[0] or shared.choices().area
    code = st.selectbox(
        _("Första området"),
        codes,
        index=codes.index(shared.one_of(first, codes, codes[0])),
        format_func=names.__getitem__,
        key="compare_first",
    )
    ask_whether_to_compare(base.id, code, language())
