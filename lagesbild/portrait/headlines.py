"""The few sentences at the top of a portrait: chosen by test, strengths first."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.statistics import Verdict
from indicators.texts import _, ngettext
from lagesbild.portrait.lines import Finding
from lagesbild.sentences.counts import number_word
from lagesbild.words import capital

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
    rest = [one for one in clear if one not in (*strengths, *challenges)]
    if not strengths or not said:
        said.insert(0, _alike(findings, area))
    if rest and said:
        said.append(
            ngettext(
                "{count} mått till skiljer sig tydligt från hela kommunen. Det står "
                "längre ned.",
                "{count} mått till skiljer sig tydligt från hela kommunen. De står "
                "längre ned.",
                len(rest),
            ).format(count=capital(number_word(len(rest))))
        )
    return [text for text in said if text]


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
    if same == compared:
        return ngettext(
            "Det enda mått som jämförs för {area} går inte att skilja från hela "
            "kommunen.",
            "Inget av de {count} mått som jämförs för {area} går att skilja från hela "
            "kommunen.",
            compared,
        ).format(area=area, count=number_word(compared))
    if not same:
        return ""
    return _(
        "{same} av de {count} mått som jämförs för {area} går inte att skilja från "
        "hela kommunen."
    ).format(same=capital(number_word(same)), count=number_word(compared), area=area)
