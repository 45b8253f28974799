"""The few sentences at the top of a portrait: chosen by test, strengths first."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.statistics import Verdict
from indicators.texts import _, ngettext
from lagesbild.portrait.lines import Finding
from lagesbild.sentences.counts import number_word

MOST = 3  # of each sort


def headlines(findings: Sequence[Finding], area: str) -> list[str]:
    """Choose what to say first of an area.

    What is clearly better than in the municipality, or clearly on the way there, comes
    first; then as many of what is clearly worse, but always one if there is any. Which
    ones is decided by the strength of the evidence, their order by the wheel, so that
    nothing reads as a list of merits.

    Returns
    -------
    list of str
    """
    strengths = _chosen(findings, True, MOST)
    challenges = _chosen(findings, False, max(1, len(strengths)))
    said = [_strength(one) for one in strengths]
    said += [_challenge(one) for one in challenges]
    clear = [one for one in findings if _is_clear(one)]
    told = [*strengths, *challenges]
    rest = [one for one in clear if one not in told]
    # What is told by its trend alone does not differ: then there is nothing "more".
    words = _more if any(map(_is_clear, told)) else _apart
    more = words(len(rest), area)
    if not strengths:
        said.insert(0, _alike(findings, area))
    return [text for text in (*said, more) if text]


def _chosen(findings: Sequence[Finding], good: bool, most: int) -> list[Finding]:
    by_level = [one for one in findings if one.better is good]
    by_level.sort(key=lambda one: 1.0 if one.comparison.p is None else one.comparison.p)
    by_time = [o for o in findings if o.improving is good and o.better is None]
    picked = [*by_level, *by_time][:most]
    return [one for one in findings if one in picked]


def _is_clear(one: Finding) -> bool:
    return one.comparison.verdict in (Verdict.HIGHER, Verdict.LOWER)


def _strength(one: Finding) -> str:
    return _marked(one, one.line["sentence"] if one.better else _with_trend(one))


def _challenge(one: Finding) -> str:
    text = one.line["sentence"] if one.better is False else _with_trend(one)
    return _marked(one, f"{text} {one.line['fewer']}".strip())


def _with_trend(one: Finding) -> str:
    return f"{one.level} {one.line['trend_text']}"


def _marked(one: Finding, text: str) -> str:
    return _("Övningsdata: {text}").format(text=text) if one.line["practice"] else text


def _alike(findings: Sequence[Finding], area: str) -> str:
    """Say how much of it is as in the municipality, as far as can be told."""
    same = sum(one.comparison.verdict is Verdict.SAME for one in findings)
    compared = same + sum(map(_is_clear, findings))
    if not compared:
        return _(
            "Inget mått för {area} går att jämföra med hela kommunen ännu."
        ).format(area=area)
    if not same:
        return ""
    return _alike_in(same, compared).format(
        same=number_word(same), count=number_word(compared), area=area
    )


def _alike_in(same: int, compared: int) -> str:
    """Give the sentence for so many alike of so many compared; at least one is."""
    if compared == 1:
        return _(
            "I det enda mått som jämförs går {area} inte att skilja från hela kommunen."
        )
    if same == compared == 2:
        return _(
            "I inget av de båda mått som jämförs går {area} att skilja från hela "
            "kommunen."
        )
    if same == compared:
        return _(
            "I inget av de {count} mått som jämförs går {area} att skilja från hela "
            "kommunen."
        )
    return _(
        "I {same} av de {count} mått som jämförs går {area} inte att skilja från hela "
        "kommunen."
    )


def _more(count: int, area: str) -> str:
    """Say in how many measures an area stands out besides those that were told."""
    if not count:
        return ""
    return ngettext(
        "I {count} mått till skiljer sig {area} tydligt från hela kommunen.",
        "I {count} mått till skiljer sig {area} tydligt från hela kommunen.",
        count,
    ).format(count=number_word(count), area=area)


def _apart(count: int, area: str) -> str:
    """Say in how many measures an area stands out, where none of them was told."""
    if not count:
        return ""
    return ngettext(
        "I {count} mått skiljer sig {area} tydligt från hela kommunen.",
        "I {count} mått skiljer sig {area} tydligt från hela kommunen.",
        count,
    ).format(count=number_word(count), area=area)
