"""Make-believe areas as many and as jagged as real ones, in a workspace of their own.

Areas are the Voronoi cells of seeded points: towns of many small cells in a countryside
of large ones. Each border is drawn once, jagged, and used by both neighbours, so that
the areas are a valid coverage by construction. The same numbers give the same files.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import tomli_w

from geo.classes import suggest_limits
from indicators.definitions import write_definition
from indicators.model import Direction, Indicator, Kind, Origin, Protection
from indicators.texts import Text

VERSION = 2  # of what is made here; a new one makes the kept workspaces anew
SEED = 20261121
PERIODS = ("2022", "2023", "2024")
MEASURES = 10
SWEREF99_TM = 3006
CORNER = np.array([350_000, 6_150_000])
SPACING = 350.0  # metres, between the middles of areas in a town, roughly
WINDOW = 9  # points over which a border is smoothed
ROUGHNESS = 0.6  # of how far a border may stray towards the middle of its areas


@dataclass(frozen=True)
class Coverage:
    """How many areas and points, and the sides of their rectangle in metres."""

    areas: int
    vertices: int
    width: float
    height: float
    towns: int


COVERAGES = {
    536: Coverage(536, 117_000, 110_000, 120_000, 24),
    6152: Coverage(6_152, 2_010_000, 480_000, 1_500_000, 290),
}


def workspace_of(count: int, folder: Path) -> Path:
    """Give the workspace with `count` synthetic areas; made once, kept in `folder`."""
    root = folder / f"areas-{count}-v{VERSION}-{SEED}"
    if not (root / "lagesbild.toml").is_file():
        shutil.rmtree(root, ignore_errors=True)
        _write(root, make_areas(COVERAGES[count]))
    return root


def make_areas(coverage: Coverage) -> gpd.GeoDataFrame:
    """Make the areas: a valid coverage in SWEREF 99 TM."""
    rng = np.random.default_rng(SEED)
    sites = _sites(coverage, rng)
    shapes = _jagged(_cells(sites, coverage), sites, coverage.vertices, rng)
    if not shapely.is_valid(shapes).all() or not shapely.coverage_is_valid(shapes):
        raise AssertionError("the synthetic areas are no coverage")
    codes = [f"9999A{i:05d}" for i in range(len(shapes))]
    return gpd.GeoDataFrame(
        {"code": codes, "name": [f"Område {i}" for i in range(len(shapes))]},
        geometry=shapely.transform(shapes, lambda xy: xy + CORNER),
        crs=SWEREF99_TM,
    )


def _sites(coverage: Coverage, rng: np.random.Generator) -> np.ndarray:
    """Scatter four fifths of the points in towns of very different sizes."""
    extent = np.array([coverage.width, coverage.height])
    centres = rng.random((coverage.towns, 2)) * extent
    sizes = 1 / np.arange(1, coverage.towns + 1) ** 0.9
    town = rng.choice(coverage.towns, size=coverage.areas * 4, p=sizes / sizes.sum())
    spread = SPACING * np.sqrt(np.bincount(town, minlength=coverage.towns) / 4)
    urban = centres[town] + rng.normal(size=(len(town), 2)) * spread[town, None]
    rural = rng.random((coverage.areas, 2)) * extent
    inside = np.all((urban > 0.01 * extent) & (urban < 0.99 * extent), axis=1)
    wanted = coverage.areas * 4 // 5
    urban = _apart(urban[inside], SPACING / 2)[:wanted]
    return _apart(np.concatenate([urban, rural]), SPACING / 2)[: coverage.areas]


def _apart(points: np.ndarray, metres: float) -> np.ndarray:
    """Leave out the points that have an earlier one closer than `metres`."""
    tree = shapely.STRtree(shapely.points(points))
    later, earlier = tree.query(
        shapely.points(points), predicate="dwithin", distance=metres
    )
    crowded = np.unique(later[earlier < later])
    return np.delete(points, crowded, axis=0)


def _cells(sites: np.ndarray, coverage: Coverage) -> np.ndarray:
    """Cut the rectangle into one convex cell for each point.

    The points are mirrored in all four sides, so that the sides become borders too.
    """
    extent = np.array([coverage.width, coverage.height])
    mirrored = [sites]
    for axis in (0, 1):
        for side in (0.0, extent[axis]):
            image = sites.copy()
            image[:, axis] = 2 * side - image[:, axis]
            mirrored.append(image)
    points = shapely.multipoints(np.concatenate(mirrored))
    cells = shapely.get_parts(shapely.voronoi_polygons(points, ordered=True))
    return np.asarray(cells[: len(sites)])


def _jagged(
    cells: np.ndarray, sites: np.ndarray, vertices: int, rng: np.random.Generator
) -> np.ndarray:
    corners = [_corners(cell) for cell in cells]
    owners: dict[frozenset[tuple[int, int]], list[int]] = {}
    for i, ring in enumerate(corners):
        for edge in _edges(ring):
            owners.setdefault(frozenset(edge), []).append(i)
    share = vertices / sum(_weight(e) * len(o) for e, o in owners.items())
    lines = {
        edge: _line(edge, sites[beside], round(_weight(edge) * share), rng)
        for edge, beside in owners.items()
    }
    return np.array([shapely.Polygon(_ring(ring, lines)) for ring in corners])


def _corners(cell: shapely.Polygon) -> list[tuple[int, int]]:
    """Round the corners to whole centimetres: a border is known by its two ends."""
    whole = np.round(shapely.get_coordinates(cell) * 100).astype(int)[:-1]
    ring = [(int(x), int(y)) for x, y in whole]
    return [a for a, b in zip(ring, ring[1:] + ring[:1], strict=True) if a != b]


def _edges(
    ring: list[tuple[int, int]],
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    yield from pairwise([*ring, ring[0]])


def _weight(edge: frozenset[tuple[int, int]]) -> float:
    """Give long borders more points, but fewer for each kilometre, like real ones."""
    (ax, ay), (bx, by) = edge
    return float(np.hypot(ax - bx, ay - by)) ** 0.5


def _line(
    edge: frozenset[tuple[int, int]],
    beside: np.ndarray,
    count: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Draw a border as a random walk between its ends, `count` steps long.

    It stays within the two triangles that the border makes with the points it lies
    between. Those of different borders never overlap, so no two borders can cross.
    """
    start, end = (np.array(corner) / 100 for corner in sorted(edge))
    along = np.linspace(0, 1, max(count, 1) + 1)
    steps = rng.normal(size=len(along) + WINDOW - 1)
    smooth = np.cumsum(np.convolve(steps, np.ones(WINDOW) / WINDOW, "valid"))
    smooth -= along * (smooth[-1] - smooth[0]) + smooth[0]
    stray = smooth / max(np.abs(smooth).max(), 1e-9) * ROUGHNESS
    stray *= np.minimum(1, 4 * np.minimum(along, 1 - along)) * rng.uniform(0.1, 0.6)
    along, stray = _with_crossings(along, stray)
    straight = start + along[:, None] * (end - start)
    sides = beside if len(beside) == 2 else [beside[0], _mirror(beside[0], start, end)]
    apex = np.where(stray[:, None] >= 0, sides[0], sides[1])
    return np.round(straight + np.abs(stray)[:, None] * (apex - straight), 2)


