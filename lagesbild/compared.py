"""A level held against one benchmark, as the pages read it: one file a language.

Made by the process that prepares what readers fetch. Map, table, text, file and profile
all take the verdicts of a chosen benchmark from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from indicators.model import Indicator
from indicators.statistics import Comparison, Why
from indicators.texts import _
from lagesbild.benchmarks import Benchmarks
from lagesbild.beside import EARLIER, Benchmark, Beside, Other
from lagesbild.likely import likely
from lagesbild.sentences.certainty import certainty_lines
from lagesbild.sentences.counts import is_shown
from lagesbild.sentences.told_apart import certainty
from lagesbild.series import Series
from lagesbild.verdicts import letters, reason_text, short_words, why_not
from lagesbild.words import absence_text, value_text

REASONS = {why: chr(ord("A") + place) for place, why in enumerate(Why)}


def compared(
    benchmarks: Benchmarks,
    chosen: Benchmark,
    series: Sequence[Series],
    names: Mapping[str, str],
) -> dict[str, Any]:
    """Write how the areas of a level stand beside a benchmark, in the language spoken.

    Returns
    -------
    dict
        `name`; `verdicts` and `reasons`, the words of the letters; `which`, the place
        among `others` of what each area is held against, None where there is only one;
        `series`, by key: a letter for each area in `verdicts` and `reasons`, `crowded`,
        the places of those that are not told apart only because so many (`among`) are
        compared at once, the
        sentence about the map, the words of the legend, `lines` that name the areas,
        and `others`: what they are held against, with its figure, how many are behind
        it and what it is likely between; where that is the area's own, `before` is the
        period it is of.
    """
    written, which = {}, None
    for one in series:
        beside = chosen.hold(one)
        found = benchmarks.compare(chosen, one, beside)
        written[one.key] = _series(one, beside, found, names)
        which = beside.which or which
    return {
        "id": chosen.id,
        "name": _name(chosen, series),
        "verdicts": short_words(),
        "reasons": {letter: reason_text(why) for why, letter in REASONS.items()},
        "which": which,
        "series": written,
    }


def _name(chosen: Benchmark, series: Sequence[Series]) -> str:
    """Name it for a whole profile, after "än i"."""
    if chosen.id == EARLIER:
        return _("samma område en tidigare period")
    others = chosen.hold(series[0]).others if series else ()
    return others[0].name if len(others) == 1 else str(chosen.label)


def _series(
    one: Series, beside: Beside, found: Sequence[Comparison], names: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "verdicts": letters(found),
        "reasons": "".join(REASONS[Why(c.reason)] for c in found),
        "crowded": [place for place, c in enumerate(found) if c.clear_alone],
        "among": sum(c.p is not None for c in found),
        "certainty": f"{certainty(found, beside.phrase)} {_sources(beside)}".strip(),
        "why_not": why_not(found),
        "legend": _("Jämfört med {beside} (antal områden)").format(
            beside=beside.phrase
        ),
        "compared": _("Jämfört med {beside}").format(beside=beside.phrase),
        "lines": certainty_lines(found, list(one.table.index), names),
        "others": [_other(other, one.indicator) for other in beside.others],
        "before": beside.before,
    }


def _sources(beside: Beside) -> str:
    """Name the source of what areas are held against, where it is another."""
    return " ".join(
        _("Källa för {name}: {source}.").format(name=one.name, source=one.source)
        for one in beside.others
        if one.source and one.row is not None and is_shown(one.row)
    )


def _other(other: Other, indicator: Indicator) -> dict[str, Any]:
    told = {"name": other.name, "source": "", "text": "", "number": None}
    row = other.row
    if row is None:
        return told
    if not is_shown(row):
        return told | {"text": absence_text(row["status"], row["reason"])}
    people = float(row["denominator"])
    edges = likely(row, indicator)
    return told | {
        "source": other.source,
        "text": value_text(row["value"], indicator, people),
        "number": row["value"],
        "people": None if isnan(people) else people,
        "low": edges["low"],
        "high": edges["high"],
    }
