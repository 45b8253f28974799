"""Fetch an indicator's figures from the public source that its definition names.

Off unless the municipality turns outgoing requests on. What comes back is a file for
`indicators.reading`, whole or not at all, with every answer as it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from indicators.model import Indicator
from indicators.sources.answers import some
from indicators.sources.errors import SourceError, UnknownSourceError
from indicators.sources.fetched import Fetched, Part
from indicators.sources.kolada import KPI, fetch_kpis
from indicators.sources.outgoing import SERVICES, Outgoing
from indicators.sources.scb import PATH, TABLE, fetch_table, fetch_table_v1
from indicators.sources.selection import LEVELS, Ask
from indicators.sources.skolverket import fetch_schools
from indicators.sources.when import LATEST
from indicators.texts import _

__all__ = [
    "LATEST",
    "LEVELS",
    "SERVICES",
    "Ask",
    "Fetched",
    "Outgoing",
    "Part",
    "SourceError",
    "can_fetch",
    "fetch_indicator",
    "fetch_kpis",
    "fetch_schools",
    "fetch_table",
    "fetch_table_v1",
    "service_of",
    "why_not",
]

_SCHOOLS = re.compile(r"skolverket/([a-z]+)/([A-Za-z0-9]+)")
_FORMS = {TABLE: "scb", PATH: "scb", KPI: "kolada", _SCHOOLS: "skolverket"}
_KOMMUN = re.compile(r"[0-9]{4}")


def can_fetch(definition: Indicator) -> bool:
    """Tell whether a definition names its source in a form that can be asked for."""
    return why_not(definition) is None


def service_of(definition: Indicator) -> str:
    """Tell whom a definition points at: "scb", "kolada", "skolverket", or ""."""
    return next(
        (who for form, who in _FORMS.items() if form.fullmatch(definition.source_id)),
        "",
    )


def why_not(definition: Indicator) -> tuple[str, str] | None:
    """Say why nobody can be asked where a definition points, and what to do."""
    if not definition.verified:
        return _unverified(definition.source_id)
    return None if service_of(definition) else _unknown(definition.source_id)


def fetch_indicator(
    definition: Indicator,
    kommun: str,
    periods: Sequence[str],
    outgoing: Outgoing,
    *,
    level: str = "",
    vintage: str = "",
    choices: Mapping[str, Sequence[str]] | None = None,
) -> Fetched:
    """Fetch what an indicator is made of, from where its `source_id` points.

    Parameters
    ----------
    definition : Indicator
        With a `source_id` that is checked and spelt out: `TAB6574`, a path of PxWeb's
        older API (`BE/BE0101/BE0101Y/HushallT28`), a key figure of Kolada's (`N15428`),
        or `skolverket/gr/averageGradesMeritRating9thGrade`.
    kommun : str
        Four digits.
    periods : sequence of str
        In our own form, `LATEST`, or none for all that the source has.
    outgoing : Outgoing
        What the municipality allows.
    level, vintage, choices
        For tables of SCB's: see `Ask`. Without `choices`, everything the table has
        about the municipality comes, because a variable left out would be summed over.

    Raises
    ------
    SourceError
        Of every kind in `indicators.sources.errors`; nothing is returned then.
    """
    source_id = definition.source_id
    if not _KOMMUN.fullmatch(kommun):
        message = _("en kommunkod har fyra siffror, som 0764.")
        raise UnknownSourceError(definition.id, message)
    if reason := why_not(definition):
        raise UnknownSourceError(definition.id, *reason)
    ask = Ask(kommun, tuple(periods), level, vintage, choices or {})
    if TABLE.fullmatch(source_id):
        return fetch_table(source_id, ask, outgoing)
    if PATH.fullmatch(source_id):
        return fetch_table_v1(source_id, ask, outgoing)
    if KPI.fullmatch(source_id):
        return fetch_kpis([source_id], [kommun], periods, outgoing)
    _who, form, metric = source_id.split("/")
    return fetch_schools(kommun, form, [metric], outgoing, periods)


def _unverified(source_id: str) -> tuple[str, str]:
    return (
        _("beteckningen {source_id} är inte kontrollerad hos källan.").format(
            source_id=some([source_id])
        ),
        _(
            "Slå upp den där. Stämmer den, så ta bort raden verified = false ur "
            "definitionen; annars rätta source_id."
        ),
    )


def _unknown(source_id: str) -> tuple[str, str]:
    return (
        _("source_id är {source_id}, och det går inte att fråga efter.").format(
            source_id=some([source_id]) if source_id else "–"
        ),
        _(
            "Slå upp tabellen hos källan och skriv dess beteckning i definitionen: TAB "
            "och siffror (SCB), hela sökvägen (SCB:s äldre API), N eller U och fem "
            "siffror (Kolada), eller skolverket/gr/mått."
        ),
    )
