"""Frozen content as paper and slides: PDF, PPTX, pictures, and the meeting kit.

`as_file` is the one door for whoever has a snapshot's content and wants a file. What a
form needs is imported when it is asked for: a server that only prints loads no tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from indicators.texts import _
from lagesbild.errors import UnknownChoiceError

MAKERS = {
    ".pdf": ("lagesbild.paper.pdf", "pdf"),
    ".pptx": ("lagesbild.paper.slides", "slides"),
    ".zip": ("lagesbild.paper.pictures", "pictures_as_zip"),
}
MIME = {
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument"
    ".presentationml.presentation",
    ".zip": "application/zip",
}


def as_file(content: Mapping[str, Any], ending: str) -> bytes:
    """Make a file of a snapshot's content: `.pdf`, `.pptx`, or `.zip` with its maps.

    Raises
    ------
    UnknownChoiceError
        If there is no such form.
    PaperError
        If the content can't be printed.
    """
    if ending not in MAKERS:
        raise UnknownChoiceError(_("Filändelsen"), ending, list(MAKERS))
    module, name = MAKERS[ending]
    make: Callable[[Mapping[str, Any]], bytes] = getattr(import_module(module), name)
    return make(content)
