"""Put what a benchmark measured into the document that tells of it."""

from __future__ import annotations

import re
from pathlib import Path


def put(text: str, document: Path, name: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    between = re.compile(re.escape(begin) + ".*" + re.escape(end), re.DOTALL)
    new, found = between.subn(
        lambda _found: f"{begin}\n{text.strip()}\n{end}", document.read_text("utf-8")
    )
    if not found:
        raise ValueError(f"{document.name} has no {begin}")
    document.write_text(new, "utf-8")
