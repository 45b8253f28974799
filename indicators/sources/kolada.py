"""Kolada, the municipalities' key figures: API v3, and v2, which has the same form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from indicators.sources.answers import (
    changed,
    is_number,
    lacking,
    require_dict,
    require_dicts,
    some,
)
from indicators.sources.errors import MissingError, UnknownSourceError
from indicators.sources.fetched import JSON, Fetched
from indicators.sources.http import Web
from indicators.sources.outgoing import KOLADA, Outgoing
from indicators.sources.when import LATEST, kolada_year
from indicators.texts import _

BATCH = 25  # ids, or years, in one address
PAGE = 5000
MOST_PAGES = 200
KPI = re.compile(r"[NU][0-9]{5}")
_UNIT = re.compile(r"[0-9]{4}")
_GENDERS = ("T", "K", "M")

Row = dict[str, Any]


def fetch_kpis(
    kpis: Sequence[str],
    municipalities: Sequence[str],
    periods: Sequence[str],
    outgoing: Outgoing,
) -> Fetched:
    """Fetch key figures of municipalities, for everybody and by gender.

    Parameters
    ----------
    kpis : sequence of str
        Such as `N15428`.
    municipalities : sequence of str
        Four digits; `0000` is the whole country, `0001` to `0025` the regions.
    periods : sequence of str
        Years, or `LATEST`; none of them means all that there are.

    Returns
    -------
    Fetched
        In Kolada's own form, all pages in one, sorted: `{"count": …, "kpis": {id:
        title}, "values": [{"kpi", "municipality", "period", "values": [{"gender",
        "count", "status", "value"}]}]}`. A value that is missing is null.

    Raises
    ------
    SourceError
        Of every kind; also if a key figure doesn't exist, or has no values here.
    """
    years = [] if LATEST in periods else [kolada_year(period) for period in periods]
    _require_ids(kpis, municipalities)
    with Web(KOLADA, outgoing, some(kpis)) as web:
        titles = _titles(web, kpis)
        rows: dict[tuple[str, str, str], Row] = {}
        for kpi in _batches(kpis):
            for unit in _batches(municipalities):
                for year in _batches(years) if years else [[]]:
                    _add(rows, _ask(web, kpi, unit, year), web.where)
        _require_values(rows, kpis, web.where)
        if LATEST in periods:
            rows = _latest(rows)
        content = _written(rows, titles)
        return Fetched.of(
            content,
            media_type=JSON,
            name=f"kolada-{'-'.join(kpis[:3])}.json",
            source="kolada",
            parts=web.parts,
        )


def _titles(web: Web, kpis: Sequence[str]) -> dict[str, str]:
    """Ask what the key figures are called; those without a name don't exist."""
    titles: dict[str, str] = {}
    for batch in _batches(kpis):
        try:
            rows = list(_pages(web, "/kpi/" + ",".join(batch)))
        except MissingError:
            rows = []
        titles |= {str(row.get("id")): str(row.get("title", "")) for row in rows}
    gone = [kpi for kpi in kpis if kpi not in titles]
    if gone:
        raise MissingError(
            web.where,
            _("Kolada har inget nyckeltal {gone}.").format(gone=some(gone)),
            _(
                "Det kan ha tagits bort eller ersatts: sök på kolada.se, och skriv in "
                "den nya beteckningen som source_id i definitionen."
            ),
        )
    return {kpi: titles[kpi] for kpi in kpis}


def _ask(
    web: Web, kpis: Sequence[str], units: Sequence[str], years: Sequence[str]
) -> Iterator[Row]:
    path = f"/data/kpi/{','.join(kpis)}/municipality/{','.join(units)}"
    for row in _pages(web, path + (f"/year/{','.join(years)}" if years else "")):
        wanted = (kpis, units, years or [str(row.get("period"))])
        if any(key not in asked for key, asked in zip(_key(row), wanted, strict=True)):
            raise changed(web.where, _("svaret gäller annat än frågan"))
        yield {**row, "values": _values(row.get("values"), web.where)}


def _pages(web: Web, path: str) -> Iterator[Row]:
    """Turn the pages ourselves: the address of the next one is not followed."""
    for page in range(1, MOST_PAGES + 1):
        params = {"page": str(page), "per_page": str(PAGE)}
        answer = require_dict(web.get(path, params).data, "values", web.where)
        rows = require_dicts(answer.get("values"), "values", web.where)
        yield from rows
        onward = answer.get("next_page") or answer.get("next_url")
        if not onward:
            return
        if not rows:
            break
    raise lacking(_("sista sidan"), web.where)


def _add(
    rows: dict[tuple[str, str, str], Row], more: Iterator[Row], where: str
) -> None:
    for row in more:
        if _key(row) in rows:
            raise changed(where, _("samma uppgift kommer flera gånger"))
        rows[_key(row)] = row


def _key(row: Row) -> tuple[str, str, str]:
    kpi, unit, year = (row.get(k) for k in ("kpi", "municipality", "period"))
    return str(kpi), str(unit), str(year)


def _values(found: Any, where: str) -> list[Row]:
    """Check the figures of a row; one that Kolada has deleted is a missing one."""
    values = require_dicts(found, "values", where)
    for value in values:
        figure = value.get("value")
        if "value" not in value or not (figure is None or is_number(figure)):
            raise lacking("value", where)
        if value.get("gender") not in _GENDERS:
            raise lacking("gender", where)
    return [{**v, "value": None} if v.get("isdeleted") else v for v in values]


def _require_values(rows: dict[Any, Row], kpis: Sequence[str], where: str) -> None:
    there = {row["kpi"] for row in rows.values()}
    if gone := [kpi for kpi in kpis if kpi not in there]:
        raise MissingError(
            where,
            _("Kolada har inga värden för {gone}, de platserna och de åren.").format(
                gone=some(gone)
            ),
            _("Kontrollera kommunkoden och åren på kolada.se."),
        )


def _latest(rows: dict[tuple[str, str, str], Row]) -> dict[tuple[str, str, str], Row]:
    """Keep the last year of each key figure: Kolada can't be asked for it."""
    last = dict(sorted((kpi, year) for kpi, _unit, year in rows))
    return {key: row for key, row in rows.items() if key[2] == last[key[0]]}


def _require_ids(kpis: Sequence[str], municipalities: Sequence[str]) -> None:
    bad = [kpi for kpi in kpis if not KPI.fullmatch(kpi)]
    bad += [unit for unit in municipalities if not _UNIT.fullmatch(unit)]
    if bad or not kpis or not municipalities:
        raise UnknownSourceError(
            "Kolada",
            _("så ser inga koder ut i Kolada: {bad}.").format(bad=some(bad)),
            _("Nyckeltal skrivs som N15428 eller U09800, kommuner med fyra siffror."),
        )


def _written(rows: dict[tuple[str, str, str], Row], titles: dict[str, str]) -> bytes:
    ordered = [rows[key] for key in sorted(rows)]
    whole = {"count": len(ordered), "kpis": titles, "values": ordered}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()


def _batches(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]
