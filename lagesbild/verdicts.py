"""What can be told apart, in words: the same in map, table, profile and report.

Only the difference is judged. Better and worse are said where the definition says which
way is better, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indicators.model import Direction, Indicator
from indicators.statistics import Comparison, Verdict, Why
from indicators.texts import _

LETTERS = {
    Verdict.HIGHER: "h",
    Verdict.LOWER: "l",
    Verdict.SAME: "s",
    Verdict.NOT_COMPARED: "n",
}
# Said beside the value already.
NOT_SHOWN = (Why.WITHHELD, Why.MISSING, Why.NOT_ADDITIVE)


def letters(found: Sequence[Comparison]) -> str:
    """Write each comparison as one letter, as the map document reads them."""
    return "".join(LETTERS[one.verdict] for one in found)


def verdict_text(verdict: Verdict) -> str:
    """Say in two or three words what can be told."""
    return {
        Verdict.HIGHER: _("tydligt högre"),
        Verdict.LOWER: _("tydligt lägre"),
        Verdict.SAME: _("går inte att skilja"),
        Verdict.NOT_COMPARED: _("jämförs inte"),
    }[verdict]


def short_words() -> dict[str, str]:
    """Give the words of a table's column, by letter."""
    return {letter: verdict_text(verdict) for verdict, letter in LETTERS.items()}


def reason_text(reason: str) -> str:
    """Say why something is not compared or not computed; nothing where it is."""
    return {
        Why.NONE: "",
        Why.WITHHELD: _("värdet visas inte, för att skydda små grupper"),
        Why.MISSING: _("uppgift saknas"),
        Why.NOT_ADDITIVE: _("talet kan inte räknas fram för flera områden ihop"),
        Why.NO_BENCHMARK: _("det finns inget värde att jämföra med"),
        Why.ELSEWHERE: _("andra kommuner kan registrera måttet på ett annat sätt"),
        Why.NO_EARLIER: _("det finns ingen tidigare period att jämföra med"),
        Why.NO_GROUP: _("området är inte med i någon områdesgrupp"),
        Why.TOO_FEW: _("för få personer ligger bakom"),
        Why.NO_COUNTS: _("källan säger inte hur många som ligger bakom"),
        Why.ROUNDED: _("antalen bakom är avrundade"),
        Why.NO_SPREAD: _("källan säger inte hur mycket det skiljer mellan personer"),
        Why.COUNT: _("ett antal blir större där fler bor"),
        Why.INDEX: _("det finns inga antal bakom måttet"),
        Why.OVERLAP: _("samma personer eller år finns med i båda"),
        Why.NOT_A_PART: _("antalen i området och i helheten går inte ihop"),
        Why.SAME_AREA: _("området är detsamma som det jämförs med"),
        Why.BREAK: _("gränsen eller definitionen har ändrats"),
        Why.FEW_PERIODS: _("det behövs minst fem perioder i rad"),
        Why.UNSTABLE: _("en enda period avgör åt vilket håll det går"),
        Why.TWO_WAYS: _(
            "det första och det sista talet ger ett annat svar än alla talen "
            "tillsammans"
        ),
    }[Why(reason)]


def legend_words(indicator: Indicator) -> dict[str, str]:
    """Give the words of the certainty view's legend, by letter."""
    better, worse = _("bättre läge"), _("sämre läge")
    higher, lower = {
        Direction.HIGHER: (better, worse),
        Direction.LOWER: (worse, better),
        Direction.NEUTRAL: ("", ""),
    }[indicator.direction]
    return {
        "h": _with(_("Tydligt högre"), higher),
        "s": _("Går inte att skilja"),
        "l": _with(_("Tydligt lägre"), lower),
        "n": _("Jämförs inte"),
    }


def _with(words: str, judged: str) -> str:
    return f"{words} ({judged})" if judged else words


def why_not(found: Sequence[Comparison]) -> str:
    """Say why areas that have a value are not compared: the most common reason."""
    reasons = Counter(
        one.reason
        for one in found
        if one.verdict is Verdict.NOT_COMPARED and one.reason not in NOT_SHOWN
    )
    return reason_text(reasons.most_common(1)[0][0]) if reasons else ""
