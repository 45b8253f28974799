"""The words of the meeting kit: its parts, its cards and what is asked on them."""

from __future__ import annotations

from typing import Any

from indicators.texts import _, ngettext
from lagesbild.paper.wording import sheet_words


def kit_words() -> dict[str, Any]:
    """Give all words that the kit's template writes."""
    return sheet_words() | _parts() | _area_words() | _need_words() | _strength_words()


def inside(maps: int, areas: int) -> list[list[str]]:
    """List what is in the kit, and how it is to be printed."""
    sheets = ngettext("A4, {count} blad", "A4, {count} blad", areas)
    walls = ngettext("A3, {count} karta", "A3, {count} kartor", maps)
    return [
        [
            _("Manus"),
            _("För den som leder mötet. Nittio minuter, steg för steg."),
            _("A4, 1 blad"),
        ],
        [
            _("Kartor"),
            _(
                "För väggen. En utan siffror att gissa på, sedan en för varje mått. "
                "Ju mörkare streck, desto högre värde. Pilar visar var skillnaden mot "
                "kommunen är tydlig. Där måttet inte går att jämföra står det Jämförs "
                "inte, och varför. Kryss betyder att värdet inte visas, för att "
                "skydda små grupper."
            ),
            walls.format(count=maps),
        ],
        [
            _("Områdesblad"),
            _(
                "Alla mått för ett område och plats att skriva. Ett till varje "
                "deltagare."
            ),
            sheets.format(count=areas),
        ],
        [
            _("Kort"),
            _(
                "Ett för behov och ett för styrkor, med områdets namn. Skriv ut så "
                "många ni behöver och klipp isär dem längs den streckade linjen."
            ),
            sheets.format(count=areas),
        ],
    ]


def _parts() -> dict[str, Any]:
    return {
        "inside": _("Det här ingår"),
        "inside-columns": [_("Del"), _("Vad det är"), _("Skriv ut på")],
        "rules": _("Så talar vi om områden"),
        "script": _("Manus för nittio minuter"),
        "before": _("Före mötet"),
        "course": _("Under mötet"),
        "after": _("Efter mötet"),
    }


def _area_words() -> dict[str, Any]:
    return {
        "sheet": _("Områdesblad"),
        "sheet-columns": [
            _("Livsområde"),
            _("Mått"),
            _("Här"),
            _("Hela kommunen"),
            _("Jämfört med kommunen"),
        ],
        "sheet-questions": [
            _("Vad känner vi igen?"),
            _("Vad förvånar oss, eller stämmer inte med det vi ser?"),
        ],
    }


def _need_words() -> dict[str, Any]:
    return {
        "need": _("Behov"),
        "need-fields": [
            [_("Det här behöver barn och familjer här"), 2],
            [_("Källa: vilket mått och år, eller vem har sett det?"), 1],
            [_("Förslag, och vem som tar det vidare"), 1],
            [_("Vad väntar vi oss att se, i vilket mått, och när tidigast?"), 1],
        ],
        "need-ticks": [
            [
                _("Vi säger det för att"),
                [_("siffrorna visar det"), _("vi ser det i arbetet"), _("vi tror det")],
            ],
            [
                _("Så säkra är vi"),
                [_("mycket"), _("ganska"), _("osäkra"), _("vi är inte överens")],
            ],
        ],
    }


def _strength_words() -> dict[str, Any]:
    return {
        "strength": _("Styrka"),
        "strength-fields": [
            [_("Det här fungerar här"), 2],
            [_("Vem eller vad får det att fungera?"), 1],
            [_("Hur vet vi det?"), 1],
            [_("Vad skulle vi kunna göra mer av?"), 1],
        ],
    }
