"""A school's figures as Skolverket writes them, and the file that we make of them.

Figures come as Swedish text ("238,7", "cirka 340", "~100", "..") and are handed on as
they stand; a figure that isn't there is written as Skolverket's own mark for why not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from indicators.periods import parse_period
from indicators.sources.answers import changed, lacking, require_dicts
from indicators.texts import _

HEADERS = ("områdeskod", "läsår", "indikator", "grupp", "värde", "värdetyp")
PROGRAMMES = "programMetrics"
_FIGURE = re.compile(r"(?:cirka |~|-|−)?\d[\d \u00a0]*(?:,\d+)?")
_PROGRAMME = re.compile(r"\w{0,12}")
# Types with no figure, and the mark that the reader knows them by.
_MARKS = {
    "MISSING": ".",
    "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS": "..",
    "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION": "ej tillämpligt",
}
_TYPES = ("EXISTS", "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE")


class Figure(NamedTuple):
    """One line of the file; `programme` is "" outside upper secondary school."""

    school: str
    period: str
    metric: str
    programme: str
    value: str
    kind: str


def read_figures(
    school: str, body: dict[str, Any], metrics: Collection[str], where: str
) -> Iterator[Figure]:
    """Read the wanted metrics of a school, and of each of its programmes."""
    yield from _figures(school, "", body, metrics, where)
    programmes = body.get(PROGRAMMES) or []
    for programme in require_dicts(programmes, PROGRAMMES, where):
        code = str(programme.get("programCode", ""))
        if not _PROGRAMME.fullmatch(code):
            raise lacking("programCode", where)
        yield from _figures(school, code, programme, metrics, where)


def _figures(
    school: str,
    programme: str,
    body: dict[str, Any],
    metrics: Collection[str],
    where: str,
) -> Iterator[Figure]:
    for metric in metrics:
        for item in require_dicts(body.get(metric) or [], metric, where):
            period = parse_period(str(item.get("timePeriod")))
            if period is None:
                raise lacking("timePeriod", where)
            kind = str(item.get("valueType"))
            value = _value(item.get("value"), kind, metric, where)
            yield Figure(school, period.text, metric, programme, value, kind)


def _value(value: Any, kind: str, metric: str, where: str) -> str:
    """Write a figure as Skolverket does, and the lack of one as its mark."""
    text = "" if value is None else str(value).strip()
    if kind in _MARKS:
        # "Missing" has been seen beside the mark for secrecy: then it is secret.
        return ".." if text == ".." else _MARKS[kind]
    if kind in _TYPES and (_FIGURE.fullmatch(text) or text in (".", "..")):
        return text
    raise changed(where, _("värdena i {metric} är av nytt slag").format(metric=metric))


def write_figures(figures: Sequence[Figure], form: str) -> bytes:
    """Write figures as CSV with `HEADERS`, sorted, as Swedish Excel expects it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for figure in sorted(figures):
        metric = f"skolverket/{form}/{figure.metric}"
        writer.writerow(
            [figure.school, figure.period, metric, figure.programme, *figure[4:]]
        )
    return text.getvalue().encode("utf-8-sig")
