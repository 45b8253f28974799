"""Tell what is wrong with a set of areas, with where and how much; change nothing."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import shapely

from geo.axes import in_sweden
from geo.crs import SWEREF99_TM, require_crs
from geo.errors import CoverageError, shortlist
from geo.findings import BLOCKING, Finding, Kind, size_text
from geo.gaps import find_gaps
from geo.overlaps import find_overlaps
from indicators.errors import listed
from indicators.texts import _

__all__ = ["BLOCKING", "Finding", "Kind", "check_areas", "require_coverage"]

SLIVER_M2 = 10_000.0  # a hectare: nobody draws a part so small and thin on purpose
SLIVER_WIDTH_M = 5.0  # twice the area through the perimeter: the mean width of a strip
FAR_APART_M = 10_000.0

_PLACE = re.compile(r"\[(\S+) (\S+)\]")


def check_areas(areas: gpd.GeoDataFrame) -> tuple[Finding, ...]:
    """Find everything about a set of areas that a person should know or mend.

    Parameters
    ----------
    areas : GeoDataFrame, one row per area, in SWEREF 99 TM
        As from `geo.load.read_areas`.

    Returns
    -------
    tuple of Finding
        First what must be mended before the areas can be used (its kind is in
        `BLOCKING`: invalid polygons, overlaps, lost holes, gaps narrower than 10 m,
        borders that do not match), then what is only to be looked at. Empty for a
        clean coverage in Sweden.

    Notes
    -----
    About three seconds for 6 160 areas with 1.5 million points, if they are clean.
    """
    require_crs(areas, SWEREF99_TM, name="areas")
    codes, shapes = _arrays(areas)
    found = [
        *_coverage_findings(areas),
        *_slivers(codes, shapes),
        *_far_apart(codes, shapes),
        *_outside(areas),
    ]
    return tuple(sorted(found, key=lambda finding: finding.kind not in BLOCKING))


def require_coverage(areas: gpd.GeoDataFrame, name: str) -> None:
    """Raise unless the areas are a coverage: no overlaps, no gaps, shared borders.

    Raises
    ------
    CoverageError
        With what is wrong, its size, and how to have it repaired; `name` is what to
        call the areas, usually the file name.
    """
    require_crs(areas, SWEREF99_TM, name=name)
    found = [f for f in _coverage_findings(areas) if f.kind in BLOCKING]
    if found:
        raise CoverageError(
            _("Områdena i {name} går inte ihop:").format(name=name)
            + f"\n{listed(found)}\n"
            + _(
                "Rätta dem i QGIS, eller låt lagesbild laga dem: lägg till --repair "
                "när du kör lagesbild init. Då visas vad som ändras i varje område."
            )
        )


def _coverage_findings(areas: gpd.GeoDataFrame) -> list[Finding]:
    codes, shapes = _arrays(areas)
    return [
        *_invalid(areas),
        *find_overlaps(codes, shapes),
        *find_gaps(codes, shapes),
    ]


def _arrays(areas: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Take out the codes and the shapes, the invalid ones made valid for measuring."""
    return areas["area_code"].to_numpy(dtype=object), polygons_of(areas)


def polygons_of(areas: gpd.GeoDataFrame) -> np.ndarray:
    """Take out the shapes as valid (multi)polygons; what is no surface is dropped."""
    shapes = np.array(areas.geometry.to_numpy(), dtype=object)
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        made = shapely.make_valid(
            shapes[broken], method="structure", keep_collapsed=False
        )
        shapes[broken] = made
    return shapes


def _invalid(areas: gpd.GeoDataFrame) -> list[Finding]:
    shapes = areas.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes)
    reasons = shapely.is_valid_reason(shapes[broken])
    return [
        Finding(Kind.INVALID, (str(code),), 0.0, _invalid_text(str(code), str(reason)))
        for code, reason in zip(areas["area_code"][broken], reasons, strict=True)
    ]


def _invalid_text(code: str, reason: str) -> str:
    what = _("har en trasig form")
    if "elf-intersection" in reason:
        what = _("har en gräns som korsar eller rör vid sig själv")
    elif "ole" in reason:
        what = _("har ett hål som inte ligger inuti ytan")
    place = _PLACE.search(reason)
    if place is None:
        return _("{code} {what}.").format(code=code, what=what)
    return _("{code} {what}, nära nord {north}, öst {east} (SWEREF 99 TM).").format(
        code=code,
        what=what,
        north=round(float(place[2])),
        east=round(float(place[1])),
    )


def _slivers(codes: np.ndarray, shapes: np.ndarray) -> list[Finding]:
    parts, owners = shapely.get_parts(shapes, return_index=True)
    sizes = shapely.area(parts)
    widths = 2 * sizes / np.maximum(shapely.length(parts), 1e-9)  # an empty part: 0
    thin = np.flatnonzero((sizes > 0) & (sizes < SLIVER_M2) & (widths < SLIVER_WIDTH_M))
    return [
        Finding(
            Kind.SLIVER,
            (str(codes[owners[i]]),),
            float(sizes[i]),
            _(
                "{code} har en mycket smal del på {size}, i medeltal {width} m bred. "
                "Den är troligen en rest av en gräns som ritats två gånger."
            ).format(
                code=codes[owners[i]],
                size=size_text(sizes[i]),
                width=max(1, round(widths[i])),
            ),
        )
        for i in thin
    ]


def _far_apart(codes: np.ndarray, shapes: np.ndarray) -> list[Finding]:
    found = []
    for i in np.flatnonzero(shapely.get_num_geometries(shapes) > 1):
        parts = shapely.get_parts(shapes[i])
        main = parts[np.argmax(shapely.area(parts))]
        distances = shapely.distance(parts, main)
        far = distances > FAR_APART_M
        if far.any():
            size = float(shapely.area(parts[far]).sum())
            text = _(
                "{code} har en del ({size}) som ligger {distance} km från resten. "
                "Stämmer det, behöver inget göras."
            ).format(
                code=codes[i],
                size=size_text(size),
                distance=round(distances.max() / 1000),
            )
            found.append(Finding(Kind.FAR_APART, (str(codes[i]),), size, text))
    return found


def _outside(areas: gpd.GeoDataFrame) -> list[Finding]:
    outside = areas[~in_sweden(areas)]
    if outside.empty:
        return []
    codes = tuple(sorted(str(code) for code in outside["area_code"]))
    text = _(
        "Dessa områden ligger utanför Sverige: {codes}. Stämmer det inte, har filen "
        "fel koordinatsystem."
    ).format(codes=shortlist(codes))
    return [Finding(Kind.OUTSIDE, codes, float(outside.area.sum()), text)]
