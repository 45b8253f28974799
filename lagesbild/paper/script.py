"""What whoever leads the meeting says and does in ninety minutes, and how we talk."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.texts import _
from lagesbild.paper.script_walls import Walls as Walls
from lagesbild.paper.script_walls import arrows


@dataclass(frozen=True)
class Step:
    """A part of the meeting: how long it is, what is done, what is said."""

    minutes: int
    name: str
    task: str
    line: str


def rules() -> list[str]:
    """Say how we talk about places that people live in."""
    return [
        _(
            "Vi talar om områden och villkor, inte om enskilda människor eller "
            "familjer."
        ),
        _("Den som bor eller arbetar i ett område vet sådant som inte går att räkna."),
        _("Vi rangordnar inte områden. Vi jämför med kommunen som helhet."),
        _("Siffrorna säger hur det är, inte varför. Varför är vår gissning."),
        _("”Vi vet inte” och ”vi är inte överens” är svar som skrivs upp."),
        _("Det som fungerar är lika viktigt som det som saknas."),
    ]


def before() -> list[str]:
    """Say what is to be done before the meeting."""
    return [
        _("Skriv i inbjudan att ni ska arbeta med kartor och siffror om områden."),
        _(
            "Dela in er i bord om 8–10 personer, helst blandat: skola, socialtjänst, "
            "fritid, kultur, planering, polis, föreningar och boende."
        ),
        _("Utse vid varje bord en som leder samtalet och en som skriver."),
        _(
            "Skriv ut kartorna i A3 och häng dem på väggen, vända mot väggen. Skriv ut "
            "områdesbladen och så många kort som ni tror att ni behöver."
        ),
        _("Lägg fram pennor i två färger: en för det vi tror, en för det vi ser."),
    ]


def after() -> list[str]:
    """Say what is to be done after the meeting."""
    return [
        _("Skriv av korten samma vecka. Skriv även det ni inte var överens om."),
        _(
            "Skicka obesvarade frågor till den som sköter siffrorna, med mått och "
            "område."
        ),
        _("Låt dem som bor eller arbetar i området läsa innan politikerna gör det."),
    ]


def steps(walls: Walls | None = None) -> list[Step]:
    """List the parts of the meeting, ninety minutes in all."""
    return [*_looking(walls or Walls()), *_talking()]


def _looking(walls: Walls) -> list[Step]:
    return [_welcome(), _guessing(walls), _walking(walls), _comparing()]


def _welcome() -> Step:
    return Step(
        10,
        _("Välkommen"),
        _(
            "Säg varför ni är här och vad som händer med det ni kommer fram till. "
            "Läs upp hur vi talar om områden."
        ),
        _(
            "”Vi ska inte hitta fel på någon plats. Vi ska förstå vilka villkor "
            "barn och familjer har, och vad vi kan göra tillsammans.”"
        ),
    )


def _guessing(walls: Walls) -> Step:
    give = _("Ge varje bord kartan utan siffror.")
    mark = _("Markera tyst var ni tror att måttet är högst och lägst.")
    if walls.first:
        mark = _(
            "Läs upp måttet: {measure}. Markera tyst var ni tror att det är högst och "
            "lägst."
        ).format(measure=walls.first)
    return Step(
        10,
        _("Gissa först"),
        " ".join([give, mark, _("Prata sedan ihop er.")]),
        _("”Det finns inget rätt svar ännu. Vi vill veta vad vi tror, innan vi ser.”"),
    )


def _walking(walls: Walls) -> Step:
    return Step(
        20,
        _("Gå längs kartorna"),
        _(
            "Vänd kartorna. Gå två och två. Skriv på lappar: det här känner vi "
            "igen, det här förvånar oss, det här vill vi veta mer om. Ingen "
            "förklarar ännu."
        ),
        _("”{said}”").format(said=arrows(walls)),
    )


def _comparing() -> Step:
    return Step(
        10,
        _("Gissning mot karta"),
        _(
            "Jämför kartan ni ritade på med den riktiga. Prata om vad gissningarna "
            "byggde på."
        ),
        _(
            "”Var hade vi fel, och vad lär det oss? Var hade vi rätt, och hur "
            "visste vi det?”"
        ),
    )


def _talking() -> list[Step]:
    return [
        Step(
            15,
            _("Styrkorna"),
            _(
                "Ta områdesbladen. Fyll i minst ett styrkekort för varje område innan "
                "ni skriver något behov."
            ),
            _("”Vad fungerar här? Vem får det att fungera? Vad vill vi inte förlora?”"),
        ),
        Step(
            15,
            _("Behoven"),
            _(
                "Fyll i behovskorten. Ett behov på varje kort. Kryssa i om siffrorna "
                "visar det, om ni ser det i ert arbete eller om ni tror det."
            ),
            _(
                "”Hur vet vi det? Vad skulle få oss att ändra oss? Vem saknas vid "
                "bordet?”"
            ),
        ),
        Step(
            7,
            _("Välj"),
            _(
                "Varje bord väljer två eller tre kort att gå vidare med. Skriv ett "
                "namn och när siffrorna tidigast kan visa en skillnad."
            ),
            _("”Vad kan vi göra något åt, tillsammans, det närmaste året?”"),
        ),
        Step(
            3,
            _("Avsluta"),
            _("Läs upp det ni valde. Säg när och hur alla får veta vad som händer."),
            _(
                "”Tack. Det här är vår bild i dag. Den ska gå att ändra när vi vet "
                "mer.”"
            ),
        ),
    ]


def clock(parts: list[Step]) -> list[str]:
    """Write when each part begins and ends, in minutes from the start."""
    ends = [sum(part.minutes for part in parts[: i + 1]) for i in range(len(parts))]
    starts = [0, *ends[:-1]]
    return [
        _("{start}–{end} min").format(start=start, end=end)
        for start, end in zip(starts, ends, strict=True)
    ]
