"""Statistics Sweden's database, through PxWebApi 2, or PxWeb's older API v1.

Either way: ask what the table has, choose, cut the question into parts that the
service lets out, and put the answers together into one JSON-stat 2 dataset. If one
part fails, so does all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from indicators.sources.answers import some
from indicators.sources.errors import (
    ForbiddenError,
    MissingError,
    TooManyCellsError,
    UnknownSourceError,
)
from indicators.sources.fetched import JSON_STAT, Fetched
from indicators.sources.http import Web
from indicators.sources.jsonstat import Selection, assemble, read_cube
from indicators.sources.outgoing import SCB, SCB_V1, Outgoing
from indicators.sources.pxweb import PxWeb1, PxWeb2
from indicators.sources.selection import Ask, Table, cells, select, split
from indicators.texts import _

TABLE = re.compile(r"TAB[0-9]{3,6}")
PATH = re.compile(
    r"(?:START/)?([A-Z]{2}/[A-Z]{2}[0-9]{4}(?:/[A-Z]{2}[0-9]{4}[A-Z0-9]+)?/[A-Za-z0-9_]+)"
)
MOST_PARTS = 60  # 20 seconds at the pace that SCB allows
MOST_CELLS = 150_000  # in one answer, where the service doesn't say


class PxWeb(Protocol):
    """One version of the API."""

    def table(self) -> Table:
        """Ask what the table has."""

    def limit(self) -> int | None:
        """Ask how many cells come in one answer."""

    def data(self, selection: Selection) -> object:
        """Ask for a JSON-stat 2 dataset."""


def fetch_table(table_id: str, ask: Ask, outgoing: Outgoing) -> Fetched:
    """Fetch a municipality's part of a table such as `TAB6574`.

    Raises
    ------
    SourceError
        Of every kind in `indicators.sources.errors`; nothing is returned then.
    """
    _require_form(TABLE, table_id)
    subject = _("tabell {id}").format(id=table_id)
    with Web(SCB, outgoing, subject) as web:
        content = _fetch(PxWeb2(web, table_id), web, ask)
        return _fetched(content, table_id, web)


def fetch_table_v1(path: str, ask: Ask, outgoing: Outgoing) -> Fetched:
    """Fetch a municipality's part of a table such as `BE/BE0101/BE0101Y/HushallT28`."""
    path = _require_form(PATH, path)[1]
    subject = _("tabell {id}").format(id=path)
    with Web(SCB_V1, outgoing, subject) as web:
        content = _fetch(PxWeb1(web, path), web, ask)
        return _fetched(content, path.rpartition("/")[2], web)


def _require_form(form: re.Pattern[str], name: str) -> re.Match[str]:
    if match := form.fullmatch(name):
        return match
    raise UnknownSourceError(
        str(SCB.title),
        _("så ser ingen tabell ut: {name}.").format(name=some([name])),
        _(
            "Skriv TAB och siffror, eller hela sökvägen, till exempel "
            "BE/BE0101/BE0101Y/HushallT28."
        ),
    )


def _fetched(content: bytes, name: str, web: Web) -> Fetched:
    return Fetched.of(
        content,
        media_type=JSON_STAT,
        name=f"{name}.json",
        source="scb",
        parts=web.parts,
    )


def _fetch(api: PxWeb, web: Web, ask: Ask) -> bytes:
    try:
        table = api.table()
    except MissingError as error:
        raise _moved(web.where) from error
    selection = select(table, ask, web.where)
    limit = api.limit() or MOST_CELLS
    cubes = [
        read_cube(data, web.where)
        for data in _in_parts(api, selection, limit, web.where)
    ]
    return assemble(cubes, selection, web.where)


def _in_parts(
    api: PxWeb, selection: Selection, limit: int, where: str
) -> Iterator[object]:
    """Ask in parts of at most `limit` cells, and smaller ones if these are refused."""
    questions, asked = split(selection, limit), 0
    while questions:
        if asked + len(questions) > MOST_PARTS:
            raise TooManyCellsError(where, limit)
        try:
            yield api.data(questions[0])
        except ForbiddenError:
            limit = cells(questions[0]) // 2
            if not limit:
                raise
            questions = [part for q in questions for part in split(q, limit)]
        else:
            questions, asked = questions[1:], asked + 1


def _moved(where: str) -> MissingError:
    return MissingError(
        where,
        _("tabellen finns inte längre på den adressen."),
        _(
            "Källan byter ibland namn på tabeller: sök upp den på scb.se, "
            "Statistikdatabasen, och skriv in den nya beteckningen (TAB och siffror) "
            "som source_id i definitionen."
        ),
    )