def _with_crossings(along: np.ndarray, stray: np.ndarray) -> tuple:
    """Add a point on the straight line wherever the walk changes sides."""
    change = np.flatnonzero(stray[:-1] * stray[1:] < 0)
    left, right = stray[change], stray[change + 1]
    at = along[change] + (along[change + 1] - along[change]) * left / (left - right)
    return (
        np.insert(along, change + 1, at),
        np.insert(stray, change + 1, 0.0),
    )


def _mirror(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    direction = (end - start) / np.linalg.norm(end - start)
    return 2 * (start + direction * ((point - start) @ direction)) - point


def _ring(ring: list[tuple[int, int]], lines: dict) -> np.ndarray:
    parts = []
    for a, b in _edges(ring):
        line = lines[frozenset((a, b))]
        parts.append(line[:-1] if a < b else line[:0:-1])
    return np.concatenate(parts)


def _write(root: Path, areas: gpd.GeoDataFrame) -> None:
    for part in ("geography", "indicators", "observations"):
        (root / part).mkdir(parents=True)
    layer = areas.assign(kommun="9999", kommunnamn="Helheten")
    layer.to_file(root / "geography" / "areas.gpkg", driver="GPKG")
    for name, content in _geographies().items():
        path = root / "geography" / f"{name}.toml"
        path.write_text(tomli_w.dumps(content), "utf-8")
    rng = np.random.default_rng(SEED)
    for number in range(MEASURES):
        _write_measure(root, number, areas, rng)
    config = {
        "name": f"{len(areas)} områden",
        "geography": "area-1",
        "municipality": "9999",
        "sectors": [{"id": "context", "name": {"sv": "Mått", "en": "Measures"}}],
    }
    (root / "lagesbild.toml").write_text(tomli_w.dumps(config), "utf-8")


def _geographies() -> dict[str, dict[str, str]]:
    common = {"vintage": "1", "source": "benchmarks/synthetic.py"}
    return {
        "area-1": {
            **common,
            "level": "area",
            "name": "Områden",
            "description": "Påhittade områden.",
            "file": "areas.gpkg",
            "code_column": "code",
            "name_column": "name",
            "parent": "kommun-1",
            "parent_column": "kommun",
        },
        "kommun-1": {
            **common,
            "level": "kommun",
            "name": "Hela",
            "description": "Alla ihop.",
            "dissolve_of": "area-1",
            "code_column": "kommun",
            "name_column": "kommunnamn",
        },
    }


def _write_measure(
    root: Path, number: int, areas: gpd.GeoDataFrame, rng: np.random.Generator
) -> None:
    centres = shapely.get_coordinates(shapely.centroid(areas.geometry.to_numpy()))
    wave = np.sin(centres @ rng.normal(size=2) / np.ptp(centres) * 6)
    name = f"measure_{number}"
    tables = [
        pd.DataFrame(
            {
                "period": period,
                "geography": "area-1",
                "area_code": areas["code"],
                "value": (20 + 6 * wave + rng.normal(size=len(areas)) * 5)
                .clip(0, 60)
                .round(1),
            }
        )
        for period in PERIODS
    ]
    table = pd.concat(tables)
    table.to_csv(root / "observations" / f"{name}.csv", index=False)
    limits = suggest_limits(table["value"].to_numpy(float))
    text = write_definition(_indicator(name, number, limits))
    (root / "indicators" / f"{name}.toml").write_text(text, "utf-8")


def _indicator(name: str, number: int, limits: tuple[float, ...]) -> Indicator:
    words = Text(f"Mått {number}", f"Measure {number}")
    return Indicator(
        id=name,
        name=words,
        short=words,
        definition=Text("Påhittat.", "Made up."),
        kind=Kind.INDEX,
        unit=Text("poäng", "points"),
        direction=Direction.NEUTRAL,
        sector="context",
        origin=Origin.PUBLIC,
        protection=Protection.NONE,
        source=Text("benchmarks/synthetic.py"),
        decimals=1,
        class_limits=limits,
    )
