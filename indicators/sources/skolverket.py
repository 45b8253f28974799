"""Statistics per school from Skolverket's API for planned educations, version 4.

A municipality's schools are asked for one by one, after the list of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from indicators.sources.answers import (
    changed,
    lacking,
    require_dict,
    require_dicts,
    some,
)
from indicators.sources.errors import MissingError, UnknownSourceError
from indicators.sources.fetched import CSV, Fetched
from indicators.sources.http import Web
from indicators.sources.outgoing import SKOLVERKET, Outgoing
from indicators.sources.school_figures import Figure, read_figures, write_figures
from indicators.sources.when import with_latest
from indicators.texts import _

ACCEPT = "application/vnd.skolverket.plannededucations.api.v4.hal+json"
FORMS = ("fsk", "gr", "gran", "gy", "gyan")  # those with statistics
PAGE = 100
MOST_PAGES = 100
_SCHOOL = re.compile(r"[0-9]{8}")
_METRIC = re.compile(r"[A-Za-z0-9]{1,80}")


def fetch_schools(
    kommun: str,
    form: str,
    metrics: Sequence[str],
    outgoing: Outgoing,
    periods: Sequence[str] = (),
) -> Fetched:
    """Fetch the statistics of every school in a municipality.

    Parameters
    ----------
    kommun : str
        Four digits: where the schools are, not where the pupils live.
    form : str
        One of `FORMS`: "gr" is compulsory school.
    metrics : sequence of str
        Such as `averageGradesMeritRating9thGrade`, at least one.
    periods : sequence of str
        School years in our own form, or `LATEST`; none of them means all there are.

    Returns
    -------
    Fetched
        CSV with `HEADERS`, one row per school, school year, metric and programme. The
        metric is written as a definition's `source_id`:
        `skolverket/gr/averageGradesMeritRating9thGrade`.

    Raises
    ------
    SourceError
        Of every kind; also if the municipality has no such schools, or no school has
        one of the metrics any longer.
    """
    _require_names(kommun, form, metrics)
    with Web(SKOLVERKET, outgoing, _("skolor i {kommun}").format(kommun=kommun)) as web:
        figures = [
            figure
            for school in _schools(web, kommun, form)
            for figure in _statistics(web, school, form, metrics)
        ]
        _require_metrics(figures, metrics, web.where)
        figures = _of_periods(figures, periods, web.where)
        return Fetched.of(
            write_figures(figures, form),
            media_type=CSV,
            name=f"skolverket-{form}-{kommun}.csv",
            source="skolverket",
            parts=web.parts,
        )


def _require_names(kommun: str, form: str, metrics: Sequence[str]) -> None:
    named = bool(metrics) and all(map(_METRIC.fullmatch, metrics))
    if form not in FORMS or not named or not re.fullmatch(r"[0-9]{4}", kommun):
        raise UnknownSourceError(
            "Skolverket",
            _("så ser inga mått ut hos Skolverket: {names}.").format(
                names=some([kommun, form, *metrics])
            ),
            _(
                "Ange kommunkod, skolform ({forms}) och mått, till exempel "
                "averageGradesMeritRating9thGrade."
            ).format(forms=", ".join(FORMS)),
        )


def _schools(web: Web, kommun: str, form: str) -> list[str]:
    """Ask which schools there are, page by page."""
    schools: list[str] = []
    for page in range(MOST_PAGES):
        params = {
            "geographicalAreaCode": kommun,
            "typeOfSchooling": form,
            "page": str(page),
            "size": str(PAGE),
        }
        body = _body(web, "/v4/school-units", params)
        info = require_dict(body.get("page"), "page", web.where)
        embedded = body.get("_embedded") or {"listedSchoolUnits": []}
        units = require_dict(embedded, "_embedded", web.where).get("listedSchoolUnits")
        schools += _codes(require_dicts(units, "listedSchoolUnits", web.where), web)
        if page + 1 >= _count(info, "totalPages", web.where):
            break
    if len(set(schools)) != _count(info, "totalElements", web.where):
        raise lacking(_("en del av skolorna"), web.where)
    if not schools:
        raise MissingError(
            web.where,
            _("Skolverket har inga sådana skolor."),
            _("Kontrollera kommunkoden och skolformen."),
        )
    return sorted(schools)


def _body(web: Web, path: str, params: dict[str, str] | None = None) -> dict[str, Any]:
    """Take the content out of its envelope: `{"status", "message", "body"}`."""
    answer = require_dict(web.get(path, params, accept=ACCEPT).data, "body", web.where)
    return require_dict(answer.get("body"), "body", web.where)


def _codes(units: list[dict[str, Any]], web: Web) -> list[str]:
    codes = [str(unit.get("code")) for unit in units]
    if not all(map(_SCHOOL.fullmatch, codes)):
        raise lacking("code", web.where)
    return codes


def _count(info: dict[str, Any], key: str, where: str) -> int:
    value = info.get(key)
    if type(value) is not int:
        raise lacking(key, where)
    return value


def _statistics(
    web: Web, school: str, form: str, metrics: Sequence[str]
) -> Iterator[Figure]:
    """Ask for a school's figures; many schools have none, and answer 404."""
    try:
        body = _body(web, f"/v4/school-units/{school}/statistics/{form}")
    except MissingError:
        return
    yield from read_figures(school, body, metrics, web.where)


def _of_periods(
    figures: Sequence[Figure], periods: Sequence[str], where: str
) -> list[Figure]:
    """Keep the periods asked for; the service itself gives all that it has."""
    known = {figure.period for figure in figures}
    wanted = with_latest(periods, known)
    if gone := [period for period in wanted if period not in known]:
        raise MissingError(
            where,
            _("Skolverket har ingen uppgift för {gone}; där finns {known}.").format(
                gone=some(gone), known=some(sorted(known))
            ),
            _("Skriv läsår som 2023/24."),
        )
    return [figure for figure in figures if not wanted or figure.period in wanted]


def _require_metrics(
    figures: Sequence[Figure], metrics: Sequence[str], where: str
) -> None:
    there = {figure.metric for figure in figures}
    if gone := [metric for metric in metrics if metric not in there]:
        raise changed(where, _("ingen skola har måttet {gone}").format(gone=some(gone)))
