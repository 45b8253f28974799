"""How many areas of a map can be told apart from something, in a sentence or two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indicators.statistics import Comparison, Verdict, Why
from indicators.texts import _, ngettext
from lagesbild.sentences.counts import number_word
from lagesbild.verdicts import reason_text, why_not
from lagesbild.words import capital


def certainty(found: Sequence[Comparison], beside: str = "") -> str:
    """Say how many areas can be told apart from the municipality, or something else.

    Parameters
    ----------
    found : sequence of Comparison
        One for each area of a map, as `compare_with_whole` gives them.
    beside : str
        What they are held against, as it stands after "skilja från"; the municipality
        if nothing is said.
    """
    beside = beside or _("kommunen")
    count = Counter(one.verdict for one in found)
    higher, lower = count[Verdict.HIGHER], count[Verdict.LOWER]
    compared = higher + lower + count[Verdict.SAME]
    if not compared:
        return _not_compared(found, beside)
    told = _told(higher + lower, compared, len(found), beside)
    return " ".join(filter(None, [told, _ways(higher, lower)]))


def _not_compared(found: Sequence[Comparison], beside: str) -> str:
    """Say why nothing is compared; nothing of the whole itself, which has no other."""
    if [one.reason for one in found] == [Why.NO_BENCHMARK]:
        return ""
    why = why_not(found) or _nothing_shown(found)
    if len(found) == 1:
        text = _("Området jämförs inte med {beside}: {why}.")
    else:
        text = _("Områdena jämförs inte med {beside}: {why}.")
    return text.format(beside=beside, why=why)


def _nothing_shown(found: Sequence[Comparison]) -> str:
    reasons = {one.reason for one in found}
    if Why.WITHHELD in reasons:
        return _("talen visas inte, för att skydda små grupper")
    summed = Why.NOT_ADDITIVE in reasons
    return reason_text(Why.NOT_ADDITIVE if summed else Why.MISSING)


def _ways(higher: int, lower: int) -> str:
    if higher + lower == 1:
        return (
            _("Det ligger tydligt högre.") if higher else _("Det ligger tydligt lägre.")
        )
    if higher and lower:
        both = ngettext(
            "{higher} ligger tydligt högre och {lower} tydligt lägre.",
            "{higher} ligger tydligt högre och {lower} tydligt lägre.",
            higher,
        )
        return both.format(
            higher=capital(number_word(higher)), lower=number_word(lower)
        )
    if higher:
        return _("De ligger tydligt högre.")
    return _("De ligger tydligt lägre.") if lower else ""


def _count(number: int) -> str:
    return number_word(number) if number == 1 else str(number)


def _told(apart: int, compared: int, areas: int, beside: str) -> str:
    """Say how many of how many; a sentence of its own where it is one, all or none."""
    if compared == 1:
        text = _of_one(apart, areas)
    elif not apart:
        text = _of_none(compared, areas)
    elif apart == compared:
        text = _of_all(compared, areas)
    elif compared == areas:
        text = _("{apart} av {areas} områden går att skilja från {beside}.")
    else:
        text = _(
            "{apart} av de {areas} områden som kan jämföras går att "
            "skilja från {beside}."
        )
    some = capital(_count(apart))
    return text.format(apart=some, areas=compared, beside=beside)


def _of_one(apart: int, areas: int) -> str:
    if areas == 1 and apart:
        return _("Området går att skilja från {beside}.")
    if areas == 1:
        return _("Området går inte att skilja från {beside}.")
    if apart:
        return _("Det enda område som kan jämföras går att skilja från {beside}.")
    return _("Det enda område som kan jämföras går inte att skilja från {beside}.")


def _of_none(compared: int, areas: int) -> str:
    if compared == areas == 2:
        return _("Inget av de båda områdena går att skilja från {beside}.")
    if compared == areas:
        return _("Inget av de {areas} områdena går att skilja från {beside}.")
    if compared == 2:
        return _(
            "Inget av de båda områden som kan jämföras går att skilja från {beside}."
        )
    return _(
        "Inget av de {areas} områden som kan jämföras går att skilja från {beside}."
    )


def _of_all(compared: int, areas: int) -> str:
    if compared == areas == 2:
        return _("Båda områdena går att skilja från {beside}.")
    if compared == areas:
        return _("Alla {areas} områden går att skilja från {beside}.")
    if compared == 2:
        return _("Båda de områden som kan jämföras går att skilja från {beside}.")
    return _("Alla {areas} områden som kan jämföras går att skilja från {beside}.")
