"""Kolada's JSON, version 2 and 3: a list of data points, each with its genders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from indicators.formats.cube import require_size
from indicators.formats.json_text import text_of
from indicators.formats.model import Dataset, Dimension, Note, RefusedError
from indicators.texts import _, ngettext

Json = Mapping[str, object]
_AREAS = ("municipality", "ou")
_NEXT = ("next_page", "next_url", "next")


def is_kolada(tree: Json) -> bool:
    """Tell whether its first data point is by `kpi` and `period`."""
    points = tree.get("values")
    if not isinstance(points, list) or not points:
        return False
    first = points[0]
    return isinstance(first, dict) and {"kpi", "period"} <= first.keys()


def read_kolada(tree: Json) -> Dataset:
    """Read all data points; one that Kolada has taken away isn't there."""
    points = cast(list[object], tree["values"])
    rows = [row for point in points for row in _point(point)]
    require_size([len(rows), 5])
    columns: list[list[str]] = [list(column) for column in zip(*rows, strict=True)]
    kpi, area, period, gender, value, status = columns or [[] for _i in range(6)]
    return Dataset(
        [
            Dimension("kpi", "kpi", "indicator"),
            Dimension("municipality", "kommun", "area"),
            Dimension("period", "period", "time"),
            Dimension("gender", "kön", "group"),
        ],
        [kpi, area, period, gender],
        Dimension("value", "value"),
        [value],
        notes=_notes(tree, value, status),
    )


def _point(written: object) -> Iterator[tuple[str, ...]]:
    if not isinstance(written, dict):
        raise _broken()
    area = next((text_of(written[key]) for key in _AREAS if key in written), "")
    inner = written.get("values")
    # The API's own "flat" form has gender and value beside kpi.
    for one in inner if isinstance(inner, list) else [written]:
        if not isinstance(one, dict) or "value" not in one:
            raise _broken()
        if text_of(one.get("isdeleted")) == "true":
            continue
        yield (
            text_of(written.get("kpi")),
            area,
            text_of(written.get("period")),
            text_of(one.get("gender")) or "T",
            text_of(one["value"]),
            text_of(one.get("status")),
        )


def _notes(tree: Json, values: list[str], status: list[str]) -> list[Note]:
    notes = []
    if any(tree.get(key) for key in _NEXT):
        message = _("Filen är en av flera sidor: det finns en fortsättning hos Kolada.")
        notes.append(Note(message, needs_yes=True))
    marks = sorted({mark[:20] for mark in status if mark})
    if marks:
        count = sum(1 for mark in status if mark)
        message = ngettext(
            "{count} datapunkt har en markering hos källan ({marks}).",
            "{count} datapunkter har en markering hos källan ({marks}).",
            count,
        ).format(count=count, marks=", ".join(marks[:5]))
        unsure = any(m and not v for m, v in zip(status, values, strict=True))
        notes.append(Note(message, needs_yes=unsure))
    return notes


def _broken() -> RefusedError:
    message = _("Filen är inte en hel tabell i Koladas JSON.")
    return RefusedError(message, _("Hämta den på nytt."))
