"""The maps of a snapshot as pictures to put elsewhere; their words are inside them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from geo.raster import draw_png

ENDINGS = (".svg", ".png")


def pictures(content: Mapping[str, Any], ending: str) -> dict[str, bytes]:
    """Give each map of a snapshot as a picture, by a file name without its ending.

    Title, legend, year, source, what is withheld and the mark of practice data are part
    of the picture: it can be copied out of its context without losing them.
    """
    return {
        file_name(one): one["svg"].encode()
        if ending == ".svg"
        else draw_png(one["svg"])
        for one in content["maps"]
    }


def pictures_as_zip(content: Mapping[str, Any]) -> bytes:
    """Pack all maps as SVG and PNG; the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for ending in ENDINGS:
            for name, data in sorted(pictures(content, ending).items()):
                entry = zipfile.ZipInfo(f"{name}{ending}", (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                pack.writestr(entry, data)
    return out.getvalue()


def file_name(one: Mapping[str, Any]) -> str:
    """Name a picture by its series and level, without what a path could misread."""
    name = f"{one['key']}-{one['level']}"
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name)
