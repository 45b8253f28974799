"""How small groups are protected: what is proved, and what is not, for a layperson."""

import streamlit as st

from indicators.disclosure.policy import Policy, explain
from indicators.texts import _, ngettext
from lagesbild.views import shared
from lagesbild.views.components import table
from lagesbild.words import map_words

prepared = shared.prepared()
limits = prepared.config.thresholds
rules = {
    name: Policy(count=limits.count, pupils=limits.pupils).rule(indicator)
    for name, indicator in prepared.indicators.items()
}
standing = prepared.standing


def bullets(*texts: str) -> None:
    """Write a list."""
    st.markdown("\n".join(f"- {shared.plain(text)}" for text in texts))


st.markdown(
    _(
        "Ett litet tal kan peka ut någon. Står det att tre barn i ett område har hög "
        "frånvaro kan grannar och klasskamrater gissa vilka. Därför visas inte små "
        "antal, och inte heller tal som gör att de kan räknas ut."
    )
)
st.header(_("Varför det inte räcker att dölja det lilla talet"))
st.markdown(
    _(
        "Ett påhittat exempel: om hela orten har 20 barn i en grupp, och två av tre "
        "områden visas, kan den som räknar själv få fram det tredje."
    )
)
table(
    "example",
    _("Påhittat exempel"),
    [
        {"title": _("Område")},
        {"title": _("Bara det lilla talet dolt"), "number": True},
        {"title": _("Så här gör vi"), "number": True},
    ],
    [
        [_("Norra"), "11", "11"],
        [_("Mellersta"), "6", _("visas inte")],
        [
            _("Södra"),
            {"text": _("visas inte"), "note": _("men 20 − 11 − 6 = 3")},
            {"text": _("visas inte"), "note": _("mellan 0 och 9, ingen vet")},
        ],
        [_("Hela orten"), "20", "20"],
    ],
)
st.header(_("Så går det till"))
bullets(
    _("Små antal döljs: de som gäller få personer, eller nästan alla."),
    _("Fler tal döljs, så få som möjligt, tills de små inte kan räknas fram."),
    _(
        "En andra räknare, som inte vet hur den första tänkte, försöker räkna ut de "
        "dolda talen av allt som visas nu och allt som har visats förut. Lyckas den "
        "publiceras ingenting."
    ),
    _(
        "Ett bevis skrivs: för varje dolt antal två olika tabeller som båda stämmer "
        "med allt som visas. Då kan ingen veta vilken som är den rätta. Beviset kan "
        "kontrolleras med ett kort program utan att lita på oss. Tabellerna stannar "
        "hos den som tar fram siffrorna."
    ),
)
st.header(_("Så ser det ut på kartan"))
words = map_words()
bullets(
    _(
        "{withheld}: snedstreckat. Vi visar inte om talet självt är litet eller om det "
        "döljs för att skydda ett annat."
    ).format(withheld=words["withheld"]),
    _("{missing}: prickat. Det finns inget tal att visa.").format(
        missing=words["missing"]
    ),
)
st.markdown(
    _(
        "Färgen, klassen, ordningen, meningarna, tabellen och filen att hämta görs "
        "alla av den skyddade tabellen. Det dolda talet finns inte på sidan."
    )
)
st.header(_("Detta är bevisat"))
bullets(
    _(
        "Den som har allt som visas här, och allt som har publicerats härifrån förut, "
        "kan inte räkna ut ett skyddat antal, inte heller genom att lägga ihop och dra "
        "ifrån mellan områden, områdesgrupper, kön, år och kommunen."
    ),
    _("Det gäller också avrundade andelar: en andel av 12 elever är ett antal."),
)
proved = sorted(set(standing["proofs"]) & set(prepared.indicators))
if proved:
    st.markdown(
        _(
            "Publicering {number} ({date}) vilar på ett bevis för vart och ett av "
            "dessa mått. Kontrollsumman pekar ut beviset."
        ).format(number=standing["number"], date=standing["when"][:10])
    )
    table(
        "proofs",
        _("Bevis för det som visas nu"),
        [{"title": _("Mått")}, {"title": _("Bevisets kontrollsumma, början")}],
        [
            [str(prepared.indicators[name].name), standing["proofs"][name][:16]]
            for name in proved
        ],
    )
st.header(_("Detta är inte bevisat"))
bullets(
    _(
        "Den som redan vet något om en av personerna kan veta mer än tabellen säger: "
        "en lärare, en släkting, eller den som själv är med i talet."
    ),
    _(
        "Tabeller som andra ger ut vet vi inte allt om. Den officiella statistik som "
        "ligger här räknas som känd; annat gör det inte."
    ),
    ngettext(
        "SCB ändrar sina tal lite från 2025, och säger inte hur mycket. Vi räknar med "
        "att de ligger högst {count} person fel.",
        "SCB ändrar sina tal lite från 2025, och säger inte hur mycket. Vi räknar med "
        "att de ligger högst {count} personer fel.",
        limits.noise,
    ).format(count=limits.noise),
    _(
        "Varje mått prövas för sig. Om ett mått är en del av ett annat kan skillnaden "
        "mellan dem säga något som inget av dem gör."
    ),
    _("Att ett antal inte kan räknas ut hindrar ingen från att gissa."),
    _("Också ett säkert tal kan användas illa. Kartan beskriver områden."),
)
st.header(_("Reglerna, mått för mått"))
for name, rule in rules.items():
    with st.expander(shared.plain(prepared.indicators[name].name)):
        bullets(*explain(rule))
