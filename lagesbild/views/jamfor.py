"""Areas, periods and measures beside each other, and whether that is allowed."""

import streamlit as st

from indicators.texts import _, language
from lagesbild.side_by_side import comparable_levels, page_data
from lagesbild.views import shared
from lagesbild.views.comparing import ask_whether_to_compare
from lagesbild.views.components import compare
from lagesbild.web import address

prepared = shared.prepared()
chosen = shared.choices()
levels = comparable_levels(prepared)
if not levels or not prepared.indicators:
    st.info(_("Det finns inga värden att jämföra än."))
    st.stop()
addresses = {
    level.id: {
        "document": address(level.document, "html"),
        "pack": address(level.pack, "json"),
    }
    for level in levels
}
st.markdown(
    _(
        "Här går det att se områden, år och mått bredvid varandra. Områdena ordnas "
        "aldrig efter hur höga talen är."
    )
)
compare(
    key="compare",
    data=page_data(
        prepared,
        addresses,
        indicator=chosen.indicator or prepared.config.start,
        level=chosen.level,
        area=chosen.area,
    ),
)
base = prepared.levels.get(prepared.config.geography)
if base is not None and len(base.codes) > 1:
    st.header(_("Innan ni jämför"))
    names = dict(zip(base.codes, base.names, strict=True))
    codes = sorted(base.codes, key=names.__getitem__)
    code = st.selectbox(
        _("Första området"),
        codes,
        index=codes.index(shared.one_of(chosen.area, codes, codes[0])),
        format_func=names.__getitem__,
        key="compare_first",
    )
    ask_whether_to_compare(base.id, code, language())
