"""Fetch areas from Statistics Sweden's open geodata (WFS 2.0, CC0).

What comes back is GeoJSON for `geo.load`, which checks that the axes are the right way
round. Nothing is simplified or repaired.
"""

from __future__ import annotations

import json
import re
from typing import Any

from indicators.sources.answers import changed, lacking, require_dict, require_dicts
from indicators.sources.errors import (
    MissingError,
    RefusedError,
    UnknownSourceError,
    WrongContentError,
)
from indicators.sources.fetched import GEOJSON, Fetched
from indicators.sources.http import Web
from indicators.sources.outgoing import SCB_GEODATA, Outgoing
from indicators.texts import _

LAYERS = {"deso": "stat:DeSO_{vintage}", "regso": "stat:RegSO_{vintage}"}
CODES = {"deso": "desokod", "regso": "regsokod"}
VINTAGES = {"deso": ("2018", "2025"), "regso": ("2020", "2025")}  # known so far
PAGE = 500
MOST_PAGES = 20  # the country has 6 160 DeSO
CRS = "urn:ogc:def:crs:EPSG::3006"

Feature = dict[str, Any]


def fetch_areas(level: str, kommun: str, vintage: str, outgoing: Outgoing) -> Fetched:
    """Fetch a municipality's areas of one level and vintage.

    Parameters
    ----------
    level : {"deso", "regso"}
    kommun : str
        Four digits.
    vintage : str
        The year of the division, such as "2025".
    outgoing : Outgoing
        What the municipality allows.

    Returns
    -------
    Fetched
        A GeoJSON FeatureCollection in SWEREF 99 TM, sorted by code, with SCB's columns:
        `desokod` or `regsokod`, `kommunkod` and what else there is.

    Raises
    ------
    SourceError
        Of every kind in `indicators.sources.errors`; nothing is returned then.
    """
    _require_names(level, kommun, vintage)
    subject = f"{level}-{vintage}, {kommun}"
    with Web(SCB_GEODATA, outgoing, subject) as web:
        features = _all(web, level, kommun, vintage)
        _require_whole(features, level, kommun, web.where)
        return Fetched.of(
            _written(features, level),
            media_type=GEOJSON,
            name=f"{level}-{vintage}-{kommun}.geojson",
            source="scb",
            parts=web.parts,
        )


def _require_names(level: str, kommun: str, vintage: str) -> None:
    digits = all(re.fullmatch("[0-9]{4}", text) for text in (kommun, vintage))
    if level not in LAYERS or not digits:
        raise UnknownSourceError(
            str(SCB_GEODATA.title),
            _("det finns inga sådana områden att fråga efter."),
            _(
                "Ange nivå ({levels}), kommunkod med fyra siffror och årgång, till "
                "exempel 2025."
            ).format(levels=", ".join(LAYERS)),
        )


def _all(web: Web, level: str, kommun: str, vintage: str) -> list[Feature]:
    """Ask for page after page until all that match are here."""
    features: list[Feature] = []
    for _turn in range(MOST_PAGES):
        answer = _ask(web, level, kommun, vintage, len(features))
        page = _page_of(answer, web.where)
        features += page
        matched = answer.get("numberMatched", answer.get("totalFeatures"))
        if type(matched) is not int:  # "unknown": then the last page is a short one
            matched = len(features) + (len(page) == PAGE)
        if len(features) == matched:
            return features
        if not page or len(features) > matched:
            break
    raise lacking(_("en del av områdena"), web.where)


def _ask(web: Web, level: str, kommun: str, vintage: str, start: int) -> dict[str, Any]:
    params = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": LAYERS[level].format(vintage=vintage),
        "CQL_FILTER": f"kommunkod='{kommun}'",
        "srsName": "EPSG:3006",
        "outputFormat": "application/json",
        "sortBy": CODES[level],  # or else pages may overlap
        "startIndex": str(start),
        "count": str(PAGE),
    }
    try:
        answer = web.get("", params).data
    except WrongContentError as error:
        if b"ExceptionReport" not in error.excerpt:
            raise
        raise _refused(level, web.where) from error
    except (MissingError, RefusedError) as error:
        raise _refused(level, web.where) from error
    return require_dict(answer, "FeatureCollection", web.where)


def _refused(level: str, where: str) -> MissingError:
    return MissingError(
        where,
        _("tjänsten har inget sådant lager, eller så har det fått nya kolumner."),
        _("Kända årgångar är {vintages}; se annars scb.se, Öppna geodata.").format(
            vintages=", ".join(VINTAGES[level])
        ),
    )


def _page_of(answer: dict[str, Any], where: str) -> list[Feature]:
    page = require_dicts(answer.get("features"), "features", where)
    named = require_dict(answer.get("crs") or {}, "crs", where).get("properties")
    if page and named != {"name": CRS}:
        raise changed(where, _("koordinaterna är inte i SWEREF 99 TM"))
    return page


def _require_whole(
    features: list[Feature], level: str, kommun: str, where: str
) -> None:
    """Require areas with codes of this municipality, each of them once."""
    if not features:
        raise MissingError(
            where,
            _("där finns inga områden i kommun {kommun}.").format(kommun=kommun),
            _("Kontrollera kommunkoden."),
        )
    codes = [_code(feature, level) for feature in features]
    if not all(code.startswith(kommun) for code in codes):
        raise lacking(CODES[level], where)
    if len(set(codes)) != len(codes):
        raise changed(where, _("samma område kommer flera gånger"))
    if not all(isinstance(f.get("geometry"), dict) for f in features):
        raise lacking("geometry", where)


def _code(feature: Feature, level: str) -> str:
    properties = feature.get("properties")
    return str((properties or {}).get(CODES[level], ""))


def _written(features: list[Feature], level: str) -> bytes:
    whole = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": CRS}},
        "features": sorted(features, key=lambda feature: _code(feature, level)),
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()
