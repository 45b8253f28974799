"""What can be told apart on a map, area by area, for those who read it as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.statistics import Comparison, Verdict
from indicators.texts import _
from lagesbild.sentences.map_text import class_line
from lagesbild.verdicts import NOT_SHOWN, reason_text


def certainty_lines(
    found: Sequence[Comparison], codes: Sequence[str], names: Mapping[str, str]
) -> list[str]:
    """Name the areas that can be told apart, those that can't, and the rest.

    Areas whose value is withheld or missing are left out: that is said elsewhere.

    Returns
    -------
    list of str
        The clear ones first, one line a verdict; nothing where nothing is compared.
    """
    words = {
        Verdict.HIGHER: _("Tydligt högre"),
        Verdict.LOWER: _("Tydligt lägre"),
        Verdict.SAME: _("Går inte att skilja"),
    }
    if not any(one.verdict in words for one in found):
        return []
    pairs = list(zip(codes, found, strict=True))
    lines = [
        class_line(
            text, [c for c, o in pairs if o.verdict is verdict], len(codes), names
        )
        for verdict, text in words.items()
    ]
    reasons: dict[str, list[str]] = {}
    for code, one in pairs:
        if one.verdict is Verdict.NOT_COMPARED and one.reason not in NOT_SHOWN:
            reasons.setdefault(one.reason, []).append(code)
    apart = _("Jämförs inte ({why})")
    return lines + [
        class_line(apart.format(why=reason_text(reason)), inside, len(codes), names)
        for reason, inside in reasons.items()
    ]
