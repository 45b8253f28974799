"""A small database behind both versions of PxWeb's API."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

from tests.indicators.sources.service import Asked, Reply

REGIONS = (
    "00",
    "0764",
    "0764A0010",
    "0764B3010",
    "0764A0010_DeSO2025",
    "0764B3010_DeSO2025",
    "0764C1010_DeSO2025",
    "0764R001_RegSO2025",
    "0780A0010",
)
DIMENSIONS = {
    "Region": REGIONS,
    "Alder": ("0-4", "80-", "totalt"),
    "Kon": ("1", "2", "1+2"),
    "ContentsCode": ("000007Y7",),
    "Tid": ("2022", "2023", "2024"),
}


@dataclass
class Database:
    """One table; `limit` is what it lets out, `said` what its settings say it does."""

    codes: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(DIMENSIONS))
    limit: int = 150_000
    said: int | None = None
    id: str = "TAB6574"
    path: str = "/BE/BE0101/BE0101Y/FolkmDesoAldKon"
    updated: list[str] = field(default_factory=lambda: ["2025-02-21T07:00:00Z"])
    geo: tuple[str, ...] = ("Region",)
    bom: bool = False
    sparse: bool = False
    lost: str = ""  # a variable that is summed over without a word

    def value(self, key: tuple[str, ...]) -> float | None:
        """Give each cell a value of its own; some are missing."""
        places = [
            codes.index(c) for codes, c in zip(self.codes.values(), key, strict=True)
        ]
        number = 0
        for place, codes in zip(places, self.codes.values(), strict=True):
            number = number * len(codes) + place
        return None if number % 7 == 3 else number / 10 if number % 2 else float(number)

    def dataset(self, wanted: dict[str, list[str]]) -> dict[str, Any]:
        """Answer a selection."""
        codes = {name: wanted[name] for name in self.codes}
        values = [self.value(key) for key in product(*codes.values())]
        marks = {str(i): ".." for i, value in enumerate(values) if value is None}
        given: Any = values
        if self.sparse:
            given = {str(i): v for i, v in enumerate(values) if v is not None}
        if self.lost:
            codes.pop(self.lost)
            given = values[: prod(map(len, codes.values()))]
            marks = {}
        return self._frame(codes) | {"value": given, "status": marks}

    def metadata(self) -> dict[str, Any]:
        """Describe the table as PxWebApi 2 does."""
        return self._frame({name: list(c) for name, c in self.codes.items()})

    def _frame(self, codes: dict[str, list[str]]) -> dict[str, Any]:
        updated = self.updated.pop(0) if len(self.updated) > 1 else self.updated[0]
        return {
            "version": "2.0",
            "class": "dataset",
            "label": "Folkmängd per region",
            "source": "SCB",
            "updated": updated,
            "role": {
                "time": ["Tid"],
                "geo": list(self.geo),
                "metric": ["ContentsCode"],
            },
            "id": list(codes),
            "size": [len(c) for c in codes.values()],
            "dimension": {name: _dimension(name, c) for name, c in codes.items()},
            "extension": {"px": {"tableid": self.id, "decimals": 0}},
        }

    def route(self, asked: Asked) -> Reply:
        """Answer as PxWebApi 2."""
        data = f"/tables/{self.id}/data"
        if asked.path == "/config" and self.said:
            return Reply({"apiVersion": "2.0", "maxDataCells": self.said})
        if asked.path == f"/tables/{self.id}/metadata":
            return self._json(self.metadata())
        if asked.path == data and asked.method == "GET":
            texts = {
                n[11:-1]: t for n, t in asked.query.items() if n.startswith("valueC")
            }
            return self._data({name: text.split(",") for name, text in texts.items()})
        if asked.path == data:
            rows = asked.body["selection"]
            return self._data({row["variableCode"]: row["valueCodes"] for row in rows})
        return Reply({"type": "Parameter error", "title": "Not found"}, status=404)

    def route_v1(self, asked: Asked) -> Reply:
        """Answer as API v1."""
        if asked.query == {"config": ""} and self.said:
            return Reply({"maxValues": self.said, "maxCalls": 30, "timeWindow": 10})
        if asked.path != self.path:
            return Reply(b"", status=404)
        if asked.method == "GET":
            return self._json({"title": "Folkmängd", "variables": self._variables()})
        rows = asked.body["query"]
        return self._data({r["code"]: r["selection"]["values"] for r in rows})

    def _variables(self) -> list[dict[str, Any]]:
        return [
            {"code": name, "text": name.lower(), "values": codes, "valueTexts": codes}
            | ({"time": True} if name == "Tid" else {})
            for name, codes in self.codes.items()
        ]

    def _data(self, wanted: dict[str, list[str]]) -> Reply:
        if prod(map(len, wanted.values())) > self.limit:
            return Reply(
                {"title": "Too many cells selected", "status": 403}, status=403
            )
        return self._json(self.dataset(wanted))

    def _json(self, body: Any) -> Reply:
        reply = Reply(body)
        return Reply(b"\xef\xbb\xbf" + reply.content) if self.bom else reply


def _dimension(name: str, codes: list[str]) -> dict[str, Any]:
    return {
        "label": name.lower(),
        "category": {
            "index": {code: place for place, code in enumerate(codes)},
            "label": {code: f"text {code}" for code in codes},
        },
        "extension": {"elimination": name == "Kon"},
    }
