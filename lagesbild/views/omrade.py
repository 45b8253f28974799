"""One area or area group: all its indicators by sector."""

import streamlit as st

from indicators.texts import _
from lagesbild.profile import by_sector, profile, without_measures
from lagesbild.views import shared
from lagesbild.views.components import table
from lagesbild.words import practice_mark

GROUPS = "area-groups"
prepared = shared.prepared()
chosen = shared.choices()
config = prepared.config
levels = [GROUPS] if GROUPS in prepared.levels else []
levels += [config.geography] if config.geography in prepared.levels else []
places = {
    code: (level, name)
    for level in levels
    for code, name in zip(
        prepared.levels[level].codes,
        prepared.levels[level].names,
        strict=True,
    )
}

options = list(places)
first = shared.one_of(chosen.area or chosen.view, options, options[0])
code = st.selectbox(
    _("Vilket område eller vilken områdesgrupp?"),
    options,
    index=options.index(first),
    format_func=lambda c: (
        _("{name} (områdesgrupp)").format(name=places[c][1])
        if places[c][0] == GROUPS
        else places[c][1]
    ),
    key="area",
)
chosen.area = code
level, name = places[code]
st.header(shared.plain(name))
lines = profile(prepared.read_pack(level), code, prepared.indicators)
if any(line.indicator.is_practice for line in lines):
    st.warning(
        _(
            "Sidan innehåller övningsdata. Talen med märket Övningsdata är påhittade "
            "och visar inte hur det är på riktigt."
        )
    )
st.markdown(
    _("Varje tal har sin egen period. Bredvid står hela kommunens tal, där det finns.")
)
source = _("Källa")
columns = [
    {"title": title, "number": number}
    for title, number in [
        (_("Mått"), False),
        (_("Värde"), True),
        (_("Hela kommunen"), True),
        (_("Period"), False),
    ]
]
for sector, own in by_sector(lines, config.sectors):
    title = str(sector.name) if sector else _("Övrigt")
    st.subheader(shared.plain(title))
    rows = [
        [
            {
                "text": str(line.indicator.name),
                "mark": _("Övningsdata") if practice_mark(line.indicator) else "",
                "note": f"{source}: {line.indicator.source}",
            },
            {"text": line.value, "note": line.base},
            line.whole,
            line.period,
        ]
        for line in own
    ]
    table(f"sector-{title}", title, columns, rows)
if bare := without_measures(lines, config.sectors):
    st.subheader(_("Det här vet vi inte ännu"))
    st.markdown(
        _(
            "Det finns inga mått för {sectors}. Det betyder att vi inte vet, inte att "
            "allt är bra."
        ).format(sectors=", ".join(shared.plain(sector.name) for sector in bare))
    )
