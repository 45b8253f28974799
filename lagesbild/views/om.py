"""What this is, what it can and can't tell, where the numbers come from."""

from pathlib import Path

import streamlit as st

from indicators.model import Origin
from indicators.texts import _
from lagesbild.views import shared
from lagesbild.views.definition import show_definition

SKYDD = str(Path(__file__).parent / "skydd.py")
prepared = shared.prepared()
config = prepared.config

st.markdown(
    _(
        "Lägesbild visar hur barns och ungas villkor skiljer sig mellan kommunens "
        "delar. Den är till för grupper som tillsammans gör en lokal lägesbild, "
        "för förtroendevalda och för dem som tar fram siffrorna."
    )
)
st.header(_("Vad kartan kan säga, och inte"))
st.markdown(
    "\n".join(
        f"- {text}"
        for text in [
            _(
                "Kartan beskriver områden, inte personer. Ett tal för ett område säger "
                "inget om hur en enskild person har det."
            ),
            _(
                "Små grupper ger osäkra tal. Med 25 elever är ett enda barn fyra "
                "procentenheter. Små skillnader mellan områden eller år kan vara slump."
            ),
            _(
                "”Går inte att skilja” betyder att skillnaden mot kommunen kan vara "
                "slump. Det betyder inte att läget är detsamma."
            ),
            _(
                "Kartan visar inte varför det ser ut som det gör. De som bor och "
                "arbetar i området vet ofta varför."
            ),
            _(
                "Klassgränserna är låsta: samma färg betyder samma nivå alla år och i "
                "alla områden."
            ),
            _("Varje mått har sin egen period. Olika år i samma bild är vanligt."),
        ]
    )
)
st.header(_("Så skyddas små grupper"))
thresholds = config.thresholds
st.markdown(
    _(
        "Egna uppgifter och övningsdata visas inte när färre än {count} personer, "
        "eller alla utom färre än {count}, berörs, eller när färre än {pupils} elever "
        "ligger bakom ett tal om skolan. Ibland döljs även andra tal, så att de dolda "
        "inte kan räknas fram genom subtraktion. Officiell statistik visas som den är "
        "publicerad."
    ).format(count=thresholds.count, pupils=thresholds.pupils)
)
st.page_link(SKYDD, label=_("Så skyddas uppgifterna"))
st.header(_("Mått och källor"))
origins = {
    Origin.PUBLIC: _("Officiell statistik"),
    Origin.LOCAL: _("Kommunens egna uppgifter"),
    Origin.PRACTICE: _("Övningsdata, påhittade siffror"),
}
for origin, heading in origins.items():
    own = [i for i in prepared.indicators.values() if i.origin is origin]
    if own:
        st.subheader(heading)
    for indicator in own:
        with st.expander(shared.plain(indicator.name)):
            show_definition(indicator)
st.header(_("Indelningar"))
for geography in prepared.levels.values():
    st.markdown(
        f"- **{shared.plain(geography.name)}**: {shared.plain(geography.description)} "
        f"{shared.plain(geography.source)}. {shared.plain(geography.licence)}."
    )
st.header(_("Ingenting skickas vidare"))
st.markdown(
    _(
        "Sidan hämtar inga kartor, typsnitt eller skript från någon annan. Ingen "
        "följer vad du tittar på."
    )
)
