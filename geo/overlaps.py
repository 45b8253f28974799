"""Areas that claim the same ground, or draw their shared border differently."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from geo.findings import Finding, Kind, size_text
from indicators.texts import _

MIN_M2 = 1.0  # what is smaller is a border that does not match, not an overlap
WHOLE = 0.999  # so much of an area lies in another that all of it was meant to


def find_overlaps(codes: np.ndarray, shapes: np.ndarray) -> list[Finding]:
    """Find each pair of areas that overlap, or whose shared border does not match.

    Parameters
    ----------
    codes : array of str, n
    shapes : array of valid (multi)polygons, n, in SWEREF 99 TM

    Notes
    -----
    GEOS tells which areas have edges that do not fit (`coverage_invalid_edges`; a
    second for 6 000 areas with 1.5 million points). Only those are compared with
    their neighbours, so that a clean coverage costs no comparison at all.
    """
    edges = shapely.coverage_invalid_edges(shapes)
    suspects = np.flatnonzero(~shapely.is_empty(edges))
    found = list(_overlaps(codes, shapes, suspects))
    explained = {code for finding in found for code in finding.codes}
    unexplained = suspects[~np.isin(codes[suspects], sorted(explained))]
    return found + list(_mismatches(codes, edges, shapes, unexplained))


def _overlaps(
    codes: np.ndarray, shapes: np.ndarray, suspects: np.ndarray
) -> Iterator[Finding]:
    left, right = _pairs(shapes, suspects)
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    sizes = shapely.area(shapes)
    for i, j, size in zip(left, right, shared, strict=True):
        if size < min(MIN_M2, WHOLE * sizes[i], WHOLE * sizes[j]):
            continue
        large, small = (i, j) if sizes[i] >= sizes[j] else (j, i)
        if size >= WHOLE * sizes[large]:
            yield _duplicate(codes[i], codes[j], size)
        elif size >= WHOLE * sizes[small]:
            yield _lost_hole(codes[large], codes[small], size)
        else:
            yield _overlap(codes[i], codes[j], size)


def _pairs(shapes: np.ndarray, suspects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """List each pair of touching areas once, with at least one suspect in it."""
    tree = shapely.STRtree(shapes)
    of_suspects, others = tree.query(shapes[suspects], predicate="intersects")
    pairs = np.sort(np.column_stack([suspects[of_suspects], others]), axis=1)
    different = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    return different[:, 0], different[:, 1]


def _mismatches(
    codes: np.ndarray, edges: np.ndarray, shapes: np.ndarray, chosen: np.ndarray
) -> Iterator[Finding]:
    """Tell of borders whose points differ, by too little to measure."""
    left, right = _pairs(shapes, chosen)
    near = shapely.intersects(edges[left], edges[right])
    for i, j in zip(left[near], right[near], strict=True):
        yield Finding(
            Kind.MISMATCH,
            (str(codes[i]), str(codes[j])),
            0.0,
            _(
                "{one} och {other} har inte samma punkter längs sin gemensamma gräns."
            ).format(one=codes[i], other=codes[j]),
        )


def _duplicate(one: str, other: str, size: float) -> Finding:
    return Finding(
        Kind.DUPLICATE,
        (str(one), str(other)),
        float(size),
        _(
            "{one} och {other} har samma form ({size}). Ta bort den ena, eller rita om "
            "den."
        ).format(one=one, other=other, size=size_text(size)),
    )


def _lost_hole(large: str, small: str, size: float) -> Finding:
    return Finding(
        Kind.LOST_HOLE,
        (str(large), str(small)),
        float(size),
        _(
            "{small} ({size}) ligger helt inuti {large}, som borde ha ett hål där. "
            "Hålet har gått förlorat."
        ).format(small=small, large=large, size=size_text(size)),
    )


def _overlap(one: str, other: str, size: float) -> Finding:
    return Finding(
        Kind.OVERLAP,
        (str(one), str(other)),
        float(size),
        _("{one} och {other} överlappar varandra på {size}.").format(
            one=one, other=other, size=size_text(size)
        ),
    )
