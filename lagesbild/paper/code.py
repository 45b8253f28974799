"""The square code on every sheet: from paper back to what it was printed from."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import segno

FINE = 3  # dots of the picture to each dot of the code: viewers blur small pictures


def code_svg(text: str) -> bytes:
    """Draw a QR code as SVG, dark on white with its quiet zone; the same every time."""
    out = io.BytesIO()
    _code(text).save(
        out, kind="svg", scale=4, border=2, light="#fff", xmldecl=False, svgns=True
    )
    return out.getvalue()


def code_png(text: str) -> bytes:
    """Draw a QR code as PNG, for slides."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def code_dots(text: str) -> dict[str, Any]:
    """Give a QR code as the brightness of its dots: drawn once, on every page."""
    rows = [list(row) for row in _code(text).matrix_iter(FINE, 2)]
    return {
        "size": len(rows),
        "dots": [0 if dot else 255 for row in rows for dot in row],
    }


@lru_cache(maxsize=4)  # the page and the print of a version have the same
def _code(text: str) -> segno.QRCode:
    import segno

    return segno.make(text, error="m", micro=False)


def leads_to(content: Mapping[str, Any]) -> str:
    """Tell what the code says: the address of the frozen version, or its id.

    `address` is there if the municipality has told where its app is reached. Without
    it the code still says which version a sheet belongs to: the id is a checksum.
    """
    if content.get("address"):
        return str(content["address"])
    return f"{content['format']} {content['id']}"
