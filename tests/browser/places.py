"""Workspaces that the browser tests make for themselves."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomli_w

WEST, SOUTH = 14.0, 57.0  # any place in Sweden


def write_workspace(
    root: Path,
    areas: Mapping[str, str],
    indicators: Mapping[str, Mapping[str, object]],
    observations: Mapping[str, Sequence[tuple[str, str, str]]],
    **config: object,
) -> Path:
    """Write a workspace of square areas side by side.

    `areas` is code → name, `indicators` is id → what differs from a plain share,
    `observations` is id → rows of period, area code and value as written.
    """
    for folder in ("geography", "indicators", "observations"):
        (root / folder).mkdir(parents=True)
    features = [_square(i, code, name) for i, (code, name) in enumerate(areas.items())]
    layer = {"type": "FeatureCollection", "features": features}
    (root / "geography" / "a.geojson").write_text(json.dumps(layer), "utf-8")
    geography = {
        "level": "area",
        "vintage": "1",
        "name": "Områden",
        "description": "Rutor.",
        "file": "a.geojson",
        "code_column": "code",
        "name_column": "name",
        "source": "Påhittat",
    }
    _toml(root / "geography" / "area-1.toml", geography)
    _toml(root / "lagesbild.toml", {"name": "Prov", "geography": "area-1"} | config)
    for name, definition in indicators.items():
        _toml(root / "indicators" / f"{name}.toml", _plain_share(name) | definition)
    for name, rows in observations.items():
        path = root / "observations" / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["period", "area_code", "value"])
            writer.writerows(rows)
    return root


def _square(column: int, code: str, name: str) -> dict[str, object]:
    west, south = WEST + 0.1 * column, SOUTH
    east, north = west + 0.1, south + 0.1
    corners = [(west, south), (east, south), (east, north), (west, north)]
    ring = [[round(x, 6), y] for x, y in [*corners, corners[0]]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _plain_share(name: str) -> dict[str, object]:
    return {
        "name": name,
        "short": name[:32],
        "definition": "Påhittat.",
        "numerator": "De som räknas",
        "denominator": "Alla",
        "kind": "share",
        "unit": "%",
        "direction": "neutral",
        "sector": "context",
        "origin": "public",
        "protection": "none",
        "source": "Påhittat",
        "class_limits": [10, 20],
    }


def _toml(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(tomli_w.dumps(content), encoding="utf-8")
