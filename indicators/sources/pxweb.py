"""The two versions of PxWeb's API: the same questions in different words."""

from __future__ import annotations

from typing import Any

from indicators.sources.answers import (
    lacking,
    require_dict,
    require_dicts,
    require_texts,
)
from indicators.sources.errors import AnswerError, MissingError, RefusedError
from indicators.sources.http import Web
from indicators.sources.jsonstat import Selection, read_codes
from indicators.sources.selection import Table, Variable

LONGEST_URL = 1800  # the services accept some 2 100 letters
SPECIAL = frozenset(",*?()[]")  # mean something in an address, not in a POST


class PxWeb2:
    """PxWebApi 2: https://github.com/PxTools/PxApiSpecs."""

    def __init__(self, web: Web, table_id: str) -> None:
        self._web = web
        self._path = f"/tables/{table_id}"

    def table(self) -> Table:
        """Ask what the table has; the metadata is a JSON-stat 2 dataset."""
        where = self._web.where
        answer = self._web.get(f"{self._path}/metadata", {"lang": "sv"})
        raw = require_dict(answer.data, "dataset", where)
        codes = read_codes(raw, where)
        variables = tuple(
            Variable(code, str(raw["dimension"][code].get("label", "")), values)
            for code, values in codes.items()
        )
        role = raw.get("role")
        roles = role if isinstance(role, dict) else {}
        return Table(
            str(raw.get("label", "")),
            variables,
            region=_first(roles.get("geo"), codes) or _region(variables),
            time=_first(roles.get("time"), codes),
        )

    def limit(self) -> int | None:
        """Ask how many cells come in one answer."""
        try:
            config = self._web.get("/config").data
        except (MissingError, RefusedError, AnswerError):
            return None
        return _count(config, "maxDataCells")

    def data(self, selection: Selection) -> object:
        """Ask for a dataset: by GET if the address is short enough, else by POST."""
        path, params = (
            f"{self._path}/data",
            {"lang": "sv", "outputFormat": "json-stat2"},
        )
        texts = {f"valueCodes[{n}]": ",".join(codes) for n, codes in selection.items()}
        length = sum(len(name) + 3 * len(text) for name, text in texts.items())
        special = any(
            SPECIAL & set(code) for codes in selection.values() for code in codes
        )
        if length < LONGEST_URL and not special:
            return self._web.get(path, {**params, **texts}).data
        body = [
            {"variableCode": name, "valueCodes": list(codes)}
            for name, codes in selection.items()
        ]
        return self._web.post(path, {"selection": body}, params).data


class PxWeb1:
    """PxWeb API v1; SCB keeps it until the end of 2026."""

    def __init__(self, web: Web, path: str) -> None:
        self._web = web
        self._path = f"/{path}"

    def table(self) -> Table:
        """Ask what the table has; a folder answers with a list instead."""
        where = self._web.where
        raw = require_dict(self._web.get(self._path).data, "variables", where)
        rows = require_dicts(raw.get("variables"), "variables", where)
        variables = tuple(
            Variable(
                str(row.get("code", "")),
                str(row.get("text", "")),
                tuple(require_texts(row.get("values"), "values", where)),
            )
            for row in rows
        )
        times = [str(row["code"]) for row in rows if row.get("time") is True]
        codes = [variable.code for variable in variables]
        if len(set(codes)) != len(codes) or "" in codes:
            raise lacking("code", where)
        return Table(
            str(raw.get("title", "")),
            variables,
            region=_region(variables),
            time=_first(times or ["Tid"], codes),
        )

    def limit(self) -> int | None:
        """Ask how many cells come in one answer."""
        try:
            config = self._web.get("?config").data
        except (MissingError, RefusedError, AnswerError):
            return None
        return _count(config, "maxCells") or _count(config, "maxValues")

    def data(self, selection: Selection) -> object:
        """Ask for a dataset."""
        query = [
            {"code": name, "selection": {"filter": "item", "values": list(codes)}}
            for name, codes in selection.items()
        ]
        body = {"query": query, "response": {"format": "json-stat2"}}
        return self._web.post(self._path, body).data


def _first(names: Any, known: Any) -> str:
    found = [n for n in names if n in known] if isinstance(names, list) else []
    return str(found[0]) if found else ""


def _region(variables: tuple[Variable, ...]) -> str:
    """Find the areas where the source doesn't say which variable they are."""
    names = {v.code.casefold(): v.code for v in variables}
    return names.get("region", "")


def _count(config: Any, key: str) -> int | None:
    value = config.get(key) if isinstance(config, dict) else None
    return value if type(value) is int and value > 0 else None
