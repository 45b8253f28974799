"""One line of a portrait: what is known of one indicator in one area."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from indicators.model import Direction, Indicator, Reason
from indicators.periods import span
from indicators.statistics import (
    Comparison,
    Course,
    Trend,
    Verdict,
    era,
    fewer_persons,
)
from lagesbild.likely import likely
from lagesbild.portrait.limits import cannot_compare, limits
from lagesbild.portrait.measures import Measure, Row, Shared
from lagesbild.sentences.counts import is_shown
from lagesbild.sentences.figure import comparison_sentence, level_sentence
from lagesbild.sentences.gap import fewer_sentence
from lagesbild.sentences.time import trend_sentence
from lagesbild.sentences.together import together, with_members
from lagesbild.series import whole_of
from lagesbild.verdicts import reason_text, verdict_text
from lagesbild.words import (
    absence_text,
    base_text,
    practice_mark,
    value_text,
)


@dataclass(frozen=True)
class Finding:
    """A line as it is shown, and what the headlines are chosen by."""

    indicator: Indicator
    line: dict[str, Any]
    comparison: Comparison
    trend: Trend
    level: str  # the sentence that says how much

    @property
    def better(self) -> bool | None:
        """Whether the area stands better than the municipality; None if not clear."""
        up = {Verdict.HIGHER: True, Verdict.LOWER: False}
        return _good(self.indicator, up.get(self.comparison.verdict))

    @property
    def improving(self) -> bool | None:
        """Whether it goes the better way; None if that can't be told."""
        up = {Course.RISING: True, Course.FALLING: False}
        return _good(self.indicator, up.get(self.trend.course))


def _good(indicator: Indicator, up: bool | None) -> bool | None:
    if up is None or indicator.direction is Direction.NEUTRAL:
        return None
    return up == (indicator.direction is Direction.HIGHER)


def find(measure: Measure, code: str, area: str) -> Finding:
    """Work out all there is to say of one indicator in one area."""
    indicator, row, whole = measure.indicator, measure.rows[-1][code], measure.whole
    comparison = measure.comparisons[code]
    course, shared = measure.course(code), measure.shared[-1].get(code)
    among = measure.latest.compared_with(code)
    level = _level(measure, shared, row, area)
    beside = comparison_sentence(comparison, row, whole, indicator)
    line = {
        **_identity(measure),
        **_figure(row, indicator, shared),
        **_beside(measure, comparison),
        "trend": course.course.value,
        "trend_text": trend_sentence(course),
        "history": _history(measure, code),
        "spread": measure.spread(),
        "cannot_say": limits(row, indicator, comparison, course, shared, among),
        "cannot_compare": cannot_compare(row, comparison, among),
        "sentence": f"{level} {beside}".strip(),
        "fewer": _fewer(measure, comparison, row, area),
    }
    return Finding(indicator, line, comparison, course, level)


def _identity(measure: Measure) -> dict[str, Any]:
    indicator = measure.indicator
    return {
        "indicator": indicator.id,
        "name": str(indicator.name),
        "short": str(indicator.short),
        "unit": str(indicator.unit),
        "kind": indicator.kind.value,
        "period": measure.latest.period,
        "source": str(indicator.source),
        "licence": indicator.licence,
        "practice": practice_mark(indicator),
        "definition": str(indicator.definition),
    }


def _level(measure: Measure, shared: Shared | None, row: Row, area: str) -> str:
    """Say how much the area has, or those that it shares its figure with."""
    if shared is not None:
        row, area = shared.row, together(shared.names)
    period, whole = measure.latest.period, measure.whole
    return level_sentence(row, measure.indicator, area, period, whole)


def _figure(row: Row, indicator: Indicator, shared: Shared | None) -> dict[str, Any]:
    shown = is_shown(row)
    return {
        "value": _value(row, indicator, shared),
        "number": row["value"] if shown else None,
        "base": _base(row) if shown else "",
        "people": _or_none(row["denominator"]) if shown else None,
        "additive": shown or row["reason"] != Reason.NOT_ADDITIVE,
        **likely(row, indicator),
    }


def _base(row: Row) -> str:
    return base_text(row["numerator"], row["denominator"], row["reason"])


def _beside(measure: Measure, comparison: Comparison) -> dict[str, Any]:
    whole = measure.whole
    return {
        "whole": whole_of(measure.latest),
        "whole_number": whole["value"] if whole and is_shown(whole) else None,
        "verdict": comparison.verdict.value,
        "verdict_text": verdict_text(comparison.verdict),
        "reason_text": reason_text(comparison.reason) if comparison.reason else "",
    }


def _history(measure: Measure, code: str) -> list[dict[str, Any]]:
    return [
        _point(one.period, rows[code], measure.indicator, shared.get(code))
        for one, rows, shared in zip(
            measure.series, measure.rows, measure.shared, strict=True
        )
    ]


def _point(
    period: str, row: Row, indicator: Indicator, shared: Shared | None
) -> dict[str, Any]:
    shown = is_shown(row)
    edges = likely(row, indicator)
    return {
        "period": period,
        "number": row["value"] if shown else None,
        "text": _value(row, indicator, shared),
        "status": row["status"],
        "low": edges["low"],
        "high": edges["high"],
        "people": _or_none(row["denominator"]) if shown else None,
        "months": _months(period),
        "era": era(period, indicator.breaks),
    }


def _months(period: str) -> list[int] | None:
    covered = span(period)
    return list(covered) if covered else None


def _value(row: Row, indicator: Indicator, shared: Shared | None) -> str:
    if shared is not None:
        return with_members(_value(shared.row, indicator, None), shared.names)
    if not is_shown(row):
        return absence_text(row["status"], row["reason"])
    return value_text(row["value"], indicator, row["denominator"])


def _fewer(measure: Measure, comparison: Comparison, row: Row, area: str) -> str:
    """Count the persons that a clear difference for the worse is about."""
    indicator, whole = measure.indicator, measure.whole
    worse = {Direction.LOWER: Verdict.HIGHER, Direction.HIGHER: Verdict.LOWER}
    if whole is None or comparison.verdict is not worse.get(indicator.direction):
        return ""
    return fewer_sentence(fewer_persons(row, whole, indicator), indicator, area)


def _or_none(number: float) -> float | None:
    return None if math.isnan(number) else number
