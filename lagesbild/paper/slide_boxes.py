"""What slides need of boxes, rows and texts, and a file without the time of day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from pptx.util import Inches

from lagesbild.paper.fitting import height_of

Box = tuple[float, float, float, float]  # x, y, width, height in inches

KEPT = "\n\u00a0\u00ad\u202f"  # spaces and hyphens that Python doesn't call printable
CELL = 0.1  # inches of air at each side of a cell


def place(shape: Any, box: Box) -> None:
    """Put a shape where it belongs, in inches."""
    shape.left, shape.top, shape.width, shape.height = (Inches(n) for n in box)


def describe(shape: Any, alt: str) -> None:
    """Give a picture or a table its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", printable(alt))


def row_height(row: Sequence[str], wide: Sequence[float], size: float) -> float:
    """Give the height of a table's row, in inches; a single cell goes across it."""
    cells = zip(row, wide if len(row) > 1 else [sum(wide)], strict=True)
    return max(height_of([text], size, w - 2.2 * CELL) for text, w in cells) + CELL


def printable(text: str) -> str:
    """Leave out what XML has no place for."""
    return "".join(c for c in text if c.isprintable() or c in KEPT)


def without_clock(file: bytes) -> bytes:
    """Write a presentation again without the moments at which its parts were packed."""
    again = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as made,
        zipfile.ZipFile(again, "w") as fixed,
    ):
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, made.read(name))
    return again.getvalue()
