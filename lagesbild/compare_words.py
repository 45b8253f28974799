"""The words of the page Jämför, which draws itself in the browser."""

from __future__ import annotations

from indicators.texts import _

MOST_IN_GAP = 200  # areas; a third of more would be too many names for a sentence


def compare_words() -> dict[str, str]:
    """Give all the words of the page, in the language spoken now."""
    return {
        **_choices(),
        **_over_time(),
        **_pooled(),
        **_two_measures(),
        **_gap(),
    }


def _choices() -> dict[str, str]:
    """Give the words of what can be chosen, and what stands in every view."""
    return {
        "views": _("Sätt att jämföra"),
        "many": _("Kartor över tid"),
        "lines": _("Utveckling"),
        "heat": _("Översikt"),
        "two": _("Två kartor"),
        "points": _("Två mått"),
        "gaps": _("Skillnad mellan områden"),
        "level": _("Indelning"),
        "first": _("Mått"),
        "second": _("Mått att jämföra med"),
        "marked": _("Område att lyfta fram"),
        "nobody": _("Inget område"),
        "whole_name": _("Hela kommunen"),
        "with_values": _("Samma tal som tabell"),
        "withheld_short": _("visas inte"),
        "short_note": _(
            "”Visas inte” betyder att talet är skyddat, eftersom få personer ligger "
            "bakom, här eller i ett annat område."
        ),
        "practice": _("Övningsdata"),
        "too_many": _(
            "Områdena är för många för att visas så här. Välj en annan indelning."
        ),
        "at_level": _("Indelning: {level}"),
        "from_to": _("{low} till {high}"),
        "failed_data": _("Talen kunde inte hämtas. Ladda om sidan."),
    }


def _over_time() -> dict[str, str]:
    """Give the words of the small maps and of the lines."""
    return {
        "locked": _(
            "Färgerna betyder samma sak i alla kartor, så att åren går att jämföra."
        ),
        "locked_broken": _("Färgerna betyder samma sak i alla kartor."),
        "one_period": _(
            "Det finns bara en period, så det går inte att se någon utveckling."
        ),
        "latest_only": _("Bara de senaste {count} perioderna visas som kartor."),
        "lines_label": _(
            "{name}: en linje per område, {first} till {last}. {headline}"
        ),
        "lines_note": _(
            "Linjen bryts där ett tal saknas eller inte visas. Små grupper svänger "
            "mycket från år till år utan att något har ändrats."
        ),
        "terms_apart": _(
            "Höstterminer och vårterminer har var sin linje: de går inte att jämföra "
            "med varandra."
        ),
        "too_many_lines": _(
            "Områdena är för många för en linje var. Välj ett område, så visas det "
            "bredvid hela kommunen."
        ),
        "sum_not_drawn": _(
            "Hela kommunens antal står i tabellen. Det ritas inte: då skulle "
            "områdenas linjer tryckas ihop."
        ),
        "break": _("Ny gräns eller definition"),
        "break_note": _(
            "Vid {periods} ändrades gränsen eller definitionen. Jämför inte före med "
            "efter."
        ),
        "not_from_zero": _("Axeln börjar inte på noll."),
    }


def _pooled() -> dict[str, str]:
    """Give the words of periods put together."""
    return {
        "pool": _("Perioder"),
        "pool_1": _("En i taget"),
        "pool_2": _("Två tillsammans"),
        "pool_3": _("Tre tillsammans"),
        "pool_locked": _(
            "Ingen period räknas med två gånger. Ett område visas bara där alla "
            "perioderna får visas."
        ),
        "pool_left": _("Inte med, eftersom perioderna inte räcker: {periods}."),
        "pool_others": _("Inte med, eftersom de är av ett annat slag: {periods}."),
        "pool_told": _("Tillsammans, {period}: {text}"),
        "pool_alone": _("Var för sig, {period}: {text}"),
        "pool_both": _("Både tillsammans, {first}, och bara {second}: {text}"),
    }


def _two_measures() -> dict[str, str]:
    """Give the words of the overview, of two maps and of two measures."""
    return {
        "heat_label": _("Områden och mått, ordnade efter namn"),
        "heat_note": _(
            "Områdena står i bokstavsordning. Mörkare färg betyder högre tal för just "
            "det måttet, inte bättre eller sämre."
        ),
        "left": _("Karta till vänster"),
        "right": _("Karta till höger"),
        "map_of": _("Karta: {name}, {period}"),
        "two_note": _(
            "Välj ett område i den ena kartan så märks det också i den andra. "
            "Mönster som liknar varandra säger inget om orsaker."
        ),
        "points_note": _("Varje punkt är ett område, inte en person."),
        "no_line": _(
            "Ingen linje är dragen mellan punkterna: områdena är få, och att två tal "
            "följs åt betyder inte att det ena beror på det andra."
        ),
        "points_label": _(
            "{first} och {second}, {count} områden. Varje punkt är ett område, inte "
            "en person."
        ),
        "same_measure": _("Välj två olika mått."),
        "not_shown": _(
            "{count} områden har ingen punkt: minst ett av talen är skyddat eller "
            "saknas."
        ),
        "not_shown_one": _(
            "Ett område har ingen punkt: minst ett av talen är skyddat eller saknas."
        ),
        "no_points": _(
            "Inget område visas med båda talen, så det finns inget att rita."
        ),
    }


def _gap() -> dict[str, str]:
    """Give the words of the difference between areas."""
    return {
        "gap_note": _(
            "Områdena delas i tre ungefär lika stora delar efter talet, på nytt för "
            "varje period. Den övre tredjedelen jämförs med den nedre. Strecken visar "
            "vad skillnaden troligen ligger mellan."
        ),
        "gap_broken": _(
            "Linjen bryts där andra områden räknas med än perioden före: då kan en "
            "ändring bero på vilka områden som visas."
        ),
        "gap_label": _("{name}: skillnad mellan områden. {sentence}"),
        "counted": _("Områden som räknas med"),
        "highest": _("Där talet är högst"),
        "lowest": _("Där talet är lägst"),
        "apart": _("Skillnad"),
        "between": _("Troligen mellan"),
        "times": _("Gånger så högt"),
        "times_between": _("Gånger, troligen mellan"),
        "no_gap": _("Skillnaden räknas inte ut för de här områdena."),
        "gap_too_many": _(
            "Skillnaden räknas bara ut för indelningar med högst {count} områden, "
            "eftersom områdena ska kunna nämnas vid namn. Välj en annan indelning."
        ).format(count=MOST_IN_GAP),
    }
