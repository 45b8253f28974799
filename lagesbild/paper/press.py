"""The press: a template and its data in, a tagged PDF or pictures of its pages out.

Names and sentences reach the template as JSON, never as template text, so that nothing
in them can become a command. The compiler refuses what PDF/UA-1 forbids.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from indicators.texts import _
from lagesbild.paper.errors import PaperError
from lagesbild.paper.letters import readable

STANDARD = "ua-1"
SHARED = "shared.typ"
DATA = "data.json"


def print_pdf(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    when: str,
) -> bytes:
    """Print data with a template as a tagged PDF that follows PDF/UA-1.

    Parameters
    ----------
    template : str
        The name of a file under `templates/`.
    data : mapping
        Anything that JSON can hold; the template reads it as `data.json`.
    pictures : mapping from file name to SVG or PNG
        What the template asks for by name.
    when : str, ISO 8601
        The date in the file: the same arguments give the same bytes.

    Raises
    ------
    PaperError
        If something is not as PDF/UA-1 wants it: a picture without alternative text,
        a title that is missing, a heading level that is skipped.
    """
    pdf: bytes = _compile(template, data, pictures, moment(when), "pdf")
    return pdf


def print_pages(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    *,
    ppi: float = 72.0,
) -> list[bytes]:
    """Print the same as pictures, one PNG for each page, to look at."""
    made = _compile(template, data, pictures, None, "png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made)


def moment(when: str) -> datetime:
    """Read a time; without a zone it is UTC."""
    read = datetime.fromisoformat(when)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _compile(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    when: datetime | None,
    form: str,
    **more: Any,
) -> Any:
    import typst

    compiled: Any = typst.compile  # its stub leaves out that it takes several files

    written = json.dumps(readable(data), ensure_ascii=False).encode()
    files = {"main.typ": _template(template), SHARED: _template(SHARED), DATA: written}
    if form == "pdf":
        more |= {"pdf_standards": [STANDARD], "timestamp": when}
    try:
        return compiled(
            {**files, **pictures},
            format=form,
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            **more,
        )
    except typst.TypstError as error:
        raise PaperError(
            _("Utskriften kunde inte göras: {said}").format(said=error)
        ) from error


@cache
def _template(name: str) -> bytes:
    return (resources.files("lagesbild.paper") / "templates" / name).read_bytes()


@cache
def _fonts() -> str:
    with ExitStack() as stack:
        folder = resources.files("geo") / "assets" / "fonts"
        return str(stack.enter_context(resources.as_file(folder)))
