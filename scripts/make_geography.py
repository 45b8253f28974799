"""Make data/geography/deso-2025.geojson from SCB's DeSO areas of one municipality.

    python scripts/make_geography.py deso2025.geojson data/geography/deso-2025.geojson

What it adds is the property `namn`: SCB names RegSO but not DeSO, and "0764B2010"
tells a reader nothing. A DeSO that is a whole RegSO takes its name; where two share
one, the compass tells them apart. The same input always gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

KEPT = (
    "desokod",
    "regsokod",
    "regsonamn",
    "kommunkod",
    "kommunnamn",
    "lanskod",
    "version",
)
DECIMALS = 5  # about one metre


def main(source: Path, target: Path) -> None:
    """Write `target` from `source`, one area a line, sorted by code."""
    areas = gpd.read_file(source).to_crs("EPSG:4326").sort_values("desokod")
    names = name_areas(areas)
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {key: row[key] for key in KEPT}
                | {"namn": names[row["desokod"]]},
                "geometry": rounded(row["geometry"]),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for _, row in areas.iterrows()
    ]
    body = ",\n".join(lines)
    text = f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'
    target.write_text(text, encoding="utf-8", newline="\n")


def name_areas(areas: gpd.GeoDataFrame) -> dict[str, str]:
    """Name each DeSO after its RegSO, and two of the same RegSO by where they lie."""
    centres = areas.set_index("desokod").to_crs("EPSG:3006").centroid
    shared: dict[str, list[str]] = defaultdict(list)
    for code, regso in zip(areas["desokod"], areas["regsonamn"], strict=True):
        shared[regso].append(code)
    names = {}
    for regso, codes in shared.items():
        if len(codes) == 1:
            names[codes[0]] = regso
        elif len(codes) == 2:
            names |= by_compass(regso, {code: centres[code] for code in codes})
        else:
            names |= {code: f"{regso} {code}" for code in codes}
    return names


def by_compass(name: str, centres: dict[str, shapely.Point]) -> dict[str, str]:
    """Tell two areas apart by the axis along which their centres are further apart."""
    one, other = centres.values()
    if abs(one.x - other.x) >= abs(one.y - other.y):
        words, ordered = (
            ("västra", "östra"),
            sorted(centres, key=lambda c: centres[c].x),
        )
    else:
        words, ordered = ("södra", "norra"), sorted(centres, key=lambda c: centres[c].y)
    return {code: f"{name} {word}" for code, word in zip(ordered, words, strict=True)}


def rounded(shape: shapely.Geometry) -> dict[str, Any]:
    """Write a (multi)polygon as GeoJSON, outer rings counter-clockwise (RFC 7946)."""
    oriented = shapely.orient_polygons(shape)
    text = shapely.to_geojson(oriented)
    return json.loads(text, parse_float=lambda number: round(float(number), DECIMALS))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
