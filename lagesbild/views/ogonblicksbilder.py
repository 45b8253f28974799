"""Snapshots: what there is for my area, newest first, read in a minute."""

import streamlit as st

from indicators.texts import _
from lagesbild.config import GROUPS
from lagesbild.snapshot import named
from lagesbild.snapshot.archive import all_of, concerning
from lagesbild.snapshot.identity import spaced
from lagesbild.snapshot.since import earlier_of
from lagesbild.store_of import open_store_of
from lagesbild.views import shared
from lagesbild.views.freezing import offer_creating, offer_files, offer_withdrawing
from lagesbild.web import workspace_root

SHOWN = 20
prepared = shared.prepared()
chosen = shared.choices()
config = prepared.config
found = all_of(open_store_of(workspace_root()))

st.markdown(
    _(
        "En ögonblicksbild är fryst: den visar för alltid det som gällde när den "
        "gjordes, och den går att kontrollera."
    )
)
levels = [name for name in (GROUPS, config.geography) if name in prepared.levels]
names = {
    code: _("{name} (områdesgrupp)").format(name=name) if level == GROUPS else name
    for level in levels
    for code, name in zip(
        prepared.levels[level].codes, prepared.levels[level].names, strict=True
    )
}
options = ["", *names]
first = shared.one_of(chosen.area, options, "")
code = st.selectbox(
    _("Mitt område"),
    options,
    index=options.index(first),
    format_func=lambda c: names.get(c, _("Alla områden")),
    key="snapshot_area",
)
own = concerning(found, code, config.groups)
if not own:
    st.info(_("Det finns inga ögonblicksbilder här ännu."))
called, when = named.names(found), named.moments(found)
for one in own[:SHOWN]:
    with st.container(border=True):
        st.header(shared.plain(called[one.id]), anchor=one.id)
        st.markdown(_("Fryst {when}").format(when=when[one.id]))
        if one.withdrawn is not None:
            st.warning(
                _("Tillbakadragen {when}. Skäl: {reason}").format(
                    when=named.day(one.withdrawn.created_at),
                    reason=shared.plain(one.withdrawn.reason),
                )
            )
            continue
        if one.practice:
            st.warning(shared.plain(one.practice))
        for sentence in one.told():
            st.markdown(shared.plain(sentence))
        offer_files(one, earlier_of(one, found), called, when)
        st.markdown(_("Id {id}").format(id=spaced(one.id)))
if len(own) > SHOWN:
    st.markdown(
        _("… och {count} äldre. Lista alla med lagesbild snapshot list.").format(
            count=len(own) - SHOWN
        )
    )
if shared.is_analyst():
    offer_creating(options, names, first, found)
    offer_withdrawing([one for one in own if one.withdrawn is None])
